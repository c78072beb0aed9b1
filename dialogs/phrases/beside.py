"""What the slots of a text say of each other, so that none is read as if it stood alone.

A bare weekday or "the 7th" after another day may be counted from that day: both dates are given. Beside something that
was refused it is not read at all, since it may have hung on that. A bare number is an hour only where nothing near it
makes a date of it. One start in the evening makes a bare "8" elsewhere doubtful.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Final

from dialogs.phrases.days import Dates
from dialogs.phrases.hours import Lean, lean_of
from dialogs.phrases.meaning import Beside, Meaning, meaning_of
from dialogs.phrases.moments import days_in
from dialogs.phrases.readings import PhraseFault, Why
from dialogs.phrases.slots import TypedSlot

# Refused for these, a day was understood all the same, and days beside it know what they stand beside.
_DAY_IS_KNOWN: Final = frozenset(
    {Why.NO_TIME, Why.NO_DAY, Why.MIDNIGHT, Why.PART_DISAGREES, Why.NO_SUCH_TIME, Why.END_BEFORE_START, Why.BAD_LENGTH}
)


def meanings(slots: tuple[TypedSlot, ...], now: datetime) -> tuple[Meaning, ...]:
    """What each slot means beside the others."""
    alone = tuple(meaning_of(slot, now, Beside()) for slot in slots)
    lean = _lean(slots)
    found: list[Meaning] = []
    for place, slot in enumerate(slots):
        earlier = _dates_before(slots, found, now.date())
        later = _dates_after(slots, place, now.date())
        beside = Beside(earlier, later, lean, _is_plain(slots, alone, place))
        found.append(
            PhraseFault(Why.DAY_UNCERTAIN) if _hangs(slots, alone, place, now.date()) else meaning_of(slot, now, beside)
        )
    return tuple(found)


def _lean(slots: tuple[TypedSlot, ...]) -> Lean:
    leans = [lean_of(said.hours) for slot in slots for said in slot.sayings if said.hours]
    return Lean(any(lean.late for lean in leans), any(lean.early for lean in leans))


def _dates_before(slots: tuple[TypedSlot, ...], found: Sequence[Meaning], today: date) -> Dates:
    """The dates of the nearest slot before this one that has any."""
    for slot, meaning in zip(reversed(slots[: len(found)]), reversed(found), strict=True):
        dates = _own_dates(slot, today) if isinstance(meaning, PhraseFault) else days_in(meaning)
        if dates:
            return dates
    return ()


def _dates_after(slots: tuple[TypedSlot, ...], place: int, today: date) -> Dates:
    """The dates of later slots whose week, month or time this one may share."""
    slot = slots[place]
    dates = (_own_dates(later, today) for later in slots[place + 1 :] if _reaches_back(slot, later))
    return tuple(dict.fromkeys(chain.from_iterable(dates)))


def _reaches_back(slot: TypedSlot, later: TypedSlot) -> bool:
    shares_time = slot.shares and slot.line == later.line
    return shares_time or (_is_dated(slot) and _is_dated(later)) or any(day.spreads() for day in later.days)


def _own_dates(slot: TypedSlot, today: date) -> Dates:
    return tuple(found for day in slot.days for found in day.on(today))


def _is_dated(slot: TypedSlot) -> bool:
    return any(day.is_dated() for day in slot.days)


def _is_plain(slots: tuple[TypedSlot, ...], alone: tuple[Meaning, ...], place: int) -> bool:
    others = [other for other in range(len(slots)) if other != place]
    return not any(isinstance(alone[other], PhraseFault) or _leans_or_dated(slots[other]) for other in others)


def _leans_or_dated(slot: TypedSlot) -> bool:
    return slot.shares or slot.carries or _is_dated(slot)


def _hangs(slots: tuple[TypedSlot, ...], alone: tuple[Meaning, ...], place: int, today: date) -> bool:
    """Whether a day that would be read may hang on one that is refused."""
    slot = slots[place]
    if isinstance(alone[place], PhraseFault) or not any(day.after(today) for day in slot.days):
        return False
    before = any(_bends_later(earlier, alone[other]) for other, earlier in enumerate(slots[:place]))
    return before or any(
        _bends_earlier(slot, later, alone[place + 1 + other]) for other, later in enumerate(slots[place + 1 :])
    )


def _bends_later(slot: TypedSlot, meaning: Meaning) -> bool:
    """Whether days after it may count from a date that this slot failed to say."""
    if not isinstance(meaning, PhraseFault) or meaning.why in _DAY_IS_KNOWN:
        return False
    return meaning.why is not Why.PAST or _is_dated(slot)


def _bends_earlier(slot: TypedSlot, later: TypedSlot, meaning: Meaning) -> bool:
    """Whether the slot may share a week or month that a later one failed to say."""
    if not isinstance(meaning, PhraseFault) or meaning.why in _DAY_IS_KNOWN:
        return False
    return not later.days or _reaches_back(slot, later)
