"""The one file that names concrete classes: from settings to a runtime, its queue, and the addresses it answers at.

Slack's and Teams' SDKs are imported only where they are set up, so that a bot without them starts without them.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from aiohttp import ClientSession, web

from adapters.hook.folder import Folder
from adapters.mail.mailbox import Mailbox
from adapters.shared.channel import Channel
from adapters.web.app import middlewares
from adapters.web.app import routes as web_routes
from adapters.web.openid import Provider
from adapters.web.ports import Demo, Notice, WebPorts
from adapters.web.visitors import Networks, networks
from bot.channels import email
from bot.channels.calendar_feeds import OwnCalendars, addresses_at
from bot.channels.first_contact import LookingUp
from bot.channels.new_link import NewLink
from bot.channels.not_me import NotMe
from bot.channels.suggestions import suggesting
from bot.config.errors import Plain
from bot.config.settings import Settings
from bot.config.vouched_domains import silent
from bot.dashboard.email_sign_in import EmailSignIn
from bot.dashboard.figures import files as board_files
from bot.dashboard.oidc_sign_in import OidcSignIn
from bot.outbox.documents import files, writers
from bot.queue import engine as queue_engine
from bot.queue import health
from bot.queue.engine import Durable
from bot.runtime.clock import Clock, london
from bot.runtime.closures import Closures
from bot.runtime.date_fallback import leftover
from bot.runtime.holidays import Almanac, unknown_years
from bot.runtime.links import ACCOUNTS, FILES, SignedLinks
from bot.runtime.listening import answer as answer
from bot.runtime.listening import asked_to_stop, stopped
from bot.runtime.mail import Mail, NoMail
from bot.runtime.profiles import load
from bot.runtime.runtime import Pace, Runtime, nowhere
from bot.runtime.webhook_targets import Hooks, hooks
from bot.turn import turns
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.turns import NO_ADDRESSES, Addresses
from dialogs.procedure.people import Person
from store.crypto.key_ring import KeyRing
from store.database.connect import InUse, NewerDatabase, open_engine
from store.database.connect import migrate as migrate_store
from store.queue.failed_jobs import FailedJobs
from store.queue.jobs import DbosJobs
from store.rows.key_checks import WrongKeys
from store.unit_of_work import Store

if TYPE_CHECKING:
    from bot.channels import slack, teams

THREADS: Final = 7  # for turns; with those behind as many as the store has connections to PostgreSQL
BEHIND: Final = 3  # for deliveries and sweeps
LARGEST_BODY: Final = 1_048_576
SILENT: Final = (
    "no e-mail domains are bound to it, so it vouches for nobody; new people come in by a code only (see jsv doctor)"
)
TOGETHER: Final = (
    "On SQLite one process does everything: run `jsv serve`. Several processes may share a PostgreSQL database."
)

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
    sender: str = ""  # whose letters they are
    addresses: Addresses = NO_ADDRESSES
    hooks: Hooks = field(default_factory=Hooks)
    mailbox: Mailbox | None = None


def migrate(url: str) -> None:
    """The tables of the store and of the queue, as this release needs them.

    Raises:
        Plain: a newer release has been there, or somebody keeps a table that is to be changed.
    """
    queue_engine.mend()
    try:
        migrate_store(url)
    except (InUse, NewerDatabase) as fault:
        raise Plain([str(fault)]) from None


@contextmanager
def open_store(url: str, keys: KeyRing) -> Iterator[tuple[Store, DbosJobs]]:
    """The store on its database, and the queue's way in.

    Raises:
        Plain: the keys do not open what is stored there. Nothing is written.
    """
    engine = open_engine(url)
    jobs = DbosJobs(engine)
    try:
        store = Store(engine, keys, jobs)
        try:
            with store.begin() as work:
                work.key_checks.settle()
        except WrongKeys as fault:
            raise Plain([str(fault)]) from None
        yield store, jobs
    finally:
        engine.dispose()


@contextmanager
def failed_jobs(url: str) -> Iterator[FailedJobs]:
    """The jobs that were set aside."""
    migrate(url)
    engine = open_engine(url)
    try:
        yield FailedJobs(engine)
    finally:
        engine.dispose()


@asynccontextmanager
async def open_runtime(settings: Settings, outside: Outside) -> AsyncIterator[Runtime]:
    """A runtime on a database that has every table it needs. Its queue does not run yet."""
    profiles, closures = load(settings.profiles), Closures(settings.closures)
    for year in unknown_years(outside.clock().date()):
        log.warning("holidays", action="holidays_unknown", year=year)
    await asyncio.to_thread(migrate, settings.database_url)
    with ExitStack() as stack:
        store, jobs = stack.enter_context(open_store(settings.database_url, outside.keys))
        yield Runtime(
            store=store,
            jobs=jobs,
            clock=outside.clock,
            profiles=profiles,
            almanac=Almanac(closures),
            channels=outside.channels,
            mail=outside.mail,
            leftover=leftover,
            threads=stack.enter_context(ThreadPoolExecutor(THREADS, thread_name_prefix="turn")),
            behind=stack.enter_context(ThreadPoolExecutor(BEHIND, thread_name_prefix="behind")),
            last_resort=outside.last_resort,
            first_contact=LookingUp({"slack": settings.slack_domains}),
            pace=outside.pace,
            writers=writers(settings.word_template),
            anchors=Folder(Path(settings.anchor_folder)) if settings.anchor_folder else None,
            kept=settings.kept,
            contact=settings.contact,
            sender=outside.sender,
            addresses=outside.addresses,
            hooks=outside.hooks,
            mailbox=outside.mailbox,
        )


@asynccontextmanager
async def running(runtime: Runtime, settings: Settings, poll: float) -> AsyncIterator[Durable]:
    """The queue while it runs: started with its timed jobs, stopped at the end."""
    engine = Durable(settings.database_url, poll)
    await engine.start(runtime)
    try:
        yield engine
    finally:
        await engine.stop()


def application(
    runtime: Runtime,
    engine: Durable | None,
    secret: bytes,
    demo: Demo | None = None,
    base: Callable[[], str] = str,
    *,
    provider: Provider | None = None,
    trusted: Networks = (),
) -> web.Application:
    """Pages, links and health. Other channels add their own routes. Without an engine others work the queue."""
    ended = partial(_links_ended, runtime)
    signing_in = EmailSignIn(runtime, secret, ended, base)
    personal = SignedLinks(secret, runtime.clock, ended)
    pages = WebPorts(
        take_turn=turns(runtime),
        links=personal,
        take_file=files(runtime),
        demo=demo,
        secret=secret,
        board=board_files(runtime),
        signing_in=signing_in,
        account=OidcSignIn(runtime, signing_in, provider, secret) if provider else None,
        new_accounts=NotMe(runtime, SignedLinks(secret, runtime.clock, purpose=ACCOUNTS)),
        calendars=OwnCalendars(runtime, SignedLinks(secret, runtime.clock, ended, FILES)),
        base=base,
        trusted=trusted,
        new_links=NewLink(runtime, personal),
        suggest=suggesting(runtime),
        notice=Notice(runtime.terms()(None).profile.partnership, runtime.kept, runtime.contact),
    )
    app = web.Application(middlewares=middlewares(pages), client_max_size=LARGEST_BODY)
    app.add_routes([*health.routes(runtime, (lambda: engine.running) if engine else None), *web_routes(pages)])
    return app


FOR_EVER: Final = datetime.max.replace(tzinfo=UTC)  # nothing opens for whoever has left, whenever it was made


async def _links_ended(runtime: Runtime, person: PersonId) -> datetime | None:
    def look() -> datetime | None:
        with runtime.store.reading() as work:
            known = work.people.directory().get(person)
            return work.own_addresses.links_ended(person) if known is None or known.active else FOR_EVER

    return await runtime.in_thread(look)


async def serve(settings: Settings, *, answers: bool = True, works: bool = True) -> None:
    """The service, with the channels that are set up: all of it, or the half that answers, or the half that works the queue.

    Raises:
        Plain: half of it was asked for on a SQLite file, or a second process works on one.
    """
    if settings.sqlite and not (answers and works):
        raise Plain([TOGETHER])
    keys, secret = KeyRing.from_text(settings.keys), settings.secret.encode()
    links = SignedLinks(secret, london)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession(trust_env=True))  # HTTPS_PROXY and NO_PROXY
        slack_setup, teams_setup = _slack(settings, session), _teams(settings, session)
        outside = _outside(
            settings,
            keys,
            {
                **({"slack": slack_setup.channel} if slack_setup else {}),
                **({"teams": teams_setup.channel} if teams_setup else {}),
            },
            links,
        )
        told = await stack.enter_async_context(hooks(settings))
        outside = replace(outside, hooks=told, addresses=addresses_at(lambda: settings.public_url, secret, london))
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        for place in (*silent(settings.slack_domains), *silent(settings.teams_domains)):
            log.warning(SILENT, action="vouches_for_nobody", team=place)
        engine = await stack.enter_async_context(running(runtime, settings, outside.poll)) if works else None
        app = application(
            runtime,
            engine,
            secret,
            base=lambda: settings.public_url,
            provider=_provider(settings, session),
            trusted=networks(settings.trusted_proxies),
        )
        if slack_setup and answers:
            await stack.enter_async_context(slack_setup.open(app, runtime))
        if teams_setup:  # also where only the queue is worked: from then on it knows where to write
            await stack.enter_async_context(teams_setup.open(app, runtime))
        if not answers:
            asked = asked_to_stop()
            log.info("ready", action="ready")
            return await stopped(asked)
        return await answer(
            app,
            settings.host,
            settings.port,
            lambda url: log.info("ready", action="ready", port=int(url.rpartition(":")[2])),
        )


def _provider(settings: Settings, session: ClientSession) -> Provider | None:
    """Whose accounts sign in to the dashboard, where it is set up."""
    if not settings.oidc_issuer:
        return None
    return Provider(
        session, settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, settings.email_domains
    )


def _slack(settings: Settings, session: ClientSession) -> "slack.SlackChannelSetup | None":
    """Slack, where it is set up."""
    if not settings.slack_bot_token:
        return None
    from bot.channels import slack  # noqa: PLC0415 - see the head of the file

    return slack.SlackChannelSetup(settings, session)


def _teams(settings: Settings, session: ClientSession) -> "teams.TeamsChannelSetup | None":
    """Teams, where it is set up."""
    if not settings.teams_app_id and not settings.teams_anonymous:
        return None
    from bot.channels import teams  # noqa: PLC0415 - see the head of the file

    return teams.TeamsChannelSetup(settings, session)


def _outside(settings: Settings, keys: KeyRing, chats: Mapping[str, Channel], links: SignedLinks) -> Outside:
    """The chats, and the post where there is one: for invitations, and as the last resort."""
    if not settings.smtp_url:
        return Outside(keys=keys, channels=chats)
    profile = load(settings.profiles).current
    channel, mail = email.outgoing(settings, profile, links, london)
    return Outside(
        keys=keys,
        channels={**chats, "email": channel},
        mail=mail,
        last_resort=email.by_email,
        sender=settings.mail_from,
        mailbox=email.incoming(settings, profile),
    )
