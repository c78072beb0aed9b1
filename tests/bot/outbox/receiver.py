"""Somebody else's system: keeps what it gets, and answers as it is told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.waiting import never


@dataclass(frozen=True)
class Got:
    """One request."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers` are given first, one for each request: a status, or 0 for none at all; then 204."""

    answers: list[int] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    got: list[Got] = field(default_factory=list)
    elsewhere: int = 0
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(Got({name.lower(): text for name, text in request.headers.items()}, await request.read()))
        status = self.answers.pop(0) if self.answers else 204
        if not status:
            await never()
        return web.Response(status=status, headers=self.more if status >= 300 else {})

    async def other(self, _: web.Request) -> web.Response:
        self.elsewhere += 1
        return web.Response(status=204)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """On this machine, at a free port."""
    one = Receiver()
    app = web.Application()
    app.add_routes([web.post("/hook", one.take), web.route("*", "/elsewhere", one.other)])
    async with TestServer(app) as server:
        one.url = str(server.make_url("/hook"))
        yield one
