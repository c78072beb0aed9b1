"""A card as blocks. Pure: no client, no clock, no case."""

from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.shared.fitting import units
from adapters.slack.limits import BUTTON, BUTTONS, HEADER, PAIR, PAIRS, SECTION
from adapters.slack.text import Json, context, header, label, link, plain, section, strong, titled
from dialogs.model.views import Block, Button, Card, Heading, Note, Pairs, Row, Rows, Steps, Style, Text, Tone

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


def blocks(shown: Card, most: int) -> list[Json]:
    """The card in at most so many blocks: title, note, body, buttons. What has no room is counted."""
    numbers = count(1)
    head = [header(shown.title), *map(note, [shown.note] if shown.note else [])]
    body = list(chain.from_iterable(_parts(block, numbers) for block in shown.body))
    tail = [*actions(shown.buttons, numbers), *actions(shown.downloads, numbers)]
    return [*head, *clipped(body, most - len(head) - len(tail), shown.web, short=any(map(_short, shown.body))), *tail]


def clipped(parts: Sequence[Sequence[Json]], room: int, web: str, *, short: bool = False) -> list[Json]:
    """The parts, as many as there is room for; no part is cut in two. With `short` some text in them ends early."""
    if sum(map(len, parts)) + short <= room:
        return [*chain.from_iterable(parts), *([cut("", web)] if short else [])]
    kept: list[Json] = []
    for at, part in enumerate(parts):
        if len(kept) + len(part) >= room:
            return [*kept, cut(f"…and {len(parts) - at} more", web)]
        kept += part
    return kept


def cut(what: str, web: str, action: str = CUT) -> Json:
    """That something has no room here, with the reader's own way to all of it if there is one."""
    said = f"{what or 'Longer than Slack can show'}: {WHOLE_PAGE if web else NO_ROOM}"
    return section(plain(said), accessory=link("Open web page", web, action)) if web else context(said)


def note(shown: Note) -> Json:
    """A sentence to notice. Its sign is an ornament; the tone is in the words."""
    return section(plain(f"{SIGNS[shown.tone]} {words_of.note(shown)}"))


def actions(buttons: Sequence[Button], numbers: Numbers, about: str = "") -> list[Json]:
    """Buttons in rows of what a block can hold."""
    drawn = [button(pressed, next(numbers), about) for pressed in buttons]
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


def _parts(shown: Block, numbers: Numbers) -> Iterator[Sequence[Json]]:
    """A block of ours as parts that stay whole: several for what may be cut between two of its things."""
    match shown:
        case Text(words):
            yield [section(plain(words))]
        case Heading(words):
            yield [header(words)]
        case Pairs(rows):
            yield from ([_pairs(rows[at : at + PAIRS // 2])] for at in range(0, len(rows), PAIRS // 2))
        case Steps():
            yield [context(words_of.steps(shown))]
        case Note():
            yield [note(shown)]
        case Rows(rows):
            yield from (_row(row, numbers) for row in rows)
        case _:
            assert_never(shown)


def _short(shown: Block) -> bool:
    """Whether a text of it ends early."""
    match shown:
        case Text(words):
            return units(words) > SECTION
        case Pairs(rows):
            return any(units(value) > PAIR for _, value in rows)
        case Rows(rows):
            return any(units(row.detail) > SECTION - HEADER for row in rows)
        case Heading() | Steps() | Note():
            return False
        case _:
            assert_never(shown)


def _pairs(rows: Sequence[tuple[str, str]]) -> Json:
    """Two columns on a wide screen, label above value on a narrow one."""
    cells = ((strong(f"{label}:", PAIR), plain(value, PAIR)) for label, value in rows)
    return {"type": "section", "fields": list(chain.from_iterable(cells))}


def _row(row: Row, numbers: Numbers) -> Sequence[Json]:
    words = titled(row.title, row.detail)
    if len(row.buttons) == 1:
        return [section(words, accessory=button(row.buttons[0], next(numbers), row.title))]
    return [section(words), *actions(row.buttons, numbers, row.title)]
