"""The partnership's figures, counted by hand in a small town. How they are attacked: `test_figures_attacked.py`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from dialogs.figures.publishing import NOTHING, TOO_FEW, WITH_OTHERS, Today, dashboard, publications
from dialogs.figures.rounding import fives, mean, share
from dialogs.figures.values import Answers, Dashboard, Material, Publication, Table
from dialogs.figures.windows import standing
from dialogs.ids import CaseId, PersonId
from dialogs.procedure.case import Agreement, Attendee, Case, Learning, Nominee, Reply, Session, Slot, Stage, Written
from dialogs.procedure.people import Person, may_see_figures
from tests.builders import HAL, MO, NIA, PAT, SAL, a_case, booked, on
from tests.town import CARE, HEALTH, HOPE, LONDON, PEOPLE, POLICE

TODAY = datetime(2026, 11, 23, 10, tzinfo=LONDON)
OLU = next(person for person in PEOPLE if person.office)
CARE_LEAD = replace(next(person for person in PEOPLE if person.id == PAT), agency_lead=True)


def held(number: int, decided: date, *, late: bool = False, agency: str = CARE, **more: object) -> Case:
    """A closed case whose session was held in time, or on a day after its window."""
    at = datetime.combine(decided, datetime.min.time(), LONDON).replace(hour=10)
    start = at + timedelta(days=30 if late else 7)
    slot = Slot(start, 90)
    session = Session(
        number=1,
        asked_on=decided,
        slots=(slot,),
        booked=slot,
        booked_at=at,
        held_at=start,
        attended=(SAL, NIA, PAT),
        outside_because="x",
    )
    return replace(
        booked(sessions=(session,), stage=Stage.CLOSED, agency=agency),
        id=CaseId(f"{number:032x}"),
        agreements=(Agreement(MO, decided, at),),
        reached=(
            (Stage.RAISED, decided - timedelta(days=4)),
            (Stage.AGREED, decided),
            (Stage.POLLING, decided + timedelta(days=2)),
            (Stage.BOOKED, decided + timedelta(days=4)),
            (Stage.HELD, start.date()),
        ),
        **more,  # type: ignore[arg-type] # fields by name
    )


def sat(case: Case, **changes: object) -> Case:
    """The case with something else in its session."""
    return replace(case, sessions=(replace(case.sessions[0], **changes),))  # type: ignore[arg-type] # fields by name


def published(
    cases: Sequence[Case],
    answers: Sequence[tuple[str, Answers]] = (),
    before: Publication | None = None,
    today: datetime = TODAY,
    people: Sequence[Person] = PEOPLE,
) -> tuple[Publication, ...]:
    """All that can be."""
    material = Material(
        cases=tuple(cases), answers=tuple(answers), people={person.id: person for person in people}, terms=on(today)
    )
    return tuple(publications(material, before))


def seen(
    cases: Sequence[Case],
    viewer: Person = OLU,
    key: str = "",
    answers: Sequence[tuple[str, Answers]] = (),
    agency: str = "",
) -> Dashboard:
    """What somebody sees today."""
    return dashboard(
        published(cases, answers),
        Today(agencies=(CARE, HEALTH), standing=standing(cases, on(TODAY))),
        viewer,
        on(TODAY),
        key=key,
        agency=agency,
    )


def table(board: Dashboard, name: str) -> Table:
    """One of what is seen."""
    return next(table for table in board.tables if table.name == name)


def some(count: int, decided: date, *, first: int = 0, late: bool = False, agency: str = CARE) -> list[Case]:
    """Some cases of one kind."""
    return [held(first + number, decided, late=late, agency=agency) for number in range(count)]


SPRING = [
    *some(6, date(2026, 3, 2)),
    *some(6, date(2026, 3, 2), first=10, late=True),
    *some(6, date(2026, 3, 3), first=20, agency=HEALTH),
]
SUMMER = some(7, date(2026, 6, 2), first=40)


def test_counted_by_hand() -> None:
    """Two publications: eighteen sessions in March, of which six were late; seven in June, with the months without any before it."""
    board = seen([*SPRING, *SUMMER], key="2026-03")

    assert board.periods == (("2026-04", "Apr to Jun 2026"), ("2026-03", "Mar 2026"))
    assert (board.label, table(board, "periods").rows[1]) == ("Mar 2026", ("Mar 2026", "18", "12", "67%"))
    assert table(board, "agencies").rows == ((CARE, "12", "6", "50%"), (HEALTH, "6", "6", "100%"))
    assert table(board, "steps").rows == (("Agreement", "2"), ("Supervisors", "2"), ("Dates", "2"))
    assert table(board, "late").rows == (("Agreement", "6"),)
    assert seen([*SPRING, *SUMMER]).label == "Apr to Jun 2026"


def test_a_table_is_counted_on_until_a_row_of_it_can_stand_alone() -> None:
    """Then it says which months it covers, begins anew, and stands as it is until it can be told again."""
    winter = [*some(4, date(2026, 1, 5), agency=HEALTH), *some(4, date(2026, 1, 5), first=10)]
    cases = [
        *winter,
        *some(5, date(2026, 3, 2), first=20, agency=HEALTH),
        *some(5, date(2026, 4, 7), first=30, agency=HOPE),
    ]
    views = {key: table(seen(cases, key=key), "agencies") for key in ("2026-01", "2026-02", "2026-04")}

    assert [
        len(one.counted_on["agencies"].found) if "agencies" in one.counted_on else 0 for one in published(cases)
    ] == [2, 2, 0]
    assert (views["2026-01"].rows, views["2026-01"].says) == ((), TOO_FEW)
    assert views["2026-04"].rows == (
        ("Testshire Health", "9", "9", "100%"),
        ("Hope Charity and Testshire Care", "9", "9", "100%"),
    )
    assert views["2026-04"].covers == "Jan to Apr 2026"
    more = [*cases, *some(6, date(2026, 6, 2), first=40, agency=HEALTH), *some(2, date(2026, 6, 2), first=50)]
    assert table(seen(more), "agencies") == views["2026-04"]
    assert seen(more).label == "May to Jun 2026"


def test_a_month_is_counted_a_week_after_its_end() -> None:
    """Until then attendance may be ticked late; and what is not enough waits for the next month."""
    june = datetime(2026, 7, 8, 10, tzinfo=LONDON)

    assert [published(SUMMER, today=june - timedelta(days=days)) for days in (0, 1)] == [published(SUMMER), ()]
    assert published(SUMMER[:4]) == ()
    assert seen(SUMMER[:4]).tables[0].says == NOTHING


def test_what_was_published_is_not_counted_again() -> None:
    """From the day after on, whatever has become of the cases before it; and what was counted on is not lost with them."""
    (first, second) = published([*SPRING, *SUMMER])

    assert published([*SPRING[6:], *SUMMER], before=first) == (second,)
    assert second.counted_on["late"].since == date(2026, 4, 1)
    small = published([*some(6, date(2026, 1, 5)), *some(4, date(2026, 3, 2), first=20, agency=HEALTH), *SUMMER])
    assert published(SUMMER, before=small[0]) != ()


def test_the_middle_is_of_ten_that_kept_the_window() -> None:
    """With late ones among them it could be the longest of the others."""
    nine = [*some(9, date(2026, 3, 2)), *some(9, date(2026, 3, 2), first=10, late=True)]

    assert table(seen(nine), "steps").rows == ()
    assert table(seen([*nine, held(30, date(2026, 3, 2))]), "steps").rows[0] == ("Agreement", "2")


def test_open_cases_by_risk_are_told_in_fives() -> None:
    """How cases stand that wait for their session, as they were counted; for the office alone."""
    waiting = a_case(stage=Stage.AGREED, agreements=(Agreement(MO, date(2026, 11, 20), TODAY),), agency=CARE)
    board = seen([replace(waiting, id=CaseId(f"{number:032x}")) for number in range(6)])

    assert table(board, "risk").rows == (
        ("On track", "5 to 9"),
        ("Tight", "fewer than 5"),
        ("At risk", "fewer than 5"),
        ("Late", "fewer than 5"),
    )
    assert table(board, "risk").covers == "Mon 23 Nov 2026"
    assert [fives(number) for number in (0, 1, 4, 5, 12)] == [
        "fewer than 5",
        "fewer than 5",
        "fewer than 5",
        "5 to 9",
        "10 to 14",
    ]


def test_in_each_share_there_are_two_counts_at_least() -> None:
    """However many they are of, and also when it is known of how many."""
    for whole in range(5, 450):
        told = [share(count, whole).says for count in range(whole + 1)]
        assert min(told.count(one) for one in told) > 1
    assert [share(count, 7).says for count in (0, 2, 3, 4, 5, 7)] == ["0 to 33%"] * 2 + ["33 to 67%"] * 2 + [
        "67 to 100%"
    ] * 2
    assert [share(19, 24).says, share(9, 12).says, share(200, 200).says] == ["70 to 80%", "60 to 80%", "99 to 100%"]


def test_attendance_is_of_people_and_each_counts_once() -> None:
    """Whoever is invited often weighs no more than others; an agency of which fewer than five people are invited stands with others."""
    (case,) = some(1, date(2026, 3, 2))
    police = [Attendee(PersonId(f"p{number}"), POLICE) for number in range(5)]
    care = [Attendee(PersonId(f"c{number}"), CARE) for number in range(6)]
    at_all = [
        sat(replace(held(n, date(2026, 3, 2)), attendees=(police[0], Attendee(HAL, HEALTH))), attended=())
        for n in range(30, 40)
    ]
    once = sat(
        replace(case, attendees=(*police, *care)),
        attended=(*[one.person for one in police], *[one.person for one in care[:3]]),
    )

    assert table(seen([*SUMMER, *at_all, once]), "attendance").rows == (
        (CARE, "33 to 67%"),
        (f"{HEALTH} and {POLICE}", "67 to 100%"),
    )
    assert table(seen([*SUMMER, *at_all]), "attendance").rows == ()


def test_load_is_what_the_busiest_took_together() -> None:
    """Of as fine a part of the pool as has five people in it; nothing is said of a small pool."""
    pool = [replace(PEOPLE[0], id=PersonId(f"s{number:02}"), pool=True) for number in range(15)]
    taken = [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0], [0, 5]]
    cases = [
        replace(
            held(n, date(2026, 3, 2)),
            nominees=tuple(Nominee(pool[at].id, CARE, TODAY.date(), Reply.ACCEPTED) for at in both),
        )
        for n, both in enumerate(taken)
    ]

    (large,), (small,) = published(cases, people=pool), published(cases, people=pool[:9])
    assert [table.rows for table in large.tables if table.name == "load"] == [
        (("The busiest third", "80 to 100%"), ("If all took the same", "33%"))
    ]
    assert "load" in small.counted_on


def test_records_and_themes() -> None:
    """What part of the records reads like a plan or is empty, part by part in the record's order; themes from five on."""
    first = on(TODAY).profile.record[0].name
    empty = [sat(one, signed_at=TODAY.replace(month=6)) for one in some(10, date(2026, 6, 2))]
    plan = (Written(first, "The task is to wait.", 1, PAT, TODAY),)
    learnt = Learning("Waiting", "agency", "text")
    signed = [sat(one, record=plan, learning=learnt) if at < 5 else one for at, one in enumerate(empty)]

    board = seen(signed)
    assert table(board, "fidelity").rows[0] == (on(TODAY).profile.record[0].label, "40 to 60%")
    assert table(board, "fidelity").says.startswith("Of 10 to 14 records")
    assert table(board, "themes").rows == (("Waiting",),)
    assert [table(seen(signed[1:]), name).rows for name in ("fidelity", "themes")] == [(), ()]


def test_feedback_is_an_average_of_enough_and_never_that_all_said_the_same() -> None:
    """Of five answers and more, to the nearest half; at the ends of the scale it is "or more", or "or less". How many answered which question is not told."""
    for marks, row in (
        ((5, 4, 4, 5, 2, 4), "4.0"),
        ((5, 5, 5, 5, 5), "4.5 or more"),
        ((1, 1, 1, 1, 1, 2), "1.5 or less"),
    ):
        answers = [("2026-03", {"safe": str(number), "useful": "words"}) for number in marks]
        other = [("2026-06", {"safe": "3"})] * 9
        assert table(seen(SPRING, answers=[*answers, *other]), "feedback").rows == (
            ("Did the session feel safe?", row),
        )
        assert table(seen(SPRING, answers=answers[:4]), "feedback").rows == ()
    assert mean({1: 1, 5: 9}).says == "4.5 or more"


def test_an_agency_lead_sees_the_rows_of_their_agency_as_they_stand_for_the_office() -> None:
    """Neither another agency's rows, nor what is of no one agency; and where theirs stands with others, that it does. The office can look so, too."""
    board = seen(SPRING, CARE_LEAD)
    small = seen([*SPRING, *some(2, date(2026, 3, 2), first=60, agency=HOPE)], replace(CARE_LEAD, agency=HOPE))
    office = seen(SPRING, agency=CARE)

    assert [table.name for table in board.tables] == ["agencies", "attendance"]
    assert table(board, "agencies").rows == ((CARE, "12", "6", "50%"),)
    assert "Health" not in repr(board)
    assert (table(small, "agencies").rows, table(small, "agencies").says) == ((), WITH_OTHERS)
    assert (office.agencies, office.agency, office.tables) == ((CARE, HEALTH), CARE, board.tables)
    assert (seen(SPRING, agency="Nowhere"), seen(SPRING, CARE_LEAD, agency=HEALTH)) == (seen(SPRING), board)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (OLU, True),
        (CARE_LEAD, True),
        (replace(CARE_LEAD, agency_lead=False), False),
        (replace(OLU, active=False), False),
    ],
    ids=["office", "lead", "worker", "left"],
)
def test_who_may_see_any(who: Person, may: bool) -> None:  # noqa: FBT001 - a table
    """The office and the leads of agencies, as long as they are there."""
    assert may_see_figures(who) is may


def test_what_could_not_be_sent_is_shown_to_the_office_alone() -> None:
    """What it is and since when, and nothing of a case; no table while there is nothing."""
    stuck = Today(unsent=[("A message", date(2026, 11, 20))])

    assert table(dashboard((), stuck, OLU, on(TODAY)), "unsent").rows == (("A message", "Fri 20 Nov 2026"),)
    assert "unsent" not in [
        table.name for board in (seen([]), dashboard((), stuck, CARE_LEAD, on(TODAY))) for table in board.tables
    ]


def test_the_order_of_rows_says_nothing() -> None:
    """Answers and cases in any order give the same figures, row by row."""
    cases = [held(number, date(2026, 1 + number % 9, 5), late=number % 4 == 0) for number in range(40)]
    answers = [("2026-03", {"safe": str(1 + number % 5)}) for number in range(12)]
    first = published(cases, answers)
    Random(1).shuffle(cases)  # noqa: S311 - no secret

    assert [one.tables for one in published(cases, [*reversed(answers)])] == [one.tables for one in first]


def test_everybody_sees_parts_of_one_publication() -> None:
    """A lead's view is no new knowledge: each of its rows is a row of the office's. So the views of several leads give away no more than one."""
    lots = Random(5)  # noqa: S311 - no secret
    agencies = (CARE, HEALTH, POLICE)
    cases = [
        held(number, date(2026, lots.randint(1, 10), 2), late=lots.random() < 0.3, agency=lots.choice(agencies))
        for number in range(90)
    ]
    office = {row for key, _ in seen(cases).periods for row in _rows(seen(cases, key=key))}

    assert len(office) > 10
    for agency in agencies:
        for key, _ in seen(cases).periods:
            assert _rows(seen(cases, replace(CARE_LEAD, agency=agency), key)) <= office


def _rows(board: Dashboard) -> set[tuple[str, ...]]:
    return {(board.key, table.name, *row) for table in board.tables for row in table.rows}


def test_no_two_looks_differ_by_one_case() -> None:
    """The same months, seen on every later day of the year while cases go on, are the same to the letter."""
    first = published(SPRING, today=datetime(2026, 4, 8, 10, tzinfo=LONDON))
    for days in range(0, 200, 9):
        later = published(
            [*SPRING, *SUMMER], before=first[-1], today=datetime(2026, 4, 8, 10, tzinfo=LONDON) + timedelta(days=days)
        )
        then = dashboard((*first, *later), Today(), OLU, on(TODAY), key="2026-03").tables[1:]
        assert then == dashboard(first, Today(), OLU, on(TODAY)).tables[1:]
