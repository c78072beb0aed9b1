"""The durable queue's side: which jobs there are, how fast each queue goes, and what the clock starts.

Nothing is registered on import; `register` is called once, by `bot/wiring.py`, before the queue is started.
Arguments are ids only, for they lie in the queue in clear.
"""

from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from dbos import DBOS

from bot.dashboard.figures import count_week, publish
from bot.outbox.accounts import take_back_from
from bot.outbox.delivery import Telling, deliver
from bot.outbox.invitations import Sitting, To, invite, invite_person
from bot.outbox.redraws import Merging
from bot.outbox.webhooks import Target, announce
from bot.queue.retries import QueuedJob, attempt
from bot.runtime.runtime import Runtime
from bot.schedule.anchoring import anchor
from bot.schedule.mailbox import read_mailbox
from bot.schedule.reminders import sweep
from bot.schedule.retention import take_back, tidy
from dialogs.ids import CaseId, PersonId
from store.queue.failed_jobs import named
from store.queue.jobs import (
    ANNOUNCE,
    DELIVER,
    DELIVERIES,
    INVITE,
    INVITE_PERSON,
    READ_MAILBOX,
    REDRAW,
    REDRAWS,
    SHUT_ACCOUNT,
    SWEEP,
    TAKE_BACK,
    TELL_ACCOUNT,
    TIDY,
    TIMED,
    UNINVITE,
    Args,
)

AT_ONCE: Final = 100  # jobs of one queue in one process

Timed = Callable[[datetime, Any], Coroutine[Any, Any, None]]


def register(runtime: Runtime) -> Mapping[str, Timed]:
    """Make the jobs known to the queue; what the clock starts is handed back for its schedule."""
    merging = Merging(runtime.pace.merged)
    _register_of_accounts(runtime)

    @DBOS.workflow(name=DELIVER)
    async def _deliver(person: str, card: str, case: str, about: str, key: str, tried: int = 0) -> str:  # noqa: PLR0917 - the queue passes by place
        job = _job(DELIVER, (person, card, case, about, key), person, tried, key)
        telling = Telling(PersonId(person), card, CaseId(case) if case else None, about, key, DBOS.workflow_id or "")
        return await attempt(runtime, job, partial(deliver, runtime, telling))

    @DBOS.workflow(name=REDRAW)
    async def _redraw(case: str, version: int, tried: int = 0) -> str:
        job = _job(REDRAW, (case, version), case, tried)
        return await attempt(runtime, job, partial(merging.redraw, runtime, CaseId(case), version))

    @DBOS.workflow(name=INVITE)
    async def _invite(case: str, session: int, sequence: int, cancel: bool, tried: int = 0) -> str:  # noqa: FBT001 - the queue passes by place
        sitting = Sitting(CaseId(case), session, sequence, cancel)
        job = _job(INVITE, (case, session, sequence, cancel), case, tried)
        return await attempt(runtime, job, partial(invite, runtime, sitting))

    @DBOS.workflow(name=INVITE_PERSON)
    async def _invite_person(case: str, session: int, sequence: int, cancel: bool, person: str, tried: int = 0) -> str:  # noqa: FBT001, PLR0917 - the queue passes by place
        to = To(Sitting(CaseId(case), session, sequence, cancel), PersonId(person), tried)
        job = _job(INVITE_PERSON, (case, session, sequence, cancel, person), person, tried)
        return await attempt(runtime, job, partial(invite_person, runtime, to))

    @DBOS.workflow(name=TAKE_BACK)
    async def _take_back(case: str, tried: int = 0) -> str:
        job = _job(TAKE_BACK, (case,), case, tried)
        return await attempt(runtime, job, partial(take_back, runtime, CaseId(case)))

    @DBOS.workflow(name=UNINVITE)
    async def _uninvite(case: str, session: int, sequence: int, person: str, tried: int = 0) -> str:
        to = To(Sitting(CaseId(case), session, sequence, cancel=True), PersonId(person), tried, gone=True)
        job = _job(UNINVITE, (case, session, sequence, person), case, tried)
        return await attempt(runtime, job, partial(invite_person, runtime, to))

    @DBOS.workflow(name=ANNOUNCE)
    async def _announce(case: str, number: int, way: str, tried: int = 0) -> str:
        job = _job(ANNOUNCE, (case, number, way), f"{ANNOUNCE}/{way}", tried)
        return await attempt(runtime, job, partial(announce, runtime, CaseId(case), number, Target(way)))

    return _register_timed(runtime)


def _register_timed(runtime: Runtime) -> Mapping[str, Timed]:
    """What the clock starts."""

    @DBOS.workflow(name=SWEEP)
    async def _sweep(_: datetime, __: Any) -> None:
        await runtime.in_thread(sweep, runtime)

    @DBOS.workflow(name=TIDY)
    async def _tidy(_: datetime, __: Any) -> None:
        terms = runtime.terms()(None)
        await runtime.in_thread(publish, runtime.store, terms)  # before what it counts is deleted
        await runtime.in_thread(count_week, runtime.store, terms)
        await runtime.in_thread(tidy, runtime.store, runtime.jobs, runtime.clock(), runtime.kept)
        await runtime.in_thread(anchor, runtime)

    @DBOS.workflow(name=READ_MAILBOX)
    async def _read_mailbox(_: datetime, __: Any) -> None:
        await runtime.in_thread(read_mailbox, runtime)

    return {SWEEP: _sweep, TIDY: _tidy, READ_MAILBOX: _read_mailbox}


def _register_of_accounts(runtime: Runtime) -> None:
    """What follows when an account becomes somebody's, and when it ceases to be."""

    @DBOS.workflow(name=TELL_ACCOUNT)
    async def _tell_account(person: str, card: str, about: str, to: str, tried: int = 0) -> str:
        job = _job(TELL_ACCOUNT, (person, card, about, to), person, tried)
        telling = Telling(PersonId(person), card, None, about, job.key, DBOS.workflow_id or "", to)
        return await attempt(runtime, job, partial(deliver, runtime, telling))

    @DBOS.workflow(name=SHUT_ACCOUNT)
    async def _shut_account(person: str, account: str, tried: int = 0) -> str:
        job = _job(SHUT_ACCOUNT, (person, account), person, tried)
        return await attempt(runtime, job, partial(take_back_from, runtime, PersonId(person), account))


def _job(workflow: str, args: Args, partition: str, tried: int, key: str = "") -> QueuedJob:
    """The job that is under way, as `attempt` needs it; its key is the one that it was first enqueued under, unless its message has its own."""
    name = named(DBOS.workflow_id or "")
    return QueuedJob(workflow, key or name.key, args, partition, tried, name.round)


def start(runtime: Runtime, timed: Mapping[str, Timed], *, poll: float) -> None:
    """Set the queues' pace and what the clock starts. Called when the engine runs, and not from its loop."""
    one_each = {"limit": 1, "period": runtime.pace.each} if runtime.pace.each else {"limit": 1000, "period": 1.0}
    DBOS.register_queue(DELIVERIES, partition_limiter=one_each, worker_concurrency=AT_ONCE, polling_interval_sec=poll)  # type: ignore[arg-type] # a TypedDict
    DBOS.register_queue(REDRAWS, partition_concurrency=1, worker_concurrency=AT_ONCE, polling_interval_sec=poll)
    DBOS.apply_schedules(
        [
            {"schedule_name": name, "workflow_fn": timed[name], "schedule": when, "cron_timezone": "Europe/London"}
            for name, when in TIMED.items()
            if name != READ_MAILBOX or runtime.mailbox
        ]
    )
