"""The published figures, attacked by a statistician who knows the rules and reads the files (docs/figures.md).

Every world of a kind is made, published, and written as the office downloads it, publication by publication. Worlds whose
files are the same to the letter are alike. A number from 1 to 4 that is the same in all that are alike is found.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, combinations_with_replacement, product
from typing import Any

import pytest

from bot.dashboard.figures import as_csv
from dialogs.figures.joining import LEAST
from dialogs.figures.publishing import BREAKDOWNS, Today, dashboard, publications
from dialogs.figures.values import Answers, Material, Months
from dialogs.figures.windows import settled_on, standing
from dialogs.ids import CaseId, PersonId
from dialogs.procedure.case import Agreement, Attendee, Case, Nominee, Reply, Stage, Written
from dialogs.procedure.people import Person
from tests.builders import MO, PAT, a_case, on
from tests.dialogs.figures.test_figures import OLU, TODAY, held, sat
from tests.town import CARE, HEALTH, PEOPLE, POLICE

Facts = tuple[int, ...]  # numbers that nobody should find, where they are small
World = tuple[Material, Facts]
TERMS = on(TODAY)
FIRST = on(TODAY).profile.record[0].name
POOL = tuple(replace(PEOPLE[0], id=PersonId(f"s{number:02}"), pool=True) for number in range(15))


def files(world: Material) -> str:
    """All that the office can download, over time."""
    published = tuple(publications(world, None))
    return "\n".join(as_csv(dashboard(published, Today(), OLU, TERMS, key=one.key)) for one in published)


def counts(world: Material) -> str:
    """What the tables are made from, told as it is: less care than anybody would take."""
    settled = tuple(case for case in world.cases if settled_on(case, TERMS))
    months = Months(begin=date(2026, 1, 1), until=date(2026, 10, 31), settled=settled, material=world)
    return repr([sorted(breakdown.count(months).items()) for breakdown in BREAKDOWNS])


def found(worlds: Iterable[tuple[Any, Facts]], publish: Callable[[Any], str] = files) -> Counter[int]:
    """How often each fact is found, over all classes of worlds that look alike."""
    alike: dict[str, list[set[int]]] = {}
    for world, facts in worlds:
        values = alike.setdefault(publish(world), [set() for _ in facts])
        for known, fact in zip(values, facts, strict=True):
            known.add(fact)
    assert len(alike) > 1, "nothing was told"
    return Counter(
        at for values in alike.values() for at, known in enumerate(values) if len(known) == 1 and 0 < min(known) < LEAST
    )


def shares(total: int, parts: int) -> Iterator[Facts]:
    """Every way to share so many among so many."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in shares(total - first, parts - 1):
            yield first, *others


def totals(few: Iterable[int], parts: int) -> list[Facts]:
    """The same, of several totals."""
    return [share for total in few for share in shares(total, parts)]


@cache
def case(number: int, month: int, agency: str, slow: str = "") -> Case:
    """One that was settled in a month: held inside the window or, if a step was slow, after it."""
    decided = date(2026, month, 2)
    one = replace(held(number, decided, late=bool(slow), agency=agency), attendees=())
    if not slow:
        return one
    days = (decided + timedelta(days=day) for day in SLOW[slow])
    return replace(
        one,
        reached=(*zip((Stage.RAISED, Stage.AGREED, Stage.POLLING, Stage.BOOKED), days, strict=True), *one.reached[-1:]),
    )


SLOW = {"agreement": (-30, 0, 1, 2), "supervisors": (-1, 0, 20, 21), "dates": (-1, 0, 1, 21)}  # days from the decision
MONTHS = (1, 4, 7)  # far enough apart that a late session is settled before the next


def material(cases: Sequence[Case], answers: Sequence[Answers] = (), people: Sequence[Person] = ()) -> Material:
    """A world."""
    numbered = tuple(replace(one, id=CaseId(f"{number:032x}")) for number, one in enumerate(cases))
    return Material(
        cases=numbered,
        answers=tuple(("2026-01", answer) for answer in answers),
        people={person.id: person for person in people},
        terms=TERMS,
    )


def made(counts: Mapping[tuple[int, str, str], int]) -> Material:
    """A world of so many cases of each month, agency and slow step."""
    return material([case(0, *kind) for kind, many in counts.items() for _ in range(many)])


# The worlds.


def agencies() -> Iterator[World]:
    """Three agencies, one month; both totals are told, so all worlds with the same totals are here."""
    for ins, outs in product(totals((5, 6, 7, 8), 3), totals((0, 5, 6), 3)):
        kinds = {
            (1, name, slow): many
            for counts, slow in ((ins, ""), (outs, "dates"))
            for name, many in zip((CARE, HEALTH, POLICE), counts, strict=True)
        }
        yield made(kinds), (*ins, *outs)


def months() -> Iterator[World]:
    """Three months, two agencies: what was too little is counted on."""
    for each in product(totals((5, 6, 7), 2), repeat=3):
        yield (
            made(
                {
                    (month, name, ""): many
                    for month, ins in zip(MONTHS, each, strict=True)
                    for name, many in zip((CARE, HEALTH), ins, strict=True)
                }
            ),
            sum(each, ()),
        )


def months_with_late_ones() -> Iterator[World]:
    """Two months, two agencies, inside the window and not."""
    for each in product(product(totals((5, 6), 2), totals((0, 5), 2)), repeat=2):
        kinds = {
            (month, name, slow): many
            for month, both in zip(MONTHS, each, strict=False)
            for slow, ins in zip(("", "dates"), both, strict=True)
            for name, many in zip((CARE, HEALTH), ins, strict=True)
        }
        yield made(kinds), tuple(many for both in each for one in both for many in one)


def late() -> Iterator[World]:
    """Two months of late cases, by what they waited longest for."""
    for each in product(totals((5, 6), 3), repeat=2):
        kinds = {
            (month, CARE, step): many
            for month, ins in zip(MONTHS, each, strict=False)
            for step, many in zip(("agreement", "supervisors", "dates"), ins, strict=True)
        }
        yield made(kinds), sum(each, ())


def across() -> Iterator[World]:
    """Agencies and slow steps of the same cases: what two tables tell of them together."""
    for ins, outs in product(totals((5, 6, 7), 2), totals((5, 6), 4)):
        kinds = {(1, name, ""): many for name, many in zip((CARE, HEALTH), ins, strict=True)}
        kinds |= {
            (1, name, step): many
            for (name, step), many in zip(product((CARE, HEALTH), ("supervisors", "dates")), outs, strict=True)
        }
        yield made(kinds), (*ins, *outs, outs[0] + outs[1], outs[2] + outs[3], outs[0] + outs[2], outs[1] + outs[3])


def durations() -> Iterator[World]:
    """How long one step took in ten cases and more, with late ones beside them."""
    for taken, slow in product(totals((10, 11, 12), 3), (0, 5)):
        cases = [
            replace(one, reached=((Stage.RAISED, date(2026, 1, 2) - timedelta(days=long)), *one.reached[1:]))
            for long, many in enumerate(taken)
            for one in [case(0, 1, CARE)] * many
        ]
        yield material([*cases, *[case(0, 1, CARE, "agreement")] * slow]), taken


def loads() -> Iterator[World]:
    """What each of a pool of fifteen took; who it was does not matter, for all are alike."""
    for total in (20, 22):
        for taken in _partitions(total, total // 2, 15):
            each = [POOL[at].id for at, many in enumerate(taken) for _ in range(many)]
            pairs = [
                tuple(Nominee(who, CARE, TODAY.date(), Reply.ACCEPTED) for who in each[at :: total // 2])
                for at in range(total // 2)
            ]
            yield (
                material([replace(case(0, 1, CARE), nominees=pair) for pair in pairs], people=POOL),
                tuple(Counter(taken)[many] for many in range(1, 6)) + (15 - len(taken),),
            )


def _partitions(total: int, most: int, parts: int) -> Iterator[Facts]:
    if not total:
        yield ()
    elif parts:
        for first in range(min(total, most), 0, -1):
            for others in _partitions(total - first, first, parts - 1):
                yield first, *others


def attendances() -> Iterator[World]:
    """How often each of some people of an agency was asked and came, all at the same sessions or each at their own."""
    often = ((1, 0), (1, 1), (2, 1), (2, 2), (4, 0))
    for people in (5, 6, 7):
        for each, own in product(combinations_with_replacement(often, people), (False, True)):
            sessions: dict[tuple[int, int], list[tuple[PersonId, bool]]] = defaultdict(list)
            for at, (asked, came) in enumerate(each):
                for time in range(asked):
                    sessions[at if own else 0, time].append((PersonId(f"p{at}"), time < came))
            others = [(PersonId(f"h{number}"), True) for number in range(5)]
            cases = [
                *map(_attended, sessions.values()),
                replace(_attended(others), attendees=tuple(Attendee(who, HEALTH) for who, _ in others)),
            ]
            never = sum(not came for _, came in each)
            yield (
                material([*cases, *[case(0, 1, CARE)] * 6]),
                (len(sessions), never, sum(came < asked for asked, came in each), people - never),
            )


def _attended(people: list[tuple[PersonId, bool]]) -> Case:
    one = replace(case(0, 1, CARE), agreements=(), attendees=tuple(Attendee(who, POLICE) for who, _ in people))
    return sat(one, attended=tuple(who for who, came in people if came))


def answers() -> Iterator[World]:
    """What some people answered to two questions, each of which may be left out."""
    kinds = [
        {name: mark for name, mark in (("safe", safe), ("facilitated", led)) if mark}
        for safe, led in product(("", "1", "5"), ("", "3"))
    ]
    for many in (5, 6, 7, 8):
        for each in combinations_with_replacement(kinds, many):
            marks = Counter((name, one.get(name, "")) for one in each for name in ("safe", "facilitated"))
            yield (
                material([case(0, 1, CARE)] * 6, answers=each),
                tuple(
                    marks[one] for one in (*product(("safe",), ("", "1", "5")), *product(("facilitated",), ("", "3")))
                ),
            )


def records() -> Iterator[World]:
    """How many of some records read like a plan in one part."""
    for signed in range(10, 25):
        for plain in range(signed + 1):
            cases = [
                sat(
                    case(0, 1, CARE),
                    signed_at=TODAY.replace(month=1),
                    record=(Written(FIRST, "text" if at < plain else "SW to visit weekly.", 1, PAT, TODAY),),
                )
                for at in range(signed)
            ]
            yield material(cases), (plain, signed - plain)


def weeks(days: Sequence[int]) -> Iterator[tuple[str, Facts]]:
    """Every way in which open cases can come and go, one a day at the most, over eight days; and what is seen of it on some of them."""
    looks = [as_csv(dashboard((), Today(standing=standing([OPEN] * many, TERMS)), OLU, TERMS)) for many in range(8)]
    for steps in product((-1, 0, 1), repeat=7):
        for begin in range(8):
            counts = [*accumulate(steps, initial=begin)]
            if 0 <= min(counts) and max(counts) < len(looks):
                yield "".join(looks[counts[day]] for day in days), tuple(counts)


OPEN = a_case(stage=Stage.AGREED, agreements=(Agreement(MO, TODAY.date(), TODAY),))


def test_open_cases_are_not_found_from_week_to_week() -> None:
    """Told in fives once a week, no small number of them is found; told in fives each day, the day on which the fifth came tells."""
    assert found(weeks((0, 7)), str) == Counter()
    assert found(weeks(range(8)), str).total() > 0


MANY = (agencies, months, months_with_late_ones, across, late)  # worlds
KINDS = (agencies, months, months_with_late_ones, late, across, durations, loads, attendances, answers, records)


@pytest.mark.slow
@pytest.mark.parametrize(
    "worlds", [pytest.param(kind, marks=pytest.mark.long) if kind in MANY else kind for kind in KINDS]
)
def test_nothing_small_is_found_in_the_files(worlds: Callable[[], Iterator[World]]) -> None:
    """In no world of any kind."""
    assert found(worlds()) == Counter()


@pytest.mark.slow
@pytest.mark.parametrize("worlds", [durations, loads, attendances, answers, records])
def test_where_counts_are_told_as_they_are_it_is(worlds: Callable[[], Iterator[World]]) -> None:
    """So that the attack itself is known to work."""
    assert found(worlds(), counts).total() > 0
