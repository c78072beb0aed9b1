"""Whoever connects has some seconds to say what they want: half a header holds no connection open (aiohttp waits for ever).

Once a first request was read, aiohttp's own limit between two requests holds; bodies have theirs where they are read.
And there is a most of connections at one time: who comes on top of them is hung up on, so that files and the database stay open.
"""

import asyncio
from typing import Any, Final

from aiohttp import web

HEADERS_WITHIN: Final = 15.0  # seconds
MOST: Final = 800  # fewer than the 1,024 files that a process may have open where nobody has said otherwise


class TimedRunner(web.AppRunner):
    """A runner that closes connections on which no whole request came in time, and those above the most there may be."""

    __slots__ = ("_most", "_within")

    def __init__(
        self, app: web.Application, *, within: float = HEADERS_WITHIN, most: int = MOST, **options: Any
    ) -> None:
        super().__init__(app, **options)
        self._within, self._most = within, most

    @property
    def server(self) -> Any:
        """What makes the protocol of each connection; nothing before `setup`."""
        made = super().server
        return made and _Timed(made, self._within, self._most)


class _Timed:
    def __init__(self, server: web.Server, within: float, most: int) -> None:
        self._server, self._within, self._most = server, within, most

    def __call__(self) -> web.RequestHandler:
        handler = self._server()
        full = len(self._server.connections) >= self._most
        asyncio.get_running_loop().call_later(0 if full else self._within, _late, handler)
        return handler


def _late(handler: web.RequestHandler) -> None:
    if not handler._request_count:  # noqa: SLF001 - the one sign of a request that was read
        handler.force_close()
