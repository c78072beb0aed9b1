"""Whoever connects has some seconds to say what they want: half a header holds no connection open (aiohttp waits for ever).

Once a first request was read, aiohttp's own limit between two requests holds; bodies have theirs where they are read.
"""

import asyncio
from typing import Any, Final

from aiohttp import web

HEADERS_WITHIN: Final = 15.0  # seconds


class TimedRunner(web.AppRunner):
    """A runner that closes connections on which no whole request came in time."""

    __slots__ = ("_within",)

    def __init__(self, app: web.Application, *, within: float = HEADERS_WITHIN, **options: Any) -> None:
        super().__init__(app, **options)
        self._within = within

    @property
    def server(self) -> Any:
        """What makes the protocol of each connection; nothing before `setup`."""
        made = super().server
        return made and _Timed(made, self._within)


class _Timed:
    def __init__(self, server: web.Server, within: float) -> None:
        self._server, self._within = server, within

    def __call__(self) -> web.RequestHandler:
        handler = self._server()
        asyncio.get_running_loop().call_later(self._within, _late, handler)
        return handler


def _late(handler: web.RequestHandler) -> None:
    if not handler._request_count:  # noqa: SLF001 - the one sign of a request that was read
        handler.force_close()
