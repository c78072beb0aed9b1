"""Answering HTTP: a port is taken, and what is being answered is finished when the process is asked to stop."""

import asyncio
import errno
import signal
from collections.abc import Callable
from typing import Final

import structlog
from aiohttp import web

from adapters.web.header_timeout import TimedRunner
from bot.config.errors import Plain

STOP_WITHIN: Final = 3.0  # seconds for requests that are being answered

log = structlog.get_logger()


async def answer(app: web.Application, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Answer until we are asked to stop; what is being answered then is finished.

    Raises:
        Plain: the port is taken, or may not be listened on.
    """
    runner = TimedRunner(app, access_log=None, shutdown_timeout=STOP_WITHIN)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        _, bound, *_ = runner.addresses[0]
        asked = asked_to_stop()
        ready(f"http://{host}:{bound}")
        await stopped(asked)
    finally:
        await runner.cleanup()


async def stopped(asked: asyncio.Event) -> None:
    """Waits until the process is asked to stop."""
    await asked.wait()
    log.info("stopping", action="stopping")


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as fault:
        why = {errno.EADDRINUSE: "is taken by another program", errno.EACCES: "is only for the administrator"}.get(
            fault.errno or 0, "cannot be listened on"
        )
        raise Plain(
            [
                f"Port {port} on {host} {why}. Choose another: `make demo PORT=8001`, `jsv demo --port 8001`, or JSV_PORT for `jsv serve`."
            ]
        ) from None


def asked_to_stop() -> asyncio.Event:
    """Set once the process gets SIGTERM or SIGINT. Called in the running loop."""
    asked = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, asked.set)
    return asked
