"""A field of a form, as the control that the templates draw. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, assert_never

from adapters.web.parse import MANY, ONE
from dialogs.model.fields import (
    Day,
    Errors,
    Field,
    Found,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Raw,
    Search,
    ShortText,
    YesNo,
)

MOST_RADIOS: Final = 10  # above that, a list to choose from
MOST_INLINE: Final = 5  # side by side; more read better as a list
MOST_PEOPLE: Final = 6  # people take more room
WORTH_SAYING: Final = 2_000  # a limit shorter than this is said beforehand
NARROW: Final = 20
FEW_LETTERS: Final = 6
SHORT: Final = 18  # labels up to this stand side by side

NEAREST: Final = 5  # of those who are near, offered before anybody is looked for

Kind = Literal["line", "area", "day", "radios", "select", "checks", "people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnOption:
    """One thing to choose, as drawn."""

    id: str
    value: str
    label: str
    hint: str
    barred: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One field, as drawn. `limits` are the first and last day; `heads` when its label is the title of the page."""

    kind: Kind
    id: str
    name: str
    label: str
    hint: str = ""
    error: str = ""
    remark: str = ""
    move: str = ""  # the field's name, where something in it can be moved
    required: bool = True
    value: str = ""
    choices: tuple[DrawnOption, ...] = ()
    entry: str = "text"
    width: str = ""
    rows: int = 5
    limits: tuple[str, str] = ("", "")
    inline: bool = False
    heads: bool = False
    chosen: tuple[DrawnOption, ...] = ()  # of people who are looked for
    sought: str | None = None  # the words that were answered
    says: str = ""  # how many were found by them

    @property
    def described(self) -> str:
        """The ids of what a screen reader says after the label."""
        parts = (("hint", self.hint), ("error", self.error), ("remark", self.remark))
        return " ".join(f"{self.id}-{part}" for part, words in parts if words)


def field_id(name: str) -> str:
    """The id of a field's first control: what an error in the summary points to."""
    return f"f-{name}"


def control(
    field: Field,
    given: Raw,
    errors: Errors,
    remarks: Errors,
    *,
    movable: bool = False,
    sought: tuple[str, Found] | None = None,
) -> Control:
    """The control of a field with what was typed, what is wrong with it, what to look at again and whether that can be moved."""
    drawn = _bare(field, given.get(field.name, ""))
    return replace(
        _searching(drawn, field, field.search, sought) if isinstance(field, PersonField) and field.search else drawn,
        label=field.label,
        hint=_hint(field),
        required=not field.optional,
        error=errors.get(field.name, ""),
        remark=remarks.get(field.name, ""),
        move=field.name if movable else "",
    )


def _searching(base: Control, field: PersonField, search: Search, sought: tuple[str, Found] | None) -> Control:
    """A box to look for people, those who were found, or who are near, and those who are chosen."""
    words, found = sought or (None, Found(search.find("").options))
    chosen = {option.value for option in field.options}
    offered = tuple(option for option in found.options if option.value not in chosen)
    offered = offered if sought else offered[:NEAREST]
    return replace(
        base,
        kind="people",
        choices=_choices(field, offered, "", first=1),  # the box has the field's own id
        chosen=_choices(field, field.options, tuple(chosen)),
        sought=words,
        says=_found(words, found, len(offered)) if words is not None else "",
    )


def _found(words: str, found: Found, shown: int) -> str:
    if not found.options:
        return f"Nobody is found by “{words}”. Try part of a name, an agency or an e-mail address."
    if not shown:
        return f"Everybody found by “{words}” is chosen already."
    if found.more:
        return f"The first {shown} found by “{words}”, and {found.more:,} more. Type more of the name to see them."
    return f"{shown} found by “{words}”."


def _bare(field: Field, raw: str | Sequence[str]) -> Control:  # noqa: PLR0911 - one arm for each kind
    base = Control(kind="line", id=field_id(field.name), name=_sent_as(field), label="")
    match field:
        case ShortText():
            return replace(base, value=_first(raw), width=_width(field), entry=_entry(field))
        case LongText():
            return replace(base, kind="area", value=_first(raw), rows=field.rows)
        case Day():
            limits = tuple(day.isoformat() if day else "" for day in (field.earliest, field.latest))
            return replace(base, kind="day", value=_first(raw), limits=(limits[0], limits[1]))
        case YesNo():
            return replace(base, kind="radios", choices=_choices(field, field.options, raw), inline=True)
        case OneOf():
            return _choosing(base, field, field.options, raw)
        case ManyOf():
            return replace(base, kind="checks", choices=_choices(field, field.options, raw))
        case PersonField(search=Search()):
            return base
        case PersonField(many=True):
            return replace(base, kind="checks", choices=_choices(field, field.options, raw))
        case PersonField():
            return _choosing(base, field, field.options, raw, MOST_PEOPLE)
        case _:
            assert_never(field)


def _choosing(
    base: Control, field: Field, options: tuple[Option, ...], raw: str | Sequence[str], most: int = MOST_RADIOS
) -> Control:
    kind: Kind = "radios" if len(options) <= most else "select"
    few = len(options) <= MOST_INLINE
    short = few and all(len(option.label) <= SHORT and not (option.hint or option.barred) for option in options)
    return replace(base, kind=kind, choices=_choices(field, options, raw), inline=short)


def _choices(
    field: Field, options: tuple[Option, ...], raw: str | Sequence[str], first: int = 0
) -> tuple[DrawnOption, ...]:
    """The first keeps the field's own id, so that an error can point to it."""
    chosen = {_meant(typed, options) for typed in _all(raw)}
    return tuple(
        DrawnOption(
            id=field_id(field.name) if number == 0 else f"{field_id(field.name)}-{number}",
            value=option.value,
            label=option.label,
            hint=option.hint,
            barred=option.barred,
            chosen=option.value in chosen and not option.barred,
        )
        for number, option in enumerate(options, first)
    )


def _meant(said: str, options: tuple[Option, ...]) -> str | None:
    """The value somebody meant, also where it was answered in a chat by its words or its number."""
    word = said.strip().casefold()
    for number, option in enumerate(options, 1):
        if said == option.value or word in (option.value.casefold(), option.label.casefold(), str(number)):
            return option.value
    return None


def _sent_as(field: Field) -> str:
    return f"{MANY if field.several else ONE}{field.name}"


def _first(raw: str | Sequence[str]) -> str:
    return next(iter(_all(raw)), "")


def _all(raw: str | Sequence[str]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(raw)


def _entry(field: ShortText) -> str:
    return "email" if field.kind == "email" else "text"


def _width(field: ShortText) -> str:
    if field.longest <= FEW_LETTERS:
        return "tiny"
    return "narrow" if field.longest <= NARROW else ""


def _hint(field: Field) -> str:
    """The hint, with what is worth knowing before one begins."""
    more = ""
    match field:
        case LongText(longest=longest) if longest < WORTH_SAYING:
            more = f"Up to {longest:,} characters."
        case ManyOf(most=int(most)) | PersonField(many=True, most=int(most)):
            more = f"Choose up to {most}."
        case PersonField(search=Search()):
            pass
        case ManyOf() | PersonField(many=True) if len(field.options) > 1:
            more = "Choose all that apply."
        case _:
            pass
    return " ".join(part for part in (field.hint, more) if part)
