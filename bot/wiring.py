"""The one file that names concrete classes: from settings to a house, its queue, and the addresses it answers at.

Slack's SDK is imported only where Slack is set up, so that a bot without it starts without it.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import structlog
from aiohttp import ClientSession, web

from adapters.channel import Channel
from adapters.web.app import middlewares
from adapters.web.app import routes as web_routes
from adapters.web.house import Demo, WebHouse
from bot import durable, health
from bot.calendars import Almanac, unknown_years
from bot.clock import Clock, london
from bot.dates import leftover
from bot.durable import Durable
from bot.house import House, Pace, nowhere
from bot.links import SignedLinks
from bot.mail import Mail, NoMail
from bot.profiles import load
from bot.settings import Settings
from bot.turn import turns
from dialogs.heard import Handle
from dialogs.ids import PersonId
from store.jobs import DbosJobs
from store.opening import migrate as migrate_store
from store.opening import open_engine
from store.secrets import KeyRing
from store.unit_of_work import Store

THREADS: Final = 8
LARGEST_BODY: Final = 1_048_576
STOP_WITHIN: Final = 3.0  # seconds for requests that are being answered

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What differs between a service, the demo and a test."""

    keys: KeyRing
    channels: Mapping[str, Channel]
    clock: Clock = london
    mail: Mail = field(default_factory=NoMail)
    pace: Pace = field(default_factory=Pace)
    last_resort: Callable[[PersonId], tuple[Handle, ...]] = nowhere
    poll: float = 0.2  # seconds between two looks at a queue


def migrate(url: str) -> None:
    """The tables of the store and of the queue, as this release needs them."""
    durable.mend()
    migrate_store(url)


def open_store(url: str, keys: KeyRing) -> tuple[Store, DbosJobs]:
    """The store on its database, and the queue's way in."""
    engine = open_engine(url)
    jobs = DbosJobs(engine)
    return Store(engine, keys, jobs), jobs


@asynccontextmanager
async def open_house(settings: Settings, outside: Outside) -> AsyncIterator[House]:
    """A house on a database that has every table it needs. Its queue does not run yet."""
    profiles = load(settings.profiles)
    for year in unknown_years(outside.clock().date()):
        log.warning("holidays", action="holidays_unknown", year=year)
    await asyncio.to_thread(migrate, settings.database_url)
    store, jobs = open_store(settings.database_url, outside.keys)
    with ThreadPoolExecutor(THREADS, thread_name_prefix="turn") as threads:
        yield House(
            store=store,
            jobs=jobs,
            clock=outside.clock,
            profiles=profiles,
            almanac=Almanac(),
            channels=outside.channels,
            mail=outside.mail,
            leftover=leftover,
            threads=threads,
            last_resort=outside.last_resort,
            pace=outside.pace,
        )


@asynccontextmanager
async def running(house: House, settings: Settings, poll: float) -> AsyncIterator[Durable]:
    """The queue of a house, running."""
    engine = Durable(settings.database_url, settings.replica, poll)
    await engine.start(house)
    try:
        yield engine
    finally:
        await engine.stop()


def application(house: House, engine: Durable, secret: bytes, demo: Demo | None = None) -> web.Application:
    """Pages, links and health. Other channels add their own routes."""
    pages = WebHouse(take_turn=turns(house), links=SignedLinks(secret, house.clock), demo=demo, secret=secret)
    app = web.Application(middlewares=middlewares(pages), client_max_size=LARGEST_BODY)
    app.add_routes([*health.routes(house, lambda: engine.running), *web_routes(pages)])
    return app


async def answer(app: web.Application, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Answer until we are asked to stop; what is being answered then is finished."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_WITHIN)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        _, bound, *_ = runner.addresses[0]
        asked = _asked_to_stop()
        ready(f"http://{host}:{bound}")
        await asked.wait()
        log.info("stopping", action="stopping")
    finally:
        await runner.cleanup()


def _asked_to_stop() -> asyncio.Event:
    asked = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, asked.set)
    return asked


async def serve(settings: Settings) -> None:
    """The service, with the channels that are set up."""
    from bot import slack  # noqa: PLC0415 - see the head of the file

    keys = KeyRing.from_text(settings.keys)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        way = slack.Way(settings, session)
        outside = Outside(keys=keys, channels={"slack": way.channel})
        house = await stack.enter_async_context(open_house(settings, outside))
        engine = await stack.enter_async_context(running(house, settings, outside.poll))
        app = application(house, engine, settings.secret.encode())
        await stack.enter_async_context(way.open(app, house, SignedLinks(settings.secret.encode(), house.clock)))
        await answer(app, settings.host, settings.port, lambda url: log.info("ready", action="ready", port=int(url.rpartition(":")[2])))
