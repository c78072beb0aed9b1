"""What has been typed so far, kept until it is sent; and the repairs that every form has without asking.

A draft belongs to a person and a press, not to a window: it is begun in Slack and finished on the web.
Answers are kept by name, so that a newer form can still read an older draft: texts as typed, choices as their values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from dialogs.ids import PersonId
from dialogs.model.fields import Field, Form, Raw, check
from dialogs.model.press import Press
from dialogs.procedure.people import Directory

KEPT: Final = timedelta(days=14)
MOVED: Final = "moved."  # and a field's name: what stands there was moved there, and a chat has still to ask it
CONFIRM: Final = "confirm."  # instead of a field: whether what was said back is to be done
WHICH: Final = "which."  # and a field's name: what was written of it in a chat, where a part could be more than one


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One person's half-filled form."""

    owner: PersonId
    press: Press
    version: int
    given: Raw
    skipped: tuple[str, ...] = ()
    asked: str = ""  # the field a chat has just asked; empty when it is filled in windows
    changed: datetime
    reached: str = ""  # the section last shown, or REVIEW
    asked_at: datetime | None = None  # when the chat asked that field
    asked_in: str = ""  # the conversation in which it did
    shown: tuple[str, ...] = ()  # the values that were numbered then: a number is one of these
    below: str = ""  # what has been said there since by anything else, in a few words
    pending: str = ""  # what was written then, and may be the answer

    def with_answers(self, more: Raw, at: datetime) -> "Draft":
        """The draft with these answers too."""
        return replace(self, given={**self.given, **more}, changed=at)

    def without(self, name: str) -> "Draft":
        """The draft with one question open again."""
        left = {key: value for key, value in self.given.items() if key not in (name, WHICH + name)}
        return replace(self, given=left, skipped=tuple(field for field in self.skipped if field != name))

    def under(self, conversation: str, words: str) -> "Draft":
        """The draft once something else has been said in that conversation: its question is no longer the last thing there."""
        return replace(self, below=words) if self.asked and self.asked_in == conversation else self

    def people(self, known: Directory) -> frozenset[PersonId]:
        """Of the people who are known, those whom an answer so far names, and those of whom a chat asks which it is."""
        values = [value for raw in self.given.values() for value in ((raw,) if isinstance(raw, str) else raw) if value]
        return frozenset(PersonId(value) for value in (*values, *self.shown) if value in known)

    def gone(self, now: datetime) -> bool:
        """Whether it has lain for too long (14 days)."""
        return now - self.changed > KEPT


def asking(drafts: Iterable[Draft], here: str) -> Draft | None:
    """The form whose question is open: of several that which stands last in this conversation, then the one asked last."""
    open_ones = [draft for draft in drafts if draft.asked]
    return max(open_ones, key=lambda draft: _last(draft, here), default=None)


def _last(draft: Draft, here: str) -> tuple[bool, bool, float]:
    return draft.asked_in == here, not draft.below, draft.asked_at.timestamp() if draft.asked_at else 0.0


class Repair(StrEnum):
    """What may be said in answer to any question instead of an answer."""

    BACK = "back"
    CHANGE = "change"
    SKIP = "skip"
    HELP = "help"
    CANCEL = "cancel"
    WHERE = "where was i"
    CLEAR = "clear"
    CLEAR_IT = "clear it"
    THROW_AWAY = "throw it away"


def repair(said: str) -> tuple[Repair, str] | None:
    """The repair somebody asked for, and for `change` the field's words. Recognised before an answer is read."""
    line = " ".join(said.strip().casefold().rstrip("?!.").split())
    if line.startswith("change "):
        return Repair.CHANGE, line.removeprefix("change ")
    spoken = SAID.get(line)
    return (spoken, "") if spoken else None


SAID: Final[Mapping[str, Repair]] = {
    "back": Repair.BACK,
    "change": Repair.CHANGE,
    "skip": Repair.SKIP,
    "help": Repair.HELP,
    "keep": Repair.SKIP,
    "keep it": Repair.SKIP,
    "skip it": Repair.SKIP,
    "skip this": Repair.SKIP,
    "go back": Repair.BACK,
    "clear": Repair.CLEAR,
    "clear it": Repair.CLEAR_IT,
    "throw it away": Repair.THROW_AWAY,
    "throw away": Repair.THROW_AWAY,
    "cancel": Repair.CANCEL,
    "stop": Repair.CANCEL,
    "where was i": Repair.WHERE,
}


def next_question(form: Form, draft: Draft) -> Field | None:
    """What a channel without windows asks next; None when all is answered or skipped."""
    _, errors = check(form.fields, draft.given)
    for field in form.fields:
        unanswered = MOVED + field.name in draft.given or (
            field.name not in draft.given and field.name not in draft.skipped
        )
        if unanswered or field.name in errors:
            return field
    return None


def before(form: Form, draft: Draft) -> Field | None:
    """The question answered last, in the order of the form: where `back` goes."""
    names = [field.name for field in form.fields]
    end = names.index(draft.asked) if draft.asked in names else len(names)
    done = (*draft.given, *draft.skipped)
    return next((field for field in reversed(form.fields[:end]) if field.name in done), None)


def called(form: Form, words: str) -> Field | None:
    """The field somebody means by a word or two of its name or label."""
    sought = words.casefold()
    near = [field for field in form.fields if sought in (field.name.casefold(), field.label.casefold())]
    near = near or [field for field in form.fields if sought in field.label.casefold()]
    return near[0] if len(near) == 1 else None
