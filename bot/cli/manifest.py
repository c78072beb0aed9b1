"""What Teams and Slack are told about the bot at one address: an app package to upload, an app manifest to paste.

The texts lie in `manifest/`, or beside this file where the bot was installed from a wheel. The same address and app make the same bytes.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
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
ADDRESS: Final = re.compile(r"# (\w*url): https://YOUR-HOST(/\S+).*")
VERSION: Final = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}")
LONGEST_NAME: Final = 32  # of a developer, in Microsoft's schema
OURS: Final = "Joint supervision"
SOCKET: Final = re.compile(r"socket_mode_enabled: true.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the manifests say of this bot: the host it answers at, its app in Entra, whose it is, and in which version it is uploaded.

    `socket` is for a Slack that we call (Socket Mode); `version` is empty for that of the release.
    """

    domain: str
    app: str = ""
    socket: bool = False
    version: str = ""
    developer: str = OURS


def build(told: Told, out: Path, kinds: tuple[str, ...] = KINDS) -> tuple[Path, ...]:
    """Write the manifests of these kinds; the files that were written.

    Raises:
        Plain: something is not as it must be: a line for each, and nothing is written.
    """
    told = replace(told, domain=told.domain.strip().lower(), app=told.app.strip().lower())
    if faults := tuple(_faults(told, kinds)):
        raise Plain(faults)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in kinds:
        name, made = MAKERS[kind](told)
        (out / name).write_bytes(made)
        written.append(out / name)
    return tuple(written)


def teams(told: Told) -> bytes:
    """The app package: the manifest of that app at that domain, with both icons."""
    text = (_folder() / "teams" / "manifest.json").read_text().replace(NOBODY, told.app).replace(NOWHERE, told.domain)
    said = json.loads(text)
    said["version"] = told.version or said["version"]
    said["developer"]["name"] = told.developer
    inside = {
        "manifest.json": json.dumps(said, indent=2, ensure_ascii=False).encode(),
        **{icon: (_folder() / "teams" / icon).read_bytes() for icon in ICONS},
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, body in inside.items():
            package.writestr(ZipInfo(name), body, ZIP_DEFLATED)  # without a date of its own
    return made.getvalue()


def slack(told: Told) -> bytes:
    """The app manifest with that domain's addresses, or for Socket Mode."""
    text = (_folder() / "slack.yaml").read_text()
    if told.socket:
        return text.encode()
    addressed = ADDRESS.sub(rf"\1: https://{told.domain}\2", text)
    return SOCKET.sub("socket_mode_enabled: false", addressed).encode()


MAKERS: Final[Mapping[str, Callable[[Told], tuple[str, bytes]]]] = {
    "teams": lambda told: ("teams.zip", teams(told)),
    "slack": lambda told: ("slack.yaml", slack(told)),
}


def _faults(told: Told, kinds: tuple[str, ...]) -> Iterator[str]:
    if not HOST.fullmatch(told.domain):
        yield f"“{told.domain}” is not a host name. Write it without https:// and without a path, such as jsv.partnership.example."
    if "teams" in kinds and not APP.fullmatch(told.app):
        yield "Teams needs --app-id: the application id of the bot in Entra, such as 1b2c3d4e-1111-2222-3333-444455556666. Or ask for --slack alone."
    if told.version and not VERSION.fullmatch(told.version):
        yield f"“{told.version}” is not a version. Write three numbers, such as 0.2.1, higher than that of the package you uploaded before."
    if not 0 < len(told.developer) <= LONGEST_NAME:
        yield f"--developer: Teams takes at most {LONGEST_NAME} letters."


def _folder() -> Path:
    installed = Path(__file__).parent.parent / "manifest"
    return installed if installed.exists() else Path(__file__).parent.parent.parent / "manifest"
