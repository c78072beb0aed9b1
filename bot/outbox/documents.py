"""The record as a document, for whoever may read it: judged, drawn as things stand, and written down as a look at it (P18, P23)."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adapters.web.ports import Download
from bot.config.errors import Plain
from bot.outbox.scenes import scene_for
from bot.runtime.runtime import Runtime, Writer
from bot.runtime.spreadsheet import as_csv
from dialogs.cards import desk
from dialogs.cards.document import document
from dialogs.cards.need_to_know import as_readable
from dialogs.ids import PersonId
from dialogs.model.documents import RecordDocument
from dialogs.model.press import Press

if TYPE_CHECKING:
    from adapters.documents.word import WordWriter

RECORD: Final = "record"
EXPORTED: Final = "export of the office's desk"
KINDS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def writers(template: str) -> Mapping[str, Writer]:
    """Who writes each kind. Their libraries are loaded when the first document is asked for; a template of one's own is tried at once."""
    if template:
        _word(template)
    return {"docx": lambda of: _word(template).write(of), "pdf": _pdf, "json": _json}


def files(runtime: Runtime) -> Callable[[PersonId, Press], Awaitable[Download | None]]:
    """How the pages get a document."""

    async def take(person: PersonId, press: Press) -> Download | None:
        return await runtime.in_thread(taken, runtime, person, press)

    return take


def taken(runtime: Runtime, person: PersonId, press: Press) -> Download | None:
    """The document that a press names; nothing for somebody who may not have it, or if there is none."""
    if press.card == desk.NAME and press.verb == desk.CSV:
        return _desk(runtime, person, press)
    kind = KINDS.get(press.verb)
    found = _looked(runtime, person, press) if kind and press.card == RECORD and press.case else None
    return Download(f"{found.stem}.{press.verb}", kind, runtime.writers[press.verb](found)) if found and kind else None


def _looked(runtime: Runtime, person: PersonId, press: Press) -> RecordDocument | None:
    with runtime.store.begin() as work:
        scene = scene_for(work, person, press.case, RECORD, runtime)
        found = document(scene, press.about) if scene.actor else None
        if found and press.case:
            work.audit.seen(person, f"{RECORD}.{press.verb}", press.case, scene.now)
    return found


def _desk(runtime: Runtime, person: PersonId, press: Press) -> Download | None:
    """What lies on the partnership office's desk, as a file; nothing for anybody else. That it was taken is written down."""
    with runtime.store.begin() as work:
        scene = as_readable(scene_for(work, person, None, desk.NAME, runtime))
        if scene.actor is None or not scene.actor.office:
            return None
        work.audit.seen(person, EXPORTED, None, scene.now)
    body = as_csv(desk.table(scene, press.about)).encode("utf-8-sig")
    return Download(f"open-cases-{scene.now:%Y-%m-%d}.csv", "text/csv", body)


@cache
def _word(template: str) -> "WordWriter":
    from adapters.documents.word import OURS, BadTemplate, WordWriter  # noqa: PLC0415 - it takes a third of a second to load

    try:
        return WordWriter(Path(template) if template else OURS)
    except BadTemplate as fault:
        raise Plain([f"JSV_WORD_TEMPLATE: {fault}"]) from None


def _pdf(of: RecordDocument) -> bytes:
    from adapters.documents.pdf import write  # noqa: PLC0415 - ditto

    return write(of)


def _json(of: RecordDocument) -> bytes:
    from adapters.documents.plain import as_json  # noqa: PLC0415 - beside the others

    return as_json(of)
