"""A card as an Adaptive Card. Pure: no client, no clock, no case.

A button is an Action.Execute, whose answer takes the card's place, with an Action.Submit of the same data for clients that
do not know it. In a dialog only Action.Submit works, so there it stands alone.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain, groupby
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.shared.fitting import units
from adapters.shared.pieces import Part
from adapters.teams.limits import BUTTON, BUTTONS, CARD_BYTES, FACT, MOST_BYTES, TITLE, VERSION, weight
from adapters.teams.text import Json, block, blocks, escaped, heading, label
from dialogs.cards.deck import kind_of
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.model.views import Block, Button, Card, Grid, Heading, Note, Pairs, Row, Rows, Steps, Style, Text, Tone

VERB: Final = "press"
LOOK: Final = "look"  # what a client asks by itself when a card comes into view
FACTS: Final = 12  # of one set: so much stays whole where a card is cut
LISTS: Final = frozenset(
    {"home", "digest", "list"}
)  # whose rows lead to what is on other cards, and on the web page too
WEB_PAGE: Final = "Open web page"
WHOLE_PAGE: Final = "all of it is on the web page."
NO_ROOM: Final = "there is no room for it here."
STYLES: Final[dict[Style, Json]] = {
    Style.PLAIN: {},
    Style.PRIMARY: {"style": "positive"},
    Style.DANGER: {"style": "destructive"},
}
TONES: Final = {
    Tone.INFO: "accent",
    Tone.WARNING: "warning",
    Tone.DONE: "good",
}  # a colour behind the words, never instead of them


class Kind(StrEnum):
    """Where a card is drawn."""

    CHAT = "chat"
    DIALOG = "dialog"


CALLS: Final = "tel:"  # no button of a chat: its app makes one of a number in a text


def card(shown: Card, kind: Kind = Kind.CHAT) -> Json:
    """The card: title, note, body, buttons. What has no room is counted."""
    head = [heading(shown.title, first=True)]
    said = [Part([paragraph], counted=False) for paragraph in (note(shown.note) if shown.note else [])]
    rows = [Part([row]) for row in (*actions(shown.buttons, kind), *actions(shown.downloads, kind))]
    tail = clipped(rows, CARD_BYTES // 2, shown.web)
    body = [*said, *chain.from_iterable(_parts(block, kind) for block in _joined(shown.body))]
    room = _most(shown) - weight(whole([*head, *tail], shown.title))
    return whole([*head, *clipped(body, room, shown.web), *tail], shown.title)


def whole(body: Sequence[Json], spoken: str) -> Json:
    """An Adaptive Card around its parts. `fallbackText` says the duty only: it is shown on locked screens."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": "en",
        "fallbackText": label(words_of.announced(spoken), TITLE),
        "msteams": {"width": "Full"},
        "body": list(body),
    }


def looked_at(shown: Card, reader: str) -> Json:
    """What makes a copy true when its one reader looks at it. A card that says what was just done is left to be read."""
    if not reader or shown.note or shown.looked or not kind_of(shown.name).refreshes:
        return {}
    action = {
        "type": "Action.Execute",
        "verb": LOOK,
        "data": carried(Press(shown.name, "show", CaseId(shown.case) if shown.case else None)),
    }
    return {"refresh": {"action": action, "userIds": [reader]}}


def clipped(parts: Sequence[Part], room: int, web: str) -> list[Json]:
    """The parts, as many as there is room for, and how many are left out; no part is cut in two."""
    kept: list[Json] = []
    for at, part in enumerate(parts):
        left = sum(rest.counted for rest in parts[at:])
        more = cut(f"…and {left} more" if left else "", web)
        room -= weight(part.drawn)
        if room < (weight(more) if at < len(parts) - 1 else 0):
            return [*kept, *more]
        kept += part.drawn
    return kept


def cut(what: str, web: str) -> list[Json]:
    """That something has no room here, with the reader's own way to all of it if there is one."""
    said = block(f"{what or 'Longer than Teams can show'}: {WHOLE_PAGE if web else NO_ROOM}")
    return [said, action_set([{"type": "Action.OpenUrl", "title": WEB_PAGE, "url": web}])] if web else [said]


def note(shown: Note) -> list[Json]:
    """What to notice, whole; its tone is in the words."""
    around: Json = {"type": "Container", "style": TONES[shown.tone], "bleed": True}
    return [{**around, "items": [paragraph]} for paragraph in blocks(words_of.note(shown))]


def actions(buttons: Sequence[Button], kind: Kind, about: str = "") -> list[Json]:
    """Buttons in rows of what can be read side by side."""
    return action_sets([button(pressed, kind, about) for pressed in buttons if not pressed.opens.startswith(CALLS)])


def action_sets(drawn: Sequence[Json]) -> list[Json]:
    """Drawn buttons in as many rows as they need."""
    return [action_set(drawn[at : at + BUTTONS]) for at in range(0, len(drawn), BUTTONS)]


def action_set(drawn: Sequence[Json]) -> Json:
    """A row of buttons."""
    return {"type": "ActionSet", "actions": list(drawn)}


def button(shown: Button, kind: Kind, about: str = "") -> Json:
    """A button. `about` says to a screen reader which row it stands in."""
    described = shown.described or (f"{shown.label}: {about}" if about else "")
    more: Json = {"tooltip": label(described, TITLE)} if described else {}
    if shown.opens:
        return {
            "type": "Action.OpenUrl",
            "title": label(shown.label, BUTTON),
            "url": shown.opens,
            **STYLES[shown.style],
            **more,
        }
    return sending(shown.label, carried(shown.press), kind, "", **STYLES[shown.style], **more)


def sending(title: str, data: Json, kind: Kind, inputs: str, **more: object) -> Json:
    """A button that sends data, in the way of where it stands. `inputs` says whether those around it go along: auto or none."""
    taking: Json = {"associatedInputs": inputs} if inputs else {}
    plain: Json = {"type": "Action.Submit", "title": label(title, BUTTON), "data": data, **taking}
    if kind is Kind.DIALOG:
        return {**plain, **more}
    return {**plain, **more, "type": "Action.Execute", "verb": VERB, "fallback": plain}


def carried(press: Press) -> Json:
    """What a button carries: names and ids, never words of a case."""
    return {"press": str(press)}


def _most(shown: Card) -> int:
    """What a card may have. One whose rows are answered is cut only where it must be: a button that is missing is a vote that is missing."""
    pressed = any(row.buttons for block in shown.body if isinstance(block, Rows) for row in block.rows)
    return MOST_BYTES if pressed and shown.name not in LISTS else CARD_BYTES


def _joined(body: Sequence[Block]) -> Iterator[Block]:
    """Pairs that follow one another as one list: each FactSet has columns of its own, and two of them stand ragged."""
    for paired, several in groupby(body, lambda block: isinstance(block, Pairs)):
        if paired:
            yield Pairs(tuple(row for block in several if isinstance(block, Pairs) for row in block.rows))
        else:
            yield from several


def _parts(shown: Block, kind: Kind) -> Iterator[Part]:
    """A block of ours as parts that stay whole: several for what may be cut between two of its things."""
    match shown:
        case Text(words):
            yield from (Part([paragraph], counted=False) for paragraph in blocks(words))
        case Heading(words):
            yield Part([heading(words)], counted=False)
        case Pairs(rows):
            yield from _facts(rows)
        case Steps():
            yield Part([block(words_of.steps(shown))], counted=False)
        case Note():
            yield Part(note(shown), counted=False)
        case Rows(rows):
            yield from (Part(_row(row, kind)) for row in rows)
        case Grid():
            yield from (Part(_row(Row(name, said), kind)) for name, said in shown.by_column)
        case _:
            assert_never(shown)


def _facts(rows: Sequence[tuple[str, str]]) -> Iterator[Part]:
    """Names and values side by side; a value too long for that below its name."""
    for long, group in groupby(rows, lambda row: units(row[1]) > FACT):
        several = list(group)
        if long:
            yield from (Part([block(name, weight="Bolder"), *blocks(value)]) for name, value in several)
        else:
            yield from (Part([_fact_set(several[at : at + FACTS])]) for at in range(0, len(several), FACTS))


def _fact_set(rows: Sequence[tuple[str, str]]) -> Json:
    facts = [{"title": escaped(name, FACT), "value": escaped(value, FACT)} for name, value in rows]
    return {"type": "FactSet", "facts": facts}


def _row(row: Row, kind: Kind) -> Sequence[Json]:
    """One thing of several. Its buttons stand below it: beside it they have no room on a phone."""
    said = blocks(row.detail, spacing="None") if row.detail else []
    return [block(row.title, weight="Bolder", separator=True), *said, *actions(row.buttons, kind, row.title)]
