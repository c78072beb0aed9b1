"""What is to be done later, noted in the same transaction as the case: it is done if, and only if, that was committed.

Arguments are ids and numbers only: they lie in clear in the queue, and what is to be said is drawn when it is sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final, Literal, Protocol, assert_never

from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy import Connection, Engine

from dialogs.ids import CaseId, PersonId, TurnId
from dialogs.model.turns import Announce, Effect, Invitation, Redraw, Tell, Uninvite
from dialogs.procedure.case import Case

Args = tuple[str | int, ...]

FAILED: Final = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")  # how the queue calls what was set aside
DELIVER: Final = "deliver"
REDRAW: Final = "redraw"
INVITE: Final = "invite"
TAKE_BACK: Final = "take-back"
UNINVITE: Final = "uninvite"
INVITE_PERSON: Final = "invite-person"
ANNOUNCE: Final = "announce"
TELL_ACCOUNT: Final = "tell-account"
SHUT_ACCOUNT: Final = "shut-account"
SWEEP: Final = "sweep"
TIDY: Final = "tidy"
READ_MAILBOX: Final = "read-mailbox"
TARGETS: Final = ("request", "folder")  # each is tried again by itself
DELIVERIES: Final = "deliveries"
REDRAWS: Final = "redraws"
SOME: Final = 500  # rows of the queue in one go


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """What is known of one kind of job outside its workflow, which `bot/queue/workflows.py` registers under the same name.

    `args` names the arguments in their order, as the workflow calls them; after them the queue passes how often the job was tried.
    `says` is what the partnership's office reads of one that was set aside; where it is empty, the dashboard does not show it.
    `forgotten` is when those that were done are deleted because of their kind: with the case that their key names after their own name,
    a month after they were done, or never. What is deleted because of its key alone, like a message, is not of its kind.
    """

    args: tuple[str, ...]
    queue: str
    says: str
    forgotten: Literal["with its case", "after a month", "never"]


JOBS: Final[Mapping[str, JobKind]] = {
    DELIVER: JobKind(
        args=("person", "card", "case", "about", "key"), queue=DELIVERIES, says="A message", forgotten="never"
    ),
    REDRAW: JobKind(
        args=("case", "version"), queue=REDRAWS, says="A card that is out of date", forgotten="with its case"
    ),
    INVITE: JobKind(
        args=("case", "session", "sequence", "cancel"),
        queue=DELIVERIES,
        says="A calendar invitation",
        forgotten="with its case",
    ),
    TAKE_BACK: JobKind(args=("case",), queue=REDRAWS, says="A card of a case that was erased", forgotten="never"),
    UNINVITE: JobKind(
        args=("case", "session", "sequence", "person"),
        queue=DELIVERIES,
        says="A calendar cancellation",
        forgotten="with its case",
    ),
    INVITE_PERSON: JobKind(
        args=("case", "session", "sequence", "cancel", "person"),
        queue=DELIVERIES,
        says="A calendar invitation",
        forgotten="with its case",
    ),
    ANNOUNCE: JobKind(
        args=("case", "number", "way"), queue=DELIVERIES, says="Word to the case system", forgotten="with its case"
    ),
    TELL_ACCOUNT: JobKind(args=("person", "card", "about", "to"), queue=DELIVERIES, says="", forgotten="after a month"),
    SHUT_ACCOUNT: JobKind(args=("person", "account"), queue=REDRAWS, says="", forgotten="after a month"),
}
"""Every job that a turn, the night or another job may note, by its name."""

TIMED: Final[Mapping[str, str]] = {SWEEP: "*/5 * * * *", TIDY: "30 3 * * *", READ_MAILBOX: "* * * * *"}
"""What the clock starts, and when, as cron has it, in London's time. Nobody has one tried again: the clock starts the next."""


class Jobs(Protocol):
    """Whatever does things later."""

    def enqueue(
        self,
        connection: Connection,
        workflow: str,
        key: str,
        args: Args,
        *,
        queue: str,
        partition: str = "",
        delay_seconds: float | None = None,
    ) -> None:
        """Notes a job in this transaction. A key that was noted before, in this one or an earlier one, is done once."""
        ...

    def forget(self, before: datetime, *, workflows: Sequence[str] = (), keys: Sequence[str] = ()) -> int:
        """Deletes what was done before then, of these workflows and of keys that begin so; how much. Such a key could be done again."""
        ...

    def begun(self, job: str) -> int:
        """How often a job has been begun: more than once where a process died while it was under way. `job` is its id."""
        ...

    def set_aside(self) -> Sequence[tuple[str, datetime]]:
        """What nobody will try again by itself, the oldest first: the workflow's name, and since when."""
        ...


class DbosJobs:
    """DBOS in our own database. Nothing is connected before the first job."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def enqueue(
        self,
        connection: Connection,
        workflow: str,
        key: str,
        args: Args,
        *,
        queue: str,
        partition: str = "",
        delay_seconds: float | None = None,
    ) -> None:
        """Notes a workflow; the key is its id, and DBOS inserts it unless it is there (`ON CONFLICT`, so that nothing is aborted)."""
        options: EnqueueOptions = {"workflow_name": workflow, "queue_name": queue, "workflow_id": key}
        if partition:
            options["queue_partition_key"] = partition
        if delay_seconds is not None:
            options["delay_seconds"] = delay_seconds
        self._client.enqueue_in_transaction(connection, options, *args)

    def forget(self, before: datetime, *, workflows: Sequence[str] = (), keys: Sequence[str] = ()) -> int:
        """Deletes what was done before then, some at a time; how much."""
        done: dict[str, Any] = {
            "status": "SUCCESS",
            "completed_before": before.isoformat(),
            "limit": SOME,
            "load_input": False,
            "load_output": False,
        }
        asked = [*([{"name": [*workflows]}] if workflows else []), *([{"workflow_id_prefix": [*keys]}] if keys else [])]
        return sum(self._forget({**done, **filters}) for filters in asked)

    def begun(self, job: str) -> int:
        """How often the queue has handed it out."""
        found = self._client.list_workflows(workflow_ids=[job], load_input=False, load_output=False)
        return (found[0].recovery_attempts or 0) if found else 0

    def set_aside(self) -> Sequence[tuple[str, datetime]]:
        """What lies in the queue as failed."""
        found = self._client.list_workflows(status=[*FAILED], load_input=False, load_output=False)
        return [(job.name, datetime.fromtimestamp((job.updated_at or 0) / 1000, UTC)) for job in found]

    def _forget(self, asked: dict[str, Any]) -> int:
        total = 0
        while found := [workflow.workflow_id for workflow in self._client.list_workflows(**asked)]:
            self._client.delete_workflows(found)
            total += len(found)
        return total

    @cached_property
    def _client(self) -> DBOSClient:
        """On our own engine: with the same dialect DBOS keeps its statements prepared."""
        return DBOSClient(
            system_database_engine=self._engine,
            serializer=DBOSPortableJSONSerializer(),
            lazy=True,
            retry_connection_errors=False,  # else it waits without end, and with it the few threads that pages and jobs have
        )


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
class InMemoryJobs:
    """For tests: keeps what it was given, also from transactions that were rolled back."""

    given: list[Job] = field(default_factory=list)

    def enqueue(
        self,
        connection: Connection,
        workflow: str,
        key: str,
        args: Args,
        *,
        queue: str,
        partition: str = "",
        delay_seconds: float | None = None,
    ) -> None:
        """Writes it down, once for each key."""
        if key not in {job.key for job in self.given}:
            self.given.append(
                Job(
                    workflow=workflow, key=key, args=args, queue=queue, partition=partition, delay_seconds=delay_seconds
                )
            )

    def forget(self, before: datetime, *, workflows: Sequence[str] = (), keys: Sequence[str] = ()) -> int:
        """Nothing here is ever done."""
        return 0

    def begun(self, job: str) -> int:
        """Never: nothing here is run."""
        return 0

    def set_aside(self) -> Sequence[tuple[str, datetime]]:
        """None: nothing here is tried in vain."""
        return []


def again(jobs: Jobs, connection: Connection, case: Case, why: str) -> None:
    """Has a case drawn again though it has not changed: the day has, or a copy was found untrue. `why` makes it a job of its own."""
    jobs.enqueue(
        connection,
        REDRAW,
        f"{REDRAW}/{case.id}/{case.version}/{why}",
        (case.id, case.version),
        queue=JOBS[REDRAW].queue,
        partition=case.id,
    )


def ask(jobs: Jobs, connection: Connection, person: PersonId, turn: TurnId) -> None:
    """Asks somebody whether an account that has given their code is theirs."""
    tell(jobs, connection, Tell(person=person, card="channels", case=CaseId(""), key=f"claim/{turn}"))


def tell_of_account(jobs: Jobs, connection: Connection, what: Tell, to: str) -> None:
    """Puts a card about their accounts before somebody at one of them, or by letter."""
    key = f"{what.key}/{to}"
    jobs.enqueue(
        connection,
        TELL_ACCOUNT,
        key,
        (what.person, what.card, what.about, to),
        queue=JOBS[TELL_ACCOUNT].queue,
        partition=what.person,
    )


def take_back_from(jobs: Jobs, connection: Connection, person: PersonId, account: str, at: datetime) -> None:
    """Takes back the cards of a person that lie at an account which is theirs no more."""
    key = f"{SHUT_ACCOUNT}/{account}/{person}/{int(at.timestamp())}"
    jobs.enqueue(connection, SHUT_ACCOUNT, key, (person, account), queue=JOBS[SHUT_ACCOUNT].queue, partition=person)


def tell(jobs: Jobs, connection: Connection, what: Tell) -> None:
    """Puts a card before somebody. What has been told under one key is not told again."""
    args = (what.person, what.card, what.case, what.about, what.key)
    jobs.enqueue(connection, DELIVER, what.key, args, queue=JOBS[DELIVER].queue, partition=what.person)


def invite_each(jobs: Jobs, connection: Connection, what: Invitation, people: Iterable[PersonId]) -> None:
    """Each of these people gets a letter of their own about a session, tried by itself."""
    for person in people:
        args = (what.case, what.session, what.sequence, what.cancel, person)
        jobs.enqueue(
            connection,
            INVITE_PERSON,
            f"{INVITE_PERSON}/{what.case}/{what.session}/{what.sequence}/{person}",
            args,
            queue=JOBS[INVITE_PERSON].queue,
            partition=person,
        )


def note(jobs: Jobs, connection: Connection, effect: Effect, version: int) -> None:
    """Notes what a turn wants done outside. `version` is the case's own after the turn."""
    match effect:
        case Tell():
            tell(jobs, connection, effect)
        case Redraw(case=case):
            jobs.enqueue(
                connection,
                REDRAW,
                f"{REDRAW}/{case}/{version}",
                (case, version),
                queue=JOBS[REDRAW].queue,
                partition=case,
            )
        case Invitation(case=case, session=session, sequence=sequence, cancel=cancel):
            key = f"{INVITE}/{case}/{session}/{sequence}/{version}"
            jobs.enqueue(
                connection, INVITE, key, (case, session, sequence, cancel), queue=JOBS[INVITE].queue, partition=case
            )
        case Uninvite(case=case, session=session, sequence=sequence, person=person):
            key = f"{UNINVITE}/{case}/{session}/{sequence}/{person}"
            jobs.enqueue(
                connection, UNINVITE, key, (case, session, sequence, person), queue=JOBS[UNINVITE].queue, partition=case
            )
        case Announce(case=case, number=number):
            for target in TARGETS:
                key = f"{ANNOUNCE}/{case}/{number}/{target}"
                jobs.enqueue(
                    connection,
                    ANNOUNCE,
                    key,
                    (case, number, target),
                    queue=JOBS[ANNOUNCE].queue,
                    partition=f"{ANNOUNCE}/{target}",
                )
        case _:
            assert_never(effect)
