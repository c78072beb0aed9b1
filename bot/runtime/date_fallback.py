"""dateparser, for the dates that our own grammar leaves ("3-Dec-2026"). Its answers are checked against the words by the core.

It is given a few words that name a day and never a time: on its own it reads "3/12 at 10" as the year 2110.
"""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from dateparser.date import DateDataParser

from dialogs.phrases import Leftover

LONGEST: Final = 60  # characters; more is no date


def leftover(words: str, today: date) -> date | None:
    """The day that the words name, if they name a day and a month; the next to come where no year is said."""
    if len(words) > LONGEST:
        return None
    found = _parser(today).get_date_data(words)
    return found.date_obj.date() if found.date_obj and found.period == "day" else None


@lru_cache(maxsize=2)  # today, and yesterday or tomorrow around midnight; building one takes longer than reading
def _parser(today: date) -> DateDataParser:
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "REQUIRE_PARTS": ["day", "month"],
    }
    return DateDataParser(languages=["en"], settings=settings)


_: Leftover = leftover
