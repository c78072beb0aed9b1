"""The sweep: what falls due by time alone is told, and those who owe something get one digest a day (P17).

It holds no memory of who was told. A case is due when its row says so; a telling's key and a digest's day are job names, and
the database refuses the second of the same name. So it may run twice, late, or on two machines. What it notes is when it
ran last: if that is still to come the clock was wrong, and whatever was put off by it is looked at again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

import structlog

from adapters.shared.failure import blame
from bot.runtime.runtime import Runtime
from dialogs.engine import tick
from dialogs.ids import CaseId, PersonId
from dialogs.model.reach import why_not
from dialogs.model.turns import Tell
from dialogs.owed import What
from dialogs.procedure.case import Case
from dialogs.procedure.nudges import Nudge, due_nudges, next_due
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms
from store.queue.jobs import again, tell
from store.unit_of_work import Store, Work

PAGE: Final = 200
TRIED: Final = "last day on which what waits was tried"
A_DAY: Final = timedelta(days=1)
LAST: Final = "last sweep"
CLOSURES: Final = "closures"
ASKS: Final = "what can be owed"
EVERY: Final = " ".join(What)
APART: Final = timedelta(minutes=30)  # more than the clocks of two machines differ

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Due:
    """What one case brings: tellings of its own, people whose digest is due, and when it is due again."""

    tellings: tuple[Tell, ...] = ()
    digests: tuple[PersonId, ...] = ()
    next: datetime | None = None
    leave: bool = False  # it stays due: the hour has not come


def sweep(runtime: Runtime) -> int:
    """Look at every case that is due, page by page, so that no turn waits long; how many there were."""
    _days_off(runtime)
    terms = runtime.terms()
    if not any(awake(terms(profile)) for profile in runtime.profiles.known):
        return 0
    _put_right(runtime, terms(None).now)
    _wait_no_more(runtime, terms(None).now)
    found = listed(runtime.store, terms(None).now)
    for begin in range(0, len(found), PAGE):
        _look(runtime, found[begin : begin + PAGE])
    if found:
        log.info("swept", action="sweep_done", count=len(found))
    return len(found)


def _days_off(runtime: Runtime) -> None:
    """The partnership's closures have changed: every window is reckoned anew, and every open case is due to be drawn and told of."""
    now, closed = runtime.clock(), runtime.almanac.closures.state
    with runtime.store.begin() as work:
        if (work.key_values.get(CLOSURES) or "") != closed.mark:
            log.info("closures changed", action="closures_changed", count=len(closed.days))
            work.cases.look_at_all(now)
            work.key_values.put(CLOSURES, closed.mark)


def _put_right(runtime: Runtime, now: datetime) -> None:
    """A clock that was ahead has made reminders due that were not, and put the next ones off; a release asks for more: every open case is due again."""
    with runtime.store.begin() as work:
        last = work.key_values.get(LAST)
        if last and datetime.fromisoformat(last) > now + APART:
            log.warning("clock was ahead", action="sweep_clock_back")
            work.cases.look_at_all(now)
        if last and work.key_values.get(ASKS) != EVERY:
            work.cases.look_at_all(now - A_DAY)  # overdue: what was owed unheard is said now, once
        work.key_values.put(ASKS, EVERY)
        work.key_values.put(LAST, now.isoformat())


def _wait_no_more(runtime: Runtime, now: datetime) -> None:
    """What could not be told goes out once there is a way: mail was set up, an address put right. Once a day it is tried anyway."""
    with runtime.store.begin() as work:
        waiting, everybody = work.untold.people(), work.people.directory()
        if not waiting:
            return
        reach = work.people.reach(waiting)
        first = work.key_values.get(TRIED) != now.date().isoformat()
        for person in filter(None, map(everybody.get, waiting)):
            missed = why_not(reach[person.id], runtime.fallback(person), failed=True)
            if person.active and (first or not missed or missed[1]):
                work.untold.goes_out(person.id, now)
        if first:
            work.key_values.put(TRIED, now.date().isoformat())


def listed(store: Store, now: datetime) -> Sequence[tuple[CaseId, bool]]:
    """Whatever is due, and whether it was overdue when the day began."""
    with store.reading() as work:
        return work.cases.due(now, datetime.combine(now.date(), time(), now.tzinfo))


def awake(terms: Terms) -> bool:
    """Whether people may be written to: on working days, outside the quiet hours."""
    hours = terms.profile.quiet_to <= terms.now.time() < terms.profile.quiet_from
    return hours and terms.calendar.working(terms.today)


def due(case: Case, terms: Terms, people: Directory, *, overdue: bool) -> Due:
    """What a case brings now. Pure. `overdue` is one that was due before today: it was not looked at in time."""
    if not awake(terms):
        return Due(leave=True)
    nudges = tuple(nudge for nudge in due_nudges(case, terms, people) if overdue or nudge.on == terms.today)
    tellings = tick(case, terms, people)
    if nudges and terms.now.time() < terms.profile.digest:
        return Due(tellings, leave=True)
    return Due(tellings, tuple(_owing(nudges)), next_due(case, terms))


def _owing(nudges: tuple[Nudge, ...]) -> Iterator[PersonId]:
    """Whoever owes something, and those to whom it has climbed, the office among them: one digest has all of it."""
    yield from dict.fromkeys(nudge.to for nudge in nudges)


def _look(runtime: Runtime, page: Sequence[tuple[CaseId, bool]]) -> None:
    """One page of cases, in one transaction."""
    terms = runtime.terms()
    now = terms(None).now
    with runtime.store.begin() as work:
        people = work.people.directory()
        for id_, overdue in page:
            if case := work.cases.get(id_):
                _keep(work, runtime, case, _safely(case, terms(case.profile), people, overdue=overdue), now)


def _safely(case: Case, terms: Terms, people: Directory, *, overdue: bool) -> Due:
    """What a case brings; one that cannot be reckoned with stops no other, and is looked at again in a day."""
    try:
        return due(case, terms, people, overdue=overdue)
    except Exception as fault:  # noqa: BLE001 - one failing case never stops the loop
        log.error("case failed", action="sweep_case_failed", case=case.id, **blame(fault))  # noqa: TRY400 - its text may quote somebody
        return Due(next=terms.now + A_DAY)


def _keep(work: Work, runtime: Runtime, case: Case, brought: Due, now: datetime) -> None:
    digests = (
        Tell(person=digest, card="digest", case=CaseId(""), key=f"digest/{digest}/{now:%Y-%m-%d}")
        for digest in brought.digests
    )
    for telling in (*brought.tellings, *digests):
        tell(runtime.jobs, work.connection, telling)
    if not brought.leave:
        work.cases.set_due(case.id, brought.next)
        again(runtime.jobs, work.connection, case, f"{now:%Y%m%dT%H%M}")  # what cards say of today has changed with it
