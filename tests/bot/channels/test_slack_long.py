"""Long texts in Slack: a record of twelve thousand characters is read, gone through and saved as in any other channel."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.bot.acts import booked, stored
from tests.bot.channels.test_slack import serving
from tests.builders import SAL, still
from tests.doubles_slack.rules import Json, texts

pytestmark = pytest.mark.slow

LONG = "\n\n".join(f"Paragraph {at}. {'They said what they had seen. ' * 20}".strip() for at in range(24))


def _written(runtime: Runtime) -> Case:
    """A case whose session is over; Sal has written twelve thousand characters in the first part of its record."""
    player = Player(runtime)
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    runtime.clock.to(case.session.booked.end + timedelta(hours=1))  # type: ignore[attr-defined] # it is movable here
    player.fills(SAL, Press("session", "hold", case.id), {"attended": ("sal", "nia", "pat")})
    player.fills(SAL, Press("record", "write", case.id, "1"), {"reason": LONG})
    return stored(runtime, case.id)


async def test_the_second_supervisor_goes_through_a_long_record(tmp_path: Path) -> None:
    """Next, Back and Save for later are there; the text stands whole in several inputs, and what is not touched is not written anew."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UNIA", "nia@testshire.example")
        case = await asyncio.to_thread(_written, bot.runtime)
        await bot.desk.carries("UNIA", f"record/write/{case.id}/1")
        await bot.slack.called("views.open")
        (view,) = bot.slack.views.values()

        assert LONG == "\n\n".join(block["element"]["initial_value"] for block in _inputs(view) if _filled(block))
        await bot.desk.sends("UNIA", view)
        second = bot.slack.views[view["id"]]
        assert second["private_metadata"] != view["private_metadata"]
        await bot.desk.presses("UNIA", "Back", second)
        await bot.slack.called("views.update")
        first = bot.slack.views[view["id"]]
        assert view["private_metadata"] == first["private_metadata"]
        await bot.desk.sends("UNIA", first, {_inputs(first)[-1]["block_id"]: "And one more thing."})

        after = await asyncio.to_thread(stored, bot.runtime, case.id)
        (entry,) = [entry for entry in after.sessions[-1].record if entry.field == "reason"]
        assert (f"{LONG}\n\nAnd one more thing.", "nia") == (entry.text, entry.by)
        assert [] == bot.slack.faults


async def test_a_long_record_comes_as_a_message(tmp_path: Path) -> None:
    """What Slack has no room for is on a page of one's own; the message is not refused, and nobody is taken for gone."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UNIA", "nia@testshire.example")
        case = await asyncio.to_thread(_written, bot.runtime)
        await bot.desk.carries("UNIA", f"record/show/{case.id}/1")
        said = await bot.slack.called("chat.postEphemeral")

        assert "Paragraph 0." in str(said)
        assert "Longer than Slack can show" in str(said)
        assert [] == bot.slack.faults


def _inputs(view: Json) -> list[Any]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _filled(block: Json) -> bool:
    return "initial_value" in block["element"] and bool(list(texts(block)))
