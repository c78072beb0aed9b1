"""Forms as data: the same form is a window in Slack, a dialog in Teams, a web page, or questions in a chat.

Kinds of field are a closed set: a new kind fails type-checking in every renderer until it is drawn there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from dialogs.errors import JsvError
from dialogs.ids import PersonId

Raw = Mapping[str, str | tuple[str, ...]]
"""By field name: a text as it was typed, a day in ISO form, or the very value of a choice, several of them for several.

What people write instead of a value ("Yes please", a number, a name) is understood before it comes here, and never kept.
"""
Answer = str | bool | date | tuple[str, ...] | PersonId | None
Answers = Mapping[str, Answer]
Errors = Mapping[str, str]
"""A sentence by field name; `WHOLE` for the form as a whole."""

WHOLE: Final = ""
YES: Final = "yes"
NO: Final = "no"
SHORT: Final = 200
LONG: Final = 20_000
LISTED: Final = 20  # choices that a chat numbers; of more, a name can be written


class BadAnswer(JsvError):
    """An answer cannot be used as it was given: the text says what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value kept, the words shown, and a line more where it helps."""

    value: str
    label: str
    hint: str = ""
    barred: str = ""  # why it cannot be chosen; shown, not offered


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives, the likeliest first; those who cannot be chosen come last. `more` were found and left out."""

    options: tuple[Option, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """How somebody of a directory too long for a list is asked for: by words, and by id. It holds nobody."""

    find: Callable[[str], Found]
    option: Callable[[str], Option | None]


def _as_typed(text: str) -> str:
    return text


class Holds(StrEnum):
    """What a text is about: what is remarked in one kind is expected in another."""

    PROSE = "prose"
    PLACE = "place"
    REFERENCE = "reference"
    INITIALS = "initials"
    WHO_OR_WHEN = "who or when"  # people by e-mail, times: what is asked is what would be remarked


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What every field has.

    A field that is not required may be left empty on its own screen. `needed` says that the whole is not done without it,
    or not with some of the other answers: it is never called optional.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = True
    needed: bool = False
    several: ClassVar[bool] = False

    @property
    def optional(self) -> bool:
        """Whether nobody misses it: only then may it be said that it can be skipped."""
        return not (self.required or self.needed)

    def missing(self) -> str:
        """What is said when a required field is empty."""
        return f"Answer “{self.label}”."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Base):
    """One line."""

    longest: int = SHORT
    kind: str = "text"  # or "email": a hint for keyboards on phones
    holds: Holds = Holds.PROSE

    def read(self, raw: str) -> str:
        """The line without the blanks around it."""
        return _fitting(raw, self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(Base):
    """Several lines."""

    longest: int = LONG
    rows: int = 5
    holds: Holds = Holds.PROSE
    settled: Callable[[str], str] = field(default=_as_typed, compare=False)
    """What a text says on another day too: “tomorrow at 2” as that day."""

    def read(self, raw: str) -> str:
        """The text without the blanks around it."""
        return _fitting(raw, self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Base):
    """A date from a picker; ISO only, so it is never guessed at."""

    earliest: date | None = None
    latest: date | None = None

    def read(self, raw: str) -> date:
        """The day, if it is one and inside the limits.

        Raises:
            BadAnswer: it is no day in ISO form, or outside the limits.
        """
        try:
            day = date.fromisoformat(raw.strip())
        except ValueError:
            raise BadAnswer("Choose a day, or write it as year-month-day, such as 2026-12-01.") from None
        if self.earliest and day < self.earliest:
            raise BadAnswer(f"Choose {_said(self.earliest)} or later.")
        if self.latest and day > self.latest:
            raise BadAnswer(f"Choose {_said(self.latest)} or earlier.")
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Base):
    """Yes or no; nothing is chosen beforehand."""

    def read(self, raw: str) -> bool:
        """True for yes, false for no.

        Raises:
            BadAnswer: it is neither of the two values.
        """
        if raw not in (YES, NO):
            raise BadAnswer("Choose yes or no.")
        return raw == YES

    @property
    def options(self) -> tuple[Option, ...]:
        """The two, as every renderer draws them."""
        return (Option(YES, "Yes"), Option(NO, "No"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Base):
    """One choice of a few."""

    options: tuple[Option, ...]

    def read(self, raw: str) -> str:
        """The value of the option that was chosen."""
        return _chosen(raw, self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyOf(Base):
    """Any of a few; at least one if required."""

    options: tuple[Option, ...]
    most: int | None = None
    several: ClassVar[bool] = True

    def read(self, raw: tuple[str, ...]) -> tuple[str, ...]:
        """The values chosen, in the order of the options.

        Raises:
            BadAnswer: too many were chosen, or one that is not offered.
        """
        chosen = {_chosen(typed, self.options) for typed in raw}
        if self.most is not None and len(chosen) > self.most:
            raise BadAnswer(f"Choose at most {self.most}.")
        return tuple(option.value for option in self.options if option.value in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonField(Base):
    """One person, or several, of those who may be chosen. `options` carry PersonIds and say who is barred and why.

    With a `search` it holds no list: `options` are only those whom the answers so far name.
    """

    options: tuple[Option, ...] = ()
    many: bool = False
    most: int | None = None
    search: Search | None = field(default=None, compare=False)

    @property
    def several(self) -> bool:  # type: ignore[override] # a person field is the one kind that may be either
        """Whether several people may be chosen."""
        return self.many

    def read(self, raw: str | tuple[str, ...]) -> PersonId | tuple[str, ...]:
        """The person's id, or the ids of several.

        Raises:
            BadAnswer: too many were chosen, or somebody who may not be.
        """
        if isinstance(raw, str):
            return PersonId(self._chosen(raw))
        chosen = dict.fromkeys(map(self._chosen, raw))
        if self.most is not None and len(chosen) > self.most:
            raise BadAnswer(f"Choose at most {self.most} people.")
        return tuple(chosen if self.search else (option.value for option in self.options if option.value in chosen))

    def _chosen(self, raw: str) -> str:
        known = self.search.option(raw.strip()) if self.search else None
        return _chosen(raw, (known,) if known else self.options)


Field = ShortText | LongText | Day | YesNo | OneOf | ManyOf | PersonField


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields that belong on one screen."""

    name: str
    title: str
    fields: tuple[Field, ...]
    intro: tuple[str, ...] = ()


def _no_faults(_: Answers) -> Errors:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is asked. `whole` judges answers that are each fine alone.

    `remarks` points out more than what identifies somebody, which is looked for in every text of every form; neither stops anybody.
    """

    name: str
    version: int
    title: str
    sections: tuple[Section, ...]
    submit: str = "Send"
    whole: Callable[[Answers], Errors] = field(default=_no_faults)
    remarks: Callable[[Answers], Errors] = field(default=_no_faults)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in order."""
        return tuple(field for section in self.sections for field in section.fields)

    def section(self, name: str) -> Section:
        """The section of that name; the first when there is none such (a form may have changed since)."""
        return next((section for section in self.sections if section.name == name), self.sections[0])

    def check(self, raw: Raw) -> tuple[Answers, Errors]:
        """Every field read and every fault found at once."""
        answers, errors = check(self.fields, raw)
        return answers, errors or self.whole(answers)


def check(fields: tuple[Field, ...], raw: Raw) -> tuple[Answers, Errors]:
    """What was answered and what cannot be used, by field name."""
    answers: dict[str, Answer] = {}
    errors: dict[str, str] = {}
    for asked in fields:
        try:
            answers[asked.name] = _read(asked, raw.get(asked.name, ""))
        except BadAnswer as fault:
            errors[asked.name] = str(fault)
    return answers, errors


def _read(one: Field, raw: str | tuple[str, ...]) -> Answer:
    given = tuple(part for part in _as_tuple(raw) if part.strip())
    if not given:
        if one.required:
            raise BadAnswer(one.missing())
        return () if one.several else None
    if isinstance(one, ManyOf) or (isinstance(one, PersonField) and one.many):
        return one.read(given)
    return one.read(given[0])


def _as_tuple(raw: str | tuple[str, ...]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else raw


def _fitting(raw: str, longest: int) -> str:
    text = raw.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise BadAnswer(f"Shorten this to {longest:,} characters; it has {len(text):,}.")
    return text


def _chosen(raw: str, options: tuple[Option, ...]) -> str:
    """By value alone: a number or a word would mean something else once the list has changed."""
    option = next((option for option in options if option.value == raw.strip()), None)
    if option is None:
        raise BadAnswer("Choose one of those offered.")
    if option.barred:
        raise BadAnswer(f"{option.label} cannot be chosen: {option.barred}.")
    return option.value


def _said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"
