"""What is pointed out while somebody writes, in Teams: signed activities, dialogs as Teams shows them, the town's own core (P05, P20, P23)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dialogs.model.fields import Raw
from dialogs.model.heard import Heard
from dialogs.model.press import Press
from dialogs.model.views import MOVE, Reply
from tests.adapters import remarked
from tests.adapters.teams.conftest import Script
from tests.doubles_teams.person import Client
from tests.doubles_teams.rules import inputs, texts
from tests.town import Town

Json = dict[str, Any]


@dataclass
class Living(Script):
    """A house that answers as a town does."""

    turn: Callable[[Heard], Awaitable[Reply]] | None = None

    async def take_turn(self, heard: Heard) -> Reply:
        """The town's turn, once there is a town."""
        return await self.turn(heard) if self.turn else self.reply  # type: ignore[return-value] # never an exception here


@pytest.fixture
def ports() -> Living:
    """A house for the town of each test."""
    return Living()


async def opened(client: Client, ports: Living, town: Town, who: str, press: Press) -> Json:
    """The dialog that a button opens."""
    ports.turn = remarked.take_turn_of(town, who)
    answered = await client.invokes(
        "mo", "task/fetch", {"data": {"press": str(press), "msteams": {"type": "task/fetch"}}}
    )
    return answered.card


async def left(client: Client, card: Json, answers: Raw, label: str = "Next") -> Json:
    """The dialog that follows a task/submit of what is asked on this one."""
    names = {one["id"].removeprefix("f_") for one in inputs(card)}
    return (
        await client.submits("mo", label, card, {name: said for name, said in answers.items() if name in names})
    ).card


def again(card: Json) -> str:
    """What a dialog says of screens that were left."""
    return " ".join(
        words for words in texts(card) if words.startswith(("Look again at", "This looks")) or words in REMARKS
    )


REMARKS = (remarked.READS_LIKE_A_TASK, remarked.IS_EMPTY)


async def test_what_reads_like_a_task_is_said_in_the_next_dialog_and_moved_by_one_press(
    client: Client, ports: Living
) -> None:
    """A task/submit with a task is saved and answered by the next screen, which says so; one press moves it, and what is typed stays."""
    town, press = remarked.writing()
    first = await opened(client, ports, town, "nia", press)
    second = await left(client, first, {"reason": f"{remarked.KEPT} {remarked.TASK}"})
    moved = await left(client, second, {"lived": "They wait for us"}, MOVE)
    assert town.case.session

    assert f"Look again at “Reason for supervision” {remarked.READS_LIKE_A_TASK}" == again(second)
    assert (remarked.KEPT, remarked.TASK) == (town.case.session.text("reason"), town.case.session.text("thinking"))
    assert any(f"Moved to “{remarked.POINTS}”." in words for words in texts(moved))
    assert ("", "They wait for us") == (
        again(moved),
        next(one["value"] for one in inputs(moved) if one["id"] == "f_lived"),
    )


async def test_a_dialog_that_is_not_written_yet_is_not_called_empty(client: Client, ports: Living) -> None:
    """Moving a task leaves the writer where they are: of what they have still to write nothing is said before they go on."""
    town, press = remarked.writing()
    first = await opened(client, ports, town, "nia", press)
    moved = await left(
        client, await left(client, first, {"reason": f"{remarked.KEPT} {remarked.TASK}"}), {"lived": ""}, MOVE
    )
    after = await left(client, moved, {"lived": ""})

    assert not [words for words in texts(moved) if remarked.IS_EMPTY in words]
    assert [words for words in texts(after) if remarked.IS_EMPTY in words]


async def test_change_leads_to_the_screen_with_the_remark_beside_its_field(client: Client, ports: Living) -> None:
    """From the next screen, Change shows the section again, with the remark below its input; what was typed meanwhile is kept."""
    town, press = remarked.writing()
    second = await left(client, await opened(client, ports, town, "nia", press), {"reason": remarked.TASK})
    changing = await left(client, second, {"lived": "They wait"}, "Change")

    assert f"Look again: {remarked.READS_LIKE_A_TASK}" in texts(changing)
    assert ["f_reason"] == [one["id"] for one in inputs(changing)]
    assert "They wait" == next(iter(town.drafts.values())).given["lived"]


async def test_a_whole_record_is_remarked_screen_by_screen(client: Client, ports: Living) -> None:
    """A task, an empty emotional impact, a name in wider learning: each is said as it is left, none stops, and it is said again on reopening."""
    town, press = remarked.writing()
    shown = await opened(client, ports, town, "nia", press)
    heard: list[str] = []
    for _ in range(11):
        shown = await left(client, shown, remarked.WRITTEN)
        heard.append(again(shown))
    await left(client, shown, {"further": "no"}, "Save the record")
    reopened = await opened(client, ports, town, "nia", press)
    card = await opened(client, ports, town, "nia", Press("record", "show", press.case, "1"))

    assert [0, 5, 10] == [at for at, words in enumerate(heard) if words]
    assert all(
        words in heard[at]
        for at, words in ((0, remarked.READS_LIKE_A_TASK), (5, remarked.IS_EMPTY), (10, remarked.HOLDS_BOTH))
    )
    assert all(words in again(reopened) for words in (remarked.IS_EMPTY, remarked.HOLDS_BOTH))
    assert f"Look again: {remarked.READS_LIKE_A_TASK}" in texts(reopened)
    assert all(any(words in text for text in texts(card)) for words in remarked.LOOK_AGAIN)


async def test_a_reason_that_names_a_child_is_shown_again_before_it_is_sent(client: Client, ports: Living) -> None:
    """The dialog becomes a review with the remark; nothing is declined until that is sent."""
    town, press = remarked.declining()
    review = await left(client, await opened(client, ports, town, "mo", press), remarked.DECLINED, "Decline")
    before = town.case.stage.value
    await left(client, review, {}, "Decline")

    assert any(f"Look again: {remarked.HOLDS_A_NAME}" in words for words in texts(review))
    assert ("raised", "declined") == (before, town.case.stage.value)


async def test_a_place_with_a_name_is_pointed_out(client: Client, ports: Living) -> None:
    """Whose home it is stands in the review beside the place, before anybody is asked."""
    town, press = remarked.inviting()
    dates = await left(client, await opened(client, ports, town, "sal", press), remarked.INVITED)
    review = await left(client, dates, remarked.INVITED, "Check answers")

    assert any(f"Look again: {remarked.HOLDS_A_NAME} {remarked.IN_CALENDARS}" in words for words in texts(review))
    assert "nominated" == town.case.stage.value
