"""What is pointed out while somebody writes, in Slack: signed requests, windows as Slack keeps them, the town's own core (P05, P20, P23)."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.slack.render import message
from dialogs.model.heard import Heard
from dialogs.model.press import Press
from dialogs.model.views import MOVE, Card, Reply
from tests.adapters import remarked
from tests.adapters.slack.conftest import Script
from tests.doubles_slack.desk import Desk
from tests.slack_double import SlackDouble
from tests.town import Town

Json = dict[str, Any]


@dataclass
class Living(Script):
    """A house that answers as a town does."""

    turn: Callable[[Heard], Awaitable[Reply]] | None = None

    def lives(self, town: Town, who: str, press: Press) -> Reply:
        """In that town, for one of its people; and the card on which that button stands."""
        self.turn = remarked.take_turn_of(town, who)
        return town.presses(who, press.card, "show", press.about)

    async def take_turn(self, heard: Heard) -> Reply:
        """The town's turn, once there is a town."""
        return await self.turn(heard) if self.turn else self.reply  # type: ignore[return-value] # never an exception here


@pytest.fixture
def ports() -> Living:
    """A house for the town of each test."""
    return Living()


async def opened(desk: Desk, card: Reply, label: str) -> str:
    """The window that a card's button opens; its id."""
    assert isinstance(card, Card)
    before = set(desk.slack.views)
    await desk.presses("UMO", label, message(card))
    await desk.slack.called("views.open", len(before) + 1)
    (number,) = set(desk.slack.views) - before
    return number


def said(view: Json) -> list[str]:
    """Every text that a window shows, from top to bottom."""
    found: list[str] = []

    def look(thing: Any) -> None:
        if isinstance(thing, dict):
            found.extend(str(value) for key, value in thing.items() if key == "text" and isinstance(value, str))
            for value in thing.values():
                look(value)
        elif isinstance(thing, list):
            for value in thing:
                look(value)

    look(view["blocks"])
    return found


async def test_what_reads_like_a_task_is_said_in_the_next_window_and_moved_by_one_press(
    desk: Desk, ports: Living, slack: SlackDouble
) -> None:
    """A view_submission with a task is saved and answered by the next screen, which says so; one press moves it, and what is typed stays."""
    town, press = remarked.writing()
    number = await opened(desk, ports.lives(town, "nia", press), "Write the record")
    await desk.sends("UMO", slack.views[number], {"reason": f"{remarked.KEPT} {remarked.TASK}"})
    second = slack.views[number]

    assert f"⚠ Look again at “Reason for supervision”: {remarked.READS_LIKE_A_TASK}" in said(second)
    assert "lived" in [block.get("block_id") for block in second["blocks"]]

    pressed = desk.press("UMO", MOVE, second)
    pressed["view"]["state"]["values"] = desk.state(second, {"lived": "They wait for us"})
    await desk.acts(pressed)
    await slack.called("views.update")
    assert town.case.session

    assert (remarked.KEPT, remarked.TASK) == (town.case.session.text("reason"), town.case.session.text("thinking"))
    assert any(f"Moved to “{remarked.POINTS}”." in words for words in said(slack.views[number]))
    assert not any("Look again" in words for words in said(slack.views[number]))
    assert "They wait for us" in json.dumps(slack.views[number])


async def test_a_window_that_is_not_written_yet_is_not_called_empty(
    desk: Desk, ports: Living, slack: SlackDouble
) -> None:
    """Moving a task leaves the writer where they are: of what they have still to write nothing is said before they go on."""
    town, press = remarked.writing()
    number = await opened(desk, ports.lives(town, "nia", press), "Write the record")
    await desk.sends("UMO", slack.views[number], {"reason": f"{remarked.KEPT} {remarked.TASK}"})
    await desk.presses("UMO", MOVE, slack.views[number])
    await slack.called("views.update")
    moved = said(slack.views[number])
    await desk.sends("UMO", slack.views[number], {})

    assert not [words for words in moved if remarked.IS_EMPTY in words]
    assert [words for words in said(slack.views[number]) if remarked.IS_EMPTY in words]


async def test_change_leads_to_the_screen_with_the_remark_beside_its_field(
    desk: Desk, ports: Living, slack: SlackDouble
) -> None:
    """From the next screen, Change shows the section again, with the remark below its input and the button that moves."""
    town, press = remarked.writing()
    number = await opened(desk, ports.lives(town, "nia", press), "Write the record")
    await desk.sends("UMO", slack.views[number], {"reason": remarked.TASK})
    await desk.presses("UMO", "Change", slack.views[number])
    await slack.called("views.update")
    blocks = slack.views[number]["blocks"]
    at = [block.get("block_id") for block in blocks].index("reason")

    assert [f"Look again: {remarked.READS_LIKE_A_TASK}"] == said({"blocks": [blocks[at + 1]]})
    assert [MOVE] == said({"blocks": [next(block for block in blocks[at:] if block["type"] == "actions")]})


async def test_a_whole_record_is_remarked_screen_by_screen(desk: Desk, ports: Living, slack: SlackDouble) -> None:
    """A task, an empty emotional impact, a name in wider learning: each is said as it is left, none stops, and it is said again on reopening."""
    town, press = remarked.writing()
    number = await opened(desk, ports.lives(town, "nia", press), "Write the record")
    heard: list[str] = []
    for _ in range(11):
        fields = {block["block_id"] for block in slack.views[number]["blocks"] if block["type"] == "input"}
        await desk.sends(
            "UMO", slack.views[number], {name: text for name, text in remarked.WRITTEN.items() if name in fields}
        )
        heard.append(" ".join(words for words in said(slack.views[number]) if words.startswith("⚠ Look again at")))
    await desk.sends("UMO", slack.views[number], {"further": "no"})
    again = await opened(desk, ports.lives(town, "nia", press), "Write the record")

    assert [0, 5, 10] == [at for at, words in enumerate(heard) if words]
    assert all(
        words in heard[at]
        for at, words in ((0, remarked.READS_LIKE_A_TASK), (5, remarked.IS_EMPTY), (10, remarked.HOLDS_BOTH))
    )
    assert all(
        any(words in text for text in said(slack.views[again]))
        for words in (remarked.READS_LIKE_A_TASK, remarked.IS_EMPTY, remarked.HOLDS_BOTH)
    )
    assert all(
        words in json.dumps(message(town.sees("nia", "record", "1")), ensure_ascii=False)
        for words in remarked.LOOK_AGAIN
    )


async def test_a_reason_that_names_a_child_is_shown_again_before_it_is_sent(
    desk: Desk, ports: Living, slack: SlackDouble
) -> None:
    """The window becomes a review with the remark; nothing is declined until that is sent."""
    town, press = remarked.declining()
    number = await opened(desk, ports.lives(town, "mo", press), "Decline")
    await desk.sends("UMO", slack.views[number], dict(remarked.DECLINED))
    before, review = town.case.stage.value, said(slack.views[number])
    await desk.sends("UMO", slack.views[number])

    assert any(f"Look again: {remarked.HOLDS_A_NAME}" in words for words in review)
    assert ("raised", "declined") == (before, town.case.stage.value)


async def test_a_place_with_a_name_is_pointed_out(desk: Desk, ports: Living, slack: SlackDouble) -> None:
    """Whose home it is stands in the review beside the place, before anybody is asked."""
    town, press = remarked.inviting()
    number = await opened(desk, ports.lives(town, "sal", press), "Invite people and offer dates")
    await desk.sends(
        "UMO", slack.views[number], {name: text for name, text in remarked.INVITED.items() if name != "typed"}
    )
    await desk.sends("UMO", slack.views[number], {"typed": remarked.INVITED["typed"]})

    assert any(
        f"Look again: {remarked.HOLDS_A_NAME} {remarked.IN_CALENDARS}" in words for words in said(slack.views[number])
    )
    assert "nominated" == town.case.stage.value
