"""What is shown: a Card about something, or a Page of a form. Each channel draws both in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dialogs.model.cover import Cover
from dialogs.model.fields import Errors, Field, Form, Found, Raw, Section
from dialogs.model.press import Press


class Style(StrEnum):
    """How a button looks; never the only sign of what it does."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


class Tone(StrEnum):
    """What a note is: always said in words as well."""

    INFO = "info"
    WARNING = "warning"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it carries."""

    label: str
    press: Press
    style: Style = Style.PLAIN
    described: str = ""  # for a screen reader, where the label alone would not do
    opens: str = field(
        default="", repr=False
    )  # an address that is opened instead of anything being pressed; each is new, and tells no two drawings apart


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of plain words."""

    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a card."""

    words: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a case is on its way: names in order, and how many are done."""

    names: tuple[str, ...]
    done: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something to notice."""

    words: str
    tone: Tone = Tone.INFO


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of several, with its own buttons: a slot of a poll, a case of a list."""

    title: str
    detail: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Several things of one kind."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a name for each row, and one of the `words` under each column. Where there is no room for one, a list by column."""

    caption: str
    corner: str  # what the names of the rows are
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    words: tuple[str, ...]  # in the order in which a list says them

    @property
    def by_column(self) -> tuple[tuple[str, str], ...]:
        """Each column with the names under each of its words, as a sentence for each."""
        return tuple((name, self._listed(at)) for at, name in enumerate(self.columns))

    def _listed(self, at: int) -> str:
        said = ((word, [name for name, cells in self.rows if cells[at] == word]) for word in self.words)
        return " ".join(f"{word[:1].upper()}{word[1:]}: {_listed(names)}." for word, names in said if names)


def _listed(names: list[str]) -> str:
    *head, tail = names
    return f"{', '.join(head)} and {tail}" if head else tail


Block = Text | Heading | Pairs | Steps | Note | Rows | Grid


@dataclass(frozen=True, slots=True)
class Card:
    """What one person sees of one thing. `name` says which card it is, `note` answers what was just done.

    `files` are documents to take away, `press.verb` being the kind: "docx", "pdf" or "json". `looked` is what is written
    into the log of looking when the card is shown, or nothing: then it is `shows` alone.
    """

    name: str
    title: str
    body: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    note: Note | None = None
    case: str = ""
    files: tuple[Button, ...] = ()
    looked: str = ""
    shows: tuple[str, ...] = field(default=(), repr=False)  # the kinds of words about the case that stand on it
    web: str = field(
        default="", repr=False
    )  # a personal way to the same on the web, for where some of it has no room; empty where there is none
    cover: Cover | None = field(default=None, repr=False)  # what a letter says that brings it, where one may

    def saying(self, words: str, tone: Tone = Tone.INFO) -> "Card":
        """The same card with a sentence above it."""
        return replace(self, note=Note(words, tone))

    @property
    def downloads(self) -> tuple[Button, ...]:
        """Its documents, for where they are no part of a page: those that have an address of their own."""
        return tuple(path for path in self.files if path.opens)

    @property
    def presses(self) -> tuple[Button, ...]:
        """Every button on it, those of rows first."""
        rows = (row for block in self.body if isinstance(block, Rows) for row in block.rows)
        return (*(button for row in rows for button in row.buttons), *self.buttons)


MOVE = "Move this to the points for the next meeting"
"""What the button says that moves what reads like a task to where it belongs."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A remark on a field of another screen: how it is called, the screen where it is changed, and whether something in it can be moved."""

    name: str
    section: str
    label: str
    says: str
    movable: bool = False


class State(StrEnum):
    """How far one section of a form is that is written in pieces."""

    HERE = "here"
    WRITTEN = "written"
    TO_WRITE = "still to write"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Task:
    """One section on the task list of a form that is written in pieces: the way to it, and how far it is."""

    section: str
    title: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One screen of a form being filled.

    `press` is what sending it carries. `given` are the answers so far, of all sections. `asked` are the fields of
    this screen. `errors` stand beside their fields, `remarks` too but do not stop anybody; `again` are remarks on screens
    that were left. `movable` are fields of this screen that hold what can be moved, see `MOVE`. `number` counts from 1. `mark`
    says what its reader has before them, and comes back with what they send: they may have an older screen open elsewhere.
    """

    form: Form
    press: Press
    section: Section
    given: Raw
    number: int = 1
    of: int = 1
    errors: Errors = field(default_factory=dict)
    again: tuple["LookAgain", ...] = ()
    movable: frozenset[str] = frozenset()
    remarks: Errors = field(default_factory=dict)
    note: Note | None = None
    reviewed: bool = False  # whether the answers are checked before they are sent
    mark: str = ""
    as_question: bool = False  # one field at a time, in a chat
    stands: str = ""  # what was answered to that before, in words; it stays unless something else is written
    tasks: tuple[Task, ...] = ()  # every section, where one may go to any at any time; what is left is saved
    case: str = ""  # which case it is about, in words
    shows: tuple[str, ...] = field(default=(), repr=False)  # as on a card
    web: str = field(default="", repr=False)  # as on a card
    sought: Mapping[str, tuple[str, Found]] = field(default_factory=dict)  # by field: the words, and who was found

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of this screen."""
        return self.section.fields

    @property
    def last(self) -> bool:
        """Whether nothing comes after it but sending."""
        return self.number == self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Check your answers: every answer in words, each with Change; then Send."""

    form: Form
    press: Press
    rows: tuple["Answered", ...]
    errors: Errors = field(default_factory=dict)
    note: Note | None = None
    mark: str = ""  # as on a page
    case: str = ""  # as on a page
    shows: tuple[str, ...] = field(default=(), repr=False)  # as on a card
    web: str = field(default="", repr=False)  # as on a card


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of a review. `name` is the field, `section` where it is changed, `remark` what to look at again."""

    name: str
    section: str
    label: str
    words: str
    remark: str = ""


Reply = Card | Page | Review


def look(reply: Reply) -> str:
    """What is written into the log of looking when this is shown: the kinds of words on it, never the words; empty where there are none."""
    if isinstance(reply, Card) and (reply.looked or not reply.case):
        return reply.looked
    name = reply.name if isinstance(reply, Card) else f"form {reply.press.verb}"
    return f"{name}: {', '.join(reply.shows)}" if reply.shows else ""


Named = Mapping[str, str]
"""Names of people by id, as cards say them."""
