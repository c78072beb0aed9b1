"""Promises that hold for any input: orders of answering, and counting working days."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from dialogs.flows.flow import Asked
from dialogs.flows.raising import form
from dialogs.ids import PersonId, TurnId
from dialogs.model.drafts import Draft, next_question
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from tests.town import MONDAY, RAISED, Town, england

CALENDAR = england()
TOWN = Town(calendar=CALENDAR)
ORDERS = st.permutations(sorted(RAISED.items()))
EMPTY = Draft(
    owner=PersonId("pat"), press=Press("case", "raise"), version=1, given={}, changed=datetime(2026, 11, 23, tzinfo=UTC)
)


@given(ORDERS, ORDERS)
def test_any_two_orders_of_answering_give_the_same_draft(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """Answers are kept by name: in whatever order they are given, the draft is the same and as much is still asked."""
    first, second = EMPTY, EMPTY
    for (name, said), (another, told) in zip(one, other, strict=True):
        first, second = first.with_answers({name: said}, MONDAY), second.with_answers({another: told}, MONDAY)
    asked = form(Asked(scene=_scene(), about="", given=first.given))

    assert first == second
    assert next_question(asked, first) is next_question(asked, second) is None


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.integers(1, 200))
def test_counting_on_and_counting_between_are_each_others_inverse(day: date, count: int) -> None:
    """The nth working day after any day lies n working days after it, and is a working day (P14)."""
    later = CALENDAR.after(day, count)

    assert (CALENDAR.between(day, later), CALENDAR.between(later, day), CALENDAR.working(later)) == (
        count,
        -count,
        True,
    )


def _scene() -> Scene:
    return TOWN.scene(Pressed(turn=TurnId("0" * 32), sender=Handle("web", "", "pat"), press=Press("case", "raise")))
