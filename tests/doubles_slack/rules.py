"""What Slack refuses: its published limits, written down a second time, and slack_sdk's own validators beside them.

The numbers are not taken from `adapters.slack.limits`: two people have to agree on them.
"""

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

IN_MESSAGES = {"section", "actions", "context", "header", "divider"}
IN_VIEWS = IN_MESSAGES | {"input"}
TOO_LONG = "msg_blocks_too_long"  # documented nowhere; about 13,200 characters, as people have measured
OPTIONED = ("radio_buttons", "checkboxes", "static_select", "multi_static_select")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def faults_of_message(body: Json) -> list[str]:
    """Why Slack would refuse a message, or show it badly."""
    blocks = body.get("blocks", [])
    return [
        *(["no fallback text"] if not body.get("text", "").strip() else []),
        *(["text over 4,000"] if units(body.get("text", "")) > 4_000 else []),
        *(["text calls somebody"] if "<" in body.get("text", "") else []),
        *(["over 50 blocks"] if len(blocks) > 50 else []),
        *([TOO_LONG] if sum(units(text["text"]) for text in texts(blocks)) + 20 * len(blocks) > 13_200 else []),
        *_blocks(blocks, IN_MESSAGES),
        *_models(blocks),
    ]


def faults_of_view(view: Json) -> list[str]:
    """Why Slack would refuse a modal or a home tab."""
    modal = view.get("type") == "modal"
    blocks = view.get("blocks", [])
    return [
        *(["no such type of view"] if view.get("type") not in ("modal", "home") else []),
        *(_labels(view, ("title", "submit", "close"), 24) if modal else []),
        *(
            ["an input without submit"]
            if modal and "submit" not in view and any(block["type"] == "input" for block in blocks)
            else []
        ),
        *(["a modal has a title"] if modal and "title" not in view else []),
        *(["metadata over 3,000"] if len(view.get("private_metadata", "")) > 3_000 else []),
        *(["callback_id over 255"] if len(view.get("callback_id", "")) > 255 else []),
        *(["over 250 kB"] if len(json.dumps(view, ensure_ascii=False).encode()) > 250_000 else []),
        *([f"{len(blocks)} blocks"] if not 1 <= len(blocks) <= 100 else []),
        *_blocks(blocks, IN_VIEWS if modal else IN_MESSAGES),
        *_models(blocks),
        *_view_model(view),
    ]


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Every interactive element of some blocks."""
    for block in blocks:
        yield from block.get("elements", []) if block["type"] == "actions" else []
        yield from [block[key] for key in ("accessory", "element") if key in block]


def texts(thing: Any) -> Iterator[Json]:
    """Every text object within."""
    if isinstance(thing, dict):
        if thing.get("type") in ("plain_text", "mrkdwn"):
            yield thing
        for value in thing.values():
            yield from texts(value)
    if isinstance(thing, list):
        for value in thing:
            yield from texts(value)


def _models(blocks: list[Json]) -> list[str]:
    return next((faults for block in blocks if (faults := _model(json.dumps(block)))), [])


@cache  # the same blocks come again and again, and slack_sdk takes its time
def _model(block: str) -> list[str]:
    try:
        parsed = Block.parse(json.loads(block))
        if parsed is None:
            return ["slack_sdk knows no such block"]
        parsed.to_dict()
    except SlackObjectFormationError as fault:
        return [f"slack_sdk: {fault}"]
    return []


def _view_model(view: Json) -> list[str]:
    """Its own parts: the blocks are looked at one by one."""
    try:
        View(**deepcopy({**view, "blocks": view.get("blocks", [])[:1]})).to_dict()
    except SlackObjectFormationError as fault:
        return [f"slack_sdk: {fault}"]
    return []


def _blocks(blocks: list[Json], allowed: set[str]) -> Iterator[str]:
    yield from (f"{block['type']} is not allowed here" for block in blocks if block["type"] not in allowed)
    names = Counter(element["action_id"] for element in elements(blocks) if element.get("type") == "button")
    yield from (f"{name} twice" for name, times in names.items() if times > 1)
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block {name} twice" for name, times in ids.items() if times > 1)
    for block in blocks:
        yield from _block(block)
    for element in elements(blocks):
        yield from _element(element)
    for text in texts(blocks):
        yield from _text(text)


def _text(text: Json) -> Iterator[str]:
    if not text["text"].strip():
        yield "an empty text"
    if units(text["text"]) > 3_000:
        yield "a text over 3,000"
    if text["type"] == "mrkdwn" and ("<" in text["text"] or ">" in text["text"]):
        yield "markup that may call somebody"
    if any(call in text["text"] for call in ("<!", "<@", "<#")):
        yield "words that look like a mention"
    if any(letter in text["text"] for letter in "\u200b\u200e\u200f\u202e\u2066\u2069\ufeff\0"):
        yield "letters that are not seen"


def _block(block: Json) -> Iterator[str]:
    limits = {"header": ("text", 150), "section": ("text", 3_000)}
    if block["type"] in limits:
        key, limit = limits[block["type"]]
        yield from _labels(block, (key,), limit)
    if block["type"] == "input":
        yield from _labels(block, ("label", "hint"), 2_000)
    if units(block.get("block_id", "")) > 255:
        yield "block_id over 255"
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield "over 10 fields"
    yield from ("a field over 2,000" for field in fields if units(field["text"]) > 2_000)
    if block["type"] == "actions" and not 1 <= len(block["elements"]) <= 25:
        yield "actions hold 1 to 25"
    if block["type"] == "context" and not 1 <= len(block["elements"]) <= 10:
        yield "context holds 1 to 10"


def _element(element: Json) -> Iterator[str]:
    if units(element.get("action_id", "")) not in range(1, 256):
        yield "action_id of 1 to 255"
    if element["type"] == "button":
        yield from _labels(element, ("text",), 75)
        yield from ("over 75" for _ in (1,) if units(element.get("accessibility_label", "")) > 75)
        yield from ("value over 2,000" for _ in (1,) if units(element.get("value", "")) > 2_000)
    yield from _labels(element, ("placeholder",), 150)
    if element["type"] == "plain_text_input":
        yield from (
            "initial_value over max_length"
            for _ in (1,)
            if units(element.get("initial_value", "")) > element.get("max_length", 3_000)
        )
        yield from ("max_length over 3,000" for _ in (1,) if element.get("max_length", 1) not in range(1, 3_001))
    if element["type"] in OPTIONED:
        yield from _options(element)


def _options(element: Json) -> Iterator[str]:
    groups = element.get("option_groups")
    lists = [group["options"] for group in groups] if groups else [element.get("options", [])]
    most = 10 if element["type"] in ("radio_buttons", "checkboxes") else 100
    yield from (f"{len(one)} options" for one in lists if not 1 <= len(one) <= most)
    yield from _labels(
        {str(at): group["label"] for at, group in enumerate(groups or [])}, tuple(map(str, range(100))), 75
    )
    if groups and len(groups) > 100:
        yield "over 100 groups"
    offered = [option for one in lists for option in one]
    for option in offered:
        yield from _labels(option, ("text", "description"), 75)
        yield from ("option value over 150" for _ in (1,) if units(option["value"]) not in range(1, 151))
    initial = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    yield from ("an initial option that is not offered" for one in initial if one not in offered)
    if "initial_options" in element and not initial:
        yield "no initial options"


def _labels(thing: Json, keys: tuple[str, ...], limit: int) -> Iterator[str]:
    yield from (f"{key} over {limit}" for key in keys if key in thing and units(thing[key]["text"]) > limit)
