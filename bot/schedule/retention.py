"""What is deleted, and when: each night what nobody needs any more, and at any time one case with all that was said of it.

Rule 1: a case that is erased loses its key, so what was written about it can be read no more, and in no copy made from then on;
and what was deleted is made unreadable in the database's own files (`store/database/purge.py`).
Rule 2: its cards are taken back where they lie: the queue edits each into one that says nothing of it.
Rule 3: facts and the log of looking stay, without words, so that their chains hold.
Rule 4: a case on hold is not erased, by the night or by anybody.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from adapters.shared.channel import Posting, covered
from bot.runtime.runtime import Runtime
from dialogs.errors import JsvError
from dialogs.ids import CaseId
from dialogs.model.drafts import KEPT
from dialogs.model.views import Card, Text
from store.queue.jobs import JOBS, READ_MAILBOX, TAKE_BACK, TIMED, Jobs
from store.rows.postings import Posted
from store.unit_of_work import Store, Work

HEARD: Final = timedelta(days=30)  # a platform repeats an event for hours, not for weeks
SAID: Final = timedelta(days=3 * 365)  # feedback, which names nobody, for the partnership's figures
DONE: Final = timedelta(days=30)  # sweeps and digests in the queue
EACH_MINUTE: Final = timedelta(days=1)  # readings of the mailbox
DIGESTS: Final = "digest/"
AFTER_A_MONTH: Final = tuple(name for name, kind in JOBS.items() if kind.forgotten == "after a month")
WITH_ITS_CASE: Final = tuple(name for name, kind in JOBS.items() if kind.forgotten == "with its case")
PAGE: Final = 100
EVERYTHING: Final = 1_000_000
GONE: Final = Card(
    name="gone",
    title="This case is no longer kept here",
    body=(
        Text(
            "What the bot held about it has been deleted, as your partnership's rules say. Look for the record on the child's file."
        ),
    ),
)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tidied:
    """How much was deleted, or would be."""

    cases: int
    drafts: int
    events: int
    answers: int
    left: str = ""  # why some of it can still be read in the database's files


class _OnlyLooking(JsvError):
    """A transaction was only to show what it would do: it is ended, and nothing of it is kept."""


def tidy(store: Store, jobs: Jobs, now: datetime, kept: timedelta | None) -> Tidied:
    """Delete what has been kept long enough; cases that have been over for `kept`, or none."""
    counts = Tidied(len([*_erased(store, jobs, now, kept)]), *_pruned(store, now))
    finished = jobs.forget(now - DONE, workflows=(*TIMED, *AFTER_A_MONTH), keys=(DIGESTS,))
    finished += jobs.forget(now - EACH_MINUTE, workflows=(READ_MAILBOX,))
    counts = replace(counts, left=store.purge())
    if counts.left:
        log.warning("What was deleted can still be read in the database's files; say `jsv tidy`", action="purge_waits")
    log.info(
        "tidied",
        action="tidied",
        count=counts.cases,
        drafts=counts.drafts,
        events=counts.events,
        answers=counts.answers,
        finished=finished,
    )
    return counts


def due(store: Store, now: datetime, kept: timedelta | None) -> Tidied:
    """What `tidy` would delete now; nothing is deleted."""
    with store.reading() as work:
        cases = work.cases.ended((now - kept).date(), limit=EVERYTHING) if kept else ()
    return Tidied(len(cases), *_pruned(store, now, keep=True))


def erase(work: Work, jobs: Jobs, case: CaseId) -> None:
    """Erase one case, in this transaction; its cards are taken back by the queue."""
    work.cases.erase(case)
    work.feedback.forget(case)
    work.untold.forget(case)
    jobs.enqueue(
        work.connection, TAKE_BACK, f"{TAKE_BACK}/{case}", (case,), queue=JOBS[TAKE_BACK].queue, partition=case
    )


async def take_back(runtime: Runtime, case: CaseId) -> str:
    """Edit every card of an erased case into one that says nothing of it.

    Raises:
        Later: some platform has to be asked again.
    """
    for posted in await runtime.in_thread(_lying, runtime, case):
        channel = runtime.channels.get(posted.handle.channel)
        if channel:
            await covered(channel, posted.handle, Posting(posted.conversation, posted.message), GONE)
        await runtime.in_thread(_taken, runtime, posted)
    await runtime.in_thread(
        runtime.jobs.forget, runtime.clock(), keys=(case, *(f"{job}/{case}" for job in WITH_ITS_CASE))
    )
    return "taken back"


def _lying(runtime: Runtime, case: CaseId) -> tuple[Posted, ...]:
    with runtime.store.reading() as work:
        return tuple(work.postings.of_case(case))


def _taken(runtime: Runtime, posted: Posted) -> None:
    with runtime.store.begin() as work:
        work.postings.drop(posted)


def _erased(store: Store, jobs: Jobs, now: datetime, kept: timedelta | None) -> Iterator[CaseId]:
    """Each case that was over long enough, as it is erased: a page in each transaction."""
    while kept and (page := _page(store, jobs, (now - kept).date())):
        yield from page


def _page(store: Store, jobs: Jobs, last: date) -> tuple[CaseId, ...]:
    with store.begin() as work:
        page = work.cases.ended(last, PAGE)
        for case in page:
            erase(work, jobs, case)
    return page


def _pruned(store: Store, now: datetime, *, keep: bool = False) -> tuple[int, int, int]:
    """Drafts, heard events and answers that are old enough; and, uncounted, what nobody could use again anyway."""
    counted = (0, 0, 0)
    with suppress(_OnlyLooking), store.begin() as work:
        work.used_tokens.prune(now)
        counted = (work.drafts.prune(now - KEPT), work.inbox.prune(now - HEARD), work.feedback.prune(now - SAID))
        if keep:
            raise _OnlyLooking
    return counted
