"""What Teams would refuse, or show wrongly, in what it is sent."""

import json
import re
from collections.abc import Iterator
from typing import Any

from adapters.teams.limits import MOST_BYTES

Json = dict[str, Any]
SHOWN = (
    "Action.ToggleVisibility",
    "TextBlock",
    "FactSet",
    "ColumnSet",
    "Column",
    "Container",
    "ActionSet",
    "Input.Text",
    "Input.Date",
    "Input.ChoiceSet",
    "Data.Query",
)
PRESSED = ("Action.Execute", "Action.Submit")


def things(card: Any) -> Iterator[Json]:
    """Every element and action of a card, whatever it lies in, but not the fallbacks."""
    for child in card.values() if isinstance(card, dict) else card:
        if isinstance(child, dict | list):
            if isinstance(child, dict) and "type" in child and isinstance(child["type"], str):
                yield child
            yield from things(
                {key: one for key, one in child.items() if key not in ("fallback", "data")}
                if isinstance(child, dict)
                else child
            )


def buttons(card: Json) -> list[Json]:
    """Every button."""
    return [thing for thing in things(card["body"]) if thing["type"] in PRESSED]


def inputs(card: Json) -> list[Json]:
    """Every input."""
    return [thing for thing in things(card["body"]) if thing["type"].startswith("Input.")]


def texts(card: Json) -> list[str]:
    """Every text that is read as Markdown."""
    blocks = [thing["text"] for thing in things(card["body"]) if thing["type"] == "TextBlock"]
    facts = [
        text
        for thing in things(card["body"])
        if thing["type"] == "FactSet"
        for fact in thing["facts"]
        for text in (fact["title"], fact["value"])
    ]
    return blocks + facts


def faults_of_card(card: Json, most: int = MOST_BYTES) -> list[str]:
    """Why a card would be refused, or be of no use."""
    said = []
    if len(json.dumps(card, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > 1.1 * most:
        said.append("too large")
    if (
        (card["type"], card["version"], card["lang"]) != ("AdaptiveCard", "1.5", "en")
        or not card["body"]
        or not card["fallbackText"]
    ):
        said.append("no card")
    for thing in things(card["body"]):
        said += _faults_of(thing)
    ids = [one["id"] for one in inputs(card)]
    if len(ids) != len(set(ids)):
        said.append("an id twice")
    if inputs(card) and not any(button.get("associatedInputs") == "auto" for button in buttons(card)):
        said.append("no way to send")
    return said


def faults_of_message(activity: Json) -> list[str]:
    """Why a message would be refused."""
    if activity.get("text"):
        return []
    (attached,) = activity["attachments"]
    kind = attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    return [
        *faults_of_card(attached["content"]),
        *([] if kind else ["kind"]),
        *([] if activity["summary"] else ["no summary"]),
    ]


def _faults_of(one: Json) -> list[str]:
    if one["type"] in PRESSED:
        return _faults_of_button(one)
    if one["type"] == "Action.OpenUrl":
        return [] if one["title"] and one["url"].startswith("https://") else ["an address"]
    if one["type"] not in SHOWN:
        return [f"strange {one['type']}"]
    if one["type"].startswith("Input.") and not (one["id"] and one["label"]):
        return ["an input without a name"]
    if one["type"] == "Input.ChoiceSet" and not one["choices"]:
        return ["nothing to choose"]
    if one.get("isRequired") and not one.get("errorMessage"):
        return ["required, and silent"]
    if one["type"] == "TextBlock":
        return [] if one["text"] and one["wrap"] and "{{" not in one["text"] else ["text"]
    return []


def _faults_of_button(one: Json) -> list[str]:
    said = (
        []
        if one["title"] and re.fullmatch(r"[\w\-.:]+/[\w\-.:]+/[\w\-.:]*/[\w\-.:]*", one["data"]["press"], re.ASCII)
        else ["a button"]
    )
    if one["type"] == "Action.Execute" and (
        one["fallback"]["data"] != one["data"] or one["fallback"]["type"] != "Action.Submit" or one["verb"] != "press"
    ):
        said.append("another fallback")
    return said
