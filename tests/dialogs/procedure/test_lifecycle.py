"""The one table: complete, and obeyed."""

from itertools import product

import pytest

from dialogs import words
from dialogs.procedure.case import OVER, Case, Stage
from dialogs.procedure.commands import COMMANDS
from dialogs.procedure.commands.learning import AnswerLearning
from dialogs.procedure.lifecycle import REACHED, TABLE, Transition, row_for
from dialogs.procedure.people import Part
from dialogs.procedure.trouble import Trouble
from tests.town import CARE, HEALTH, SCHOOL, Town, played


def test_every_stage_has_a_row() -> None:
    """Every stage stands in the table, the ends with nothing that can happen."""
    assert set(TABLE) == set(Stage)
    assert [stage for stage in TABLE if not TABLE[stage]] == sorted(OVER - {Stage.CLOSED})
    assert list(TABLE[Stage.CLOSED]) == [AnswerLearning]


def test_every_command_can_happen_somewhere() -> None:
    """No command is written that the table never lets through."""
    used = {command for rows in TABLE.values() for command in rows}

    assert used == set(COMMANDS.values())


def test_every_row_leads_to_a_stage_and_names_who_may() -> None:
    """Every row leads somewhere, by somebody; a further stage has its condition."""
    rows = [row for rows in TABLE.values() for row in rows.values()]

    assert all(row.to in TABLE and row.by is not Part.NOBODY for row in rows)
    assert {stage for row in rows for stage in row.then} <= set(REACHED)


@pytest.mark.parametrize(("stage", "name"), list(product(Stage, sorted(COMMANDS))))
def test_the_gate_answers_for_every_stage_and_command(stage: Stage, name: str) -> None:
    """For any stage and command the gate gives a row or a trouble with words, never an exception."""
    town = TOWNS[stage]
    for person in town.people.values():
        answer = row_for(town.case, COMMANDS[name], person, town.terms)

        assert isinstance(answer, Transition) or words.trouble(answer)


def test_every_trouble_has_words() -> None:
    """Every trouble can be said, and nothing is said that no trouble needs."""
    assert {trouble.value for trouble in Trouble} == set(words.TROUBLES)


def _town(stage: Stage) -> Town:
    usual = [one.value for one in Stage if one not in OVER and one not in (Stage.NEW, Stage.QUERIED)]
    if stage.value in (*usual, "closed"):
        return played(stage.value)
    town = played("raised")
    if stage is Stage.NEW:
        blank = Case(id=town.case.id, reference="JS-AAAA", profile="norfolk-2022/1", raiser=town.case.raiser)
        town.cases = {blank.id: blank}
    if stage is Stage.QUERIED:
        town.does("mo", "agreement", "ask-more", {"question": "Since when?"})
    if stage is Stage.DECLINED:
        town.does("mo", "agreement", "decline", {"reason": "It is a Core Group matter"})
    if stage is Stage.WITHDRAWN:
        town.does("pat", "case", "withdraw", {"reason": "They have moved"})
    if stage is Stage.REDIRECTED:
        from tests.town import RAISED

        town.raises("pat", {**RAISED, "risk": "yes"})
    assert town.case.stage is stage
    return town


TOWNS = {stage: _town(stage) for stage in Stage}


def test_two_supervisors_of_one_agency_are_refused_with_the_reason() -> None:
    """Two supervisors of one agency are refused beside the field, and the person goes on to choose another (P10)."""
    town = played("agreed")
    town.people["sid"] = town.people["sal"].__class__(id="sid", name="Sid Second", agency=CARE, pool=True)  # type: ignore[index, arg-type] # plain strings as ids

    refused = town.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "sid", "lead": "sal"})
    accepted = town.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "tess", "lead": "sal"})

    assert refused.errors == {"supervisor_2": words.trouble("same-agency")}  # type: ignore[union-attr] # a page
    assert accepted.name == "nomination"  # type: ignore[union-attr] # a card
    assert {CARE, SCHOOL} == {nominee.agency for nominee in town.case.nominees}


def test_a_lead_who_is_no_supervisor_is_refused() -> None:
    """Exactly one of the supervisors leads (P10)."""
    town = played("agreed")

    refused = town.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "tess"})

    assert refused.errors == {"lead": words.trouble("lead-not-nominated")}  # type: ignore[union-attr] # a page
    assert town.case.nominees == ()
    assert HEALTH in {person.agency for person in town.people.values()}
