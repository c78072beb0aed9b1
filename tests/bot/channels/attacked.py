"""A service as its people and an attacker see it from outside: two workspaces of Slack, two tenants of Teams, letters, one case.

The council's workspace and tenant vouch for `council.example`, the police's for `police.example`; one workspace vouches for
nobody. Mo of the council is asked to agree to a case. Whoever tries to be Mo has accounts elsewhere, or odd ones.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage

from aiohttp import ClientSession, CookieJar, web

from adapters.mail.send import MailChannel
from adapters.shared.background import ERRAND
from bot.channels import slack, teams
from bot.channels.email import by_email, letter_link
from bot.config.settings import Settings
from bot.runtime.clock import MovableClock
from bot.runtime.links import ACCOUNTS, SignedLinks
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import Outside, application, open_runtime, running
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.reach import Account
from dialogs.procedure.case import Case
from store.crypto.key_ring import KeyRing
from tests.bot.acts import raised
from tests.bot.config.test_settings import GOOD, KEY, NOWHERE
from tests.bot.resilience.fleet import under_way
from tests.builders import AT_ONCE, MO, still
from tests.databases import furnish
from tests.doubles_slack.desk import Answered, Desk
from tests.doubles_teams.double import TENANT, TeamsDouble
from tests.doubles_teams.person import Answered as TeamsAnswered
from tests.doubles_teams.person import Client
from tests.doubles_teams.signing import APP
from tests.play.rehearsal import HEAD, FakeSmtp
from tests.post_office import words_of
from tests.slack_double import SECRET, SlackDouble
from tests.town import CARE, HEALTH, HOPE, PEOPLE, POLICE, SCHOOL
from tests.waiting import until

COUNCIL, FORCE, SILENT = "T0COUNCIL", "T0FORCE", "T0SILENT"
POLICE_TENANT = "8f8f8f8f-1111-2222-3333-444444444444"
DOMAINS = {
    CARE: "council.example",
    HEALTH: "health.example",
    POLICE: "police.example",
    SCHOOL: "school.example",
    HOPE: "hope.example",
}
EVERYBODY = tuple(
    replace(person, email=f"{person.id}@{DOMAINS.get(person.agency, 'partnership.example')}") for person in PEOPLE
)
MO_AT = "mo@council.example"
STRANGE = "I do not know you yet"
PRESSED = "/slack/events"


@dataclass
class Attacked:
    """The service, and everybody around it."""

    runtime: Runtime
    clock: MovableClock
    session: ClientSession
    url: str
    slack: SlackDouble
    teams: TeamsDouble
    post: FakeSmtp
    case: Case | None = None
    events: int = 0
    clients: dict[str, Client] = field(default_factory=dict)

    def desk(self, team: str = COUNCIL) -> Desk:
        """A workspace full of people."""
        self.events += 1000
        return Desk(self.slack, self.session, f"{self.url}{PRESSED}", team=team, events=self.events)

    def client(self, tenant: str = TENANT) -> Client:
        """A tenant full of people."""
        return self.clients.setdefault(
            tenant,
            Client(
                self.teams, self.session, f"{self.url}/api/messages", tenant=tenant, events=len(self.clients) * 1000
            ),
        )

    async def raise_case(self) -> Case:
        """Mo is asked to agree to a case."""
        self.case = await asyncio.to_thread(raised, self.runtime, Player(self.runtime))
        await self.settled()
        return self.case

    async def slack_press(self, user: str, press: Press, team: str = COUNCIL) -> Answered:
        """A button of that press, whether or not anything shows it."""
        button = {
            "type": "button",
            "text": {"type": "plain_text", "text": "X"},
            "action_id": "press-0",
            "value": str(press),
        }
        on = {"blocks": [{"type": "actions", "elements": [button]}]}
        said = await self.desk(team).presses(user, "X", on, channel_id=f"D{user[1:]}", message_ts="1.1")
        await self.settled()
        return said

    async def teams_press(self, user: str, press: Press, tenant: str = TENANT) -> TeamsAnswered:
        """The same in Teams."""
        action = {"type": "Action.Execute", "verb": "press", "data": {"press": str(press)}}
        said = await self.client(tenant).invokes(
            user, "adaptiveCard/action", {"action": action, "trigger": "manual"}, replyToId="m0"
        )
        await self.settled()
        return said

    async def known(self, handle: Handle) -> PersonId | None:
        """Whose account it is."""
        return await asyncio.to_thread(self._known, handle)

    async def accounts(self, person: PersonId = MO) -> tuple[Account, ...]:
        """All that somebody has."""
        return await asyncio.to_thread(self._accounts, person)

    async def account(self, handle: Handle) -> str:
        """The id of an account."""
        return await asyncio.to_thread(self._account, handle)

    async def written_down(self) -> list[str]:
        """What the log of looking says of Mo, and of no one case, without the ids; the log holds."""
        return await asyncio.to_thread(self._written_down)

    async def settled(self) -> None:
        """Until nothing is on its way any more: no answer that a channel still works at, and no job in the queue."""
        await until(
            lambda: (
                not any(task.get_name() == ERRAND for task in asyncio.all_tasks())
                and not under_way(self.runtime.store._writer)
            )
        )

    def in_slack(self, user: str) -> str:
        """All that lies before somebody in Slack now."""
        lying = [sent.body for (channel, _), sent in self.slack.messages.items() if channel == f"D{user[1:]}"]
        return repr([lying, self.slack.homes.get(user)])

    def in_teams(self, user: str) -> str:
        """All that lies before somebody in Teams now."""
        return repr([body for (conversation, _), body in self.teams.messages.items() if conversation == f"a:{user}"])

    def letters(self, address: str = MO_AT) -> list[EmailMessage]:
        """What came to an address, the first first."""
        return [letter for letter in self.post.letters if letter["To"] == address]

    def not_me(self, address: str = MO_AT) -> str:
        """The link of the latest letter about a new account."""
        found: list[str] = [
            link for letter in self.letters(address) for link in re.findall(r"http://\S+/not-me/\S+", words_of(letter))
        ]
        return found[-1]

    async def opens(self, link: str) -> str:
        """What a page shows."""
        async with self.session.get(link) as answer:
            return await answer.text()

    async def presses_on_page(self, link: str) -> tuple[int, str]:
        """The button of such a page."""
        page = await self.opens(link)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        async with self.session.post(link, data=hidden) as answer:
            text = await answer.text()
        await self.settled()
        return answer.status, text

    def _known(self, handle: Handle) -> PersonId | None:
        with self.runtime.store.reading() as work:
            return work.people.by_handle(handle)

    def _accounts(self, person: PersonId) -> tuple[Account, ...]:
        with self.runtime.store.reading() as work:
            return work.people.reach((person,))[person]

    def _account(self, handle: Handle) -> str:
        with self.runtime.store.reading() as work:
            return work.people.account(handle, self.clock()).id

    def _written_down(self) -> list[str]:
        with self.runtime.store.reading() as work:
            assert [] == [*work.audit.broken()]
            return [what.partition(" (")[0] for person, what, _ in work.audit.of(None) if person == MO]


@asynccontextmanager
async def attacked(database_url: str, **more: str) -> AsyncIterator[Attacked]:
    """The service, running. `more` are settings that differ."""
    clock = still()
    async with AsyncExitStack() as stack:
        microsoft, world = (
            await stack.enter_async_context(TeamsDouble()),
            await stack.enter_async_context(SlackDouble()),
        )
        session = await stack.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True)))
        tokens = ",".join(f"{team}:xoxb-{team}" for team in (COUNCIL, FORCE, SILENT))
        environ = {
            **GOOD, "JSV_DATABASE_URL": database_url, "JSV_SLACK_BOT_TOKEN": tokens, "JSV_SLACK_SIGNING_SECRET": SECRET,
            "JSV_SLACK_TEAMS": f"{COUNCIL}:council.example, {FORCE}:police.example, {SILENT}",
            "JSV_TEAMS_APP_ID": APP, "JSV_TEAMS_APP_SECRET": "shh", "JSV_TEAMS_TENANT": TENANT,
            "JSV_TEAMS_TENANTS": f"{TENANT}:council.example, {POLICE_TENANT}:police.example",
            "JSV_TEAMS_OPENID_URL": f"{microsoft.url}/openid", "JSV_TEAMS_TOKEN_URL": f"{microsoft.url}/token", **more,
        }  # fmt: skip
        settings, post = Settings.read(environ, NOWHERE).for_production(), FakeSmtp()
        secret, where = settings.secret.encode(), [""]
        links = SignedLinks(secret, clock), SignedLinks(secret, clock, purpose=ACCOUNTS)
        ways = (
            slack.SlackChannelSetup(settings, session, api=world.base_url, hooks=world.hooks),
            teams.TeamsChannelSetup(settings, session, here=True),
        )
        letters = MailChannel(post, lambda person, card: letter_link(where[0], *links)(person, card), HEAD, clock)  # noqa: PLW0108 - the port is not known yet
        outside = Outside(
            keys=KeyRing.from_text(KEY),
            channels={"slack": ways[0].channel, "teams": ways[1].channel, "email": letters},
            clock=clock,
            pace=AT_ONCE,
            last_resort=by_email,
            poll=0.05,
        )
        furnish(settings.database_url)
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        engine = await stack.enter_async_context(running(runtime, settings, outside.poll))
        app = application(runtime, engine, secret, base=lambda: where[0])
        for way in ways:
            await stack.enter_async_context(way.open(app, runtime))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        where[0] = f"http://127.0.0.1:{runner.addresses[0][1]}"
        with runtime.store.begin() as work:
            work.people.save(EVERYBODY)
        yield Attacked(runtime, clock, session, where[0], world, microsoft, post)
        assert [] == world.faults
        assert [] == microsoft.faults
