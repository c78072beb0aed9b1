"""A field as input blocks, with what stands around it. Pure.

The block's id is the field's name: it is how Slack names a fault and how an answer comes back.
"""

import re
from datetime import date
from typing import Final, assert_never
from zlib import crc32

from adapters.shared import plain_text as words_of
from adapters.slack.choices import Given, many_of, one_of, unoffered
from adapters.slack.limits import FEW, LABEL, TYPED, storable, units
from adapters.slack.text import Json, context, label, link, plain, section, strong
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, PersonField, ShortText, YesNo
from dialogs.model.views import Page

ANSWER: Final = "answer-"  # and a digest of the answer so far, see `name_of`
NOBODY: Final = "There is nothing to choose."
ADDRESS: Final = re.compile(r"[\w.+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
WEB: Final = "web-"  # and the field's name: a link is no press


def asked(one: Field, page: Page) -> list[Json]:
    """A field: its fault, the input, what to look at again, what cannot be chosen, where longer texts go."""
    error, remark = page.errors.get(one.name, ""), page.remarks.get(one.name, "")
    return [
        *([context(f"⚠ {one.label}: {error}")] if error else []),
        *_drawn(one, page.given.get(one.name, "")),
        *([context(f"Look again: {remark}")] if remark else []),
        *_around(one, page.web),
    ]


def too_long(one: Field, page: Page) -> bool:
    """Whether the text so far has no room in an input of Slack's: it would be cut when sent."""
    return isinstance(one, ShortText | LongText) and units(_first(page.given.get(one.name, ""))) > TYPED


def elsewhere(why: str, web: str, name: str) -> Json:
    """Where longer texts go, with a way there if there is one."""
    said = f"{why} Longer texts can be written on the web page."
    return section(plain(said), accessory=link("Open web page", web, f"{WEB}{name}")) if web else context(said)


def name_of(given: Given) -> str:
    """The element's action_id: another one once the answer so far is another.

    Slack ignores an initial value where the window had an element of that name before (bolt-js issue 1258). With the
    same answer so far it keeps its name, and what is being typed in it is left alone.
    """
    return f"{ANSWER}{crc32(repr(given).encode('utf-8', 'replace')):08x}" if given else f"{ANSWER}0"


def _drawn(one: Field, given: Given) -> list[Json]:
    element = _element(one, given)
    return (
        [_input(one, {**element, "action_id": name_of(given)})]
        if element
        else [section(strong(one.label)), context(NOBODY)]
    )


def _around(one: Field, web: str) -> list[Json]:
    if isinstance(one, LongText):
        return [elsewhere(f"Up to {TYPED:,} characters here.", web, one.name)] if one.longest > TYPED else []
    return [] if isinstance(one, ShortText | Day) else unoffered(one, web)


def _input(one: Field, element: Json) -> Json:
    hint = _hint(one)
    return {
        "type": "input",
        "block_id": one.name,
        "label": label(one.label, LABEL),
        "element": element,
        "optional": not one.required,
        **({"hint": label(hint, LABEL)} if hint else {}),
    }


def _element(one: Field, given: Given) -> Json | None:  # noqa: PLR0911 - an arm for each kind
    """The element, without its id; nothing where there is nothing to choose."""
    match one:
        case ShortText():
            return _short(one, _first(given))
        case LongText():
            text = _first(given)
            return {"type": "plain_text_input", "multiline": True, **_room(one.longest, text), **_typed(text)}
        case Day():
            return {"type": "datepicker", **_initial_day(_first(given))}
        case YesNo() | OneOf():
            return one_of(one, given, "radio_buttons" if len(one.options) <= FEW else "static_select")
        case ManyOf():
            return many_of(one, given, "checkboxes" if len(one.options) <= FEW else "multi_static_select")
        case PersonField(many=True):
            return many_of(one, given, "multi_static_select")
        case PersonField():
            return one_of(one, given, "static_select")
        case _:
            assert_never(one)


def _short(one: ShortText, given: str) -> Json:
    if one.kind == "email" and (not given or _like_address(given)):  # Slack refuses any other initial value
        return {"type": "email_text_input", **_typed(given)}
    return {"type": "plain_text_input", **_room(one.longest, given), **_typed(given)}


def _room(longest: int, given: str) -> Json:
    """How much may be typed. What is too long already is shown as it is, and judged when it is sent."""
    most = min(longest, TYPED)
    return {"max_length": most if units(given) <= most else TYPED}


def _typed(given: str) -> Json:
    return {"initial_value": storable(given)} if given else {}


def _initial_day(given: str) -> Json:
    try:
        return {"initial_date": date.fromisoformat(given.strip()).isoformat()}
    except ValueError:
        return {}


def _first(given: Given) -> str:
    return given if isinstance(given, str) else next(iter(given), "")


def _like_address(given: str) -> bool:
    return ADDRESS.fullmatch(given) is not None


def _hint(one: Field) -> str:
    """The hint, with what is worth knowing before one begins."""
    match one:
        case Day():  # Slack's calendar cannot be limited, so the limits are said
            first = f"From {words_of.day(one.earliest)}." if one.earliest else ""
            return " ".join(filter(None, (one.hint, first, f"Until {words_of.day(one.latest)}." if one.latest else "")))
        case ManyOf(most=int(most)) | PersonField(many=True, most=int(most)):
            return f"{one.hint} Choose up to {most}.".strip()
        case _:
            return one.hint
