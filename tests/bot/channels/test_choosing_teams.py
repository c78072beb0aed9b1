"""Choosing among thousands in Teams: signed activities into a running service, answered from memory; and by words in the chat."""

import asyncio
from pathlib import Path

import pytest

from adapters.teams.limits import weight
from bot.simulation.player import Player
from dialogs.ids import CaseId
from tests.adapters.teams.test_whole import _owned, in_teams
from tests.bot.acts import raised, stored
from tests.crowd import LAST_OF_ALL, crowd
from tests.doubles_teams.serving import Bot
from tests.waiting import until

MOST_BYTES = 30_000

pytestmark = pytest.mark.slow


def _crowded(bot: Bot) -> CaseId:
    case = raised(bot.runtime, Player(bot.runtime))
    with bot.runtime.store.begin() as work:
        work.people.save(crowd(3_000))
    return case.id


async def test_the_last_of_the_alphabet_becomes_the_manager_in_teams(tmp_path: Path) -> None:
    """The form is small; Teams asks at each letter, in its own shape; whoever is chosen is taken."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        await client.says("umo", "mine")
        await asyncio.to_thread(_crowded, bot)
        message, card = await _owned(teams, "Hand over")
        await client.presses("umo", "Hand over", card, message)
        form, shown = await _owned(teams, "Save for later")

        assert weight(shown) < MOST_BYTES
        found = await client.types_into("umo", "who", "zab", shown)
        many = await client.types_into("umo", "who", "agency", shown)
        barred = await client.types_into("umo", "who", "pat pretend", shown)
        stranger = await client.types_into("unobody", "who", "zab", shown)

        assert {
            "type": "application/vnd.microsoft.search.searchResponse",
            "value": {"results": [{"title": f"{LAST_OF_ALL.name}: Teacher, Zenith Academy", "value": "zoe"}]},
        } == found.body
        results = many.body["value"]["results"]
        assert (15, "…and 2985 more: type more of the name") == (len(results), results[-1]["title"])
        (pat,) = barred.body["value"]["results"]
        assert "Pat Pretend: cannot be chosen (raised the case)" == pat["title"]
        assert [] == stranger.body["value"]["results"]

        await client.fills("umo", "Hand over", shown, {"who": LAST_OF_ALL.id}, form)
        with bot.runtime.store.reading() as work:
            (case,) = work.cases.open()
        assert (LAST_OF_ALL.id,) == case.managers


async def test_where_a_client_cannot_words_in_the_chat_do(tmp_path: Path) -> None:
    """The same form goes on in the chat: who is near is numbered, part of a name is enough, and who is meant is said before “send”."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        await client.says("umo", "mine")
        teams.employs("upat", "pat@testshire.example")
        await client.says(
            "upat", "help"
        )  # else news that nothing reaches Pat comes between: what is typed is asked about
        case = await asyncio.to_thread(_crowded, bot)
        message, card = await _owned(teams, "Hand over")
        await client.presses("umo", "Hand over", card, message)
        await _owned(teams, "Save for later")
        for words in ("here", "agency 7", "zabinska"):
            await client.says("umo", words)
        await until(lambda: LAST_OF_ALL.name in str([*teams.messages.values()][-1]))
        await client.says("umo", "send")

        after = await asyncio.to_thread(stored, bot.runtime, case)
        assert (LAST_OF_ALL.id,) == after.managers
