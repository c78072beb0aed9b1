"""A card as blocks. Pure: no client, no clock, no case."""

from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby
from math import inf
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.shared.fitting import units
from adapters.shared.pieces import Part
from adapters.slack.limits import BUTTON, BUTTONS, HEADER, PAIR, PAIRS, SECTION, weight
from adapters.slack.text import Json, context, contexts, header, label, link, paragraphs, plain, section, strong, titled
from dialogs.model.views import Block, Button, Card, Grid, Heading, Note, Pairs, Row, Rows, Steps, Style, Text, Tone

PRESS: Final = "press-"  # and a number: Slack wants each action_id once a message
OPEN: Final = "open-"  # ditto, for a button that opens an address; Slack tells us of its press too
CUT: Final = "web-more"  # an address, and no press
WHOLE_PAGE: Final = "all of it is on the web page."
NO_ROOM: Final = "there is no room for it here."
STYLES: Final[dict[Style, Json]] = {
    Style.PLAIN: {},
    Style.PRIMARY: {"style": "primary"},
    Style.DANGER: {"style": "danger"},
}
SIGNS: Final = {Tone.INFO: "ℹ", Tone.WARNING: "⚠", Tone.DONE: "✓"}  # beside the words, never instead of them

Numbers = Iterator[int]

CALLS: Final = "tel:"  # no button of a chat: its app makes one of a number in a text


def blocks(shown: Card, most: int, room: float = inf) -> list[Json]:
    """The card in at most so many blocks, and so much weight: title, note, body, buttons. What has no room is counted."""
    numbers = count(1)
    head = [header(shown.title)]
    said = [Part([paragraph], counted=False) for paragraph in (note(shown.note) if shown.note else [])]
    body = [*said, *chain.from_iterable(_parts(block, numbers) for block in shown.body)]
    tail = [*actions(shown.buttons, numbers), *actions(shown.downloads, numbers)]
    return [*head, *clipped(body, most - len(head) - len(tail), shown.web, room - weight([*head, *tail])), *tail]


def clipped(parts: Sequence[Part], most: int, web: str, room: float = inf) -> list[Json]:
    """The parts, as many as there is room for, and how many are left out; no part is cut in two."""
    if sum(len(part.drawn) for part in parts) <= most and sum(weight(part.drawn) for part in parts) <= room:
        return [*chain.from_iterable(part.drawn for part in parts)]
    kept: list[Json] = []
    for at, part in enumerate(parts):
        left = sum(rest.counted for rest in parts[at:])
        more = cut(f"…and {left} more" if left else "", web)
        if len(kept) + len(part.drawn) >= most or weight([*kept, *part.drawn, more]) > room:
            return [*kept, more]
        kept += part.drawn
    return kept


def cut(what: str, web: str, action: str = CUT) -> Json:
    """That something has no room here, with the reader's own way to all of it if there is one."""
    said = f"{what or 'Longer than Slack can show'}: {WHOLE_PAGE if web else NO_ROOM}"
    return section(plain(said), accessory=link("Open web page", web, action)) if web else context(said)


def note(shown: Note) -> list[Json]:
    """What to notice. Its sign is an ornament; the tone is in the words."""
    return paragraphs(f"{SIGNS[shown.tone]} {words_of.note(shown)}")


def actions(buttons: Sequence[Button], numbers: Numbers, about: str = "") -> list[Json]:
    """Buttons in rows of what a block can hold."""
    drawn = [button(pressed, next(numbers), about) for pressed in buttons if not pressed.opens.startswith(CALLS)]
    return [{"type": "actions", "elements": drawn[at : at + BUTTONS]} for at in range(0, len(drawn), BUTTONS)]


def button(shown: Button, number: int, about: str = "") -> Json:
    """A button. `about` says to a screen reader which row it stands in."""
    described = shown.described or (f"{shown.label}: {about}" if about else "")
    if shown.opens:
        return {**link(shown.label, shown.opens, f"{OPEN}{number}"), **STYLES[shown.style]}
    return {
        "type": "button",
        "action_id": f"{PRESS}{number}",
        "value": str(shown.press),
        "text": label(shown.label, BUTTON),
        **({"accessibility_label": plain(described, BUTTON)["text"]} if described else {}),
        **STYLES[shown.style],
    }


def _parts(shown: Block, numbers: Numbers) -> Iterator[Part]:
    """A block of ours as parts that stay whole: several for what may be cut between two of its things."""
    match shown:
        case Text(words):
            yield from (Part([paragraph], counted=False) for paragraph in paragraphs(words))
        case Heading(words):
            yield Part([header(words)], counted=False)
        case Pairs(rows):
            yield from _pairs(rows)
        case Steps():
            yield Part(contexts(words_of.steps(shown)), counted=False)
        case Note():
            yield Part(note(shown), counted=False)
        case Rows(rows):
            yield from (Part(_row(row, numbers)) for row in rows)
        case Grid():
            yield from (Part(_row(Row(name, said), numbers)) for name, said in shown.by_column)
        case _:
            assert_never(shown)


def _pairs(rows: Sequence[tuple[str, str]]) -> Iterator[Part]:
    """Two columns on a wide screen, label above value on a narrow one; a value too long for a column in paragraphs of its own."""
    for long, group in groupby(rows, lambda row: units(row[1]) > PAIR):
        several = list(group)
        if long:
            yield from (Part([section(strong(f"{label}:")), *paragraphs(value)]) for label, value in several)
        else:
            yield from (Part([_cells(several[at : at + PAIRS // 2])]) for at in range(0, len(several), PAIRS // 2))


def _cells(rows: Sequence[tuple[str, str]]) -> Json:
    cells = ((strong(f"{label}:", PAIR), plain(value, PAIR)) for label, value in rows)
    return {"type": "section", "fields": list(chain.from_iterable(cells))}


def _row(row: Row, numbers: Numbers) -> Sequence[Json]:
    words, more = titled(row.title, row.detail), list[Json]()
    if units(row.title) + units(row.detail) > SECTION - HEADER:
        words, more = strong(row.title), paragraphs(row.detail)
    if len(row.buttons) == 1:
        return [section(words, accessory=button(row.buttons[0], next(numbers), row.title)), *more]
    return [section(words), *more, *actions(row.buttons, numbers, row.title)]
