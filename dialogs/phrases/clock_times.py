"""Clock times as they are typed.

A bare hour from 1 to 5 is in the afternoon, from 8 to 11 in the morning, and 12 is noon; 6 and 7 are outside working hours
either way, and asked about. Two digits with a
colon, a nought in front, or four digits are the 24-hour clock. "Half two" is half past two. Midnight is read only to be
refused: nobody knows which day it belongs to.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

from dialogs.phrases.patterns import table

Minute = int
"""Of the day, since midnight."""

HOUR: Final = 60
NOON: Final = 12 * HOUR
FIRST_MORNING_HOUR: Final = 8  # an hour before this, without am or pm, is one after noon


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock time. `usual`: what people mean by it; `every`: what it could mean before and after noon."""

    usual: tuple[Minute, ...]
    every: tuple[Minute, ...]
    number: int | None = None  # nothing but this number was typed, so it may be a day of the month
    dotted: bool = False  # looks like a date too: "3.12"
    halved: bool = False  # am or pm was said

    @property
    def certain(self) -> bool:
        """Whether it can only be one time of the day."""
        return len(self.every) == 1


MIDNIGHT: Final = Clock((), ())


def _exact(hour: int, minute: int = 0) -> Clock | None:
    at = hour * HOUR + minute
    if at % (24 * HOUR) == 0:
        return MIDNIGHT
    return Clock((at,), (at,)) if at < 24 * HOUR else None


def _halved(at: Minute) -> Clock:
    return Clock((at,), (at,), halved=True)


def _face(hour: int, minute: int = 0, half: int | None = None) -> Clock:
    """A time on the face of a clock; `half` is 0 for am and 12 for pm."""
    early, late = _both(hour, minute)
    if half is None:
        return Clock((late if _is_late(hour) else early,), (early, late))
    if hour == 12 and half == 0:  # noqa: PLR2004 # "12am" and "12.30am" are typed for noon as often as for midnight
        return MIDNIGHT
    return _halved(late if half else early)


def _both(hour: int, minute: int) -> tuple[Minute, Minute]:
    early = hour % 12 * HOUR + minute
    return early, early + NOON


def _is_late(hour: int) -> bool:
    return hour == 12 or hour < FIRST_MORNING_HOUR  # noqa: PLR2004 # noon


def _dotted(hour: int, minute: int) -> Clock:
    clock = _face(hour, minute)
    return Clock(clock.usual, clock.every, dotted=minute in range(1, 13))


def _timetable(hour: int, minute: int, half: int) -> Clock | None:
    """Two digits and still am or pm: "02:30pm", and "14:30pm" too."""
    if hour in range(1, 13):
        return _face(hour, minute, half)
    return _exact(hour, minute) if hour and half else None


def _to(minutes: int, hour: int, half: int | None = None) -> Clock:
    """So many minutes to an hour. "Quarter to eight" is both: eight is of the morning, seven forty-five is not."""
    named = _face(hour, 0, half)
    if half is not None or not named.every:
        return _halved(named.usual[0] - minutes) if named.every else MIDNIGHT
    before = (hour - 2) % 12 + 1
    told = _face(before, HOUR - minutes)
    return Clock(tuple(sorted({*told.usual, *(at - minutes for at in named.usual)})), told.every)


def _past(minutes: int, hour: int, half: int | None = None) -> Clock:
    return _face(hour, minutes, half)


def _bare(hour: int) -> Clock:
    clock = _face(hour)
    return Clock(clock.usual, clock.every, number=hour)


def _bare_late(hour: int) -> Clock:
    return Clock((hour * HOUR,), (hour * HOUR,), number=hour)


def _run_together(number: int, half: int) -> Clock:
    return _face(number // 100, number % 100, half)


def _four(number: int) -> Clock | None:
    return _exact(number // 100, number % 100)


def _four_not_a_year(number: int) -> Clock | None:
    return None if number in range(2000, 2100) else _four(number)


def _noon() -> Clock:
    return _halved(NOON)


def _midnight() -> Clock:
    return MIDNIGHT


CLOCKS: Final = table(
    ("HOUR", _bare),
    ("LATEHOUR", _bare_late),
    ("HOUR HALF", lambda hour, half: _face(hour, 0, half)),
    ("HOUR~.~MINUTE", _dotted),
    ("ONEDIGITHOUR~:~MINUTE", _face),
    ("ONEDIGITHOUR~:|.~MINUTE HALF", _face),
    ("TWODIGITHOUR~:~MINUTE", _exact),
    ("TWODIGITHOUR~:|.~MINUTE hrs|hours|hour", _exact),
    ("TWODIGITHOUR~h~MINUTE", _exact),
    ("TWODIGITHOUR~:|.~MINUTE HALF", _timetable),
    ("MILITARYHOUR~.~MINUTE", _exact),
    ("FOURDIGITS", _four_not_a_year),
    ("FOURDIGITS hrs|hours|h", _four),
    ("THREEDIGITS HALF", _run_together),
    ("HOUR oclock", _face),
    ("HOUR oclock HALF", lambda hour, half: _face(hour, 0, half)),
    ("HOUR o clock", _face),
    ("HOUR o clock HALF", lambda hour, half: _face(hour, 0, half)),
    ("SPOKENHOUR MINUTESAFTER HALF?", _face),
    ("SPOKENHOUR~-~MINUTESAFTER HALF?", _face),
    ("SPOKENHOUR forty five HALF?", lambda hour, *half: _face(hour, 45, *half)),
    ("half past? HOUR HALF?", partial(_past, 30)),
    ("half~-~past HOUR HALF?", partial(_past, 30)),
    ("a? quarter past HOUR HALF?", partial(_past, 15)),
    ("a? quarter to HOUR HALF?", partial(_to, 15)),
    ("SPOKENMINUTES minutes|mins? past HOUR HALF?", _past),
    ("SPOKENMINUTES minutes|mins? to HOUR HALF?", _to),
    ("TYPEDMINUTES minutes|mins? past HOUR HALF?", _past),
    ("TYPEDMINUTES minutes|mins to HOUR HALF?", _to),
    ("twenty five minutes|mins? past HOUR HALF?", partial(_past, 25)),
    ("twenty five minutes|mins? to HOUR HALF?", partial(_to, 25)),
    ("twenty~-~five minutes|mins? past HOUR HALF?", partial(_past, 25)),
    ("twenty~-~five minutes|mins? to HOUR HALF?", partial(_to, 25)),
    ("five and twenty minutes|mins? past HOUR HALF?", partial(_past, 25)),
    ("five and twenty minutes|mins? to HOUR HALF?", partial(_to, 25)),
    ("noon|midday", _noon),
    ("12|twelve noon|midday", _noon),
    ("midnight", _midnight),
    ("12|twelve midnight", _midnight),
)

AFTER_AT: Final = table(
    ("FOURDIGITS", _four),  # "at 2030" is no year
    ("TYPEDMINUTES to HOUR HALF?", _to),  # "at 10 to 2" is no range, or may be none
)
