"""Working days, against the government's own list (P14)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from bot.runtime.holidays import Almanac, unknown_years
from tests.town import norfolk

TODAY = date(2026, 11, 23)


def test_it_is_the_governments_list() -> None:
    """Every weekday that gov.uk lists for England from 2012 on is a day off, and no other weekday is."""
    theirs = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    }
    calendar = Almanac().of(norfolk(), TODAY)
    first, last = date(2012, 1, 1), max(theirs)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    off = {day for day in every if day.weekday() < 5 and not calendar.working(day)}

    assert off == {day for day in theirs if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 12, 25), "Christmas Day"), (date(2027, 3, 29), "Easter Monday"), (date(2026, 12, 29), "closure day")],
)
def test_days_off_have_names(day: date, name: str) -> None:
    """Bank holidays and the partnership's closures say what they are."""
    calendar = Almanac().of(replace(norfolk(), closures=(date(2026, 12, 29),)), TODAY)

    assert calendar.name_of(day) == name


def test_each_is_built_once() -> None:
    """The same profile in the same year is the same calendar; another year reaches further."""
    almanac = Almanac()

    assert almanac.of(norfolk(), TODAY) is almanac.of(norfolk(), date(2026, 1, 1))
    assert almanac.of(norfolk(), date(2027, 1, 1)).last > almanac.of(norfolk(), TODAY).last


def test_years_that_are_not_known() -> None:
    """The installed list knows this year and the next; one that knows too few days of a year is found out."""
    assert unknown_years(TODAY) == ()
    assert unknown_years(TODAY, {date(2026, 1, 1): "New Year's Day"}) == (2026, 2027)
