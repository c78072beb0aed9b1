"""Around every job of the queue: what did not work is enqueued again, later and later, and set aside in the end.

A job that waits holds no worker: it ends, and another of the same arguments begins when it is time. Its key names the
message, so however often it is tried, the message is one.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Final

import structlog

from adapters.shared.channel import Later, Refused, Stopped, Unreachable
from adapters.shared.failure import blame
from bot.runtime.runtime import Pace, Runtime
from dialogs.errors import JsvError
from store.database.outages import GONE
from store.queue.failed_jobs import JobName
from store.queue.jobs import JOBS, Args

SLOWEST: Final = 10  # times `Pace.held` between two tries of what cannot be sent to a place just now
SOONEST, LATEST = 0.1, 30.0  # seconds between two looks whether it is back

log = structlog.get_logger()


class SetAside(JsvError):
    """A job has failed as often as it may be tried. It stays in the queue as failed: `jsv jobs` shows it, `jsv jobs retry` has it tried again."""


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job as the queue has it, so that it can be enqueued again."""

    workflow: str
    key: str
    args: Args
    partition: str
    tried: int
    round: int = 0  # how often somebody has had it tried again after it was set aside


async def attempt(runtime: Runtime, job: QueuedJob, work: Callable[[], Awaitable[str]]) -> str:
    """Do it, and say what became of it."""
    try:
        outcome = await work()
    except Exception as fault:  # noqa: BLE001 - the one place where a bug or an outage of a delivery is answered: it backs off
        outcome = await _noted(runtime, job, fault)
    log.info("job", action="job_done", workflow=job.workflow, key=job.key, tried=job.tried, outcome=outcome)
    return outcome


async def _noted(runtime: Runtime, job: QueuedJob, fault: Exception) -> str:
    """Enqueue it once more, or set it aside, as soon as the database can note it.

    While it cannot, the job stays under way and holds no thread: failed without a note it would be lost. If the process ends meanwhile,
    the next one begins the job again.
    """
    for tried in count(1):
        try:
            return await runtime.in_thread(again, runtime, job, fault)
        except GONE as gone:
            log.warning(
                "waits", action="job_waits", workflow=job.workflow, key=job.key, tried=job.tried, **_blame(gone)
            )
            await asyncio.sleep(min(max(wait(runtime.pace, tried, gone), SOONEST), LATEST))
    raise AssertionError


def again(runtime: Runtime, job: QueuedJob, fault: Exception) -> str:
    """Enqueue it once more, after a wait that grows; or set it aside.

    Raises:
        SetAside: it was tried as often as it may be; the queue keeps it as failed.
    """
    if isinstance(fault, Stopped):
        return _held(runtime, job, fault)
    tried = job.tried + 1
    said = {"workflow": job.workflow, "key": job.key, "tried": tried, **_blame(fault)}
    if tried >= runtime.pace.tries:
        log.error("set aside", action="job_set_aside", **said)
        raise SetAside(job.key) from None
    seconds = wait(runtime.pace, tried, fault)
    log.warning("later", action="job_later", seconds=round(seconds, 1), **said)
    _enqueue(runtime, job, JobName(job.key, job.round, tried), seconds)
    return "later"


def _held(runtime: Runtime, job: QueuedJob, fault: Stopped) -> str:
    """Enqueue it once more as if it had never been tried: what nobody can send just now is not set aside, however long that lasts."""
    seconds = runtime.pace.held * min(job.round + 1, SLOWEST) + random.uniform(0, runtime.pace.first / 2)  # noqa: S311 - a spread, not a secret
    said = {"workflow": job.workflow, "key": job.key, "channel": fault.channel, "team": fault.place}
    log.info("held", action="job_held", seconds=round(seconds, 1), **said, **_blame(fault))
    _enqueue(runtime, job, JobName(job.key, job.round + 1, 0), seconds)
    return "held"


def _blame(fault: Exception) -> dict[str, str]:
    """Kind and place of a fault, and the code where a platform gave one: a limit, a refusal and an outage look different."""
    return {**blame(fault), **({"code": str(fault)} if isinstance(fault, (Later, Refused, Unreachable)) else {})}


def _enqueue(runtime: Runtime, job: QueuedJob, name: JobName, seconds: float) -> None:
    with runtime.store.begin() as work:
        runtime.jobs.enqueue(
            work.connection,
            job.workflow,
            str(name),
            (*job.args, name.tried),
            queue=JOBS[job.workflow].queue,
            partition=job.partition,
            delay_seconds=seconds,
        )


def wait(pace: Pace, tried: int, fault: Exception) -> float:
    """Seconds until the next try: what the platform asked for, or twice as long each time; never all at once."""
    asked = fault.seconds if isinstance(fault, Later) and fault.seconds else 0.0
    grown = min(pace.first * 2.0 ** (tried - 1), pace.longest)
    return max(asked, grown) + random.uniform(0, pace.first / 2)  # noqa: S311 - a spread, not a secret
