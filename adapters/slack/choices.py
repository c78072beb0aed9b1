"""What there is to choose, as options of an element. Pure.

Where a list is longer than Slack's hundred it goes in groups of a hundred: no second request as somebody types. Thousands
are not listed: Slack asks us at each letter (docs.slack.dev/reference/block-kit/block-elements, external data source).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from adapters.shared import plain_text as words_of
from adapters.shared.choosing import Given, meant
from adapters.slack.cards import CUT, cut
from adapters.slack.limits import GROUP, OFFERED, OPTION, OPTIONS, PLACEHOLDER
from adapters.slack.text import Json, contexts, label
from dialogs.model.fields import Found, ManyOf, OneOf, Option, PersonField, YesNo

Choosing = YesNo | OneOf | ManyOf | PersonField
SOUGHT: Final[Json] = {
    "placeholder": label("Type part of a name, agency or e-mail", PLACEHOLDER),
    "min_query_length": 0,
}
Offered = Mapping[str, Json]


def found_of(found: Found) -> Json:
    """The answer to what somebody has typed. Slack knows no option that cannot be chosen: its words say so, and why."""
    options = [_found(option) for option in found.options]
    if not found.more:
        return {"options": options}
    return {
        "option_groups": [{"label": label(f"First {len(options)}: type more of the name", GROUP), "options": options}]
    }


def sought_one(asked: PersonField) -> Json:
    """An element to find one, with who is chosen so far."""
    chosen = [_found(option) for option in asked.options[:1]]
    return {"type": "external_select", **SOUGHT, **({"initial_option": chosen[0]} if chosen else {})}


def sought_many(asked: PersonField) -> Json:
    """An element to find several, with those chosen so far."""
    chosen = [_found(option) for option in asked.options]
    most: Json = {"max_selected_items": asked.most} if asked.most else {}
    return {"type": "multi_external_select", **SOUGHT, **most, **({"initial_options": chosen} if chosen else {})}


def _found(option: Option) -> Json:
    if option.barred:
        option = replace(option, label=f"{option.label}: cannot be chosen", hint=option.barred)
    return _option(option, brief=False)


def one_of(asked: Choosing, given: Given, kind: str) -> Json | None:
    """An element to choose one; nothing when there is nothing to choose."""
    offered = _offered(asked, given)
    chosen = _chosen(asked, given, offered)
    return (
        {"type": kind, **_listed(kind, offered), **({"initial_option": chosen[0]} if chosen else {})}
        if offered
        else None
    )


def many_of(asked: ManyOf | PersonField, given: Given, kind: str) -> Json | None:
    """An element to choose several; nothing when there is nothing to choose."""
    offered = _offered(asked, given)
    chosen = _chosen(asked, given, offered)
    most: Json = {"max_selected_items": asked.most} if asked.most and kind == "multi_static_select" else {}
    initial: Json = {"initial_options": chosen} if chosen else {}
    return {"type": kind, **_listed(kind, offered), **most, **initial} if offered else None


def unoffered(asked: Choosing, web: str) -> list[Json]:
    """Who cannot be chosen and why, and how many there was no room for."""
    if isinstance(asked, PersonField) and asked.search:
        return []
    if len(asked.options) <= OFFERED and not any([option.barred for option in asked.options]):  # noqa: C419 - a list is quicker here
        return []
    left = sum(not option.barred for option in asked.options) - OFFERED
    barred = words_of.barred(asked.options)
    return [
        *(contexts(barred) if barred else []),
        *([cut(f"…and {left} more", web, f"{CUT}{asked.name}")] if left > 0 else []),
    ]


def _offered(asked: Choosing, given: Given) -> Offered:
    """What can be chosen, as drawn, by value; what is chosen already is always among it."""
    free = [option for option in asked.options if not option.barred]
    if len(free) > OFFERED:
        chosen = set(meant(given, asked.options))
        free = list(
            chain(
                (option for option in free if option.value in chosen),
                (option for option in free if option.value not in chosen),
            )
        )
    brief = len(free) > OPTIONS  # hints of so many would make the view too large
    return {option.value: _option(option, brief=brief) for option in free[:OFFERED]}


def _option(option: Option, *, brief: bool) -> Json:
    drawn: Json = {"text": label(option.label, OPTION), "value": option.value}
    if option.hint and not brief:
        drawn["description"] = label(option.hint, OPTION)
    return drawn


def _listed(kind: str, offered: Offered) -> Json:
    options = list(offered.values())
    asking: Json = {"placeholder": label("Choose", PLACEHOLDER)} if kind.endswith("select") else {}
    if len(options) <= OPTIONS:
        return {"options": options, **asking}
    return {"option_groups": [_group(options, at) for at in range(0, len(options), OPTIONS)], **asking}


def _group(options: Sequence[Json], at: int) -> Json:
    part = options[at : at + OPTIONS]
    return {"label": label(f"{at + 1} to {at + len(part)}", GROUP), "options": part}


def _chosen(asked: Choosing, given: Given, offered: Offered) -> list[Json]:
    return [offered[value] for value in dict.fromkeys(meant(given, asked.options)) if value in offered]
