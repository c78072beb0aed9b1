"""The days on which the session may take place (P14), and how likely it is to make them (P17)."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from dialogs.procedure.calendar import Calendar
from dialogs.procedure.case import Case, Choice, Session, Slot, Stage
from dialogs.procedure.terms import Terms


@dataclass(frozen=True, slots=True)
class Window:
    """The decision day is day 0; the last permitted day is day `length` (P14)."""

    decided_on: date
    last: date
    length: int

    def day_of(self, day: date, calendar: Calendar) -> int:
        """Which working day of the window a day is; 0 or less is before it, more than `length` is past it."""
        return calendar.between(self.decided_on, day)

    def holds(self, day: date) -> bool:
        """Whether a session on that day is in time."""
        return self.decided_on <= day <= self.last


def window_from(decided_on: date, length: int, calendar: Calendar) -> Window:
    """The window that a decision on that day opens. A decision on a day off counts from the next working day as day 1."""
    return Window(decided_on, calendar.after(decided_on, length), length)


def window_of(case: Case, terms: Terms) -> Window | None:
    """The window of a case; none before it is agreed, and none for a further session, which has no limit."""
    if case.decided_on is None or len(case.sessions) > 1:
        return None
    return window_from(case.decided_on, terms.profile.window_days, terms.calendar)


class Risk(IntEnum):
    """How the case stands against its window. Higher is worse."""

    NONE = 0  # no window is running
    ON_TRACK = 1
    TIGHT = 2  # the steps still to do need as many days as remain
    AT_RISK = 3
    LATE = 4


class Because(StrEnum):
    """Why the level is what it is, beyond counting days."""

    COUNTING = "counting"
    BOOKED_INSIDE = "booked-inside"
    BOOKED_OUTSIDE = "booked-outside"
    NO_SLOT_LEFT = "no-slot-left"
    REFUSED = "refused"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Standing:
    """A level and its reason: days that remain, days the steps still to do need."""

    risk: Risk
    because: Because = Because.COUNTING
    remain: int = 0
    need: int = 0


RUNNING: Final = (Stage.AGREED, Stage.NOMINATED, Stage.POLLING, Stage.BOOKED)
SLACK: Final = 1  # "tight" begins one day before it must


def risk(case: Case, terms: Terms) -> Standing:
    """How a case stands against its window, and why (P17)."""
    window = window_of(case, terms)
    if window is None or case.stage not in RUNNING:
        return Standing(Risk.NONE)
    if case.session and case.session.booked:
        return _booked(case.session.booked, window)
    return _unbooked(case, window, terms)


STEPS: Final = {
    Stage.RAISED: "agreement",
    Stage.QUERIED: "agreement",
    Stage.AGREED: "supervisors",
    Stage.NOMINATED: "invitations",
    Stage.POLLING: "dates",
}
"""What a case waits for at each stage on its way to a session, in a word."""


NOTING: Final = "noting the decision"


def held_up(case: Case, terms: Terms) -> tuple[tuple[str, int], ...]:
    """Working days that each step to the session has taken so far, in their order: what a missed window is explained by (P17).

    The window runs from the decision; so the days until a decision was noted here are a step of their own.
    """
    first = next((session for session in case.sessions if session.held_at), None)
    end = first.held_at.date() if first and first.held_at else terms.today
    ends = [*(day for _, day in case.reached[1:]), end]
    spent: dict[str, int] = {}
    noted = next((day for stage, day in case.reached if stage is Stage.AGREED), None)
    if case.decided_on and noted and (late := terms.calendar.between(case.decided_on, noted)) > 0:
        spent[NOTING] = late
    for (stage, since), until in zip(case.reached, ends, strict=False):
        if stage in STEPS and since <= end:
            spent[STEPS[stage]] = spent.get(STEPS[stage], 0) + terms.calendar.between(since, min(until, end))
    return tuple(spent.items())


def missed(case: Case, terms: Terms) -> int:
    """How many working days past its window the first session is or was; while it has no date, how many are over. 0 in time.

    A session that is booked counts by its day, also before anybody noted who came: it may have been in time.
    """
    first = case.sessions[0] if case.sessions else None
    if case.decided_on is None or not (case.stage in RUNNING or (first and first.held_at)):
        return 0
    window = window_from(case.decided_on, terms.profile.window_days, terms.calendar)
    day = first.booked.start.date() if first and first.booked else terms.today
    return max(0, window.day_of(day, terms.calendar) - window.length)


def _booked(slot: Slot, window: Window) -> Standing:
    if window.holds(slot.start.date()):
        return Standing(Risk.ON_TRACK, Because.BOOKED_INSIDE)
    return Standing(Risk.LATE, Because.BOOKED_OUTSIDE)


def _unbooked(case: Case, window: Window, terms: Terms) -> Standing:
    remain = terms.calendar.between(terms.today, window.last)
    need = days_needed(case, terms)
    if terms.today > window.last:
        return Standing(Risk.LATE, Because.PAST, remain, need)
    if case.session and (why := _no_way(case, case.session, window, terms)):
        return Standing(Risk.AT_RISK, why, remain, need)
    if need > remain:
        return Standing(Risk.AT_RISK, Because.COUNTING, remain, need)
    level = Risk.TIGHT if need + SLACK >= remain else Risk.ON_TRACK
    return Standing(level, Because.COUNTING, remain, need)


def days_needed(case: Case, terms: Terms) -> int:
    """Working days that the steps still to do usually need, with the notice before a session (profile, `pace`)."""
    steps = ("agreed", "nominated", "polling")
    left = steps[steps.index(case.stage.value) :] if case.stage.value in steps else ()
    return sum(terms.profile.pace[step] for step in left) + terms.profile.notice


def _no_way(case: Case, session: Session, window: Window, terms: Terms) -> Because | None:
    """Why none of the slots offered can lead to a session in time, if so."""
    ahead = [slot for slot in session.slots if slot.start > terms.now and window.holds(slot.start.date())]
    if not ahead:
        return Because.NO_SLOT_LEFT
    open_ones = [slot for slot in ahead if not refused(case, session, slot)]
    return None if open_ones else Because.REFUSED


def refused(case: Case, session: Session, slot: Slot) -> bool:
    """Whether a supervisor has said no to it: then it cannot be booked (P15)."""
    return any(person in case.supervisors for person, choice in session.choices(slot).items() if choice is Choice.NO)
