"""All of somebody's cases through the running service: pages and filters in Slack and Teams, as on the web."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from tests.adapters.teams.test_whole import _owned, in_teams
from tests.bot.acts import raised
from tests.bot.channels.test_slack import serving
from tests.bot.channels.web_pages import pages_of, words
from tests.builders import still
from tests.doubles_teams.rules import buttons, texts

COUNT = 12


def busy(runtime: Runtime) -> list[str]:
    """References of cases that wait for Mo, more than one page of them."""
    player = Player(runtime)
    return [raised(runtime, player, f"CASE-{number}").reference for number in range(COUNT)]


async def test_all_cases_are_reached_page_by_page_on_the_web(runtime: Runtime) -> None:
    """From one's own list, and found again once they have ended."""
    references = busy(runtime)
    async with pages_of(runtime) as browser:
        first = await browser.get(
            (await browser.get("/as/mo")).main.one("a", href="/as/mo/card/list~show~~all:1").attrs["href"]
        )
        second = await browser.get(first.main.one("a", href="/as/mo/card/list~show~~all:2").attrs["href"])

        assert "12 cases. Page 1 of 2." in words(first)
        assert "12 cases. Page 2 of 2." in words(second)
        assert sorted(references) == sorted(one for one in references if one in words(first) or one in words(second))


@pytest.mark.slow
async def test_all_cases_are_reached_page_by_page_in_slack(tmp_path: Path) -> None:
    """The list opens in a window from the Home tab, and the window turns its pages."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UMO", "mo@testshire.example")
        references = await asyncio.to_thread(busy, bot.runtime)
        await bot.desk.opens_home("UMO")
        home = (await bot.slack.called("views.publish"))["view"]
        await bot.desk.presses("UMO", "All cases", {**home, "id": "VHOME"})
        await bot.slack.called("views.open")
        view = list(bot.slack.views.values())[-1]
        first = json.dumps(view)
        await bot.desk.presses("UMO", "Next page", view)
        await bot.slack.called("views.update")
        second = json.dumps(bot.slack.views[view["id"]])

        assert "12 cases. Page 1 of 2." in first
        assert "12 cases. Page 2 of 2." in second
        assert sorted(references) == sorted(one for one in references if one in first or one in second)
        assert [] == bot.slack.faults


@pytest.mark.slow
async def test_all_cases_are_reached_page_by_page_in_teams(tmp_path: Path) -> None:
    """The list takes the place of one's own, and turns its pages there."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        references = await asyncio.to_thread(busy, bot.runtime)
        await client.says("umo", "mine")
        message, home = await _owned(teams, "All cases")
        first = (await client.presses("umo", "All cases", home, message)).card
        second = (await client.presses("umo", "Next page", first, message)).card
        said = ["\n".join(texts(card)) for card in (first, second)]

        assert ["12 cases. Page 1 of 2." in said[0], "12 cases. Page 2 of 2." in said[1]] == [True, True]
        assert sorted(references) == sorted(one for one in references if one in said[0] or one in said[1])
        assert "Waiting for me (12)" in [button["title"] for button in buttons(first)]
