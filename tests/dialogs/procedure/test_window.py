"""The window of 15 working days (P14), as a table that a manager can read."""

from datetime import date, timedelta

import pytest

from dialogs.procedure.calendar import Calendar
from dialogs.procedure.window import window_from
from tests.town import england

ENGLAND = england()
CLOSED = england(date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("decided", "last", "why"),
    [
        ("Mon 2026-11-02", "Mon 2026-11-23", "three plain weeks"),
        ("Fri 2026-11-06", "Fri 2026-11-27", "a Friday is day 0 like any other day"),
        ("Sun 2026-11-08", "Fri 2026-11-27", "a Sunday counts from Monday as day 1"),
        ("Sat 2026-11-07", "Fri 2026-11-27", "and so does the Saturday before it"),
        ("Mon 2026-03-23", "Wed 2026-04-15", "Good Friday and Easter Monday do not count"),
        ("Fri 2026-04-03", "Mon 2026-04-27", "decided on Good Friday: day 1 is Tuesday after Easter"),
        ("Mon 2026-04-20", "Tue 2026-05-12", "the early May holiday"),
        ("Tue 2026-05-12", "Wed 2026-06-03", "the spring holiday"),
        ("Mon 2026-04-27", "Tue 2026-05-19", "only the early May holiday falls inside"),
        ("Mon 2026-08-17", "Tue 2026-09-08", "late August"),
        ("Mon 2026-12-14", "Thu 2027-01-07", "Christmas, Boxing Day on a Saturday moved to Monday, New Year"),
        ("Wed 2020-12-16", "Mon 2021-01-11", "Boxing Day 2020 on a Saturday, moved to Monday 28th"),
        ("Mon 2021-12-20", "Thu 2022-01-13", "Christmas on a Saturday: Monday and Tuesday off, and New Year moved"),
        ("Mon 2022-12-19", "Thu 2023-01-12", "Christmas on a Sunday, New Year's Day on a Sunday"),
        ("Thu 2022-05-26", "Mon 2022-06-20", "two days for a jubilee"),
        ("Mon 2022-09-05", "Tue 2022-09-27", "a state funeral"),
        ("Thu 2023-04-20", "Mon 2023-05-15", "the early May holiday and a coronation"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_last_permitted_day(decided: str, last: str, why: str) -> None:
    """The last permitted day is working day 15 after the decision (P14)."""
    window = window_from(_day(decided), 15, ENGLAND)

    assert window.last == _day(last)
    assert window.day_of(window.last, ENGLAND) == 15


def test_closure_days_do_not_count() -> None:
    """Three closure days move the last day by three working days (P14)."""
    assert window_from(date(2026, 12, 14), 15, CLOSED).last == date(2027, 1, 12)


def test_every_decision_day_from_2015_to_2035_agrees_with_an_independent_count() -> None:
    """For each of 7,670 days the table gives what counting day by day over our own list of holidays gives (P14)."""
    wrong = [
        day
        for day in _days(date(2015, 1, 1), date(2035, 12, 31))
        if window_from(day, 15, ENGLAND).last != _counted(day, 15)
    ]

    assert wrong == []


def test_after_and_between_are_each_others_inverse() -> None:
    """Between a day and the nth working day after it lie n working days, whatever the day."""
    for day in _days(date(2026, 1, 1), date(2026, 12, 31)):
        assert [ENGLAND.between(day, ENGLAND.after(day, count)) for count in (1, 7, 15, 40)] == [1, 7, 15, 40]


def test_a_holiday_is_named() -> None:
    """Whoever types a holiday is told which it is."""
    assert ENGLAND.name_of(date(2026, 12, 25)) == "Christmas Day"
    assert ENGLAND.name_of(date(2026, 11, 28)) == "Saturday"
    assert ENGLAND.name_of(date(2026, 11, 27)) == ""


def test_a_calendar_of_nothing_closed_has_its_weekdays() -> None:
    """Without holidays every Monday to Friday is a working day."""
    week = Calendar.of([], date(2026, 11, 23), date(2026, 11, 29))

    assert [week.working(date(2026, 11, 23 + ahead)) for ahead in range(7)] == [True] * 5 + [False] * 2


def _day(words: str) -> date:
    day = date.fromisoformat(words[4:])
    assert f"{day:%a}" == words[:3], words
    return day


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _counted(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in _closed(day.year)
    return day


def _closed(year: int) -> frozenset[date]:
    """England's bank holidays by the rules of the Banking and Financial Dealings Act 1971 and the proclamations since."""
    if year not in _YEARS:
        _YEARS[year] = frozenset(_holidays(year))
    return _YEARS[year]


_YEARS: dict[int, frozenset[date]] = {}
_SPECIAL = {
    2020: {date(2020, 5, 8)},
    2022: {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
    2023: {date(2023, 5, 8)},
}


def _holidays(year: int) -> set[date]:
    easter = _easter(year)
    may = _first_monday(year, 5)
    early_may = set() if year == 2020 else {may}
    spring = set() if year == 2022 else {date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday())}
    august = date(year, 8, 31) - timedelta(days=date(year, 8, 31).weekday())
    return (
        {easter - timedelta(days=2), easter + timedelta(days=1), august}
        | early_may
        | spring
        | _winter(year)
        | _SPECIAL.get(year, set())
    )


def _winter(year: int) -> set[date]:
    new_year = date(year, 1, 1)
    off = {new_year + timedelta(days={5: 2, 6: 1}.get(new_year.weekday(), 0))}
    christmas = date(year, 12, 25).weekday()
    days = {4: (25, 28), 5: (27, 28), 6: (26, 27)}.get(christmas, (25, 26))
    return off | {date(year, 12, day) for day in days}


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _easter(year: int) -> date:
    """Gauss's reckoning in the form of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
