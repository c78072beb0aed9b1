"""What is to be done later, noted in the same transaction as the case: it is done if, and only if, that was committed.

Arguments are ids and numbers only: they lie in clear in the queue, and what is to be said is drawn when it is sent.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol, assert_never

from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy import Connection, Engine

from dialogs.turns import Effect, Invitation, Redraw, Tell

Args = tuple[str | int, ...]

DELIVER: Final = "deliver"
REDRAW: Final = "redraw"
INVITE: Final = "invite"
DELIVERIES: Final = "deliveries"
REDRAWS: Final = "redraws"


class Jobs(Protocol):
    """Whatever does things later."""

    def enqueue(
        self, connection: Connection, workflow: str, key: str, args: Args, *, queue: str, partition: str = "", delay_seconds: float | None = None
    ) -> None:
        """Notes a job in this transaction. A key that was noted before, in this one or an earlier one, is done once."""
        ...


class DbosJobs:
    """DBOS in our own database. Nothing is connected before the first job."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def enqueue(
        self, connection: Connection, workflow: str, key: str, args: Args, *, queue: str, partition: str = "", delay_seconds: float | None = None
    ) -> None:
        """Notes a workflow; the key is its id, and DBOS inserts it unless it is there (`ON CONFLICT`, so that nothing is aborted)."""
        options: EnqueueOptions = {"workflow_name": workflow, "queue_name": queue, "workflow_id": key}
        if partition:
            options["queue_partition_key"] = partition
        if delay_seconds is not None:
            options["delay_seconds"] = delay_seconds
        self._client.enqueue_in_transaction(connection, options, *args)

    @cached_property
    def _client(self) -> DBOSClient:
        """On our own engine: with the same dialect DBOS keeps its statements prepared."""
        return DBOSClient(system_database_engine=self._engine, serializer=DBOSPortableJSONSerializer(), lazy=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job as it was noted."""

    workflow: str
    key: str
    args: Args
    queue: str
    partition: str = ""
    delay_seconds: float | None = None


@dataclass(slots=True)
class PaperJobs:
    """For tests: keeps what it was given, also from transactions that were rolled back."""

    given: list[Job] = field(default_factory=list)

    def enqueue(
        self, connection: Connection, workflow: str, key: str, args: Args, *, queue: str, partition: str = "", delay_seconds: float | None = None
    ) -> None:
        """Writes it down, once for each key."""
        if key not in {one.key for one in self.given}:
            self.given.append(Job(workflow=workflow, key=key, args=args, queue=queue, partition=partition, delay_seconds=delay_seconds))


def note(jobs: Jobs, connection: Connection, effect: Effect, version: int) -> None:
    """Notes what a turn wants done outside. `version` is the case's own after the turn."""
    match effect:
        case Tell(person=person, card=card, case=case, about=about, key=key):
            jobs.enqueue(connection, DELIVER, key, (person, card, case, about, key), queue=DELIVERIES, partition=person)
        case Redraw(case=case):
            jobs.enqueue(connection, REDRAW, f"{REDRAW}/{case}/{version}", (case, version), queue=REDRAWS, partition=case)
        case Invitation(case=case, session=session, sequence=sequence, cancel=cancel):
            key = f"{INVITE}/{case}/{session}/{sequence}/{version}"
            jobs.enqueue(connection, INVITE, key, (case, session, sequence, cancel), queue=DELIVERIES, partition=case)
        case _:
            assert_never(effect)
