"""The whole bot on a free port of this machine: pages and Slack, a movable clock, and nothing real outside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from aiohttp import ClientSession, CookieJar, web

from adapters.mail.send import MailChannel
from adapters.slack.app import SlackApp, SlackHouse, routes
from adapters.slack.send import SlackChannel, web_client
from adapters.web.send import WebChannel
from bot.clock import MovableClock
from bot.demo import QUICK, Town
from bot.demo_people import PEOPLE
from bot.house import House
from bot.linking import introduce
from bot.links import SignedLinks
from bot.mail import PaperMail
from bot.post import by_post, link_to
from bot.reminders import sweep
from bot.settings import Settings
from bot.turn import turns
from bot.wiring import Outside, application, open_house, running
from dialogs.heard import Handle
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from store.secrets import KeyRing
from tests.doubles_slack.desk import Desk
from tests.play.browser import Browser
from tests.play.slack_person import SlackPerson
from tests.slack_double import SECRET, TEAM, TOKEN, SlackDouble
from tests.town import MONDAY

ON_SLACK = {"pat": "UPAT", "sal": "USAL"}
KNOWN = {one.id for one in PEOPLE}
SEALED_BY = b"the secret of the rehearsal, of no use elsewhere"


@dataclass
class PaperPost:
    """A post office that keeps its letters."""

    sender: str = "jsv@partnership.example"
    letters: list[EmailMessage] = field(default_factory=list)

    async def send(self, letter: EmailMessage) -> None:
        """Keep it."""
        self.letters.append(letter)


@dataclass
class Rehearsal:
    """What the story needs: people at browsers and in Slack, the clock, and a look at what was kept."""

    url: str
    clock: MovableClock
    session: ClientSession
    slack: SlackDouble
    desk: Desk
    mail: PaperMail = field(default_factory=PaperMail)
    post: PaperPost = field(default_factory=PaperPost)
    base: str = ""
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    houses: list[House] = field(default_factory=list)

    @property
    def house(self) -> House:
        """The house as it runs now."""
        return self.houses[-1]

    async def start(self) -> None:
        """The bot begins to run, on a free port."""
        house, runner = await self.running.enter_async_context(_bot(self))
        self.houses.append(house)
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
        return SlackPerson(self.desk, self.slack, ON_SLACK[person])

    async def to(self, at: datetime) -> None:
        """Time passes, and what falls due happens."""
        self.clock.to(at)
        await self.house.in_thread(sweep, self.house)

    async def case(self) -> Case:
        """The one case there is, as stored."""
        return await self.house.in_thread(self._case)

    async def facts(self) -> tuple[Fact, ...]:
        """Its facts."""
        case = await self.case()
        return await self.house.in_thread(self._facts, case)

    async def settled(self) -> None:
        """Waits until nothing is on its way any more."""
        quiet = 0
        for _ in range(400):
            before = (len(self.slack.made), len(self.mail.letters))
            await asyncio.sleep(0.1)
            quiet = quiet + 1 if (len(self.slack.made), len(self.mail.letters)) == before else 0
            if quiet >= 6:
                return

    def _case(self) -> Case:
        with self.house.store.reading() as work:
            cases = [one for person in PEOPLE for one in work.cases.of(person.id, open_only=False)]
        if not cases:
            raise LookupError("no case has been raised")
        return cases[0]

    def _facts(self, case: Case) -> tuple[Fact, ...]:
        with self.house.store.reading() as work:
            return work.facts.of(case.id)


async def _tokens(team: str) -> str | None:
    return TOKEN if team == TEAM else None


@asynccontextmanager
async def rehearsal(database_url: str) -> AsyncIterator[Rehearsal]:
    """The bot, running and empty but for its nine people, two of whom have accounts in Slack."""
    clock = MovableClock()
    clock.to(MONDAY)
    async with SlackDouble() as slack, ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        for person in PEOPLE:
            if person.id in ON_SLACK:
                slack.employs(ON_SLACK[person.id], person.email)
        here = Rehearsal(database_url, clock, session, slack, Desk(slack, session, ""))
        await here.start()
        await here.house.in_thread(_people, here.house)
        try:
            yield here
        finally:
            await here.running.aclose()


@asynccontextmanager
async def _bot(here: Rehearsal) -> AsyncIterator[tuple[House, web.AppRunner]]:
    """One process of the bot, as far as one test can hold it."""
    town, client, links = Town(here.clock), web_client(here.session, here.slack.base_url), SignedLinks(SEALED_BY, here.clock)
    settings = Settings.model_validate({"database_url": here.url})
    outside = Outside(
        keys=KeyRing.development(),
        channels={
            "web": WebChannel(town.keep),
            "slack": SlackChannel(client, _tokens),
            "email": MailChannel(here.post, lambda person, card: link_to(here.base, links)(person, card)),  # noqa: PLW0108 - the port is not known yet
        },
        clock=here.clock,
        mail=here.mail,
        pace=QUICK,
        last_resort=lambda person: by_post(person) if person.id not in KNOWN else (Handle("web", "", person.id),),
        poll=0.05,
    )
    async with open_house(settings, outside) as house, running(house, settings, outside.poll) as durable:
        town.settle(house)
        app = application(house, durable, SEALED_BY, town)
        known = SlackHouse(take_turn=turns(house), introduce=lambda who, email, active: house.in_thread(introduce, house, who, email, active=active))
        listeners = SlackApp(known, signing_secret=SECRET, tokens=_tokens, client=client, hooks=here.slack.hooks)
        app.add_routes(routes(listeners))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield house, runner
        finally:
            await listeners.errands.finish(2.0)
            await runner.cleanup()


def _people(house: House) -> None:
    """Everybody is in the directory; those without an account elsewhere use the pages."""
    with house.store.begin() as work:
        work.people.save(PEOPLE)
        for one in PEOPLE:
            if one.id not in ON_SLACK:
                work.people.link(Handle("web", "", one.id), one.id, house.clock())
