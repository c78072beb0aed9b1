"""Every step can be done by somebody who is still there: at each stage, whoever left (P07, P10, P17)."""

from dataclasses import replace

import pytest

from dialogs.ids import PersonId
from dialogs.interaction.consequences import tick
from dialogs.model.views import Card
from dialogs.owed import What
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Stage
from tests.dialogs.telling import owed_by
from tests.town import CHOSEN, Town, buttons, played


def without(who: str, stage: str) -> Town:
    """A town whose case has come so far, and somebody of it has left."""
    town = played(stage)
    town.people[PersonId(who)] = replace(town.people[PersonId(who)], active=False)
    return town


def told(town: Town) -> set[tuple[str, str]]:
    """Whom time alone tells what."""
    return {(one.person, one.card) for one in tick(town.case, town.terms, town.people)}


def test_the_lead_coordinator_leaves_after_signing() -> None:
    """The office is shown the case, the manager hands the lead over, and the other supervisor sends the record round."""
    town = without("sal", "recorded")
    shown = told(town)
    town.presses("mo", "nomination", "hand-lead")
    owes = owed_by(town, "nia")
    town.presses("nia", "circulation", "circulate", "1")

    assert {("mo", "case"), ("olu", "case")} <= shown
    assert owes == ["circulate"]
    assert town.case.session
    assert town.case.session.circulated_at


def test_the_manager_leaves_after_agreeing() -> None:
    """The office hands the case to another manager: the decision stays as it was, and the new one owes the choice of supervisors since then."""
    town = without("mo", "agreed")
    decided = town.case.decided_on
    town.later(days=2)
    town.does("olu", "agreement", "hand-over", {"who": "hal"})

    assert (town.case.managers, town.case.decided_on, town.case.stage) == (("hal",), decided, Stage.AGREED)
    assert [(ask.what, ask.of, ask.since) for ask in open_asks(town.case, town.terms)] == [
        ("nominate", "hal", town.now.date())
    ]


@pytest.mark.parametrize("stage", ["agreed", "nominated", "polling", "booked", "held", "recorded", "filed"])
def test_a_manager_hands_over_and_names_a_deputy_at_every_stage(stage: str) -> None:
    """The agreement's card has both buttons for the manager, and handing over for the office; a deputy may do what the manager may."""
    town = played(stage)
    manager, office = (set(buttons(town.sees(who, "agreement"))) for who in ("mo", "olu"))
    town.does("mo", "agreement", "name-deputy", {"who": "hal"})
    deputy = {*buttons(town.sees("hal", "nomination")), *buttons(town.sees("hal", "case"))}
    mos = {*buttons(town.sees("mo", "nomination")), *buttons(town.sees("mo", "case"))}

    assert {"hand-over", "name-deputy"} <= manager
    assert "hand-over" in office
    assert mos <= deputy


@pytest.mark.parametrize("stage", ["nominated", "polling", "booked", "held"])
def test_a_supervisor_leaves_and_is_replaced(stage: str) -> None:
    """The lead coordinator, the manager or the office opens the place again; the manager owes a choice, and the new one what is open."""
    town = without("nia", stage)
    town.does("sal", "nomination", "release", {"supervisor": "nia", "reason": "Has left"})
    owes = owed_by(town, "mo")
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "sal"})
    town.presses("tess", "nomination", "accept")

    assert "nominate" in owes
    assert town.case.supervisors == ("sal", "tess")
    assert (Stage.NOMINATED if stage == "nominated" else Stage(stage)) is town.case.stage


def test_whoever_said_no_this_week_can_be_asked_again() -> None:
    """A pool of three, two of whom said no: the form offers them again, and says that they said no and when."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    for who in ("sal", "nia"):
        town.does(who, "nomination", "turn-down", {"reason": "Not this week", "suggests": ""})
    town.later(days=7)
    offered = town.presses("mo", "nomination", "nominate")
    again = town.does("mo", "nomination", "nominate", CHOSEN)

    assert "said no on Mon 23 Nov 2026" in repr(offered)
    assert isinstance(again, Card)
    assert [nominee.reply for nominee in town.case.nominees] == ["asked", "asked"]


def test_nobody_is_late_since_before_it_was_theirs() -> None:
    """A keyworker named after the record went round owes the filing from that day, not from the day it went round."""
    town = played("recorded", keyworker="")
    town.presses("sal", "circulation", "circulate", "1")
    town.later(days=10)
    town.does("sal", "case", "name-keyworker", {"who": "kit"})

    since = {ask.what: ask.since for ask in open_asks(town.case, town.terms) if ask.of == "kit"}
    assert since[What.FILE] == town.now.date()
