"""What Teams and Slack are told about the bot at one address: an app package to upload, an app manifest to paste.

The texts lie in `manifest/`, or beside this file where the bot was installed from a wheel. The same address and app make the same bytes.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.config.errors import Plain

KINDS: Final = ("teams", "slack")
NOBODY: Final = "00000000-0000-0000-0000-000000000000"
NOWHERE: Final = "jsv.example.org"
ICONS: Final = ("color.png", "outline.png")
LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST: Final = re.compile(rf"(?=.{{4,253}}$){LABEL}(\.{LABEL})+")
APP: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS: Final = re.compile(r"# request_url: https://YOUR-HOST(/\S+).*")
SOCKET: Final = re.compile(r"socket_mode_enabled: true.*")


def build(domain: str, app: str, out: Path, kinds: tuple[str, ...] = KINDS) -> tuple[Path, ...]:
    """Write the manifests of these kinds; the files that were written.

    Raises:
        Plain: something is not as it must be: a line for each, and nothing is written.
    """
    host, number = domain.strip().lower(), app.strip().lower()
    if faults := tuple(_faults(host, number, kinds)):
        raise Plain(faults)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in kinds:
        name, made = MAKERS[kind](host, number)
        (out / name).write_bytes(made)
        written.append(out / name)
    return tuple(written)


def teams(domain: str, app: str) -> bytes:
    """The app package: the manifest of that app at that domain, with both icons."""
    text = (_folder() / "teams" / "manifest.json").read_text().replace(NOBODY, app).replace(NOWHERE, domain)
    inside = {
        "manifest.json": json.dumps(json.loads(text), indent=2).encode(),
        **{icon: (_folder() / "teams" / icon).read_bytes() for icon in ICONS},
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, body in inside.items():
            package.writestr(ZipInfo(name), body, ZIP_DEFLATED)  # without a date of its own
    return made.getvalue()


def slack(domain: str) -> bytes:
    """The app manifest with that domain's addresses, instead of Socket Mode."""
    text = (_folder() / "slack.yaml").read_text()
    addressed = ADDRESS.sub(rf"request_url: https://{domain}\1", text)
    return SOCKET.sub("socket_mode_enabled: false", addressed).encode()


MAKERS: Final[Mapping[str, Callable[[str, str], tuple[str, bytes]]]] = {
    "teams": lambda domain, app: ("teams.zip", teams(domain, app)),
    "slack": lambda domain, _: ("slack.yaml", slack(domain)),
}


def _faults(domain: str, app: str, kinds: tuple[str, ...]) -> Iterator[str]:
    if not HOST.fullmatch(domain):
        yield f"“{domain}” is not a host name. Write it without https:// and without a path, such as jsv.partnership.example."
    if "teams" in kinds and not APP.fullmatch(app):
        yield "Teams needs --app-id: the application id of the bot in Entra, such as 1b2c3d4e-1111-2222-3333-444455556666. Or ask for --slack alone."


def _folder() -> Path:
    installed = Path(__file__).parent.parent / "manifest"
    return installed if installed.exists() else Path(__file__).parent.parent.parent / "manifest"
