"""Slack, joined to the bot: who may come in, who somebody is, and the way out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bot.channels.slack import SlackChannelSetup, allowed
from bot.config.settings import Settings
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import Outside, application, open_runtime, running
from store.crypto.key_ring import KeyRing
from tests.bot.acts import raised, stored
from tests.bot.config.test_settings import GOOD, NOWHERE, read
from tests.builders import AT_ONCE, still
from tests.databases import furnish
from tests.doubles_slack.desk import Desk
from tests.slack_double import SECRET, TEAM, TOKEN, SlackDouble
from tests.town import PEOPLE


@dataclass
class Bot:
    """A service with Slack for its only channel."""

    runtime: Runtime
    slack: SlackDouble
    desk: Desk
    url: str
    session: ClientSession


@asynccontextmanager
async def serving(folder: Path, clock: MovableClock) -> AsyncIterator[Bot]:
    environ = {
        **GOOD,
        "JSV_SLACK_TEAMS": f"{TEAM}:testshire.example",
        "JSV_SLACK_BOT_TOKEN": TOKEN,
        "JSV_SLACK_SIGNING_SECRET": SECRET,
    }
    settings = Settings.read(
        {**environ, "JSV_DATABASE_URL": f"sqlite:///{folder / 'jsv.db'}", "JSV_PUBLIC_URL": "http://localhost"}, NOWHERE
    )
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackDouble())
        session = await stack.enter_async_context(ClientSession())
        way = SlackChannelSetup(settings, session, api=slack.base_url, hooks=slack.hooks)
        outside = Outside(
            keys=KeyRing.development(),
            channels={"slack": way.channel},
            clock=clock,
            pace=AT_ONCE,
            poll=0.05,
        )
        furnish(settings.database_url)
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        engine = await stack.enter_async_context(running(runtime, settings, outside.poll))
        app = application(runtime, engine, settings.secret.encode())
        await stack.enter_async_context(way.open(app, runtime))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        with runtime.store.begin() as work:
            work.people.save(PEOPLE)
        yield Bot(runtime, slack, Desk(slack, session, f"{url}/slack/events"), url, session)


@pytest.mark.slow
async def test_a_case_reaches_its_manager_in_slack(tmp_path: Path) -> None:
    """Somebody whose workspace confirms their address is known at once; what waits for them is sent, and stays true."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UMO", "mo@testshire.example")
        await bot.desk.types("UMO", "mine")
        case = await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))

        sent = await bot.slack.called("chat.postMessage")
        assert case.reference in repr(sent["blocks"])
        (lies,) = bot.slack.messages.values()
        await bot.desk.presses("UMO", "Agree", lies.body, channel_id=lies.channel, message_ts=lies.ts)
        assert (await asyncio.to_thread(stored, bot.runtime, case.id)).decided_on
        await bot.slack.called("chat.update")
        assert bot.slack.faults == []


@pytest.mark.slow
async def test_only_signed_requests_of_listed_workspaces(tmp_path: Path) -> None:
    """An unsigned request and another workspace are turned away; both doors stand in one application with the pages (V1)."""
    async with serving(tmp_path, still()) as bot:
        stranger = Desk(bot.slack, bot.session, bot.desk.url, team="T0ELSEWHERE")
        async with bot.session.post(bot.desk.url, data={"payload": "{}"}) as answer:
            assert answer.status == 401
        assert (await stranger.types("UMO", "mine")).status == 403
        async with bot.session.get(f"{bot.url}/readyz") as answer:
            assert await answer.json() == {"database": True, "queue": True}
        async with bot.session.get(f"{bot.url}/l/junk") as answer:
            assert answer.status == 404


def test_a_token_for_each_workspace() -> None:
    """Several workspaces have a token each; one that is not on the list has none."""
    settings = read(**{**GOOD, "JSV_SLACK_BOT_TOKEN": "T1:xoxb-a,T2:xoxb-b,T9:xoxb-z"}).for_production()

    assert [
        allowed(settings.slack_tokens, settings.allowed_slack_workspaces, team) for team in ("T1", "T2", "T9", "")
    ] == ["xoxb-a", "xoxb-b", None, None]
    assert allowed(read(**GOOD).slack_tokens, read(**GOOD).allowed_slack_workspaces, "T2") == "xoxb-1"
