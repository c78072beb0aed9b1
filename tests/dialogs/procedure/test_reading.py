"""Who reads which words of a case: every word has a kind, every kind its readers, and nothing is decided by what was taken out (P23)."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, get_args, get_type_hints

import pytest

from dialogs.ids import PersonId
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.commands import COMMANDS
from dialogs.procedure.drawing import BEGINS
from dialogs.procedure.lifecycle import Transition, row_for
from dialogs.procedure.nudges import due_nudges
from dialogs.procedure.polls import ranking
from dialogs.procedure.reading import INNER, RULES, TEXTS, Kind, readable
from dialogs.procedure.window import risk
from tests.marked import CAST, STAGES, town_at

NO_WORDS: Final = {
    ("Case", "reference"), ("Case", "profile"), ("Case", "raiser_role"), ("Case", "agency"), ("Case", "lead_agencies"), ("Case", "signpost"),
    ("Nominee", "agency"), ("Attendee", "agency"), ("Snooze", "ask"), ("NotTheirs", "ask"), ("Session", "dropped"),
    ("Vote", "slot"), ("Written", "field"), ("FamilyPoints", "meeting"), ("Learning", "scope"),
    ("Member", "agency"), ("Member", "name"), ("Member", "role"), ("Member", "declared"), ("Nominee", "declared"), ("Came", "part"),
}  # fmt: skip
"""Texts that nobody wrote: ids, names of agencies and colleagues, choices that say nothing of the child."""


def test_every_word_of_a_case_has_a_kind() -> None:
    """A new field with text in it is given a kind, or is said to hold nobody's words; and every kind has its readers."""
    texts = {(kind.__name__, name) for kind in _inside(Case) for name in _texts(kind)}
    known = {(kind.__name__, name) for kind, named in TEXTS.items() for name in named if kind not in COMMANDS.values()}

    assert texts - NO_WORDS - known == set()
    assert NO_WORDS - texts == set()
    assert set(Kind) == RULES.keys() == BEGINS.keys()


def test_every_word_is_come_by() -> None:
    """Where things with words lie within others is known of each."""
    within = {
        (kind, name)
        for kind in _inside(Case)
        for name, hint in get_type_hints(kind).items()
        if any(inner in TEXTS for inner in _parts(hint))
    }

    assert within == {(kind, name) for kind, names in INNER.items() for name in names}


@pytest.mark.parametrize("stage", [*STAGES, "queried", "declined", "withdrawn"])
def test_nothing_is_decided_by_what_was_taken_out(stage: str) -> None:
    """Whose turn it is, what is at risk, which date is best and what somebody may do: the same of the case as they may read it."""
    town, _ = town_at(stage)
    for who in CAST.values():
        person, case = town.people[PersonId(who)], town.case
        handed = readable(case, person, town.terms)

        assert open_asks(handed, town.terms) == open_asks(case, town.terms)
        assert risk(handed, town.terms) == risk(case, town.terms)
        assert [*due_nudges(handed, town.terms, town.people)] == [*due_nudges(case, town.terms, town.people)]
        assert [ranking(handed, one, town.terms) for one in handed.sessions] == [
            ranking(case, one, town.terms) for one in case.sessions
        ]
        may, might = (
            [_may(each, command, person, town.terms) for command in COMMANDS.values()] for each in (handed, case)
        )
        assert may == might
        assert readable(handed, person, town.terms) == handed


def _may(case: Case, command: Any, person: Any, terms: Any) -> bool:
    return isinstance(row_for(case, command, person, terms), Transition)


def _inside(kind: type) -> Iterator[type]:
    """A class, and every dataclass in its fields, however deep."""
    yield kind
    for hint in get_type_hints(kind).values():
        for inner in _parts(hint):
            if isinstance(inner, type) and is_dataclass(inner):
                yield from _inside(inner)


def _texts(kind: type) -> Iterator[str]:
    """The fields that hold text, or choices that are text."""
    hints = get_type_hints(kind)
    return (part.name for part in fields(kind) if str in _parts(hints[part.name]))


def _parts(hint: Any) -> tuple[Any, ...]:
    return tuple(inner for arg in get_args(hint) for inner in _parts(arg)) if get_args(hint) else (hint,)
