"""A case system is told that a record was circulated, filed or amended: that it happened, and where to look (P18).

Rule 1: no word of the case leaves, unless whoever runs the bot has said that the record itself is to go (JSV_HOOK_RECORD).
Rule 2: what is told is read from the fact when it is sent. The same fact is the same message: the same id, the same file.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

import structlog

from adapters.shared.channel import Unreachable
from bot.outbox.documents import RECORD
from bot.outbox.edits import Outcome
from bot.outbox.scenes import scene_for
from bot.runtime.runtime import Runtime
from dialogs.cards.document import document
from dialogs.ids import CaseId, PersonId
from dialogs.procedure.case import Case
from dialogs.procedure.commands.record import Amend, Circulate, File
from dialogs.procedure.lifecycle import Fact
from store.unit_of_work import Work

VERSION: Final = 1
SYSTEM: Final = PersonId("case-system")  # who it is in the log of looking
TYPES: Final = {Circulate: "record.circulated", File: "record.filed", Amend: "record.amended"}

log = structlog.get_logger()


class Target(StrEnum):
    """How it is told; each is a job of its own, tried again by itself."""

    REQUEST = "request"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, ready to be told. `name` is what a file of it is called."""

    id: str
    name: str
    body: bytes
    with_record: bool = False


async def announce(runtime: Runtime, case: CaseId, number: int, target: Target) -> Outcome:
    """Tell of one fact in one way. Raises `Later` when it was not taken just now."""
    if not (runtime.hooks.receiver if target is Target.REQUEST else runtime.hooks.folder):
        return Outcome.SAME
    event = await runtime.in_thread(_found, runtime, case, number)
    if event is None:
        return Outcome.OVERTAKEN
    outcome = await _told(runtime, event, target)
    if outcome is Outcome.SENT and event.with_record:
        await runtime.in_thread(_looked, runtime, case)
    log.info("announced", action="hook_told", case=case, target=target, id=event.id, outcome=outcome)
    return outcome


async def _told(runtime: Runtime, event: Event, target: Target) -> Outcome:
    hooks = runtime.hooks
    if target is Target.FOLDER and hooks.folder:
        await runtime.in_thread(hooks.folder.put, event.name, event.body)
    if target is Target.REQUEST and hooks.receiver:
        try:
            await hooks.receiver.send(event.id, event.body, runtime.clock())
        except Unreachable:
            return Outcome.UNREACHABLE
    return Outcome.SENT


def _found(runtime: Runtime, id_: CaseId, number: int) -> Event | None:
    """The event of a fact; nothing once the case has been erased."""
    with runtime.store.reading() as work:
        case = work.cases.get(id_)
        fact = next((one for one in work.facts.of(id_) if one.number == number), None) if case else None
        if case is None or fact is None:
            return None
        record = _record(work, runtime, case, fact.command.about) if runtime.hooks.record else None
    return event_of(case, fact, runtime.hooks.base, record)


def _record(work: Work, runtime: Runtime, case: Case, about: str) -> object:
    """The record as the keyworker may take it away, in the one form that it has for machines (docs/documents.md)."""
    found = document(scene_for(work, case.keyworker, case.id, RECORD, runtime), about) if case.keyworker else None
    return json.loads(runtime.writers["json"](found)) if found else None


def event_of(case: Case, fact: Fact, base: str, record: object = None) -> Event:
    """The event. The same fact gives the same bytes, as long as the record is the same."""
    what, session = TYPES[type(fact.command)], int(fact.command.about)
    id_ = f"evt_{sha256(f'{case.id}/{fact.number}'.encode()).hexdigest()[:32]}"
    link = f"{base.rstrip('/')}/case/{case.reference}" if base else None
    told = {"reference": case.reference, "session": session, "link": link, **({"record": record} if record else {})}
    body = {"version": VERSION, "id": id_, "type": what, "timestamp": _utc(fact.at), "data": told}
    name = f"{case.reference}-{session}-{what.rpartition('.')[2]}-{id_.removeprefix('evt_')[:12]}.json"
    return Event(
        id_,
        name,
        json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"),
        with_record=bool(record),
    )


def _looked(runtime: Runtime, case: CaseId) -> None:
    """The record has gone to somebody: that is a look at it, and written down as one."""
    with runtime.store.begin() as work:
        work.audit.seen(SYSTEM, f"{RECORD}.json", case, runtime.clock())


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
