"""Half a header does not hold a connection open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from adapters.web.header_timeout import TimedRunner
from tests.waiting import PATIENCE, until_answered


@asynccontextmanager
async def answering(within: float, most: int = 100) -> AsyncIterator[int]:
    """A port where "yes" is said, whenever it is let."""

    async def said(_: web.Request) -> web.Response:
        return web.Response(text="yes")

    app = web.Application()
    app.add_routes([web.get("/", said)])
    runner = TimedRunner(app, within=within, most=most, access_log=None)
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


async def test_there_is_a_most_of_connections() -> None:
    """Who comes on top of it is hung up on at once; whoever is there is answered, and when one leaves another is let in."""
    async with answering(PATIENCE, most=2) as port, asyncio.timeout(PATIENCE):
        there = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        for reader, writer in there:
            assert await asked(reader, writer)
        late, late_writer = await asyncio.open_connection("127.0.0.1", port)
        assert await late.read() == b""
        assert await asked(*there[0])
        there[1][1].close()
        await there[1][1].wait_closed()
        await until_answered(lambda: another(port))
        for writer in (there[0][1], late_writer):
            writer.close()


async def another(port: int) -> bool:
    """Whether one more is let in."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await asked(reader, writer)
    except (OSError, asyncio.IncompleteReadError):
        return False
    finally:
        writer.close()


async def asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Asks, and whether there is an answer."""
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    return (await reader.readuntil(b"yes")).startswith(b"HTTP/1.1 200")
