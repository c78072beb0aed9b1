"""One bot in front of one Microsoft: scripted ports, the real way in on a real socket, and people at their clients."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.teams.access_tokens import by_secret
from adapters.teams.app import TeamsApp, TeamsPorts, routes
from adapters.teams.authentication import Signed
from adapters.teams.connector import Connector
from adapters.teams.send import TeamsChannel
from adapters.teams.signing_keys import Keys
from dialogs.model.heard import Handle, Heard
from dialogs.model.press import Press
from dialogs.model.views import Card, Reply
from tests.doubles_teams.double import TENANT, TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.signing import APP
from tests.waiting import PATIENCE

HOME = Card("home", "My list")
MO = Handle("teams", TENANT, "mo")


@dataclass
class Paper:
    """References on paper."""

    kept: dict[Handle, str] = field(default_factory=dict)
    puts: int = 0

    async def get(self, who: Handle) -> str | None:
        """What was put there last."""
        return self.kept.get(who)

    async def put(self, who: Handle, reference: str) -> None:
        """Kept, and counted."""
        self.kept[who] = reference
        self.puts += 1


@dataclass
class Script:
    """Ports that say what they were told to say, and keep what they heard."""

    reply: Reply | Exception = HOME
    heard: list[Heard] = field(default_factory=list)
    met: list[tuple[Handle, str | None, bool]] = field(default_factory=list)
    gone: list[Handle] = field(default_factory=list)
    looks: list[tuple[Handle, Press]] = field(default_factory=list)
    references: Paper = field(default_factory=Paper)

    async def take_turn(self, heard: Heard) -> Reply:
        """Keep it, and say what was prepared."""
        self.heard.append(heard)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    async def introduce(self, who: Handle, email: str | None, active: bool) -> None:
        """Keep who was introduced."""
        self.met.append((who, email, active))

    async def look(self, who: Handle, press: Press) -> Card | None:
        """Keep what was looked at, and show it to Mo."""
        self.looks.append((who, press))
        return Card(press.card, "As it is now", case=press.case or "") if who == MO else None

    async def left(self, who: Handle) -> None:
        """Keep who took the bot away."""
        self.gone.append(who)


@pytest.fixture
async def teams() -> AsyncIterator[TeamsDouble]:
    """Microsoft; at the end everything that was drawn must have been fine."""
    async with TeamsDouble() as double:
        double.employs("mo", "mo@care.example")
        yield double
        assert [] == double.faults


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """One session for everybody."""
    async with aiohttp.ClientSession() as one:
        yield one


@pytest.fixture
def ports() -> Script:
    """The scripted ports."""
    return Script()


@pytest.fixture
def connector(teams: TeamsDouble, session: aiohttp.ClientSession) -> Connector:
    """Our calls, to the double."""
    return Connector(session, by_secret(session, APP, "shh", f"{teams.url}/token"), here=True)


@pytest.fixture
def channel(connector: Connector, ports: Script) -> TeamsChannel:
    """The channel under test."""
    return TeamsChannel(connector, ports.references)


@pytest.fixture
def bot(teams: TeamsDouble, session: aiohttp.ClientSession, ports: Script, connector: Connector) -> TeamsApp:
    """The way in under test."""
    rooms = TeamsPorts(
        take_turn=ports.take_turn,
        introduce=ports.introduce,
        left=ports.left,
        references=ports.references,
        look=ports.look,
    )
    return TeamsApp(rooms, Signed(Keys(session, f"{teams.url}/openid"), APP, frozenset({TENANT}), here=True), connector)


@pytest.fixture
async def client(teams: TeamsDouble, session: aiohttp.ClientSession, bot: TeamsApp) -> AsyncIterator[Client]:
    """People in front of the bot, which runs on a real socket."""
    app = web.Application(client_max_size=16)
    app.add_routes(routes(bot))
    server = TestServer(app)
    await server.start_server()
    yield Client(teams, session, str(server.make_url("/api/messages")))
    assert 0 == await bot.errands.finish(PATIENCE)
    await server.close()
