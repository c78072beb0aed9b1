"""Somebody is not reached: remembered, the next way is taken, and what could not be told at all waits for them.

Rule 1: whoever coordinates the case is told once of each way that was lost. Of a manager who is to decide, so are whoever asked
them and the partnership office, who can name somebody else.
Rule 2: each card of the case says who is not reached, from when it is known until it is no longer so.
"""

from collections.abc import Iterator
from typing import Final

import structlog

from adapters.shared.channel import Unreachable
from bot.outbox.tellings import Telling
from bot.runtime.runtime import Runtime
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import LETTERS, State
from dialogs.model.turns import Tell
from dialogs.procedure.case import UNDECIDED, Case
from dialogs.procedure.people import Part, on_case
from store.queue.jobs import again, tell
from store.rows.postings import Posted
from store.rows.untold import waited
from store.unit_of_work import Work

CARD: Final = "case"  # what says who is not reached, and what is done instead
NOT_KEPT: Final = frozenset({"digest"})  # of one day; the next has what is owed then
PATIENT: Final = 10  # tries, so half an hour and more: most post offices that have strangers try again take it by then

log = structlog.get_logger()


def lost(  # noqa: PLR0917 - what is known of one failure
    runtime: Runtime,
    person: PersonId,
    handle: Handle,
    gone: Unreachable,
    case: CaseId | None,
    posted: Posted | None = None,
) -> None:
    """The platform will never take it for this person there: it is not tried again before they are heard from."""
    log.warning(
        "lost", action="handle_gone", person=person, channel=handle.channel, code=str(gone), state=gone.state.value
    )
    with runtime.store.begin() as work:
        news = work.people.lost(handle, person, gone.state, runtime.clock())
        if posted:
            work.postings.drop(posted)
        if news:
            _tell(work, runtime, person, case, f"{handle.channel}/{gone.state}")


def bounced(runtime: Runtime, person: PersonId, handle: Handle, state: State, code: str) -> None:
    """A letter that had been taken has come back: of which case it was, it does not say, so each open one of theirs is told."""
    log.warning("bounced", action="handle_gone", person=person, channel=handle.channel, code=code, state=state.value)
    with runtime.store.begin() as work:
        if work.people.lost(handle, person, state, runtime.clock()):
            for case in work.cases.of(person):
                _tell(work, runtime, person, case.id, f"{handle.channel}/{state}")


def delayed(runtime: Runtime, person: PersonId, handle: Handle, case: CaseId | None, tried: int) -> None:
    """Somebody's post office has not taken a letter yet: when that has gone on for a while, it is remembered and told. It is still tried."""
    if tried + 1 < min(PATIENT, runtime.pace.tries):
        return
    log.warning("delayed", action="letter_delayed", person=person, channel=handle.channel, tried=tried + 1)
    with runtime.store.begin() as work:
        if work.people.lost(handle, person, State.BLOCKED, runtime.clock()):
            _tell(work, runtime, person, case, f"{handle.channel}/delayed")


def arrived(runtime: Runtime, handle: Handle, case: CaseId | None) -> None:
    """A letter was taken: whatever was against the address is over."""
    with runtime.store.reading() as work:
        known = work.people.state(handle)
    if known is None or handle.channel != LETTERS:
        return
    with runtime.store.begin() as work:
        work.people.unlink(handle)
        found = work.cases.get(case) if case else None
        if found and not found.over:
            again(runtime.jobs, work.connection, found, f"arrived/{known[0]}/{runtime.clock():%Y%m%d%H%M%S}")


def nowhere(runtime: Runtime, telling: Telling) -> None:
    """Nothing reaches somebody: what was to be told waits for them, and the case says so."""
    with runtime.store.begin() as work:
        if not telling.to and telling.card not in NOT_KEPT:
            work.untold.add(telling.person, telling.card, telling.case, telling.about, runtime.clock())
        _tell(work, runtime, telling.person, telling.case, "nowhere")
        _redraw(work, runtime, telling, "lost")


def reached(work: Work, runtime: Runtime, telling: Telling) -> None:
    """They have got it. Where it was known that nothing reaches them, the case no longer says so."""
    if waited(telling.key) or work.untold.told(telling.person, telling.card, telling.case, telling.about):
        _redraw(work, runtime, telling, "reached")


def _redraw(work: Work, runtime: Runtime, telling: Telling, why: str) -> None:
    if telling.case and (case := work.cases.get(telling.case)):
        again(runtime.jobs, work.connection, case, f"{why}/{telling.key}")


def _tell(work: Work, runtime: Runtime, person: PersonId, case_id: CaseId | None, why: str) -> None:
    case = work.cases.get(case_id) if case_id else None
    if case is None or case.over or person not in on_case(case, Part.EVERYONE | Part.DEPUTY | Part.NOMINEE):
        return
    for coordinator in dict.fromkeys(_who_see_to_it(work, case, person)):
        if coordinator != person:
            tell(
                runtime.jobs,
                work.connection,
                Tell(
                    person=coordinator, card=CARD, case=case.id, key=f"{case.id}/unreached/{person}/{why}/{coordinator}"
                ),
            )


def _who_see_to_it(work: Work, case: Case, person: PersonId) -> Iterator[PersonId]:
    yield from (case.leading,) if case.leading else (*case.managers, *case.deputies)
    if case.stage in UNDECIDED and person in case.managers:
        yield case.raiser
        yield from (one.id for one in work.people.directory().values() if one.office and one.active)
