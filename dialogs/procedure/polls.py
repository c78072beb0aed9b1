"""Who can come when, which slot is best and why, and why a slot is out (P15)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from dialogs.ids import PersonId
from dialogs.procedure.case import Case, Choice, Session, Slot
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import refused, window_of


@dataclass(frozen=True, slots=True)
class Tally:
    """One slot and what everybody said of it."""

    slot: Slot
    day: int | None  # which working day of the window; None when there is no window
    outside: bool
    refused_by: tuple[PersonId, ...]  # supervisors: it cannot be booked
    missing: tuple[PersonId, ...]  # required people who said no
    yes: tuple[PersonId, ...]
    if_need_be: tuple[PersonId, ...]
    no: tuple[PersonId, ...]
    silent: tuple[PersonId, ...]  # required people who have not answered

    @property
    def bookable(self) -> bool:
        """Whether the lead coordinator may book it."""
        return not self.refused_by


def voters(case: Case) -> tuple[PersonId, ...]:
    """Everybody who is asked: the supervisors first, then the keyworker, then the supervisees."""
    keyworker = (case.keyworker,) if case.keyworker else ()
    everybody = (*case.supervisors, *keyworker, *(attendee.person for attendee in case.attendees))
    return tuple(dict.fromkeys(everybody))


def required(case: Case, session: Session) -> frozenset[PersonId]:
    """Both supervisors, the keyworker unless the LC says otherwise, and whoever was marked so (P15)."""
    marked = {attendee.person for attendee in case.attendees if attendee.required}
    keyworker = {case.keyworker} if case.keyworker and session.keyworker_required else set()
    return frozenset({*case.supervisors, *keyworker, *marked})


def to_come(slots: tuple[Slot, ...], at: datetime) -> tuple[Slot, ...]:
    """The slots that are not over: nobody can be asked about the others."""
    return tuple(slot for slot in slots if slot.start > at)


def bookable(case: Case, session: Session, at: datetime) -> tuple[Slot, ...]:
    """The slots to come that no supervisor has refused."""
    return tuple(slot for slot in to_come(session.slots, at) if not refused(case, session, slot))


def answered(session: Session, at: datetime) -> frozenset[PersonId]:
    """Who has voted on every slot to come, or has proposed it. A note alone answers nothing: new dates are asked about."""
    everybody = {vote.person for vote in session.votes} | {said.person for said in session.said}
    choices = [session.choices(slot) for slot in to_come(session.slots, at)]
    return frozenset(person for person in everybody if all(person in said for said in choices))


def unanswered(case: Case, session: Session, at: datetime) -> tuple[PersonId, ...]:
    """Who is still to vote."""
    done = answered(session, at)
    return tuple(person for person in voters(case) if person not in done)


def closed(session: Session, terms: Terms) -> bool:
    """Whether the poll's last day is over, or no slot is left to come; read, never stored, so that it closes by itself."""
    over = session.closes is not None and terms.today > session.closes
    return over or not to_come(session.slots, terms.now)


def proposals(session: Session, at: datetime) -> tuple[tuple[PersonId, Slot], ...]:
    """Who proposes which slot that is to come and not on offer."""
    asked = ((said.person, slot) for said in session.said for slot in to_come(said.slots, at))
    return tuple((person, slot) for person, slot in asked if slot not in session.slots)


def named(slot: Slot) -> str:
    """A slot with its length, as a press holds it."""
    return f"{slot.id}.{slot.minutes}"


def hurried_by(session: Session, terms: Terms) -> date | None:
    """The first day on offer, where it leaves less time to answer than the profile gives."""
    ahead = to_come(session.slots, terms.now)
    usual = terms.calendar.after(session.asked_on, terms.profile.poll_days)
    return min(slot.start.date() for slot in ahead) if ahead and session.closes and session.closes < usual else None


def ranking(case: Case, session: Session, terms: Terms) -> tuple[Tally, ...]:
    """The slots to come, best first.

    What can be booked, then what is inside the window; then the fewest of those needed who have not said that they can come,
    whether they said no or nothing; then the fewest of them who said no; then the fewest noes; then who can come best; then the soonest.
    """
    tallies = [tally(case, session, slot, terms) for slot in session.slots if slot.start > terms.now]
    return tuple(sorted(tallies, key=_order))


def _order(tally: Tally) -> tuple[bool, bool, int, int, int, int, datetime]:
    wanted = len(tally.yes) * 2 + len(tally.if_need_be)
    unsure = len(tally.missing) + len(tally.silent)
    rank = (unsure, len(tally.missing), len(tally.no), -wanted)
    return (not tally.bookable, tally.outside, *rank, tally.slot.start)


def tally(case: Case, session: Session, slot: Slot, terms: Terms) -> Tally:
    """What everybody said of one slot."""
    said = session.choices(slot)
    needed = required(case, session)
    window = window_of(case, terms)
    no = _who(case, said, Choice.NO)
    return Tally(
        slot=slot,
        day=window.day_of(slot.start.date(), terms.calendar) if window else None,
        outside=bool(window and not window.holds(slot.start.date())),
        refused_by=tuple(voter for voter in no if voter in case.supervisors) if refused(case, session, slot) else (),
        missing=tuple(voter for voter in no if voter in needed),
        yes=_who(case, said, Choice.YES),
        if_need_be=_who(case, said, Choice.IF_NEED_BE),
        no=no,
        silent=tuple(voter for voter in voters(case) if voter in needed and voter not in said),
    )


def _who(case: Case, said: dict[PersonId, Choice], choice: Choice) -> tuple[PersonId, ...]:
    return tuple(voter for voter in voters(case) if said.get(voter) is choice)


PARTS_OF_DAY: Final = (time(10, 0), time(14, 0), time(9, 30), time(15, 0))


def propose(case: Case, terms: Terms, minutes: int, away: frozenset[date] = frozenset()) -> tuple[Slot, ...]:
    """Slots inside the window: working days, working hours, after the notice, spread over days and parts of day."""
    days = [day for day in _days(case, terms) if day not in away]
    parts = _parts_of_day(terms, minutes)
    count = min(terms.profile.proposes, len(days)) if parts else 0
    spread = [days[place * len(days) // count] for place in range(count)]
    return tuple(_slot(day, parts[place % len(parts)], minutes, terms) for place, day in enumerate(spread))


def _parts_of_day(terms: Terms, minutes: int) -> list[time]:
    """When a session of that length may begin within the working hours; the opening hour itself where nothing else fits."""
    opens, closes = _minute(terms.profile.opens), _minute(terms.profile.closes)
    return [
        at for at in dict.fromkeys((*PARTS_OF_DAY, terms.profile.opens)) if opens <= _minute(at) <= closes - minutes
    ][: len(PARTS_OF_DAY)]


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _days(case: Case, terms: Terms) -> Iterator[date]:
    """The working days that are left, leaving the poll and the notice their time where the window allows it.

    A further session has no window: the days around the profile's rhythm after the session before (P21).
    """
    window = window_of(case, terms)
    calendar = terms.calendar
    if window is None:
        yield from _in_rhythm(case, terms)
        return
    room = calendar.between(terms.today, window.last)
    lead_time = terms.profile.poll_days + terms.profile.notice
    first = lead_time if room > lead_time else min(terms.profile.notice, max(room - 1, 1))
    for count in range(max(first, 1), room + 1):
        yield calendar.after(terms.today, count)


AROUND: Final = 5  # working days before and after


def _in_rhythm(case: Case, terms: Terms) -> Iterator[date]:
    """The working days about as long after the session before as the profile says, none before the notice is over."""
    held = [session.booked.start.date() for session in case.sessions if session.held_at and session.booked]
    calendar, soonest = terms.calendar, terms.profile.poll_days + terms.profile.notice
    due = calendar.between(terms.today, calendar.after(max(held, default=terms.today), terms.profile.further_days))
    first = max(soonest, due - AROUND, 1)
    for count in range(first, max(due, first) + AROUND + 1):
        yield calendar.after(terms.today, count)


def _slot(day: date, at: time, minutes: int, terms: Terms) -> Slot:
    return Slot(datetime.combine(day, at, tzinfo=terms.now.tzinfo), minutes)


def closing_day(terms: Terms, slots: tuple[Slot, ...]) -> date:
    """The poll's last day: the profile's days from now, but no later than the working day before the first slot."""
    usual = terms.calendar.after(terms.today, terms.profile.poll_days)
    if not slots:
        return usual
    first = min(slot.start.date() for slot in slots)
    before = terms.calendar.ago(first, 1) if first > terms.today + timedelta(days=1) else terms.today
    return max(min(usual, before), terms.today)
