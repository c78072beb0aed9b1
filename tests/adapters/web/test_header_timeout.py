"""Half a header does not hold a connection open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from adapters.web.header_timeout import TimedRunner
from tests.waiting import PATIENCE


@asynccontextmanager
async def answering(within: float) -> AsyncIterator[int]:
    """A port where "yes" is said, whenever it is let."""

    async def said(_: web.Request) -> web.Response:
        return web.Response(text="yes")

    app = web.Application()
    app.add_routes([web.get("/", said)])
    runner = TimedRunner(app, within=within, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.mark.parametrize("half", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
async def test_half_a_header_is_let_go(half: bytes) -> None:
    """Whoever has said nothing whole in time is hung up on."""
    async with answering(0.05) as port, asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(half)
        assert await reader.read() == b""
        writer.close()


async def test_who_has_asked_is_not_hurried() -> None:
    """A connection that asked once is kept for the next request, beyond that time."""
    async with answering(0.05) as port, asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        other, other_writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readuntil(b"yes")).startswith(b"HTTP/1.1 200")
            assert await other.read() == b""  # the limit is over
        writer.close()
        other_writer.close()
