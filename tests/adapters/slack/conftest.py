"""One bot in front of one Slack: scripted ports, the real app on a real socket, and people at a desk."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.app import SlackApp, SlackPorts, routes
from adapters.slack.send import web_client
from dialogs.model.heard import Handle, Heard
from dialogs.model.views import Card, Reply
from tests.doubles_slack.desk import Desk
from tests.slack_double import SECRET, TEAM, TOKEN, SlackDouble
from tests.waiting import PATIENCE

HOME = Card("home", "My list")


@dataclass
class Script:
    """Ports that say what they were told to say, and keep what they heard."""

    reply: Reply | Exception = HOME
    heard: list[Heard] = field(default_factory=list)
    met: list[tuple[Handle, str | None, bool]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Time passes as it is asked to, and is kept."""
        self.waits.append(seconds)

    async def take_turn(self, heard: Heard) -> Reply:
        """Keep it, and say what was prepared."""
        self.heard.append(heard)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    async def introduce(self, who: Handle, email: str | None, active: bool) -> None:
        """Keep who was introduced."""
        self.met.append((who, email, active))


async def tokens(team: str) -> str | None:
    """The list of workspaces: one."""
    return TOKEN if team == TEAM else None


@pytest.fixture
async def slack() -> AsyncIterator[SlackDouble]:
    """Slack; at the end everything that was drawn must have been fine."""
    async with SlackDouble() as double:
        double.employs("UMO", "mo@care.example")
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
def bot(slack: SlackDouble, session: aiohttp.ClientSession, ports: Script) -> SlackApp:
    """The app under test."""
    rooms = SlackPorts(take_turn=ports.take_turn, introduce=ports.introduce)
    return SlackApp(
        rooms,
        signing_secret=SECRET,
        tokens=tokens,
        client=web_client(session, slack.base_url),
        hooks=slack.hooks,
        sleep=ports.sleep,
    )


@pytest.fixture
async def desk(slack: SlackDouble, session: aiohttp.ClientSession, bot: SlackApp) -> AsyncIterator[Desk]:
    """People in front of the app, which runs on a real socket."""
    app = web.Application(client_max_size=16)
    app.add_routes(routes(bot))
    server = TestServer(app)
    await server.start_server()
    yield Desk(slack, session, str(server.make_url("/slack/events")))
    assert 0 == await bot.errands.finish(PATIENCE)
    await server.close()
