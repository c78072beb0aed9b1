"""What pages are printed on: the templates, and the few files with them, served from memory under their hash."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.web import security

HERE: Final = Path(__file__).parent
PRODUCT: Final = "Joint supervision"
KINDS: Final[Mapping[str, str]] = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_EVER: Final = "public, max-age=31536000, immutable"
HIDDEN: Final = Markup('<input type="hidden" name="csrf" value="{}"><input type="hidden" name="event" value="{}">')
BLANK: Final[Mapping[str, object]] = dict.fromkeys(
    ("home", "demo", "leave", "leaving", "faults", "caption", "note", "up", "seeks", "find")
)


class Templates:
    """Templates and files, read once."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, str]] = {}
        assets = {
            "style": self._file("style.css"),
            "demo": self._file("demo.css"),
            "script": self._file("panel.js"),
            "people": self._file("people.js"),
            "icon": self._file("icon.svg"),
        }
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"assets": assets, "product": PRODUCT}

    def page(self, template: str, given: Mapping[str, Any], status: int = 200) -> web.Response:
        """A page of a template with what it is given; what all pages have is blank unless given."""
        text = self._templates.get_template(template).render({**BLANK, **given})
        return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")

    async def file(self, request: web.Request) -> web.Response:
        """One of our files, by the exact name under which it is now known.

        Raises:
            web.HTTPNotFound: no file of ours has that name.
        """
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        body, kind = found
        return web.Response(body=body, content_type=kind, charset="utf-8", headers={"Cache-Control": FOR_EVER})

    def _file(self, name: str) -> str:
        path = HERE / name
        body = path.read_bytes()
        known = f"{path.stem}.{hashlib.sha256(body).hexdigest()[:12]}{path.suffix}"
        self._files[known] = (body, KINDS[path.suffix])
        return f"/static/{known}"


def fresh() -> str:
    """A new event, or key: nobody can guess it, and no two are the same."""
    return secrets.token_urlsafe(18)


def seals(secret: bytes, session: str) -> Callable[[], Markup]:
    """What puts the two hidden fields into every form: its seal, and an event of its own."""
    return lambda: HIDDEN.format(security.csrf(secret, session), fresh())
