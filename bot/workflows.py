"""The durable queue's side: which jobs there are, how fast each queue goes, and what the clock starts.

Nothing is registered on import; `register` is called once, by `wiring.py`, before the queue is started.
Arguments are ids only, for they lie in the queue in clear.
"""

from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any, Final

from dbos import DBOS

from bot.delivery import Telling, deliver, redraw
from bot.house import House
from bot.inviting import Sitting, invite
from bot.reminders import sweep
from bot.trying import Job, attempt
from dialogs.ids import CaseId, PersonId
from store.jobs import DELIVER, DELIVERIES, INVITE, REDRAW, REDRAWS

SWEEP: Final = "sweep"
EVERY: Final = "*/5 * * * *"
AT_ONCE: Final = 100  # jobs of one queue in one process

Swept = Callable[[datetime, Any], Coroutine[Any, Any, None]]


def register(house: House) -> Swept:
    """Make the jobs known to the queue; the sweep is handed back for its schedule."""

    @DBOS.workflow(name=DELIVER)
    async def _deliver(person: str, card: str, case: str, about: str, key: str, tried: int = 0) -> str:  # noqa: PLR0917 - the queue passes by place
        job = Job(DELIVER, key, (person, card, case, about, key), DELIVERIES, person, tried)
        telling = Telling(PersonId(person), card, CaseId(case) if case else None, about, key)
        return await attempt(house, job, partial(deliver, house, telling))

    @DBOS.workflow(name=REDRAW)
    async def _redraw(case: str, version: int, tried: int = 0) -> str:
        job = Job(REDRAW, _named(), (case, version), REDRAWS, case, tried)
        return await attempt(house, job, partial(redraw, house, CaseId(case), version))

    @DBOS.workflow(name=INVITE)
    async def _invite(case: str, session: int, sequence: int, cancel: bool, tried: int = 0) -> str:  # noqa: FBT001 - the queue passes by place
        sitting = Sitting(CaseId(case), session, sequence, cancel)
        job = Job(INVITE, _named(), (case, session, sequence, cancel), DELIVERIES, case, tried)
        return await attempt(house, job, partial(invite, house, sitting))

    @DBOS.workflow(name=SWEEP)
    async def _sweep(_: datetime, __: Any) -> None:
        await house.in_thread(sweep, house)

    return _sweep


def _named() -> str:
    """What the job was called when it was first enqueued."""
    return (DBOS.workflow_id or "").partition("~")[0]


def start(house: House, swept: Swept, *, poll: float) -> None:
    """Set the queues' pace and the sweep's schedule. Called when the engine runs, and not from its loop."""
    one_each = {"limit": 1, "period": house.pace.each} if house.pace.each else {"limit": 1000, "period": 1.0}
    DBOS.register_queue(DELIVERIES, partition_limiter=one_each, worker_concurrency=AT_ONCE, polling_interval_sec=poll)  # type: ignore[arg-type] # a TypedDict
    DBOS.register_queue(REDRAWS, partition_concurrency=1, worker_concurrency=AT_ONCE, polling_interval_sec=poll)
    DBOS.apply_schedules([{"schedule_name": SWEEP, "workflow_fn": swept, "schedule": EVERY, "cron_timezone": "Europe/London"}])
