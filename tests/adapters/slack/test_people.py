"""Who somebody is, and what they read when something of ours breaks or is late."""

import asyncio
from dataclasses import replace

import pytest
import structlog

from adapters.shared import introductions
from adapters.slack import app as app_module
from dialogs.model.heard import Handle
from dialogs.model.views import Card
from tests.adapters.slack.conftest import HOME, Script
from tests.adapters.slack.samples import CARD, LAST, PAGE
from tests.doubles_slack.desk import Desk
from tests.slack_double import TEAM, SlackDouble
from tests.waiting import PATIENCE

MO = Handle("slack", TEAM, "UMO")


async def test_somebody_new_is_introduced_once(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """The first turn of a handle is preceded by its confirmed e-mail; the second is not."""
    await desk.types("UMO", "mine")
    await desk.types("UMO", "mine")

    assert [(MO, "mo@care.example", True)] == ports.met
    assert 1 == len(slack.calls("users.info"))


@pytest.mark.parametrize(
    ("more", "active"),
    [
        ({"deleted": True}, False),
        ({"is_bot": True}, False),
        ({"is_email_confirmed": False}, True),
        ({"is_stranger": True}, True),
    ],
)
async def test_only_what_the_workspace_vouches_for_is_passed_on(
    desk: Desk, ports: Script, slack: SlackDouble, more: dict[str, bool], active: bool
) -> None:
    """Who has left, is a bot, or has an e-mail nobody confirmed, is introduced as such, without the e-mail."""
    slack.employs("UMO", "mo@care.example", **more)

    await desk.types("UMO", "mine")

    assert [(MO, None, active)] == ports.met


async def test_a_slow_profile_does_not_hold_up_the_answer(
    desk: Desk, ports: Script, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Slack does not say who it is, the turn is taken all the same, and it is not asked again at once."""
    monkeypatch.setattr(introductions, "A_LOOK", 0.05)
    slack.fails("users.info", "hang")

    answers = [await desk.types("UMO", "mine"), await desk.types("UMO", "mine")]

    assert [200, 200] == [answer.status for answer in answers]
    assert (2, [], 1) == (len(ports.heard), ports.met, len(slack.calls("users.info")))


async def test_who_has_left_is_known_to_have_left(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A deactivated account is introduced as not active; any other change is looked up at the next contact."""
    await desk.types("UMO", "mine")
    await desk.event({"type": "user_change", "user": {"id": "UMO", "team_id": TEAM, "deleted": False}})
    await desk.types("UMO", "mine")
    await desk.event({"type": "user_change", "user": {"id": "UMO", "team_id": TEAM, "deleted": True}})

    assert [True, True, False] == [active for _, _, active in ports.met]
    assert 2 == len(slack.calls("users.info"))


async def test_a_fault_of_ours_is_a_sorry_card_with_a_reference(desk: Desk, ports: Script) -> None:
    """Whatever breaks in a turn, somebody reads words and a reference; the log has it, and not what they typed."""
    ports.reply = RuntimeError("the words of a case")

    with structlog.testing.capture_logs() as logs:
        answer = await desk.types("UMO", "mine")

    reference = ports.heard[0].turn[:8]
    assert 200 == answer.status
    assert reference in answer.text
    (line,) = [log for log in logs if log["action"] == "turn_failed"]
    assert ("RuntimeError", ports.heard[0].turn) == (line["fault"], line["turn"])
    assert "words of a case" not in str(logs)

    ports.reply = CARD
    assert CARD.title in (await desk.types("UMO", "mine")).text


async def test_a_fault_of_ours_takes_nothing_typed_away(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A window that could not be taken stays as it is, with the apology beside its first field; sent again, it goes on."""
    ports.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    ports.reply = RuntimeError()

    broken = await desk.sends("UMO", view, {"reference": "A"})
    ports.reply = LAST
    mended = await desk.sends("UMO", view, {"reference": "A"})

    assert ("errors", ["reference"]) == (broken.body["response_action"], list(broken.body["errors"]))
    assert "update" == mended.body["response_action"]
    assert ports.heard[-2].turn == ports.heard[-1].turn


async def test_a_late_turn_is_answered_in_time_and_finished(
    desk: Desk, ports: Script, bot: app_module.SlackApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits longer than Slack does; the turn itself is not cut off."""
    monkeypatch.setattr(app_module, "PATIENCE", 0.1)
    done, told = [], asyncio.Event()

    async def slow(heard: object) -> Card:
        await told.wait()
        done.append(heard)
        return HOME

    bot._ports = replace(bot._ports, take_turn=slow)

    answer = await desk.types("UMO", "mine")

    assert "may still go through" in answer.text
    told.set()
    assert 0 == await bot.errands.finish(PATIENCE)
    assert 1 == len(done)
