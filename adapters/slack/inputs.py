"""A field as input blocks, with what stands around it. Pure.

The block's id is the field's name: it is how Slack names a fault and how an answer comes back.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, assert_never
from zlib import crc32

from adapters.shared import plain_text as words_of
from adapters.shared.choosing import Given, first
from adapters.shared.fitting import storable, units
from adapters.shared.pieces import SPARE, Piece, pieces
from adapters.slack.choices import many_of, one_of, sought_many, sought_one, unoffered
from adapters.slack.limits import FEW, LABEL, PIECE, TYPED
from adapters.slack.text import Json, context, label, link, plain, section, strong
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, PersonField, Search, ShortText, YesNo
from dialogs.model.views import Page

ANSWER: Final = "answer-"  # and a digest of the answer so far, see `name_of`
MORE: Final = f"Up to {TYPED:,} characters in each box; save a long text, and there is room for more."
NOBODY: Final = "There is nothing to choose."
ADDRESS: Final = re.compile(r"[\w.+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
WEB: Final = "web-"  # and the field's name: a link is no press


def asked(field: Field, page: Page) -> list[Json]:
    """A field: its fault, the input, what to look at again, what cannot be chosen, where longer texts go."""
    error, remark = page.errors.get(field.name, ""), page.remarks.get(field.name, "")
    return [
        *([context(f"⚠ {field.label}: {error}")] if error else []),
        *_drawn(field, page.given.get(field.name, "")),
        *([context(f"Look again: {remark}")] if remark else []),
        *_around(field, page.web),
    ]


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


def _drawn(field: Field, given: Given) -> list[Json]:
    if isinstance(field, ShortText | LongText) and len(parts := _in_parts(field, first(given))) > 1:
        return _several(field, parts)
    element = _element(field, given)
    if element is None:
        return [section(strong(field.label)), context(NOBODY)]
    return [_input(field, {**element, "action_id": name_of(given)})]


def _in_parts(field: ShortText | LongText, text: str) -> list[Piece]:
    """A text too long for one input, or nearly so, in several; the last one has room to go on."""
    if units(text) <= PIECE:
        return [Piece(text)]
    return [*pieces(text, PIECE), *([SPARE] if field.longest > TYPED else [])]


def _several(field: Field, parts: Sequence[Piece]) -> list[Json]:
    """One answer in several inputs. Only the first can be missing; a fault is shown beside it."""
    drawn = []
    for number, part in enumerate(parts, 1):
        asks = replace(field, label=f"{field.label} (part {number} of {len(parts)})")
        if number > 1:
            asks = replace(asks, name=part.named(field.name, number), hint="", required=False)
        element: Json = {"type": "plain_text_input", "multiline": True, "max_length": TYPED, **_typed(part.words)}
        drawn.append(_input(asks, {**element, "action_id": name_of(part.words)}))
    return drawn


def _around(field: Field, web: str) -> list[Json]:
    if isinstance(field, LongText):
        return [elsewhere(MORE, web, field.name)] if field.longest > TYPED else []
    return [] if isinstance(field, ShortText | Day) else unoffered(field, web)


def _input(field: Field, element: Json) -> Json:
    hint = _hint(field)
    return {
        "type": "input",
        "block_id": field.name,
        "label": label(field.label, LABEL),
        "element": element,
        "optional": not field.required,
        **({"hint": label(hint, LABEL)} if hint else {}),
    }


def _element(field: Field, given: Given) -> Json | None:  # noqa: PLR0911 - an arm for each kind
    """The element, without its id; nothing where there is nothing to choose."""
    match field:
        case ShortText():
            return _short(field, first(given))
        case LongText():
            text = first(given)
            return {"type": "plain_text_input", "multiline": True, **_room(field.longest, text), **_typed(text)}
        case Day():
            return {"type": "datepicker", **_initial_day(first(given))}
        case YesNo() | OneOf():
            return one_of(field, given, "radio_buttons" if len(field.options) <= FEW else "static_select")
        case ManyOf():
            return many_of(field, given, "checkboxes" if len(field.options) <= FEW else "multi_static_select")
        case PersonField(search=Search()):
            return sought_many(field) if field.many else sought_one(field)
        case PersonField(many=True):
            return many_of(field, given, "multi_static_select")
        case PersonField():
            return one_of(field, given, "static_select")
        case _:
            assert_never(field)


def _short(field: ShortText, given: str) -> Json:
    if field.kind == "email" and (not given or _like_address(given)):  # Slack refuses any other initial value
        return {"type": "email_text_input", **_typed(given)}
    return {"type": "plain_text_input", **_room(field.longest, given), **_typed(given)}


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


def _like_address(given: str) -> bool:
    return ADDRESS.fullmatch(given) is not None


def _hint(field: Field) -> str:
    """The hint, with what is worth knowing before one begins."""
    match field:
        case Day():  # Slack's calendar cannot be limited, so the limits are said
            first = f"From {words_of.day(field.earliest)}." if field.earliest else ""
            return " ".join(
                filter(None, (field.hint, first, f"Until {words_of.day(field.latest)}." if field.latest else ""))
            )
        case ManyOf(most=int(most)) | PersonField(many=True, most=int(most)):
            return f"{field.hint} Choose up to {most}.".strip()
        case _:
            return field.hint
