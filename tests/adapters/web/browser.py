"""A browser without windows: real HTTP to the pages on 127.0.0.1, with cookies and forms, and no script."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import Morsel
from io import BytesIO
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.app import middlewares, routes
from adapters.web.ports import WebPorts
from tests.adapters.web.reading import Node, Sent, button, read, would_send

FORM = "application/x-www-form-urlencoded"
Client = TestClient[web.Request, web.Application]


@dataclass
class Seen:
    """A page that came back, and how it was reached."""

    status: int
    path: str
    headers: dict[str, str]
    text: str
    hops: tuple[str, ...] = ()
    cookies: dict[str, Morsel[str]] = field(default_factory=dict)

    @property
    def page(self) -> Node:
        """The page as a tree."""
        return read(self.text)

    @property
    def title(self) -> str:
        """Its one first heading."""
        (title,) = self.page.all("h1")
        return title.words

    @property
    def main(self) -> Node:
        """What the page is about."""
        return self.page.one("main")


@dataclass
class Browser:
    """Goes to addresses and sends forms."""

    client: Client

    async def get(self, path: str, **headers: str) -> Seen:
        """Go there."""
        return await self.ask("GET", path, headers=headers)

    async def press(self, seen: Seen, label: str, *, change: Mapping[str, str | None] | None = None) -> Seen:
        """Press a button of a page, having changed some of what its form holds (None takes a field out)."""
        form, one = button(seen.page, label)
        sent = changed(would_send(form, one), change or {})
        return await self.post(one.attrs.get("formaction", form.attrs.get("action", seen.path)).partition("#")[0], sent)

    async def ticks(self, seen: Seen, label: str, box: tuple[str, str], *, change: Mapping[str, str | None]) -> Seen:
        """Press a button of a page, one more of several ticked: its name and its value."""
        form, one = button(seen.page, label)
        sent = [*changed(would_send(form, one), change), box]
        return await self.post(form.attrs.get("action", seen.path), sent)

    async def post(self, path: str, sent: Sent | bytes, kind: str = FORM, **headers: str) -> Seen:
        """Send a form."""
        body = sent if isinstance(sent, bytes) else urlencode(sent).encode()
        return await self.ask("POST", path, body, {"Content-Type": kind, **headers})

    async def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Seen:
        """Any request, with redirects followed as browsers do."""
        async with self.client.request(method, path, data=BytesIO(body) if body else None, headers=headers) as answer:
            return Seen(
                status=answer.status,
                path=answer.url.path_qs,
                headers=dict(answer.headers),
                text=await answer.text(),
                hops=tuple(one.headers.get("Location", "") for one in answer.history),
                cookies=dict(answer.cookies.items()),
            )


@asynccontextmanager
async def browsing(ports: WebPorts, clock: Callable[[], float] | None = None) -> AsyncIterator[Browser]:
    """A browser before the pages."""
    app = web.Application(middlewares=middlewares(ports))
    app.add_routes(routes(ports, clock) if clock else routes(ports))
    async with TestClient(TestServer(app)) as client:
        yield Browser(client)


def changed(sent: Sent, change: Mapping[str, str | None]) -> Sent:
    """The fields of a form, some with other values."""
    left = [(name, value) for name, value in sent if name not in change]
    return [*left, *((name, value) for name, value in change.items() if value is not None)]
