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
from adapters.shared.choosing import Given, first, meant
from adapters.shared.fitting import storable
from adapters.teams.cards import cut
from adapters.teams.limits import CHOICE, TEXT, TITLE
from adapters.teams.text import Json, block, label, small
from dialogs.model.fields import (
    Day,
    Field,
    Found,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Search,
    ShortText,
    YesNo,
)
from dialogs.model.press import Press
from dialogs.model.views import Page

ANSWER: Final = "f_"  # before a field's name: so no field can be taken for what a button carries
SEVERAL: Final = "*"  # after the name of a field with several answers, in the list of what a screen asks
FEW: Final = 7  # choices that stand open; more of them open as a list
NOBODY: Final = "There is nothing to choose."

SHOWN: Final = 15  # of one list that asks us: task-modules-and-cards/cards/dynamic-search
PARTED: Final = "|"
BY_NAME: Final = "Type part of a name, agency or e-mail"
IN_CHAT: Final = "If nobody is found as you type, save this and write “here”: I ask you in the chat."

Choosing = YesNo | OneOf | ManyOf | PersonField


def asked(field: Field, page: Page, most: int) -> list[Json]:
    """A field: its fault, its hint, the input, what to look at again, what cannot be chosen. Lists have so many choices at most."""
    error, remark = page.errors.get(field.name, ""), page.remarks.get(field.name, "")
    drawn = _drawn(field, page.given.get(field.name, ""), most, alone=len(page.asked) == 1)
    if drawn and isinstance(field, PersonField) and field.search:
        dataset = PARTED.join((str(page.press), field.name, names(page)))
        drawn["choices.data"] = {"type": "Data.Query", "dataset": dataset, "associatedInputs": "auto"}
    return [
        *([block(f"There is a problem. {field.label}: {error}", color="Attention", weight="Bolder")] if error else []),
        *([drawn] if drawn else [block(field.label, weight="Bolder"), small(NOBODY)]),
        *(small(said) for said in (hint(field), f"Look again: {remark}" if remark else "", *_barred(field)) if said),
        *_unoffered(field, most, page.web),
    ]


def names(page: Page) -> str:
    """The fields that a screen asks, as its buttons carry them: what comes back empty was emptied, what was not asked is not."""
    return " ".join(f"{field.name}{SEVERAL if field.several else ''}" for field in page.asked)


def packed(value: str) -> str:
    """A value as one of several, which come back with commas between."""
    return value.replace("%", "%25").replace(",", "%2C")


def unpacked(value: str) -> str:
    """The value that was packed."""
    return value.replace("%2C", ",").replace("%25", "%")


def hint(field: Field) -> str:
    """The hint, with what is worth knowing before one begins."""
    skip = "You may skip this." if field.optional else ""
    match field:
        case Day():
            first = f"From {words_of.day(field.earliest)}." if field.earliest else ""
            said = [first, f"Until {words_of.day(field.latest)}." if field.latest else ""]
        case PersonField(search=Search()):
            said = [f"Choose up to {field.most}." if field.many and field.most else "", IN_CHAT]
        case ManyOf(most=int(most)) | PersonField(many=True, most=int(most)):
            said = [f"Choose up to {most}."]
        case _:
            said = []
    return " ".join(filter(None, (field.hint, *said, skip)))


def _drawn(field: Field, given: Given, most: int, *, alone: bool) -> Json | None:
    """The input; nothing where there is nothing to choose."""
    drawn = _element(field, given, most)
    if drawn is None:
        return None
    held = {"isRequired": True, "errorMessage": label(field.missing(), TITLE)} if field.required and alone else {}
    return {**drawn, "id": f"{ANSWER}{field.name}", "label": label(field.label, TEXT), "spacing": "Medium", **held}


def searched(dataset: str) -> tuple[Press | None, str, str]:
    """What a query carries: the press of its form, its field, and the fields that its screen asks."""
    press, _, rest = dataset.partition(PARTED)
    name, _, names_there = rest.partition(PARTED)
    return Press.read(press), name, names_there


def result(found: Found, *, several: bool) -> list[Json]:
    """Who may be meant, as Teams lists them: it knows no choice that cannot be made, so its words say so, and why."""
    wrote = packed if several else str
    shown = found.options[: SHOWN - 1] if found.more or len(found.options) > SHOWN else found.options
    left = found.more + len(found.options) - len(shown)
    listed: list[Json] = [{"title": label(_called(option), CHOICE), "value": wrote(option.value)} for option in shown]
    rest: list[Json] = [{"title": f"…and {left} more: type more of the name", "value": ""}]
    return [*listed, *(rest if left else [])]


def _called(option: Option) -> str:
    return f"{option.label}: cannot be chosen ({option.barred})" if option.barred else _said(option)


def _sought(field: PersonField, search: Search, given: Given) -> Json:
    """A list that asks us as one types; before that it holds who is chosen, and those who are near."""
    near = search.find("").options
    offered = list({option.value: option for option in (*field.options, *near)}.values())[: SHOWN + len(field.options)]
    wrote = packed if field.many else str
    values = [wrote(value) for value in meant(given, field.options)]
    return {
        "type": "Input.ChoiceSet",
        "style": "filtered",
        "isMultiSelect": field.many,
        "placeholder": BY_NAME,
        "choices": [{"title": label(_called(option), CHOICE), "value": wrote(option.value)} for option in offered],
        **_value(",".join(values if field.many else values[:1])),
    }


def _element(field: Field, given: Given, most: int) -> Json | None:  # noqa: PLR0911 - an arm for each kind
    match field:
        case ShortText():
            style = {"style": "Email"} if field.kind == "email" else {}
            return {
                "type": "Input.Text",
                "maxLength": max(field.longest, len(first(given))),
                **style,
                **_value(first(given)),
            }
        case LongText():
            return {
                "type": "Input.Text",
                "isMultiline": True,
                "maxLength": max(field.longest, len(first(given))),
                **_value(first(given)),
            }
        case Day():
            return {"type": "Input.Date", **_limits(field), **_value(_day(first(given)))}
        case YesNo() | OneOf():
            return _choice(field, given, most, several=False)
        case ManyOf():
            return _choice(field, given, most, several=True)
        case PersonField(search=Search() as search):
            return _sought(field, search, given)
        case PersonField():
            return _choice(field, given, most, several=field.many)
        case _:
            assert_never(field)


def _choice(field: Choosing, given: Given, most: int, *, several: bool) -> Json | None:
    chosen = meant(given, field.options)
    offered = _offered(field.options, chosen, most)
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


def _barred(field: Field) -> list[str]:
    """Who cannot be chosen, and why."""
    return [] if isinstance(field, ShortText | LongText | Day) else [words_of.barred(field.options)]


def _unoffered(field: Field, most: int, web: str) -> list[Json]:
    """How many there was no room for, and where they are."""
    left = (
        0
        if isinstance(field, ShortText | LongText | Day)
        else sum(not option.barred for option in field.options) - most
    )
    return cut(f"…and {left} more", web) if left > 0 else []


def _said(option: Option) -> str:
    return f"{option.label}: {option.hint}" if option.hint else option.label


def _limits(field: Day) -> Json:
    ends = {"min": field.earliest, "max": field.latest}
    return {name: day.isoformat() for name, day in ends.items() if day}


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        return ""


def _value(given: str) -> Json:
    return {"value": storable(given)} if given else {}
