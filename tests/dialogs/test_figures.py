"""The partnership's figures: counted by hand in a small town, and attacked as a statistician would (small numbers)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.figures.board import dashboard
from dialogs.figures.values import HIDDEN, Dashboard, Material, Table, hidden
from dialogs.ids import CaseId
from dialogs.procedure.case import Agreement, Case, Session, Slot, Stage
from dialogs.procedure.people import Person, may_see_figures
from tests.builders import a_case, booked, on
from tests.town import LONDON, PEOPLE

TODAY = datetime(2026, 11, 23, 10, tzinfo=LONDON)
OLU = next(one for one in PEOPLE if one.office)
PAT = next(one for one in PEOPLE if one.id == "pat")
CARE_LEAD = replace(PAT, agency_lead=True)


def held(number: int, decided: date, *, late: bool = False, agency: str = PAT.agency) -> Case:
    """A closed case whose session was held in time, or on a day after its window."""
    at = datetime.combine(decided, datetime.min.time(), LONDON).replace(hour=10)
    start = at + timedelta(days=30 if late else 7)
    slot = Slot(start, 90)
    session = Session(number=1, asked_on=decided, slots=(slot,), booked=slot, booked_at=at, held_at=start, attended=("sal", "nia", "pat"), outside_because="x")  # type: ignore[arg-type]
    return replace(
        booked(sessions=(session,), stage=Stage.CLOSED, agency=agency),
        id=CaseId(f"{number:032x}"),
        agreements=(Agreement("mo", decided, at),),  # type: ignore[arg-type]
        reached=(
            (Stage.RAISED, decided - timedelta(days=4)),
            (Stage.AGREED, decided),
            (Stage.POLLING, decided + timedelta(days=2)),
            (Stage.BOOKED, decided + timedelta(days=4)),
            (Stage.HELD, start.date()),
        ),
    )


def seen(cases: list[Case], viewer: Person = OLU, answers: tuple[dict[str, str], ...] = ()) -> Dashboard:
    material = Material(cases=tuple(cases), answers=answers, people={one.id: one for one in PEOPLE}, terms=on(TODAY))
    return dashboard(material, viewer, 2026)


def table(board: Dashboard, name: str) -> Table:
    return next(one for one in board.tables if one.name == name)


def test_counted_by_hand() -> None:
    """Eighteen sessions, six of them late: by month, by agency, by step, and why the late ones were late."""
    cases = [held(number, date(2026, 3, 2), late=number < 6) for number in range(12)]
    cases += [held(20 + number, date(2026, 5, 5), agency="Testshire Health") for number in range(6)]
    board = seen(cases)

    assert table(board, "months").says == "12 of 18 sessions were held inside the window."
    assert [row for row in table(board, "months").rows if row[1] != "0"] == [("Mar", "12", "50%"), ("May", "6", "100%")]
    assert table(board, "agencies").rows == (("Testshire Care", "12", "50%"), ("Testshire Health", "6", "100%"))
    assert ("Agreement", "2") in table(board, "steps").rows
    assert table(board, "late").rows == (("Agreement", "6"),)
    assert ("Sal Sample", "18") in [(row[0], row[3]) for row in table(board, "load").rows]
    assert table(board, "attendance").rows == (("Hope Charity", "18", "0%"), ("Testshire Care", "18", "100%"))


def test_the_current_month_is_not_counted_yet() -> None:
    """Two looks on two days of one month count the same decisions, so that no single one stands out."""
    board = seen([held(1, date(2026, 11, 3))] + [held(10 + number, date(2026, 10, 5)) for number in range(5)])

    assert board.until == date(2026, 10, 31)
    assert [row for row in table(board, "months").rows if row[1] != "0"] == [("Oct", "5", "100%")]


def test_open_cases_by_risk() -> None:
    """How cases stand today that wait for their session; a few are not counted out."""
    waiting = a_case(stage=Stage.AGREED, agreements=(Agreement("mo", date(2026, 11, 20), TODAY),), agency=PAT.agency)  # type: ignore[arg-type]
    board = seen([replace(waiting, id=CaseId(f"{number:032x}")) for number in range(6)])

    assert table(board, "risk").says == "6 cases wait for their session today."
    assert table(board, "risk").rows == (("On track", "6"), ("Tight", "0"), ("At risk", "0"), ("Late", "0"))
    assert table(seen([waiting]), "risk").says == f"{HIDDEN.capitalize()} cases wait for their session today."


def test_feedback_is_an_average_of_enough() -> None:
    """Five answers are averaged, four are not, and the number of answers is told in fives."""
    answers = tuple({"safe": str(number), "useful": "words"} for number in (5, 4, 4, 5, 2, 4))

    assert table(seen([], answers=answers), "feedback").rows == (("Did the session feel safe?", "4.0", "5 or more"),)
    assert table(seen([], answers=answers[:4]), "feedback").rows == ()


def test_an_agency_lead_sees_their_own_and_no_months() -> None:
    """Neither another agency's cases nor its people, no months, no feedback and no themes."""
    cases = [held(number, date(2026, 3, 2)) for number in range(6)] + [held(20 + number, date(2026, 3, 2), agency="Testshire Health") for number in range(9)]
    board = seen(cases, CARE_LEAD)

    assert [one.name for one in board.tables] == ["year", "steps", "late", "risk", "load", "attendance"]
    assert table(board, "year").rows == (("The year", "6", "100%"),)
    assert "Health" not in repr(board)
    assert board.whose == "Testshire Care"


@pytest.mark.parametrize(
    ("who", "may"), [(OLU, True), (CARE_LEAD, True), (PAT, False), (replace(OLU, active=False), False)], ids=["office", "lead", "worker", "left"]
)
def test_who_may_see_any(who: Person, may: bool) -> None:  # noqa: FBT001 - a table
    """The office and the leads of agencies, as long as they are there."""
    assert may_see_figures(who) is may


COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=8)


@given(COUNTS)
def test_no_small_count_is_shown_or_can_be_had_from_the_total(counts: dict[str, int]) -> None:
    """Attack by subtraction: with the total and all that is shown, a hidden count is never the only one left."""
    shown = hidden(counts)

    assert all(count is None or count == 0 or count >= 5 for count in shown.values())
    assert {name for name, count in shown.items() if count is not None} == {name for name in counts if shown[name] == counts[name]}
    lost = [name for name, count in shown.items() if count is None]
    assert len(lost) != 1 or sum(counts[name] > 0 for name in counts) == 1


def cells(board: Dashboard) -> dict[tuple[str, str], str]:
    """Every count of the two margins that share one total."""
    return {(one.name, row[0]): row[1] for one in board.tables if one.name in ("months", "agencies", "year") for row in one.rows}


def test_the_attack_by_difference_finds_nobody() -> None:
    """How it was tried: the same year with and without each single case, seen by the office and by each agency's lead.

    An attacker who knows all cases but one, and sees the figures with it, learns at most that a count of five or more is one
    higher: never a count of one to four, by month or by agency, and never by taking an agency's view from the whole.
    """
    lots = Random(5)  # noqa: S311 - no secret
    agencies = ("Testshire Care", "Testshire Health", "Testshire Police")
    cases = [held(number, date(2026, lots.randint(1, 10), 2), late=lots.random() < 0.3, agency=lots.choice(agencies)) for number in range(60)]
    for count in (60, 20, 9, 4):
        some = cases[:count]
        views = [seen(some), *(seen(some, replace(CARE_LEAD, agency=agency)) for agency in agencies)]
        for board in views:
            assert not {"1", "2", "3", "4"} & set(cells(board).values())
        by_agency = {row[0]: row[1] for row in table(views[0], "agencies").rows}
        for agency, board in zip(agencies, views[1:], strict=True):
            own = table(board, "year").rows[0][1]
            assert own in (by_agency.get(agency, "0"), HIDDEN) or by_agency[agency] == HIDDEN


def test_the_order_of_rows_says_nothing() -> None:
    """Answers and cases in any order give the same figures, row by row."""
    cases = [held(number, date(2026, 1 + number % 9, 5), late=number % 4 == 0) for number in range(40)]
    answers = tuple({"safe": str(1 + number % 5)} for number in range(12))
    first = seen(cases, answers=answers)
    Random(1).shuffle(cases)  # noqa: S311 - no secret

    assert seen(cases, answers=tuple(reversed(answers))) == first
