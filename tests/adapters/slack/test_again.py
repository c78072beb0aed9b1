"""Answers that Slack does not take at once: again while they are worth something, then another way; and who is not named."""

import json
from typing import Any

import pytest

from dialogs.model.views import Card, Text
from tests.adapters.slack.conftest import Script
from tests.adapters.slack.samples import CARD, PAGE
from tests.doubles_slack.desk import Desk
from tests.slack_double import SlackDouble
from tests.waiting import until

STRANGER = Card("stranger", "Joint supervision", (Text("I do not know you yet."), Text("Write link.")))


async def _opened(desk: Desk, ports: Script, slack: SlackDouble) -> Any:
    ports.reply = PAGE
    await desk.shortcut("UMO")
    await slack.called("views.open")
    return next(iter(slack.views.values()))


@pytest.mark.parametrize(("code", "waits"), [("429", [7.0]), ("500", [0.3]), ("hang-up", []), ("hash_conflict", [])])
async def test_a_window_is_drawn_again(
    desk: Desk, ports: Script, slack: SlackDouble, code: str, waits: list[float]
) -> None:
    """Limited, away for a moment, or drawn by another answer meanwhile: the window shows the answer, not before Slack wants to be asked."""
    view = await _opened(desk, ports, slack)
    slack.fails("views.update", {"hang-up": "close"}.get(code, code))

    await desk.presses("UMO", "Save for later", view)
    await slack.called("views.update", 2)
    await until(lambda: slack.views[view["id"]]["hash"] != view["hash"])

    assert [] == slack.calls("chat.postMessage")
    assert waits == ports.waits or code == "hang-up"


async def test_a_window_that_was_closed_is_answered_by_a_message(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Whoever closes the window before the answer is there has it in the chat."""
    view = await _opened(desk, ports, slack)
    slack.fails("views.update", "not_found")
    ports.reply = CARD

    await desk.presses("UMO", "Save for later", view)

    assert "DMO" == (await slack.called("chat.postMessage"))["channel"]


async def test_a_window_that_cannot_be_opened_in_time_is_offered(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A trigger does not live as long as Slack wants to be left alone: nobody waits for it, the form is offered as a message."""
    ports.reply = PAGE
    slack.fails("views.open", "429")

    await desk.shortcut("UMO")

    assert "Open the form" in json.dumps(await slack.called("chat.postMessage"))
    assert ([], 1) == (ports.waits, len(slack.calls("views.open")))


async def test_the_home_tab_is_published_again_and_then_comes_as_a_message(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """As long as somebody may look at it; then what it shows is written to them."""
    slack.fails("views.publish", "429")
    await desk.opens_home("UMO")
    await until(lambda: "UMO" in slack.homes)
    slack.fails("views.publish", *["429"] * 6)
    await desk.opens_home("UMO")

    assert "DMO" == (await slack.called("chat.postMessage"))["channel"]
    assert {7.0} <= set(ports.waits)
    assert sum(ports.waits[1:]) <= 30


async def test_what_is_answered_by_its_address_is_tried_again(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """An answer to an ephemeral message has no other way in that place."""
    ports.reply = CARD
    slack.fails("reply_url", "429")
    await desk.presses(
        "UMO", "Agree", await _message(desk, ports, slack), channel_id="C0PUBLIC", message_ts="1.1", is_ephemeral=True
    )

    assert CARD.title in json.dumps(await slack.called("reply_url"))
    assert [7.0] == ports.waits


async def test_a_message_that_is_gone_is_answered_by_a_new_one(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Deleted meanwhile: the card is at the bottom of the chat."""
    body = await _message(desk, ports, slack)

    await desk.presses("UMO", "Agree", body, channel_id="DMO", message_ts="1.1")

    assert CARD.title in json.dumps(await slack.called("chat.postMessage", 2))


async def test_a_message_whose_reply_was_lost_is_not_posted_twice(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """It may be there."""
    ports.reply = CARD
    slack.fails("chat.postMessage", "lost")

    await desk.says("UMO", "mine")
    await slack.called("chat.postMessage")

    assert ([], 1) == (ports.waits, len(slack.calls("chat.postMessage")))


@pytest.mark.parametrize("code", ["429", "missing_scope", "500", "close"])
async def test_who_is_not_named_is_not_called_unknown(desk: Desk, ports: Script, slack: SlackDouble, code: str) -> None:
    """That nobody knows them may not be so: it is said what is so, and whom to call stays there."""
    ports.reply = STRANGER
    slack.fails("users.info", code)

    said = (await desk.types("UMO", "mine")).text

    assert ("Slack has not said who you are" in said, "I do not know you" in said) == (True, False)


async def test_who_is_not_named_is_asked_for_no_sooner_than_slack_wants(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """Seven seconds, and nobody has moved the clock."""
    slack.fails("users.info", "429")

    for _ in range(2):
        await desk.types("UMO", "mine")

    assert 1 == len(slack.calls("users.info"))


async def _message(desk: Desk, ports: Script, slack: SlackDouble) -> Any:
    ports.reply = CARD
    await desk.says("UMO", "mine")
    return await slack.called("chat.postMessage")
