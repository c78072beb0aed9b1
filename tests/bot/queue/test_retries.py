"""What does not work is tried again, later and later, and set aside in the end."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from adapters.shared.channel import Later
from bot.queue.retries import QueuedJob, SetAside, attempt, wait
from bot.runtime.runtime import Pace, Runtime
from store.queue.jobs import Args, InMemoryJobs
from tests.builders import a_runtime

JOB = QueuedJob("deliver", "key", ("mo", "agreement", "c", "", "key"), "mo", 0)


async def fails(fault: Exception) -> str:
    raise fault


async def test_what_works_is_done(runtime: Runtime, jobs: InMemoryJobs) -> None:
    """A job that works is over."""

    async def works() -> str:
        return "sent"

    assert await attempt(runtime, JOB, works) == "sent"
    assert jobs.given == []


async def test_later_is_enqueued_again(runtime: Runtime, jobs: InMemoryJobs) -> None:
    """The wait that the platform asked for is kept, under a name of its own, with the count of tries."""
    with capture_logs() as lines:
        assert await attempt(runtime, JOB, lambda: fails(Later("ratelimited", 30))) == "later"

    (again,) = jobs.given
    assert (again.workflow, again.key, again.args, again.partition) == ("deliver", "key~1", (*JOB.args, 1), "mo")
    assert again.delay_seconds is not None
    assert again.delay_seconds >= 30
    assert [line["action"] for line in lines] == ["job_later", "job_done"]


@dataclass
class Away(InMemoryJobs):
    """A queue whose database is away, so many times."""

    times: int = 3

    def enqueue(self, connection: Connection, workflow: str, key: str, args: Args, **more: Any) -> None:
        """As in any queue, once it is back."""
        if self.times:
            self.times -= 1
            raise OperationalError("INSERT", {}, ConnectionError("gone"))
        super().enqueue(connection, workflow, key, args, **more)


async def test_nothing_is_lost_while_the_database_is_away(tmp_path: Path) -> None:
    """What failed and cannot be noted is under way until it can: then it is enqueued again, once (R5)."""
    jobs = Away()
    with a_runtime(f"sqlite:///{tmp_path / 'jsv.db'}", jobs=jobs) as runtime:
        assert await attempt(runtime, JOB, lambda: fails(Later("down"))) == "later"

    assert [(0, "key~1")] == [(jobs.times, one.key) for one in jobs.given]


async def test_a_bug_backs_off_too_and_its_words_stay_out_of_the_log(runtime: Runtime, jobs: InMemoryJobs) -> None:
    """Whatever goes wrong is tried again; the log names its kind and place, not its text (V10)."""
    with capture_logs() as lines:
        await attempt(runtime, JOB, lambda: fails(ValueError("CANARY")))

    assert len(jobs.given) == 1
    assert lines[0]["fault"] == "ValueError"
    assert "CANARY" not in repr(lines)


async def test_poison_is_set_aside(runtime: Runtime, jobs: InMemoryJobs) -> None:
    """After the last try it is an error that can be seen, and nothing is enqueued any more (R7)."""
    last = replace(JOB, tried=runtime.pace.tries - 1)
    with capture_logs() as lines, pytest.raises(SetAside):
        await attempt(runtime, last, lambda: fails(Later("down")))

    assert jobs.given == []
    assert [(line["action"], line["log_level"]) for line in lines] == [("job_set_aside", "error")]


@pytest.mark.parametrize(("tried", "least", "most"), [(1, 2, 3), (2, 4, 5), (5, 32, 33), (30, 3600, 3601)])
def test_waits_grow(tried: int, least: float, most: float) -> None:
    """Each wait is twice the one before, up to an hour, and never quite the same."""
    waits = {wait(Pace(), tried, Later("x")) for _ in range(20)}

    assert all(least <= wait <= most for wait in waits)
    assert len(waits) > 1
