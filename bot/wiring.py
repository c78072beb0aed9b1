"""The one file that names concrete classes: from settings to a house, its queue, and the addresses it answers at.

Slack's and Teams' SDKs are imported only where they are set up, so that a bot without them starts without them.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog
from aiohttp import ClientSession, web

from adapters.channel import Channel
from adapters.web.app import middlewares
from adapters.web.app import routes as web_routes
from adapters.web.house import Demo, WebHouse
from bot import durable, health, post
from bot.calendars import Almanac, unknown_years
from bot.clock import Clock, london
from bot.dates import leftover
from bot.durable import Durable
from bot.house import House, Pace, nowhere
from bot.links import SignedLinks
from bot.mail import Mail, NoMail
from bot.plain import Plain
from bot.profiles import load
from bot.settings import Settings
from bot.turn import turns
from dialogs.heard import Handle
from dialogs.procedure.people import Person
from store.jobs import DbosJobs
from store.opening import migrate as migrate_store
from store.opening import open_engine
from store.secrets import KeyRing
from store.unit_of_work import Store

if TYPE_CHECKING:
    from bot import slack, teams

THREADS: Final = 7  # for turns; with those behind as many as the store has connections to PostgreSQL
BEHIND: Final = 3  # for deliveries and sweeps
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
    last_resort: Callable[[Person], tuple[Handle, ...]] = nowhere
    poll: float = 0.2  # seconds between two looks at a queue


def migrate(url: str) -> None:
    """The tables of the store and of the queue, as this release needs them."""
    durable.mend()
    migrate_store(url)


@contextmanager
def open_store(url: str, keys: KeyRing) -> Iterator[tuple[Store, DbosJobs]]:
    """The store on its database, and the queue's way in."""
    engine = open_engine(url)
    jobs = DbosJobs(engine)
    try:
        yield Store(engine, keys, jobs), jobs
    finally:
        engine.dispose()


@asynccontextmanager
async def open_house(settings: Settings, outside: Outside) -> AsyncIterator[House]:
    """A house on a database that has every table it needs. Its queue does not run yet."""
    profiles = load(settings.profiles)
    for year in unknown_years(outside.clock().date()):
        log.warning("holidays", action="holidays_unknown", year=year)
    await asyncio.to_thread(migrate, settings.database_url)
    with ExitStack() as stack:
        store, jobs = stack.enter_context(open_store(settings.database_url, outside.keys))
        yield House(
            store=store,
            jobs=jobs,
            clock=outside.clock,
            profiles=profiles,
            almanac=Almanac(),
            channels=outside.channels,
            mail=outside.mail,
            leftover=leftover,
            threads=stack.enter_context(ThreadPoolExecutor(THREADS, thread_name_prefix="turn")),
            behind=stack.enter_context(ThreadPoolExecutor(BEHIND, thread_name_prefix="behind")),
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
        await _listen(runner, host, port)
        _, bound, *_ = runner.addresses[0]
        asked = _asked_to_stop()
        ready(f"http://{host}:{bound}")
        await asked.wait()
        log.info("stopping", action="stopping")
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        raise Plain([f"Port {port} on {host} cannot be listened on: something else uses it, or it is not ours. Choose another."]) from None


def _asked_to_stop() -> asyncio.Event:
    asked = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, asked.set)
    return asked


async def serve(settings: Settings) -> None:
    """The service, with the channels that are set up."""
    keys, secret = KeyRing.from_text(settings.keys), settings.secret.encode()
    links = SignedLinks(secret, london)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        way, other = _slack(settings, session), _teams(settings, session)
        outside = _outside(settings, keys, {**({"slack": way.channel} if way else {}), **({"teams": other.channel} if other else {})}, links)
        house = await stack.enter_async_context(open_house(settings, outside))
        engine = await stack.enter_async_context(running(house, settings, outside.poll))
        app = application(house, engine, secret)
        if way:
            await stack.enter_async_context(way.open(app, house, links))
        if other:
            await stack.enter_async_context(other.open(app, house))
        await answer(app, settings.host, settings.port, lambda url: log.info("ready", action="ready", port=int(url.rpartition(":")[2])))


def _slack(settings: Settings, session: ClientSession) -> "slack.Way | None":
    """Slack, where it is set up."""
    if not settings.slack_bot_token:
        return None
    from bot import slack  # noqa: PLC0415 - see the head of the file

    return slack.Way(settings, session)


def _teams(settings: Settings, session: ClientSession) -> "teams.Way | None":
    """Teams, where it is set up."""
    if not settings.teams_app_id and not settings.teams_anonymous:
        return None
    from bot import teams  # noqa: PLC0415 - see the head of the file

    return teams.Way(settings, session)


def _outside(settings: Settings, keys: KeyRing, chats: Mapping[str, Channel], links: SignedLinks) -> Outside:
    """The chats, and the post where there is one: for invitations, and as the last resort."""
    if not settings.smtp_url:
        return Outside(keys=keys, channels=chats)
    return Outside(
        keys=keys, channels={**chats, "email": post.channel(settings, links)}, mail=post.SmtpMail(post.post_office(settings)), last_resort=post.by_post
    )
