"""Somebody is not reached where they were: remembered, the next way is taken, and whoever coordinates the case is told once."""

import structlog

from adapters.shared.channel import Unreachable
from bot.runtime.runtime import Runtime
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.turns import Tell
from dialogs.procedure.case import Case
from store.queue.jobs import tell
from store.rows.postings import Posted
from store.unit_of_work import Work

CARD = "case"  # what says who is not reached, and what is done instead

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


def nowhere(runtime: Runtime, person: PersonId, case: CaseId | None) -> None:
    """Nothing reaches somebody."""
    with runtime.store.begin() as work:
        _tell(work, runtime, person, case, "nowhere")


def _tell(work: Work, runtime: Runtime, person: PersonId, case_id: CaseId | None, why: str) -> None:
    case = work.cases.get(case_id) if case_id else None
    if case is None or case.over:
        return
    for coordinator in _coordinators(case):
        if coordinator != person:
            tell(
                runtime.jobs,
                work.connection,
                Tell(
                    person=coordinator, card=CARD, case=case.id, key=f"{case.id}/unreached/{person}/{why}/{coordinator}"
                ),
            )


def _coordinators(case: Case) -> tuple[PersonId, ...]:
    return (case.leading,) if case.leading else (*case.managers, *case.deputies)
