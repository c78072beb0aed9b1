"""The partnership office's desk, on every channel: every open case without a word of its content (P17, P23)."""

from dataclasses import fields, replace

import pytest

from dialogs.cards import desk
from dialogs.cards.need_to_know import as_readable
from dialogs.ids import TurnId
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.turns import Tell
from dialogs.model.views import Card, Rows
from dialogs.procedure.case import Case
from tests.adapters.faces import FACES, channels_with, channels_without
from tests.town import RAISED, Town, played

CANARY = "canaryword"


def shown(town: Town, about: str = "") -> Card:
    """The desk as Olu of the office sees it."""
    return town.sees("olu", desk.NAME, about)


def test_a_case_that_waits_is_on_the_desk_everywhere() -> None:
    """Whom it waits for and since when, how old it is and how it stands: said on every channel; late and climbed ones come first."""
    town = Town()
    town.raises("pat", RAISED)
    town.later(days=42)
    town.raises("pat", {**RAISED, "local_reference": "CASE-2002"})
    card = shown(town)
    rows = next(block for block in card.body if isinstance(block, Rows)).rows
    old, new = town.cases.values()

    assert [old.reference, new.reference] == [row.title.partition(":")[0] for row in rows]
    said = "Waiting for Mo Madeup to agree or decline the case, since Mon 23 Nov 2026, 27 working days."
    assert channels_without(said, card) == []
    assert channels_without("27 working days old", card) == []
    assert [face.faults(card) for face in FACES] == [[]] * len(FACES)


def test_my_list_and_the_digest_of_the_office_name_what_waits() -> None:
    """Neither says that nothing waits while a case has climbed."""
    town = Town()
    town.raises("pat", RAISED)
    town.later(days=42)

    for name in ("home", "digest"):
        card = town.sees("olu", name)
        assert channels_with("Nothing waits for you", card) == []
        assert channels_without(town.case.reference, card) == []
        assert channels_without("The office’s desk", card) == []


def test_nobody_else_sees_the_desk() -> None:
    """Whoever is not of the office is shown no case."""
    town = played("polling")

    assert channels_with(town.case.reference, town.sees("mo", desk.NAME)) == []


@pytest.mark.parametrize("stage", ["raised", "polling", "booked", "filed"])
def test_no_word_of_a_case_is_on_the_desk(stage: str) -> None:
    """A canary in every word of a case is on no page, list, filter, export or message of it."""
    town = played(stage)
    case = replace(
        canaried(town.case), agency=town.case.agency, reference=town.case.reference, profile=town.case.profile
    )
    town.cases[case.id] = case
    cards = [shown(town, about) for about in ("", "all.0", "urgent.0", "risk.0", "waiting.0", "agencies")]
    nudged = town.presses("olu", desk.NAME, desk.NUDGE)
    assert isinstance(nudged, Card)

    assert [channels_with(CANARY, card) for card in (*cards, nudged)] == [[]] * 7
    heard = Pressed(turn=TurnId("desk"), sender=Handle("web", "", "olu"), press=Press(desk.NAME, "show"))
    assert [face.faults(card) for card in cards for face in FACES] == [[]] * (6 * len(FACES))
    scene = as_readable(town.scene(heard))
    assert CANARY not in str(desk.table(scene))
    assert case.reference in str(desk.table(scene))


def canaried(case: Case) -> Case:
    """The case with the canary in each text that somebody may have written."""
    words = {
        field.name: CANARY
        for field in fields(case)
        if isinstance(getattr(case, field.name), str)
        and field.name not in ("id", "raiser", "stage", "lead", "keyworker")
    }
    sessions = tuple(replace(session, place=CANARY) for session in case.sessions)
    return replace(case, **words, reasons=(CANARY,), sessions=sessions)  # type: ignore[arg-type] # fields by name


def test_whoever_owes_something_is_reminded_once_a_day() -> None:
    """From the desk, by a press; the day is in the telling's key, so a second press on it tells nobody twice. Nothing is said to be sent."""
    town = Town()
    town.raises("pat", RAISED)
    before = len(town.told)
    card = town.presses("olu", desk.NAME, desk.NUDGE)
    town.presses("olu", desk.NAME, desk.NUDGE)
    told: set[Tell] = {*town.told[before:]}
    town.later(days=1)
    town.presses("olu", desk.NAME, desk.NUDGE)

    assert isinstance(card, Card)
    assert channels_without("a reminder is on its way to Mo Madeup", card) == []
    assert [("mo", "agreement")] == [(tell.person, tell.card) for tell in told]
    assert len({tell.key for tell in town.told[before:]}) == 2


def test_nobody_but_the_office_reminds() -> None:
    """A press of somebody else tells nobody."""
    town = Town()
    town.raises("pat", RAISED)
    before = len(town.told)
    town.presses("pat", desk.NAME, desk.NUDGE)

    assert before == len(town.told)


def test_the_desk_has_pages_filters_and_the_gates_of_each_case() -> None:
    """Eight on a page; by agency; and what the office may do to a case is offered on its line."""
    town = Town()
    for number in range(10):
        town.raises("pat", {**RAISED, "local_reference": f"CASE-{number}"})
    first, second = shown(town), shown(town, "all.1")
    by_agency = shown(town, "agencies")
    rows = next(block for block in first.body if isinstance(block, Rows)).rows

    assert "Next page" in {button.label for button in first.buttons}
    assert "Earlier page" in {button.label for button in second.buttons}
    assert {"Open", "Remind", "Hand over"} <= {button.label for button in rows[0].buttons}
    of_agency = next(block for block in by_agency.body if isinstance(block, Rows)).rows[0].buttons[0].press
    assert channels_without("Testshire Care: 10", shown(town, of_agency.about)) == []
    assert [face.faults(first) for face in FACES] == [[]] * len(FACES)
