"""The whole bot on a free port of this machine: pages, Slack, Teams and letters, a movable clock, and nothing real outside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from aiohttp import ClientSession, CookieJar, web

from adapters.mail.letterhead import Letterhead
from adapters.mail.send import MailChannel
from adapters.shared.background import ERRAND
from adapters.slack.app import SlackApp, SlackPorts, routes
from adapters.slack.send import SlackChannel, web_client
from adapters.web.send import WebChannel
from bot.channels import teams as teams_setup
from bot.channels.email import by_email, letter_link
from bot.channels.introductions import introducing
from bot.config.settings import Settings
from bot.demo.app import QUICK, Town
from bot.demo.people import PEOPLE
from bot.outbox.copies import showing
from bot.runtime.clock import MovableClock
from bot.runtime.links import ACCOUNTS, SignedLinks
from bot.runtime.mail import InMemoryMail
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import sweep
from bot.turn import turns
from bot.wiring import Outside, application, open_runtime, running
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from store.crypto.key_ring import KeyRing
from tests.bot.resilience.fleet import under_way
from tests.databases import furnish
from tests.doubles_slack.desk import Desk
from tests.doubles_teams.double import TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.signing import APP
from tests.play.browser import Answers, Browser
from tests.play.cast import BOTH, DOMAINS, TENANTS, TWO, WEB, At, Cast
from tests.play.link_person import LinkPerson
from tests.play.slack_person import SlackPerson
from tests.play.teams_person import TeamsPerson
from tests.slack_double import SECRET, TEAM, TOKEN, SlackDouble
from tests.town import MONDAY
from tests.waiting import PATIENCE, until

KNOWN = {person.id for person in PEOPLE}
HEAD = Letterhead(address="jsv@partnership.example")
SEALED_BY = b"the secret of the rehearsal, of no use elsewhere"


@dataclass
class FakeSmtp:
    """A post office that keeps its letters."""

    letters: list[EmailMessage] = field(default_factory=list)

    async def send(self, letter: EmailMessage) -> None:
        """Keep it."""
        self.letters.append(letter)


class Actor(Protocol):
    """Somebody, wherever they are: they press what a card offers, and fill what it opens."""

    async def presses(self, on: Press, verb: str, about: str = "") -> object:
        """A button of a card."""
        ...

    async def does(self, on: Press, verb: str, answers: Answers, about: str = "") -> object:
        """A button that opens a form, and the form."""
        ...

    async def raises(self, answers: Answers) -> object:
        """A new case."""
        ...


@dataclass
class Rehearsal:
    """What the story needs: people wherever they are, the clock, and a look at what was kept."""

    url: str
    clock: MovableClock
    session: ClientSession
    slack: SlackDouble
    desk: Desk
    teams: TeamsDouble
    cast: dict[str, At]
    absent: set[str] = field(default_factory=set)  # who has not opened the bot yet
    mail: InMemoryMail = field(default_factory=InMemoryMail)
    post: FakeSmtp = field(default_factory=FakeSmtp)
    base: str = ""
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    runtimes: list[Runtime] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    @property
    def runtime(self) -> Runtime:
        """The bot as it runs now."""
        return self.runtimes[-1]

    async def start(self) -> None:
        """The bot begins to run, on a free port."""
        runtime, runner = await self.running.enter_async_context(_bot(self))
        self.runtimes.append(runtime)
        self.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self.desk.url = f"{self.base}/slack/events"

    async def restart(self) -> None:
        """The bot stops and begins again: only what the database holds is left."""
        await self.running.aclose()
        self.running = AsyncExitStack()
        await self.start()

    def at_browser(self, person: str) -> Browser:
        """Somebody at the pages."""
        return Browser(self.session, self.base, person)

    def in_slack(self, person: str) -> SlackPerson:
        """Somebody in Slack."""
        return SlackPerson(self.desk, self.slack, account(person), self.settled)

    def in_teams(self, person: str, tenant: str) -> TeamsPerson:
        """Somebody in a tenant of Teams."""
        client = self.clients.setdefault(tenant, Client(self.teams, self.session, "", tenant=tenant))
        client.url = f"{self.base}/api/messages"
        return TeamsPerson(client, self.teams, person, self.settled)

    def by_letter(self, person: str) -> LinkPerson:
        """Somebody with nothing but an address."""
        address = next(one.email for one in PEOPLE if one.id == person)
        return LinkPerson(
            self.session, self.base, person, lambda: [letter for letter in self.post.letters if letter["To"] == address]
        )

    def who(self, person: str) -> Actor:
        """Somebody, where the cast has them now."""
        at = self.cast.get(person, WEB)
        match at.channel:
            case "slack":
                return self.in_slack(person)
            case "teams":
                return self.in_teams(person, at.tenant)
            case "email":
                return self.by_letter(person)
            case _:
                return self.at_browser(person)

    async def everybody_arrives(self) -> None:
        """The bot is opened or added wherever somebody has an account."""
        for person, at in self.cast.items():
            if person in self.absent:
                continue
            if at.channel == "slack":
                await self.in_slack(person).arrives()
            if at.channel == "teams":
                await self.in_teams(person, at.tenant).arrives()

    async def to(self, at: datetime) -> None:
        """Time passes, and what falls due happens."""
        self.clock.to(at)
        await self.runtime.in_thread(sweep, self.runtime)

    async def case(self) -> Case:
        """The one case there is, as stored."""
        return await self.runtime.in_thread(self._case)

    async def facts(self) -> tuple[Fact, ...]:
        """Its facts."""
        case = await self.case()
        return await self.runtime.in_thread(self._facts, case)

    async def settled(self) -> None:
        """Waits until nothing is on its way any more: no answer that a channel still works at, and no job in the queue."""
        await until(
            lambda: (
                not any(task.get_name() == ERRAND for task in asyncio.all_tasks())
                and not under_way(self.runtime.store._writer)
            )
        )

    def _case(self) -> Case:
        with self.runtime.store.reading() as work:
            cases = [one for person in PEOPLE for one in work.cases.of(person.id, open_only=False)]
        if not cases:
            raise LookupError("no case has been raised")
        return cases[0]

    def _facts(self, case: Case) -> tuple[Fact, ...]:
        with self.runtime.store.reading() as work:
            return work.facts.of(case.id)


async def _tokens(team: str) -> str | None:
    return TOKEN if team == TEAM else None


def account(person: str) -> str:
    """Somebody's account in Slack."""
    return f"U{person.upper()}"


@asynccontextmanager
async def rehearsal(database_url: str, cast: Cast = TWO) -> AsyncIterator[Rehearsal]:
    """The bot, running and empty but for its nine people, some of whom have accounts in chats."""
    furnish(database_url)
    clock = MovableClock()
    clock.to(MONDAY)
    async with (
        SlackDouble() as slack,
        TeamsDouble() as teams,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        here = Rehearsal(database_url, clock, session, slack, Desk(slack, session, ""), teams, dict(cast))
        for person in PEOPLE:
            _hired(here, person.id, person.email)
        await here.start()
        await here.runtime.in_thread(_people, here.runtime, here.cast)
        try:
            yield here
        finally:
            await here.running.aclose()


@asynccontextmanager
async def _bot(here: Rehearsal) -> AsyncIterator[tuple[Runtime, web.AppRunner]]:
    """One process of the bot, as far as one test can hold it."""
    town, client, links = (
        Town(here.clock),
        web_client(here.session, here.slack.base_url),
        SignedLinks(SEALED_BY, here.clock),
    )
    accounts = SignedLinks(SEALED_BY, here.clock, purpose=ACCOUNTS)
    settings = Settings.model_validate({"database_url": here.url, **_of_teams(here)})
    way = teams_setup.TeamsChannelSetup(settings, here.session, here=True)
    outside = Outside(
        keys=KeyRing.development(),
        channels={
            "web": WebChannel(town.keep),
            "slack": SlackChannel(client, _tokens),
            "teams": way.channel,
            "email": MailChannel(
                here.post,
                lambda person, card: letter_link(here.base, links, accounts)(person, card),  # noqa: PLW0108 - the port is not known yet
                HEAD,
                here.clock,
            ),
        },
        clock=here.clock,
        mail=here.mail,
        pace=replace(QUICK, merged=0.05),
        last_resort=lambda person: (
            (Handle("web", "", person.id),)
            if here.cast.get(person.id, WEB) == WEB and person.id in KNOWN
            else by_email(person)
        ),
        poll=0.05,
    )
    async with open_runtime(settings, outside) as runtime, running(runtime, settings, outside.poll) as durable:
        town.settle(runtime)
        app = application(runtime, durable, SEALED_BY, town)
        known = SlackPorts(
            take_turn=turns(runtime),
            introduce=introducing(runtime, {TEAM: frozenset(DOMAINS)}),
            shown=showing(runtime),
        )
        listeners = SlackApp(known, signing_secret=SECRET, tokens=_tokens, client=client, hooks=here.slack.hooks)
        app.add_routes(routes(listeners))
        async with way.open(app, runtime):
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            try:
                yield runtime, runner
            finally:
                await listeners.errands.finish(PATIENCE)
                await runner.cleanup()


def _of_teams(here: Rehearsal) -> dict[str, str]:
    """Tokens are checked, of everybody in two tenants."""
    tenants = ",".join(f"{tenant}:{'+'.join(domains)}" for tenant, domains in TENANTS.items())
    urls = {"teams_openid_url": f"{here.teams.url}/openid", "teams_token_url": f"{here.teams.url}/token"}
    return {"teams_app_id": APP, "teams_app_secret": "shh", "teams_tenants": tenants, **urls}


def _hired(here: Rehearsal, person: str, address: str) -> None:
    """The accounts that somebody has."""
    for at in (here.cast.get(person, WEB), BOTH.get(person, WEB)):
        if at.channel == "slack":
            here.slack.employs(account(person), address)
        if at.channel == "teams":
            here.teams.employs(person, address, tenantId=at.tenant)


def _people(runtime: Runtime, cast: Cast) -> None:
    """Everybody is in the directory; those without an account elsewhere use the pages."""
    with runtime.store.begin() as work:
        work.people.save(PEOPLE)
        for person in PEOPLE:
            if cast.get(person.id, WEB) == WEB:
                work.people.link(Handle("web", "", person.id), person.id, runtime.clock())
