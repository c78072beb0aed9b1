"""Jobs that were set aside: tried often enough, or under way whenever a process died. They lie in the queue as failed.

A job's id is its key, then what number of try it is, `KEY~3`; and once somebody has had it tried again, in what round,
`KEY~1.3`. So no try has the name of an earlier one, which the queue would take for the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine

from store.queue.jobs import FAILED, JOBS, Args, DbosJobs

ID: Final = re.compile(r"(?P<key>.*?)(~((?P<round>\d+)\.)?(?P<tried>\d+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class JobName:
    """What a job's id says."""

    key: str
    round: int = 0
    tried: int = 0

    def __str__(self) -> str:
        """The id."""
        if self.round:
            return f"{self.key}~{self.round}.{self.tried}"
        return f"{self.key}~{self.tried}" if self.tried else self.key


def named(id_: str) -> JobName:
    """What a job's id says."""
    found = ID.fullmatch(id_)
    return JobName(found["key"], int(found["round"] or 0), int(found["tried"] or 0)) if found else JobName(id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedJob:
    """One job that nobody will try again by itself."""

    id: str
    workflow: str
    args: Args
    queue: str
    partition: str
    at: datetime

    @property
    def key(self) -> str:
        """What it was called when it was noted."""
        return named(self.id).key


class FailedJobs:
    """All of them, and the way back into the queue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs = DbosJobs(engine)
        self._client = DBOSClient(system_database_engine=engine, serializer=DBOSPortableJSONSerializer(), lazy=True)

    def all(self) -> tuple[FailedJob, ...]:
        """Every job that was set aside, the oldest first."""
        found = self._client.list_workflows(status=list(FAILED), name=list(JOBS), load_output=False)
        return tuple(
            FailedJob(
                id=job.workflow_id,
                workflow=job.name,
                args=tuple((job.input or {"args": ()})["args"])[: len(JOBS[job.name].args)],
                queue=job.queue_name or "",
                partition=job.queue_partition_key or "",
                at=datetime.fromtimestamp((job.updated_at or 0) / 1000, UTC),
            )
            for job in found
        )

    def waiting_since(self) -> datetime | None:
        """Since when the oldest job that could be done now waits for somebody to do it."""
        found = self._client.list_workflows(status="ENQUEUED", limit=1, load_input=False, load_output=False)
        return datetime.fromtimestamp((found[0].created_at or 0) / 1000, UTC) if found else None

    def retry(self, jobs: Sequence[FailedJob]) -> None:
        """Have each tried from the beginning. Killed in between, and done again, it is still tried once."""
        with self._engine.begin() as connection:
            for job in jobs:
                was = named(job.id)
                self._jobs.enqueue(
                    connection,
                    job.workflow,
                    str(JobName(was.key, was.round + 1)),
                    job.args,
                    queue=job.queue,
                    partition=job.partition,
                )
        self._client.delete_workflows([job.id for job in jobs])
