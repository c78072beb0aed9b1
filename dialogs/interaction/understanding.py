"""What somebody types in answer to a question, as the value that is kept: understood when it is answered, or asked about.

A number belongs to the list that was shown with the question, and to no other. What could mean two things is never chosen
between; what means none is asked again with words that would do.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from dialogs import words
from dialogs.ids import PersonId
from dialogs.interaction import naming, spellings
from dialogs.model.fields import (
    LISTED,
    Day,
    Field,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Raw,
    Search,
    ShortText,
    YesNo,
    check,
)
from dialogs.model.turns import Scene
from dialogs.phrases import example, read_days
from dialogs.procedure.people import Directory

CHANGED: Final = "The list has changed since it was shown, so nothing was chosen. Here it is as it is now."
SHOWN: Final = 60  # characters of what was written, where it is said again
FEW: Final = 5  # people of thousands between whom it is asked
NEAREST: Final = 8  # of thousands, offered before anybody is looked for
Choices = OneOf | ManyOf | PersonField
Choice = TypeVar("Choice", bound=Choices)


@dataclass(frozen=True, slots=True)
class Meant:
    """The value, or the values of several."""

    raw: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not taken, and what to say. Where a few could be meant these are `perhaps`; `parts` is all that was written, the clear ones as values."""

    says: str
    perhaps: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """What can be chosen now, and the values that were numbered with the question; with `parts`, a few that could be meant."""

    field: Choices
    shown: tuple[str, ...]
    people: Directory
    parts: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """All that can be chosen."""
        return tuple(option.value for option in self.field.options)

    @property
    def holds(self) -> bool:
        """Whether the list is still the one that was shown."""
        some = self.parts or _search(self.field)
        return set(self.shown) <= set(self.values) if some else self.shown == numbered(self.field)

    def label(self, value: str) -> str:
        """How it is called."""
        return next((option.label for option in self.field.options if option.value == value), value)


def numbered(field: Field, perhaps: Sequence[str] = ()) -> tuple[str, ...]:
    """The values of the choices in the order in which a chat numbers them; of `perhaps` only, where it asks which is meant."""
    if not isinstance(field, Choices):
        return ()
    listed = [option.value for option in field.options if not perhaps or option.value in perhaps]
    return tuple(listed[:LISTED])


def in_question(field: Choice, values: Sequence[str], said: str = "") -> Choice:
    """The field with a list; where people are looked for, with those of these ids and whom the words may mean."""
    search = _search(field)
    if search is None:
        return field
    known = filter(None, map(search.option, values))
    found = [
        option
        for part in dict.fromkeys((said, *spellings.parted(said)))
        if part
        for option in search.find(part).options
    ]
    return replace(field, options=tuple({option.value: option for option in (*known, *found)}.values()))


def offered(field: Field, perhaps: Sequence[str]) -> Field:
    """The question as it is asked: where people are looked for, with those who are near, or between whom it is asked."""
    search = _search(field)
    if search is None or not isinstance(field, Choices):
        return field
    return in_question(field, perhaps or [option.value for option in search.find("").options[:NEAREST]])


def _search(field: Field) -> Search | None:
    return field.search if isinstance(field, PersonField) else None


def understood(
    field: Field, said: str, scene: Scene, shown: Sequence[str], parts: Sequence[str] = ()
) -> Meant | Unclear:
    """What an answer means. `shown` are the values that were numbered; `parts` what was written before, where it asked which is meant."""
    if isinstance(field, YesNo):
        meant = spellings.yes_or_no(said)
        return Meant(meant) if meant else Unclear(f"I did not understand “{_cut(said)}”. Write “yes” or “no” alone.")
    if isinstance(field, Day):
        return _day(field, said, scene)
    if isinstance(field, ShortText | LongText):
        return Meant(field.settled(said) if isinstance(field, LongText) else said)
    listed = Listed(in_question(field, (*shown, *parts), said), tuple(shown), scene.people, tuple(parts))
    if not field.required and spellings.plain(said) in spellings.NONE:
        return Meant(() if field.several else "")
    return _several(said, listed) if field.several or parts else _all_of((said,), listed)


def said_back(field: Field, given: Raw, scene: Scene) -> str:
    """What was understood of an answer, in words; nothing of a text, which says itself."""
    raw = given.get(field.name, "")
    values = tuple(filter(None, (raw,) if isinstance(raw, str) else raw))
    if not values or isinstance(field, ShortText | LongText):
        return ""
    label = field.label if field.label.endswith(("?", ":")) else f"{field.label}:"
    if isinstance(field, Day):
        day = check((field,), given)[0].get(field.name)
        return f"{label} {words.day(day)}." if isinstance(day, date) else ""
    options = in_question(field, values).options if isinstance(field, Choices) else field.options
    called = {option.value: _called(option, scene) for option in options}
    names = [called.get(value, value) for value in values]
    return words.sentence(f"{label} {'; '.join(names) if any(',' in name for name in names) else words.listed(names)}")


def _called(option: Option, scene: Scene) -> str:
    person = scene.people.get(PersonId(option.value))
    return ", ".join(filter(None, (option.label, person.agency if person else "")))


def _cut(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _day(field: Day, said: str, scene: Scene) -> Meant | Unclear:
    terms = scene.terms
    holidays, limits = terms.calendar.by_name, (field.earliest, field.latest)
    days = read_days(said, terms.today, limits, bank_holidays=holidays, leftover=scene.leftover)
    if len(days) == 1:
        return Meant(days[0].isoformat())
    if days:
        either = words.listed(map(words.day, days), "or")
        return Unclear(f"“{_cut(said)}” could be {either}. Write the one you mean.")
    such = example(scene.now).partition(" at ")[0]
    return Unclear(f"I did not understand “{_cut(said)}”. Write one day, such as “today” or “{such}”.")


def _several(said: str, listed: Listed) -> Meant | Unclear:
    """Where it was asked which of a few is meant, the answer stands for the part that was not clear."""
    if listed.parts:
        at = next((place for place, part in enumerate(listed.parts) if part not in listed.values), 0)
        return _all_of((*listed.parts[:at], said, *listed.parts[at + 1 :]), listed, fresh=at)
    if len(_fitting(said, listed)) == 1:
        return _all_of((said,), listed)
    if spellings.plain(said) in spellings.ALL and not _search(listed.field) and len(listed.shown) < len(listed.values):
        return Unclear("There are more than were listed. Write which ones.")
    if counted := spellings.numbers(said, len(listed.shown)):
        return _all_of(tuple(map(str, counted)), listed)
    whole, rest = _written_out(said, listed)
    return _all_of((*whole, *spellings.parted(rest)), listed)


def _written_out(said: str, listed: Listed) -> tuple[tuple[str, ...], str]:
    """The values of all whose label holds a comma or an "and" and is written in full, and the words without them."""
    found: list[str] = []
    rest = said
    for option in sorted(listed.field.options, key=lambda option: -len(option.label)):
        place = rest.casefold().find(option.label.casefold()) if len(spellings.parted(option.label)) > 1 else -1
        if place >= 0:
            found.append(option.value)
            rest = f"{rest[:place]};{rest[place + len(option.label) :]}"
    return tuple(found), rest


def _all_of(written: tuple[str, ...], listed: Listed, *, fresh: int | None = None) -> Meant | Unclear:
    """Each by itself. The first that is not clear is asked about, and the others are kept, those that are clear as values."""
    whole = replace(listed, parts=())
    if any(spellings.number(part) and part not in listed.values for part in written) and not listed.holds:
        return Unclear(CHANGED)
    fitting = [
        (part,) if place != fresh and part in listed.values else _fitting(part, listed if place == fresh else whole)
        for place, part in enumerate(written)
    ]
    unclear = next((place for place, fits in enumerate(fitting) if len(fits) != 1), None)
    if unclear is not None:
        kept = tuple(fits[0] if len(fits) == 1 else part for part, fits in zip(written, fitting, strict=True))
        return _unclear(written[unclear], fitting[unclear], kept, listed)
    found = [value for fits in fitting for value in fits]
    field = listed.field
    if not found:
        return Unclear("Choose one of those offered.")
    values = tuple(option.value for option in field.options if option.value in found)
    return Meant(values if field.several else values[0])


def _fitting(said: str, listed: Listed) -> tuple[str, ...]:
    """The values of all that the words may mean, as well as they fit at best."""
    among = [option for option in listed.field.options if not listed.parts or option.value in listed.shown]
    exact = tuple(option.value for option in among if said.strip().casefold() == option.value.casefold())
    if exact and not isinstance(listed.field, PersonField):  # nobody writes the id of a person
        return exact
    if number := spellings.number(said):
        place = len(listed.shown) if number < 0 else number
        here = listed.shown[place - 1 : place] if listed.holds else ()
        counted = tuple(option.value for option in among if spellings.counts(number, option.label))
        if here or counted:
            return tuple(dict.fromkeys((*here, *counted)))
    if search := _search(listed.field):
        return _found(said, search, {option.value for option in among}, listed)
    like = {option.value: spellings.likeness(said, option.label, option.hint) for option in among}
    best = max(like.values(), default=0)
    fits = tuple(value for value, how in like.items() if best and how == best)
    person = isinstance(listed.field, PersonField)
    return () if person and len(fits) == 1 and not _names(said, fits[0], listed) else fits


def _found(said: str, search: Search, among: Collection[str], listed: Listed) -> tuple[str, ...]:
    """Those whom the words find; of several the ones who are called just so. One alone is taken only if nobody else can be meant."""
    found = search.find(said)
    options = [option for option in found.options if option.value in among]
    named = [option for option in options if spellings.plain(option.label) == spellings.plain(said)]
    alone = len(options) == 1 and not found.more
    return (
        ()
        if alone and not _names(said, options[0].value, listed)
        else tuple(option.value for option in named or options)
    )


def _names(said: str, value: str, listed: Listed) -> bool:
    option = next(option for option in listed.field.options if option.value == value)
    return naming.names(said, option, listed.people.get(PersonId(value)))


def _unclear(part: str, fitting: tuple[str, ...], written: tuple[str, ...], listed: Listed) -> Unclear:
    if 1 < len(fitting) <= (FEW if _search(listed.field) else LISTED):
        names = words.listed(dict.fromkeys(f"“{listed.label(value)}”" for value in fitting), "or")
        says = f"“{_cut(part)}” could be more than one: {names}. Which do you mean?"
        return Unclear(says, fitting, written)
    if fitting:
        return Unclear(f"“{_cut(part)}” could be many of them. Write more of the name.")
    if spellings.number(part):
        return Unclear(f"There is no number {_cut(part)} in this list.", *_again(listed))
    free = [option.label for option in listed.field.options if not option.barred]
    if only := _only(part, listed):
        return Unclear(
            f"“{_cut(part)}” may be {only}, or somebody else. Write “{only}” if you mean them.", *_again(listed)
        )
    near = spellings.near(part, free)
    such = f" Write what is listed, such as “{free[0]}”, or its number." if free else ""
    perhaps = f" Did you mean “{near}”? Then write that." if near else such
    rest = " Nothing was chosen: write all of them once more." if listed.field.several and len(written) > 1 else ""
    return Unclear(f"I did not find “{_cut(part)}”.{perhaps}{rest}", *_again(listed))


def _only(said: str, listed: Listed) -> str:
    """The one person whom the words find, though they do not name them."""
    search, field = _search(listed.field), listed.field
    if not isinstance(field, PersonField):
        return ""
    if search:
        found = [option.label for option in search.find(said).options if not option.barred]
    else:
        like = {option.label: spellings.likeness(said, option.label, option.hint) for option in field.options}
        found = [label for label, how in like.items() if how and how == max(like.values())]
    return found[0] if len(found) == 1 else ""


def _again(listed: Listed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where it was asked which of a few is meant, that is asked again."""
    return (listed.shown, listed.parts) if listed.parts and listed.holds else ((), ())
