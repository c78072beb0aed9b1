"""Asks that have been owed long enough to be said again, and to whom else (P17). No memory: the database referees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, assert_never

from dialogs.ids import PersonId
from dialogs.owed import What
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.coming import days_before
from dialogs.procedure.commands.supervision import lapses_on
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import RUNNING

FEEDBACK_AGAIN: Final = 3  # working days after a session, when it is asked for once more


class Rung(StrEnum):
    """Who is told."""

    PERSON = "person"
    LEAD = "lead"
    MANAGER = "manager"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One person is told that an ask is open: their own, or one that somebody else owes."""

    ask: Ask
    to: PersonId
    rung: Rung
    days: int  # the rung that was reached, in working days
    on: date  # the day on which it was, or to which it was put off


def due_nudges(case: Case, terms: Terms, people: Directory) -> Iterator[Nudge]:
    """The highest rung each ask has reached for each listener: one nudge, however long the loop slept; none that was put off."""
    return (nudge for nudge in _reached(case, terms, people) if nudge.on <= terms.today)


def _reached(case: Case, terms: Terms, people: Directory) -> Iterator[Nudge]:
    for ask in open_asks(case, terms):
        waited = terms.calendar.between(ask.since, terms.today)
        for rung, days in _ladder(ask, terms):
            if reached := [day for day in days if day <= waited]:
                on = terms.calendar.after(ask.since, reached[-1]) if reached[-1] else ask.since
                for person in _listeners(case, ask, rung, people):
                    yield Nudge(ask, person, rung, reached[-1], max(on, _put_off(case, ask, person)))


def _put_off(case: Case, ask: Ask, person: PersonId) -> date:
    """Until when somebody wants to hear nothing of it."""
    return max(
        (snooze.until for snooze in case.snoozes if (snooze.person, snooze.ask) == (person, ask.key)), default=ask.since
    )


def due_by(case: Case, ask: Ask, terms: Terms) -> date | None:
    """By when something owed is wanted: when a request lapses, a poll closes, or others are told that it is still open."""
    session = case.numbered(ask.session) if ask.session else None
    if ask.what is What.ACCEPT:
        return terms.calendar.after(ask.since, terms.profile.answer_within)
    if ask.what is What.VOTE and session and session.closes:
        return session.closes
    ladder = terms.profile.ladders[ask.what]
    others = (*ladder.lead, *ladder.manager, *ladder.office)
    days = min(others) if others else max(ladder.person, default=0)
    return terms.calendar.after(ask.since, days) if days else None


def disowned(case: Case, ask: Ask) -> str:
    """Why whoever is asked says that it is not theirs; empty if they do not."""
    return next(
        (refusal.reason for refusal in case.not_theirs if (refusal.person, refusal.ask) == (ask.of, ask.key)),
        "",
    )


def next_due(case: Case, terms: Terms) -> datetime | None:
    """When something next falls due by the calendar alone (aware); the sweep reads only such cases."""
    if case.over:
        return None
    days = {day for ask in open_asks(case, terms) for day in _rungs_ahead(ask, terms)} | {*_turning_points(case, terms)}
    mornings = (datetime.combine(day, terms.profile.digest, tzinfo=terms.now.tzinfo) for day in days)
    return min((at for at in (*mornings, *_hours(case, terms)) if at > terms.now), default=None)


def _hours(case: Case, terms: Terms) -> Iterator[datetime]:
    """The morning of a session, for whoever comes; its start, when its attendance is asked for, and its end, when feedback is."""
    if case.session and case.session.booked:
        start = case.session.booked.start
        yield datetime.combine(start.date(), terms.profile.quiet_to, tzinfo=start.tzinfo)
        yield case.session.booked.start
        yield case.session.booked.end


def _rungs_ahead(ask: Ask, terms: Terms) -> Iterator[date]:
    """Today's rung too: before the morning's hour it is still ahead."""
    waited = terms.calendar.between(ask.since, terms.today)
    for _, rungs in _ladder(ask, terms):
        yield from (terms.calendar.after(ask.since, days) for days in rungs if days >= max(waited, 1))


def _turning_points(case: Case, terms: Terms) -> Iterator[date]:
    """Days on which new asks arise by themselves: a lapse, a poll's end, a session, a meeting with the family."""
    for nominee in case.nominees:
        yield lapses_on(nominee, terms)
    for session in case.sessions:
        if session.closes and not session.booked:
            yield terms.calendar.after(session.closes, 1)
        if session.booked:
            yield session.booked.start.date()
            yield terms.calendar.after(session.booked.start.date(), FEEDBACK_AGAIN)
            if not session.held_at:
                yield from (terms.calendar.ago(session.booked.start.date(), days) for days in days_before(terms))
        if session.family:
            yield terms.calendar.after(session.family.due, 1)
    yield from (snooze.until for snooze in case.snoozes)
    if case.stage in RUNNING:  # risk is looked at again each working day while the window runs
        yield terms.calendar.after(terms.today, 1)


def _answering(case: Case, ask: Ask) -> tuple[PersonId, ...]:
    """Who sees to what nobody owns: the lead coordinator, until there is one the accountable managers; else whoever raised the case."""
    others = tuple(lead for lead in ((case.leading,) if case.leading else case.managers) if lead != ask.of)
    return others or (case.raiser,)


def sees_to(case: Case, ask: Ask, people: Directory) -> tuple[PersonId, ...]:
    """Who is to see that it is done: whoever owes it; once they say that it is not theirs or have left, whoever answers for it.

    The office, where nobody of the case is left.
    """
    if not disowned(case, ask) and not gone(ask, people):
        return (ask.of,)
    lead = (case.leading,) if case.leading else ()
    answering = lead if gone(ask, people) else _answering(case, ask)
    steps = (answering, case.managers, (case.raiser,))
    left = (tuple(person for person in step if person != ask.of and _here(person, people)) for step in steps)
    return next(filter(None, left), None) or office(people)


def gone(ask: Ask, people: Directory) -> bool:
    """Whether whoever owes it has left."""
    return not _here(ask.of, people)


def _here(person: PersonId, people: Directory) -> bool:
    known = people.get(person)
    return known is not None and known.active


def office(people: Directory) -> tuple[PersonId, ...]:
    """The partnership office: all of it who are there."""
    return tuple(person.id for person in people.values() if person.office and person.active)


def _ladder(ask: Ask, terms: Terms) -> tuple[tuple[Rung, tuple[int, ...]], ...]:
    ladder = terms.profile.ladders[ask.what]
    return (
        (Rung.PERSON, ladder.person),
        (Rung.LEAD, ladder.lead),
        (Rung.MANAGER, ladder.manager),
        (Rung.OFFICE, ladder.office),
    )


def _listeners(case: Case, ask: Ask, rung: Rung, people: Directory) -> tuple[PersonId, ...]:
    match rung:
        case Rung.PERSON:
            return sees_to(case, ask, people)
        case Rung.LEAD:
            return (case.leading,) if case.leading and case.leading != ask.of else ()
        case Rung.MANAGER:
            return tuple(manager for manager in (*case.managers, *case.deputies) if manager != ask.of)
        case Rung.OFFICE:
            return office(people)
        case _:
            assert_never(rung)
