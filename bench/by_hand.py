"""One form of twenty fields, and the dicts that a person would write for it: no limits, no escapes, no choices that cannot be made."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from dialogs.ids import CaseId
from dialogs.model.fields import (
    Day,
    Field,
    Form,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Section,
    ShortText,
    YesNo,
)
from dialogs.model.press import Press
from dialogs.model.views import Page

Json = dict[str, Any]

ROLES: Final = tuple(Option(f"r{number}", f"Role {number}") for number in range(6))
REASONS: Final = tuple(Option(f"w{number}", f"Reason {number}") for number in range(7))
PEOPLE: Final = tuple(Option(f"p{number}", f"Person {number}", "Health visitor") for number in range(25))
PRESS: Final = Press("record", "write", CaseId("3f" * 16), "1")


def _fields() -> tuple[Field, ...]:
    texts = [ShortText(name=f"short{number}", label=f"Line {number}") for number in range(4)]
    longs = [LongText(name=f"long{number}", label=f"Text {number}", longest=2_000) for number in range(6)]
    days = [Day(name=f"day{number}", label=f"Day {number}") for number in range(2)]
    yes = [YesNo(name=f"yes{number}", label=f"Question {number}?") for number in range(3)]
    ones = [OneOf(name=f"one{number}", label=f"Choice {number}", options=ROLES) for number in range(2)]
    many = [ManyOf(name=f"many{number}", label=f"Choices {number}", options=REASONS) for number in range(2)]
    return (*texts, *longs, *days, *yes, *ones, *many, PersonField(name="who", label="Who?", options=PEOPLE))


FIELDS: Final = _fields()
SECTION: Final = Section(name="all", title="The record", fields=FIELDS)
PAGE: Final = Page(
    form=Form(name="write", version=1, title="The record", sections=(SECTION,), submit="Send"),
    press=PRESS,
    section=SECTION,
    given={},
    number=1,
    of=1,
)


def slack() -> Json:
    """The window, built new each time."""
    metadata = json.dumps({"press": str(PRESS), "section": "all"}, separators=(",", ":"))
    blocks: list[Json] = [{"type": "header", "text": _plain("The record")}]
    for field in FIELDS:
        element = {**_slack_element(field), "action_id": "answer-0"}
        blocks.append(
            {
                "type": "input",
                "block_id": field.name,
                "label": _plain(field.label),
                "element": element,
                "optional": not field.required,
            }
        )
    sure: Json = {
        "title": _plain("Throw this away?"), "text": _plain("What you have written in this form will be deleted."),
        "confirm": _plain("Throw away"), "deny": _plain("Keep it"), "style": "danger",
    }  # fmt: skip
    keep: Json = {"type": "button", "action_id": "go-keep-1", "value": "all", "text": _plain("Save for later")}
    cancel: Json = {
        "type": "button",
        "action_id": "go-cancel-2",
        "value": "all",
        "text": _plain("Throw away"),
        "confirm": sure,
    }
    blocks.append({"type": "actions", "elements": [keep, cancel]})
    return {
        "type": "modal", "callback_id": "page", "title": _plain("The record"), "close": _plain("Close"), "private_metadata": metadata,
        "submit": _plain("Send"), "blocks": blocks,
    }  # fmt: skip


def teams() -> Json:
    """The card, built new each time."""
    body: list[Json] = [
        {
            "type": "TextBlock",
            "text": "The record",
            "wrap": True,
            "style": "heading",
            "weight": "Bolder",
            "size": "Large",
        }
    ]
    body += [
        {**_teams_element(field), "id": f"f_{field.name}", "label": field.label, "spacing": "Medium"}
        for field in FIELDS
    ]
    asked = " ".join(f"{field.name}*" if isinstance(field, ManyOf) else field.name for field in FIELDS)
    aside = {"type": "Action.ToggleVisibility", "title": "Throw away", "targetElements": ["sure"]}
    window = {
        "type": "Action.Submit",
        "title": "Open in a window",
        "data": {"press": str(PRESS), "msteams": {"type": "task/fetch"}},
        "associatedInputs": "none",
    }
    onward = _execute("Send", {"go": "next", "asked": asked}, "auto", style="positive")
    keep = _execute("Save for later", {"go": "keep", "asked": asked}, "auto")
    body += [{"type": "ActionSet", "actions": row} for row in ([onward, keep, aside], [window])]
    sure = {"type": "TextBlock", "text": "What you have written in this form will be deleted.", "wrap": True}
    gone = _execute("Yes, throw it away", {"go": "cancel"}, "none", style="destructive")
    tail = {"type": "Container", "id": "sure", "isVisible": False, "style": "attention", "bleed": True}
    body.append({**tail, "items": [sure, {"type": "ActionSet", "actions": [gone]}]})
    return {
        "type": "AdaptiveCard", "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "version": "1.5", "lang": "en",
        "fallbackText": "The record", "msteams": {"width": "Full"}, "body": body,
    }  # fmt: skip


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words, "emoji": False}


def _slack_element(one: Field) -> Json:
    match one:
        case ShortText():
            return {"type": "plain_text_input", "max_length": one.longest}
        case LongText():
            return {"type": "plain_text_input", "multiline": True, "max_length": one.longest}
        case Day():
            return {"type": "datepicker"}
        case PersonField():
            chosen = [
                {"text": _plain(each.label), "value": each.value, "description": _plain(each.hint)}
                for each in one.options
            ]
            return {"type": "static_select", "options": chosen, "placeholder": _plain("Choose")}
        case _:
            kind = "checkboxes" if isinstance(one, ManyOf) else "radio_buttons"
            return {
                "type": kind,
                "options": [{"text": _plain(each.label), "value": each.value} for each in one.options],
            }


def _teams_element(one: Field) -> Json:
    match one:
        case ShortText():
            return {"type": "Input.Text", "maxLength": one.longest}
        case LongText():
            return {"type": "Input.Text", "isMultiline": True, "maxLength": one.longest}
        case Day():
            return {"type": "Input.Date"}
        case PersonField():
            chosen = [{"title": f"{each.label}: {each.hint}", "value": each.value} for each in one.options]
            return {
                "type": "Input.ChoiceSet",
                "style": "compact",
                "isMultiSelect": False,
                "wrap": True,
                "choices": chosen,
            }
        case _:
            chosen = [{"title": each.label, "value": each.value} for each in one.options]
            return {
                "type": "Input.ChoiceSet",
                "style": "expanded",
                "isMultiSelect": isinstance(one, ManyOf),
                "wrap": True,
                "choices": chosen,
            }


def _execute(title: str, more: Json, inputs: str, **style: str) -> Json:
    data = {"press": str(PRESS), "section": "all", **more}
    old = {"type": "Action.Submit", "title": title, "data": data, "associatedInputs": inputs}
    return {
        "type": "Action.Execute",
        "title": title,
        "data": data,
        "associatedInputs": inputs,
        **style,
        "verb": "press",
        "fallback": old,
    }


BY_HAND: Final[Mapping[str, Callable[[], Json]]] = {"Slack": slack, "Teams": teams}
