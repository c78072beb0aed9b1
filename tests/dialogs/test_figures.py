"""The partnership's figures: counted by hand in a small town, and attacked as a statistician would (docs/figures.md)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from random import Random

import pytest

from dialogs.figures.joining import Counts, band, enough, joined
from dialogs.figures.publishing import NOTHING, WITH_OTHERS, Today, dashboard, publications
from dialogs.figures.values import Answers, Dashboard, Material, Publication, Table
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


def published(cases: list[Case], answers: Sequence[tuple[str, Answers]] = (), after: date | None = None, today: datetime = TODAY) -> tuple[Publication, ...]:
    """All that can be."""
    material = Material(cases=tuple(cases), answers=tuple(answers), people={one.id: one for one in PEOPLE}, terms=on(today))
    return tuple(publications(material, after))


def seen(cases: list[Case], viewer: Person = OLU, key: str = "", answers: Sequence[tuple[str, Answers]] = ()) -> Dashboard:
    """What somebody sees today."""
    return dashboard(published(cases, answers), Today(cases=cases), viewer, key, on(TODAY))


def table(board: Dashboard, name: str) -> Table:
    return next(one for one in board.tables if one.name == name)


def some(count: int, decided: date, *, first: int = 0, late: bool = False, agency: str = PAT.agency) -> list[Case]:
    """Some cases of one kind."""
    return [held(first + number, decided, late=late, agency=agency) for number in range(count)]


SPRING = [
    *some(6, date(2026, 3, 2)),
    *some(6, date(2026, 3, 2), first=10, late=True),
    *some(6, date(2026, 3, 3), first=20, agency="Testshire Health"),
]
SUMMER = some(7, date(2026, 6, 2), first=40)


def test_counted_by_hand() -> None:
    """Two publications: eighteen sessions in March, of which six were late; seven in June, with the months without any before it."""
    board = seen([*SPRING, *SUMMER], key="2026-03")

    assert board.periods == (("2026-04", "Apr to Jun 2026"), ("2026-03", "Mar 2026"))
    assert (board.label, table(board, "periods").rows[1]) == ("Mar 2026", ("Mar 2026", "18", "12", "67%"))
    assert table(board, "agencies").rows == (("Testshire Care", "12", "6", "50%"), ("Testshire Health", "6", "6", "100%"))
    assert ("Agreement", "2") in table(board, "steps").rows
    assert table(board, "late").rows == (("Agreement", "6"),)
    assert table(board, "attendance").rows == (("Hope Charity", "12", "0%"), ("Testshire Care", "12", "100%")), "the late ones were held in April"
    assert seen([*SPRING, *SUMMER]).label == "Apr to Jun 2026"


def test_a_month_is_counted_a_week_after_its_end() -> None:
    """Until then attendance may be ticked late; and what is not enough waits for the next month."""
    june = datetime(2026, 7, 8, 10, tzinfo=LONDON)

    assert [published(SUMMER, today=june - timedelta(days=days)) for days in (0, 1)] == [published(SUMMER), ()]
    assert published(SUMMER[:4]) == ()
    assert seen(SUMMER[:4]).tables[0].says == NOTHING


def test_what_was_published_is_not_counted_again() -> None:
    """From the day after on, whatever has become of the cases before it."""
    (first, second) = published([*SPRING, *SUMMER])

    assert published([*SPRING[6:], *SUMMER], after=first.until) == (second,)


def test_open_cases_by_risk_are_told_in_fives() -> None:
    """How cases stand today that wait for their session; for the office alone."""
    waiting = a_case(stage=Stage.AGREED, agreements=(Agreement("mo", date(2026, 11, 20), TODAY),), agency=PAT.agency)  # type: ignore[arg-type]
    board = seen([replace(waiting, id=CaseId(f"{number:032x}")) for number in range(6)])

    assert table(board, "risk").rows == (("On track", "5 to 9"), ("Tight", "0"), ("At risk", "0"), ("Late", "0"))
    assert [band(number) for number in (0, 1, 4, 5, 12)] == ["0", "1 to 4", "1 to 4", "5 to 9", "10 to 14"]


def test_feedback_is_an_average_of_enough_and_never_that_all_said_the_same() -> None:
    """Of five answers and more, to the nearest half; at the ends of the scale it is "or more", or "or less"."""
    for marks, row in (((5, 4, 4, 5, 2, 4), "4.0"), ((5, 5, 5, 5, 5), "4.5 or more"), ((1, 1, 1, 1, 1, 2), "1.5 or less")):
        answers = [("2026-03", {"safe": str(number), "useful": "words"}) for number in marks]
        other = [("2026-06", {"safe": "3"})] * 9
        assert table(seen(SPRING, answers=[*answers, *other]), "feedback").rows == (("Did the session feel safe?", row, str(len(marks))),)
        assert table(seen(SPRING, answers=answers[:4]), "feedback").rows == ()


def test_an_agency_lead_sees_the_rows_of_their_agency_as_they_stand_for_the_office() -> None:
    """Neither another agency's rows, nor what is of no one agency; and where theirs stands with others, that it does."""
    board = seen(SPRING, CARE_LEAD)
    small = seen([*SPRING, *some(2, date(2026, 3, 2), first=60, agency="Hope Charity")], replace(CARE_LEAD, agency="Hope Charity"))

    assert [one.name for one in board.tables] == ["agencies", "attendance"]
    assert [row for one in board.tables for row in one.rows] == [("Testshire Care", "12", "6", "50%"), ("Testshire Care", "12", "100%")]
    assert "Health" not in repr(board)
    assert (table(small, "agencies").rows, table(small, "agencies").says) == ((), WITH_OTHERS)


@pytest.mark.parametrize(
    ("who", "may"), [(OLU, True), (CARE_LEAD, True), (PAT, False), (replace(OLU, active=False), False)], ids=["office", "lead", "worker", "left"]
)
def test_who_may_see_any(who: Person, may: bool) -> None:  # noqa: FBT001 - a table
    """The office and the leads of agencies, as long as they are there."""
    assert may_see_figures(who) is may


def test_what_could_not_be_sent_is_shown_to_the_office_alone() -> None:
    """What it is and since when, and nothing of a case; no table while there is nothing."""
    stuck = Today(unsent=[("A message", date(2026, 11, 20))])

    assert table(dashboard((), stuck, OLU, "", on(TODAY)), "unsent").rows == (("A message", "Fri 20 Nov 2026"),)
    assert "unsent" not in [one.name for board in (seen([]), dashboard((), stuck, CARE_LEAD, "", on(TODAY))) for one in board.tables]


def test_the_order_of_rows_says_nothing() -> None:
    """Answers and cases in any order give the same figures, row by row."""
    cases = [held(number, date(2026, 1 + number % 9, 5), late=number % 4 == 0) for number in range(40)]
    answers = [("2026-03", {"safe": str(1 + number % 5)}) for number in range(12)]
    first = published(cases, answers)
    Random(1).shuffle(cases)  # noqa: S311 - no secret

    assert published(cases, [*reversed(answers)]) == first


# The attack. Every world that could be is made, and published; whoever sees a publication keeps all the worlds that would
# have looked the same. If in all of these a count is the same and small, it is found. Numbers are smaller than in life
# (fewer than 3 instead of 5 is small), so that there are few enough worlds to try them all.

SMALL = 3
Group = tuple[int, int]  # how many were held inside the window, and how many were not
World = tuple[tuple[Counts, ...], ...]  # by month, and by agency
Shown = tuple[tuple[int, int, Group, tuple[tuple[str, Counts], ...]], ...]
NAMES = "abcd"


def carefully(world: World) -> Shown:
    """As we do: months joined until there are enough, and agencies in them."""
    return _runs(world, lambda total: enough(total, SMALL), lambda groups: joined(groups, SMALL))


def carelessly(world: World) -> Shown:
    """As one would: every month as it is."""
    return _runs(world, any, lambda groups: groups)


def hiding(world: World) -> Shown:
    """As is often done: small counts are left out, beside the total."""
    return _runs(world, any, lambda groups: {name: counts for name, counts in groups.items() if not any(0 < one < SMALL for one in counts)})


def _runs(world: World, closes: Callable[[Counts], bool], rows: Callable[[Mapping[str, Counts]], Mapping[str, Counts]]) -> Shown:
    shown: list[tuple[int, int, Group, tuple[tuple[str, Counts], ...]]] = []
    begin = 0
    for end in range(1, len(world) + 1):
        months = world[begin:end]
        groups = {name: _sum([month[at] for month in months]) for at, name in enumerate(NAMES[: len(world[0])])}
        total = _sum([*groups.values()])
        if closes(total):
            shown.append((begin, end, total, tuple(rows(groups).items())))
            begin = end
    return tuple(shown)


def _sum(groups: Sequence[Counts]) -> Group:
    return sum(one[0] for one in groups), sum(one[1] for one in groups)


def found(publish: Callable[[World], Shown], months: int, agencies: int, top: int) -> int:
    """How many small counts are found, over all that could be published: of an agency in a month, or of a month."""
    groups = [*product(range(top + 1), repeat=2)]
    alike: dict[Shown, list[World]] = defaultdict(list)
    for world in product([*product(groups, repeat=agencies)], repeat=months):
        alike[publish(world)].append(world)
    fair = [worlds for shown, worlds in alike.items() if all(max(total) <= top for _, _, total, _ in shown)]  # else the limit of what we try tells
    return sum(_pinned(worlds, months, agencies) for worlds in fair)


def _pinned(worlds: list[World], months: int, agencies: int) -> int:
    facts = [[world[month][agency][part] for world in worlds] for month in range(months) for agency in range(agencies) for part in (0, 1)]
    facts += [[sum(group[part] for group in world[month]) for world in worlds] for month in range(months) for part in (0, 1)]
    return sum(len(set(one)) == 1 and 0 < one[0] < SMALL for one in facts)


@pytest.mark.parametrize(("months", "agencies", "top"), [(1, 3, 4), (3, 1, 4), (1, 2, 6), (2, 1, 9), pytest.param(2, 2, 4, marks=pytest.mark.slow)])
def test_the_attack_finds_nobody(months: int, agencies: int, top: int) -> None:
    """By difference of months, of agencies, and of agencies from the whole: no small count is found, in any world."""
    assert found(carefully, months, agencies, top) == 0


@pytest.mark.parametrize("publish", [carelessly, hiding])
def test_the_attack_finds_what_is_published_with_less_care(publish: Callable[[World], Shown]) -> None:
    """So that the attack itself is known to work."""
    assert found(publish, 1, 2, 4) > 0


def test_everybody_sees_parts_of_one_publication() -> None:
    """A lead's view is no new knowledge: each of its rows is a row of the office's. So the views of several leads give away no more than one."""
    lots = Random(5)  # noqa: S311 - no secret
    agencies = ("Testshire Care", "Testshire Health", "Testshire Police")
    cases = [held(number, date(2026, lots.randint(1, 10), 2), late=lots.random() < 0.3, agency=lots.choice(agencies)) for number in range(90)]
    office = {one for key, _ in seen(cases).periods for one in _rows(seen(cases, key=key))}

    assert len(office) > 10
    for agency in agencies:
        for key, _ in seen(cases).periods:
            assert _rows(seen(cases, replace(CARE_LEAD, agency=agency), key)) <= office


def _rows(board: Dashboard) -> set[tuple[str, ...]]:
    return {(board.key, one.name, *row) for one in board.tables for row in one.rows}


def test_no_two_looks_differ_by_one_case() -> None:
    """The same months, seen on every later day of the year while cases go on, are the same to the letter."""
    cases = [*SPRING, *SUMMER]
    first = published(SPRING, today=datetime(2026, 4, 8, 10, tzinfo=LONDON))
    for days in range(0, 200, 9):
        later = published(cases, after=first[-1].until, today=datetime(2026, 4, 8, 10, tzinfo=LONDON) + timedelta(days=days))
        views = [dashboard((*first, *later), Today(), OLU, "2026-03", on(TODAY)).tables[1:] for _ in range(2)]
        assert views[0] == (*first[0].tables, table(seen([]), "risk"))
