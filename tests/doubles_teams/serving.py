"""The whole bot on a free port of this machine, with Teams for its channel: real store, real queue, real way in."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, web

from bot.channels.teams import TeamsChannelSetup
from bot.config.settings import Settings
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.wiring import Outside, application, open_runtime, running
from store.crypto.key_ring import KeyRing
from tests.builders import AT_ONCE
from tests.databases import furnish
from tests.town import PEOPLE

NOWHERE = Path("/nowhere/.env")


@dataclass
class Bot:
    """A service with Teams for its only channel."""

    runtime: Runtime
    session: ClientSession
    url: str


@asynccontextmanager
async def serving(folder: Path, clock: MovableClock, environ: Mapping[str, str], port: int = 0) -> AsyncIterator[Bot]:
    """The bot, running, with nine people in its directory."""
    settings = Settings.read(
        {"JSV_DATABASE_URL": f"sqlite:///{folder / 'jsv.db'}", "JSV_SECRET": "s" * 64, **environ}, NOWHERE
    )
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        way = TeamsChannelSetup(settings, session, here=True)
        outside = Outside(
            keys=KeyRing.development(), channels={"teams": way.channel}, clock=clock, pace=AT_ONCE, poll=0.05
        )
        furnish(settings.database_url)
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        engine = await stack.enter_async_context(running(runtime, settings, outside.poll))
        app = application(runtime, engine, settings.secret.encode())
        await stack.enter_async_context(way.open(app, runtime))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", port).start()
        with runtime.store.begin() as work:
            work.people.save(PEOPLE)
        yield Bot(runtime, session, f"http://127.0.0.1:{runner.addresses[0][1]}")
