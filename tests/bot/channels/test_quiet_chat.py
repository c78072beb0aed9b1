"""A quiet chat: one live message for each case, at the bottom when it is news, its title the duty; no stub, and nothing told twice."""

import asyncio
from pathlib import Path

import pytest

from bot.simulation.player import Player
from tests.adapters.teams.test_whole import in_teams
from tests.bot.acts import raised
from tests.bot.channels.test_slack import Bot, serving
from tests.builders import still
from tests.slack_double import Sent
from tests.waiting import until

pytestmark = pytest.mark.slow


async def test_one_message_of_a_case_lies_in_slack(tmp_path: Path) -> None:
    """The manager agrees: the request is gone, what she owes next is the one message, and a notification says it without the case."""
    async with serving(tmp_path, still()) as bot:
        await _met(bot)
        case = await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))
        (asked,) = await until(lambda: _before(bot, "Agree to joint supervision?"))
        await bot.desk.presses("UMO", "Agree", asked.body, channel_id=asked.channel, message_ts=asked.ts)
        (now,) = await until(lambda: _before(bot, "Choose the supervisors"))
        await until(lambda: (asked.channel, asked.ts) not in bot.slack.messages)

        assert f"Choose the supervisors: {case.reference}" == now.body["blocks"][0]["text"]["text"]
        assert [now] == [sent for sent in bot.slack.messages.values() if sent.channel == asked.channel]
        assert now.ts > asked.ts
        assert [] == bot.slack.faults


async def test_what_cannot_be_taken_away_says_what_is_so(tmp_path: Path) -> None:
    """Where Slack does not let a message be deleted, it says that it is out of date, and leads to what is so."""
    async with serving(tmp_path, still()) as bot:
        await _met(bot)
        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))
        (asked,) = await until(lambda: _before(bot, "Agree to joint supervision?"))
        bot.slack.breaks("chat.delete", "cant_delete_message")
        await bot.desk.presses("UMO", "Agree", asked.body, channel_id=asked.channel, message_ts=asked.ts)

        await until(lambda: "out of date" in str(asked.body["blocks"]))
        assert "See it as it is now" in str(asked.body["blocks"])
        assert "newer message" not in str(asked.body["blocks"])


async def test_one_message_of_a_case_lies_in_teams(tmp_path: Path) -> None:
    """The same there; what she owes next stays, also when other news of the case comes below it."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        await client.says("umo", "help")
        await teams.called("post")
        player = Player(bot.runtime)
        await asyncio.to_thread(raised, bot.runtime, player)
        await teams.called("post", 2)
        asked = next(where for where, body in teams.messages.items() if "Agree to joint" in str(body))
        await client.presses("umo", "Agree", teams.messages[asked]["attachments"][0]["content"], asked[1])

        await until(lambda: "Choose the supervisors" in [body["summary"] for body in teams.messages.values()])
        await until(lambda: asked not in teams.messages)

        assert "newer message" not in str(teams.messages)


async def _met(bot: Bot) -> None:
    """Everybody on the case has met the bot."""
    for name in ("mo", "pat", "kit", "hal"):
        bot.slack.employs(f"U{name.upper()}", f"{name}@testshire.example")
        await bot.desk.types(f"U{name.upper()}", "help")


def _before(bot: Bot, says: str) -> list[Sent]:
    """The messages whose notification says that."""
    return [sent for sent in bot.slack.messages.values() if sent.body["text"] == says]
