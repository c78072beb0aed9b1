"""How long: "for 90 minutes", "1 hour 30", "an hour and a half"."""

from typing import Final

from dialogs.phrases.patterns import table

LEAST: Final = 10  # minutes: less is a slip of the finger
MOST: Final = 8 * 60  # a working day, "9-5"
_HOUR: Final = 60


def fits(minutes: int | None) -> bool:
    """Whether a session may be that long."""
    return minutes is None or LEAST <= minutes <= MOST


def _plain(minutes: int) -> int:
    return minutes


def _hours(hours: int, minutes: int = 0) -> int:
    return hours * _HOUR + minutes


LENGTHS: Final = table(
    ("for? COUNT minutes|minute|mins|min", _plain),
    ("for? COUNT hours|hour|hrs|hr|h", _hours),
    ("for? COUNT hours|hour|hrs|hr|h and? COUNT minutes|mins|min", _hours),
    ("for? COUNT~h~MINUTE", _hours),
    ("for? COUNT hours|hour|hrs|hr MINUTE", _hours),
    ("for? COUNT~.~5 hours|hrs", lambda hours: _hours(hours, 30)),
    ("for? COUNT hours|hour and a half", lambda hours: _hours(hours, 30)),
    ("for? COUNT hours|hour and a quarter", lambda hours: _hours(hours, 15)),
    ("for? COUNT and a half hours|hrs", lambda hours: _hours(hours, 30)),
    ("for? half an|a hour", lambda: 30),
    ("for? three quarters of an hour", lambda: 45),
)
