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
from bot.outbox.delivery import Telling, deliver
from bot.outbox.invitations import Sitting, invite
from bot.outbox.redraws import Merging
from bot.outbox.webhooks import Way, announce
from bot.queue.retries import Job, attempt
from bot.runtime.runtime import House
from bot.schedule.reminders import sweep
from bot.schedule.retention import take_back, tidy
from dialogs.ids import CaseId, PersonId
from store.queue.failed_jobs import Named, named
from store.queue.jobs import ANNOUNCE, DELIVER, DELIVERIES, INVITE, REDRAW, REDRAWS, TAKE_BACK, UNINVITE

SWEEP: Final = "sweep"
EVERY: Final = "*/5 * * * *"
TIDY: Final = "tidy"
NIGHTLY: Final = "30 3 * * *"
AT_ONCE: Final = 100  # jobs of one queue in one process

Timed = Callable[[datetime, Any], Coroutine[Any, Any, None]]


def register(house: House) -> Mapping[str, Timed]:
    """Make the jobs known to the queue; what the clock starts is handed back for its schedule."""
    merging = Merging(house.pace.merged)

    @DBOS.workflow(name=DELIVER)
    async def _deliver(person: str, card: str, case: str, about: str, key: str, tried: int = 0) -> str:  # noqa: PLR0917 - the queue passes by place
        job = Job(DELIVER, key, (person, card, case, about, key), DELIVERIES, person, tried, _named().round)
        telling = Telling(PersonId(person), card, CaseId(case) if case else None, about, key, DBOS.workflow_id or "")
        return await attempt(house, job, partial(deliver, house, telling))

    @DBOS.workflow(name=REDRAW)
    async def _redraw(case: str, version: int, tried: int = 0) -> str:
        job = Job(REDRAW, _named().key, (case, version), REDRAWS, case, tried, _named().round)
        return await attempt(house, job, partial(merging.redraw, house, CaseId(case), version))

    @DBOS.workflow(name=INVITE)
    async def _invite(case: str, session: int, sequence: int, cancel: bool, tried: int = 0) -> str:  # noqa: FBT001 - the queue passes by place
        sitting = Sitting(CaseId(case), session, sequence, cancel)
        job = Job(INVITE, _named().key, (case, session, sequence, cancel), DELIVERIES, case, tried, _named().round)
        return await attempt(house, job, partial(invite, house, sitting))

    @DBOS.workflow(name=TAKE_BACK)
    async def _take_back(case: str, tried: int = 0) -> str:
        job = Job(TAKE_BACK, _named().key, (case,), REDRAWS, case, tried, _named().round)
        return await attempt(house, job, partial(take_back, house, CaseId(case)))

    @DBOS.workflow(name=UNINVITE)
    async def _uninvite(case: str, session: int, sequence: int, person: str, tried: int = 0) -> str:
        sitting = Sitting(CaseId(case), session, sequence, cancel=True, only=PersonId(person))
        job = Job(UNINVITE, _named().key, (case, session, sequence, person), DELIVERIES, case, tried, _named().round)
        return await attempt(house, job, partial(invite, house, sitting))

    @DBOS.workflow(name=ANNOUNCE)
    async def _announce(case: str, number: int, way: str, tried: int = 0) -> str:
        job = Job(ANNOUNCE, _named().key, (case, number, way), DELIVERIES, f"{ANNOUNCE}/{way}", tried, _named().round)
        return await attempt(house, job, partial(announce, house, CaseId(case), number, Way(way)))

    @DBOS.workflow(name=SWEEP)
    async def _sweep(_: datetime, __: Any) -> None:
        await house.in_thread(sweep, house)

    @DBOS.workflow(name=TIDY)
    async def _tidy(_: datetime, __: Any) -> None:
        terms = house.terms()(None)
        await house.in_thread(publish, house.store, terms)  # before what it counts is deleted
        await house.in_thread(count_week, house.store, terms)
        await house.in_thread(tidy, house.store, house.jobs, house.clock(), house.kept)

    return {SWEEP: _sweep, TIDY: _tidy}


def _named() -> Named:
    """What the job was called when it was first enqueued, and in what round it is."""
    return named(DBOS.workflow_id or "")


def start(house: House, timed: Mapping[str, Timed], *, poll: float) -> None:
    """Set the queues' pace and what the clock starts. Called when the engine runs, and not from its loop."""
    one_each = {"limit": 1, "period": house.pace.each} if house.pace.each else {"limit": 1000, "period": 1.0}
    DBOS.register_queue(DELIVERIES, partition_limiter=one_each, worker_concurrency=AT_ONCE, polling_interval_sec=poll)  # type: ignore[arg-type] # a TypedDict
    DBOS.register_queue(REDRAWS, partition_concurrency=1, worker_concurrency=AT_ONCE, polling_interval_sec=poll)
    DBOS.apply_schedules(
        [
            {"schedule_name": name, "workflow_fn": timed[name], "schedule": when, "cron_timezone": "Europe/London"}
            for name, when in ((SWEEP, EVERY), (TIDY, NIGHTLY))
        ]
    )
