"""Choosing among thousands in Slack: signed payloads into a running service, answered from memory."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.simulation.player import Player
from dialogs.model.press import Press
from tests.bot.acts import agreed, raised, stored
from tests.bot.channels.test_slack import Bot, serving
from tests.builders import MO, NIA, SAL, still
from tests.crowd import LAST_OF_ALL, crowd
from tests.town import CHOSEN

MOST_BYTES = 30_000

pytestmark = pytest.mark.slow


def _staffed(bot: Bot) -> Any:
    player = Player(bot.runtime)
    case = raised(bot.runtime, player)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    for who in (SAL, NIA):
        player.presses(who, Press("nomination", "accept", case.id))
    with bot.runtime.store.begin() as work:
        work.people.save(crowd(3_000))
    return stored(bot.runtime, case.id)


async def test_the_last_of_the_alphabet_is_invited_in_slack(tmp_path: Path) -> None:
    """The window is small; Slack asks at each letter; who is chosen stays chosen, and is invited."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("USAL", f"{SAL}@testshire.example")
        case = await asyncio.to_thread(_staffed, bot)
        await bot.desk.types("USAL", "mine")
        await bot.desk.carries("USAL", str(Press("poll", "invite", case.id)))
        await bot.slack.called("views.open")
        view = list(bot.slack.views.values())[-1]

        assert len(json.dumps(view)) < MOST_BYTES
        found = await bot.desk.suggests("USAL", view, "attendees", "zab")
        first = await bot.desk.suggests("USAL", view, "attendees", "")
        barred = await bot.desk.suggests("USAL", view, "attendees", "nia notreal")
        stranger = await bot.desk.suggests("UNOBODY", view, "attendees", "zab")

        (option,) = found.body["options"]
        assert (LAST_OF_ALL.id, LAST_OF_ALL.name) == (option["value"], option["text"]["text"])
        near = [one["value"] for group in first.body["option_groups"] for one in group["options"]]
        assert {"pat", "mo"} <= {*near}
        assert "is a supervisor" == barred.body["options"][0]["description"]["text"]
        assert {"options": []} == stranger.body

        chosen = {
            "attendees": ["pat", "kit", LAST_OF_ALL.id],
            "minutes": "90",
            "place": "Room 4",
            "keyworker_required": "yes",
        }
        await bot.desk.sends("USAL", view, chosen)
        view = bot.slack.views[view["id"]]
        assert "When?" in json.dumps(view)
        await bot.desk.presses("USAL", "Back", view)
        await bot.slack.called("views.update")
        view = bot.slack.views[view["id"]]
        (asked,) = (one["element"] for one in view["blocks"] if one.get("block_id") == "attendees")
        assert ["pat", "kit", LAST_OF_ALL.id] == [one["value"] for one in asked["initial_options"]]
        assert bot.slack.faults == []
