"""A field as an input, with what stands around it. Pure.

Rule 1: a fault is said in words above its input as well: phones do not announce what a card marks in red.
Rule 2: what can be chosen is drawn; what cannot be is said, with why.
Rule 3: a client holds a screen back until every `isRequired` input is answered, also when somebody only wants to save what
is there. So only the one question of a screen is marked so; several are judged by us, and what was typed is kept meanwhile.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.teams.cards import cut
from adapters.teams.limits import CHOICE, TEXT, TITLE, storable
from adapters.teams.text import Json, block, label, small
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, Option, PersonField, ShortText, YesNo
from dialogs.model.views import Page

ANSWER: Final = "f_"  # before a field's name: so no field can be taken for what a button carries
SEVERAL: Final = "*"  # after the name of a field with several answers, in the list of what a screen asks
FEW: Final = 7  # choices that stand open; more of them open as a list
NOBODY: Final = "There is nothing to choose."

Given = str | Sequence[str]
Choosing = YesNo | OneOf | ManyOf | PersonField


def asked(one: Field, page: Page, most: int) -> list[Json]:
    """A field: its fault, its hint, the input, what to look at again, what cannot be chosen. Lists have so many choices at most."""
    error, remark = page.errors.get(one.name, ""), page.remarks.get(one.name, "")
    drawn = _drawn(one, page.given.get(one.name, ""), most, alone=len(page.asked) == 1)
    return [
        *([block(f"There is a problem. {one.label}: {error}", color="Attention", weight="Bolder")] if error else []),
        *([drawn] if drawn else [block(one.label, weight="Bolder"), small(NOBODY)]),
        *(small(said) for said in (hint(one), f"Look again: {remark}" if remark else "", *_barred(one)) if said),
        *_unoffered(one, most, page.web),
    ]


def names(page: Page) -> str:
    """The fields that a screen asks, as its buttons carry them: what comes back empty was emptied, what was not asked is not."""
    return " ".join(f"{one.name}{SEVERAL if one.several else ''}" for one in page.asked)


def packed(value: str) -> str:
    """A value as one of several, which come back with commas between."""
    return value.replace("%", "%25").replace(",", "%2C")


def unpacked(value: str) -> str:
    """The value that was packed."""
    return value.replace("%2C", ",").replace("%25", "%")


def hint(one: Field) -> str:
    """The hint, with what is worth knowing before one begins."""
    skip = "" if one.required else "You may skip this."
    match one:
        case Day():
            first = f"From {words_of.day(one.earliest)}." if one.earliest else ""
            said = [first, f"Until {words_of.day(one.latest)}." if one.latest else ""]
        case ManyOf(most=int(most)) | PersonField(many=True, most=int(most)):
            said = [f"Choose up to {most}."]
        case _:
            said = []
    return " ".join(filter(None, (one.hint, *said, skip)))


def _drawn(one: Field, given: Given, most: int, *, alone: bool) -> Json | None:
    """The input; nothing where there is nothing to choose."""
    drawn = _element(one, given, most)
    if drawn is None:
        return None
    held = {"isRequired": True, "errorMessage": label(one.missing(), TITLE)} if one.required and alone else {}
    return {**drawn, "id": f"{ANSWER}{one.name}", "label": label(one.label, TEXT), "spacing": "Medium", **held}


def _element(one: Field, given: Given, most: int) -> Json | None:
    match one:
        case ShortText():
            style = {"style": "Email"} if one.kind == "email" else {}
            return {
                "type": "Input.Text",
                "maxLength": max(one.longest, len(_first(given))),
                **style,
                **_value(_first(given)),
            }
        case LongText():
            return {
                "type": "Input.Text",
                "isMultiline": True,
                "maxLength": max(one.longest, len(_first(given))),
                **_value(_first(given)),
            }
        case Day():
            return {"type": "Input.Date", **_limits(one), **_value(_day(_first(given)))}
        case YesNo() | OneOf():
            return _choice(one, given, most, several=False)
        case ManyOf():
            return _choice(one, given, most, several=True)
        case PersonField():
            return _choice(one, given, most, several=one.many)
        case _:
            assert_never(one)


def _choice(one: Choosing, given: Given, most: int, *, several: bool) -> Json | None:
    chosen = _meant(given, one.options)
    offered = _offered(one.options, chosen, most)
    if not offered:
        return None
    wrote = packed if several else str
    values = [wrote(value) for value in chosen if value in {option.value for option in offered}]
    return {
        "type": "Input.ChoiceSet",
        "style": "expanded" if several or len(offered) <= FEW else "compact",
        "isMultiSelect": several,
        "wrap": True,
        "choices": [{"title": label(_said(option), CHOICE), "value": wrote(option.value)} for option in offered],
        **_value(",".join(values if several else values[:1])),
    }


def _offered(options: Sequence[Option], chosen: Sequence[str], most: int) -> list[Option]:
    """What can be chosen; what is chosen already is always among it."""
    free = [option for option in options if not option.barred]
    if len(free) > most:
        free.sort(key=lambda option: option.value not in chosen)
    return free[:most]


def _barred(one: Field) -> list[str]:
    """Who cannot be chosen, and why."""
    return [] if isinstance(one, ShortText | LongText | Day) else [words_of.barred(one.options)]


def _unoffered(one: Field, most: int, web: str) -> list[Json]:
    """How many there was no room for, and where they are."""
    left = 0 if isinstance(one, ShortText | LongText | Day) else sum(not option.barred for option in one.options) - most
    return cut(f"…and {left} more", web) if left > 0 else []


def _meant(given: Given, options: Sequence[Option]) -> list[str]:
    """The values somebody meant, also where a chat was answered by words or by number."""
    said = {part.strip().casefold() for part in ([given] if isinstance(given, str) else given) if part.strip()}
    return (
        []
        if not said
        else [
            one.value
            for at, one in enumerate(options, 1)
            if said & {one.value.casefold(), one.label.casefold(), str(at)}
        ]
    )


def _said(option: Option) -> str:
    return f"{option.label}: {option.hint}" if option.hint else option.label


def _limits(one: Day) -> Json:
    ends = {"min": one.earliest, "max": one.latest}
    return {name: day.isoformat() for name, day in ends.items() if day}


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        return ""


def _value(given: str) -> Json:
    return {"value": storable(given)} if given else {}


def _first(given: Given) -> str:
    return given if isinstance(given, str) else next(iter(given), "")
