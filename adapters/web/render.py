"""Cards, pages of forms and reviews, as what the templates draw. Pure: no clock, no case, no words of the procedure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, assert_never

from adapters.shared.plain_text import in_short
from adapters.web.controls import control, field_id
from adapters.web.visits import SHOW, Visit
from dialogs.model.fields import WHOLE, Errors
from dialogs.model.views import (
    MOVE,
    Block,
    Button,
    Card,
    Grid,
    Heading,
    Note,
    Page,
    Pairs,
    Reply,
    Review,
    Row,
    Rows,
    State,
    Steps,
    Style,
    Text,
    Tone,
)

Drawn = Mapping[str, Any]

LINK: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][^\s<>\"'|\\^`{}]*)?")
NOON: Final = 12
CHOSEN: Final = "✓"  # how the label of a choice begins that was made before
OVERVIEW: Final = "case"  # the card of a case as a whole
AFTER: Final = ".,;:!?)]"  # what ends a sentence, not an address
SAID_FIRST: Final[Mapping[Tone, str]] = {Tone.INFO: "", Tone.WARNING: "Warning", Tone.DONE: "Done"}


def drawn(reply: Reply, visit: Visit) -> tuple[str, Drawn]:
    """The template that draws a reply, and what it needs."""
    match reply:
        case Card():
            return "card.html", card(reply, visit)
        case Page():
            return "form.html", page(reply)
        case Review():
            return "review.html", review(reply)
        case _:
            assert_never(reply)


def card(shown: Card, visit: Visit) -> Drawn:
    """A card as a page, or as part of one."""
    first, more = _in_order(shown)
    body, folded = _parted(shown)
    return {
        "title": shown.title,
        "note": _note(shown.note),
        "first": _buttons(first, visit),
        "blocks": tuple(_blocks(body, visit)),
        "folded": tuple(_blocks(folded, visit)),
        "buttons": _buttons(more, visit),
        "files": tuple(
            {"label": path.label, "described": path.described, "href": visit.to_file(path.press)}
            for path in shown.files
            if visit.allows(path.press)
        ),
    }


def _in_order(shown: Card) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Of a case as a whole: the next action, which comes first, and all that can be done besides. Elsewhere one reads first."""
    if shown.name != OVERVIEW:
        return (), shown.buttons
    first = tuple(button for button in shown.buttons if button.style is Style.PRIMARY)
    return first, tuple(button for button in shown.buttons if button not in first)


def _parted(shown: Card) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Of a case as a whole: where it stands and what is to be noticed; and what it is about and who is on it, to be unfolded."""
    pairs = [block for block in shown.body if isinstance(block, Pairs)]
    if shown.name != OVERVIEW or len(pairs) < 2:  # noqa: PLR2004 - the first says where it stands
        return shown.body, ()
    return tuple(block for block in shown.body if block not in pairs[1:]), tuple(pairs[1:])


def page(asked: Page) -> Drawn:
    """One screen of a form. A single question is the title of its page."""
    controls = tuple(
        control(
            field,
            asked.given,
            asked.errors,
            asked.remarks,
            movable=field.name in asked.movable,
            sought=asked.sought.get(field.name),
        )
        for field in asked.asked
    )
    title = asked.section.title or asked.form.title
    if len(controls) == 1 and controls[0].label == title and not asked.section.intro:
        controls = (replace(controls[0], heads=True),)
    return {
        "title": title,
        "caption": " · ".join(filter(None, (asked.form.title if asked.form.title != title else "", asked.case))),
        "tasks": tuple(
            {"section": task.section, "title": task.title, "state": task.state.value} for task in asked.tasks
        ),
        "left": sum(task.state is State.TO_WRITE for task in asked.tasks),
        "progress": f"Step {asked.number} of {asked.of}" if asked.of > 1 else "",
        "note": _note(asked.note),
        "again": tuple(asked.again),
        "move": MOVE,
        "intro": tuple(_pieces(line) for line in asked.section.intro),
        "controls": controls,
        "faults": _faults(asked.errors, {field.name: field_id(field.name) for field in asked.asked}),
        "press": str(asked.press),
        "section": asked.section.name,
        "before": asked.mark,
        "first": asked.number <= 1,
        "seeks": any(control.kind == "people" for control in controls),
        "onward": asked.form.submit if asked.last and not asked.reviewed else "Continue",
    }


def review(asked: Review) -> Drawn:
    """Check your answers: each with a way to change it, then send."""
    rows = tuple(
        {
            "id": f"r-{row.name}",
            "field": field_id(row.name),
            "section": row.section,
            "label": row.label,
            "words": _pieces(row.words),
            "remark": row.remark,
            "error": asked.errors.get(row.name, ""),
        }
        for row in asked.rows
    )
    return {
        "title": "Check your answers",
        "caption": " · ".join(filter(None, (asked.form.title, asked.case))),
        "note": _note(asked.note),
        "rows": rows,
        "faults": _faults(asked.errors, {row.name: f"r-{row.name}" for row in asked.rows}),
        "press": str(asked.press),
        "before": asked.mark,
        "last": asked.rows[-1].section if asked.rows else "",
        "onward": asked.form.submit,
    }


def at_words(at: datetime) -> str:
    """A time as people say it: Tue 1 Dec 2026, 2pm."""
    minutes = f".{at.minute:02}" if at.minute else ""
    half = "am" if at.hour < NOON else "pm"
    return f"{at:%a} {at.day} {at:%b} {at.year}, {at.hour % NOON or NOON}{minutes}{half}"


def _blocks(body: tuple[Block, ...], visit: Visit) -> Iterator[Drawn]:
    """The blocks, with titles of rows one level below the heading they stand under."""
    level = 2
    for block in body:
        if isinstance(block, Heading):
            level = 3
        yield _block(block, visit, level)


def _block(block: Block, visit: Visit, level: int) -> Drawn:
    match block:
        case Text(words):
            return {"kind": "text", "words": _pieces(words)}
        case Heading(words):
            return {"kind": "heading", "words": words}
        case Pairs(rows):
            return {"kind": "pairs", "rows": tuple((label, _pieces(value)) for label, value in rows)}
        case Steps(names, done):
            return {"kind": "steps", "steps": _steps(names, done), "reached": _reached(names, done)}
        case Note():
            return {"kind": "note", "note": _note(block)}
        case _:
            return _several(block, visit, level)


def _several(block: Rows | Grid, visit: Visit, level: int) -> Drawn:
    if isinstance(block, Grid):
        return {"kind": "grid", "grid": block}
    return {"kind": "rows", "rows": tuple(_row(row, visit) for row in block.rows), "level": level}


def _steps(names: tuple[str, ...], done: int) -> tuple[tuple[str, str], ...]:
    return tuple((name, _state(at, done)) for at, name in enumerate(names))


def _reached(names: tuple[str, ...], done: int) -> str:
    """The step in words, for narrow screens."""
    return f"Step {done + 1} of {len(names)}: {names[done]}" if 0 <= done < len(names) else ""


def _state(at: int, done: int) -> str:
    if at < done:
        return "done"
    return "now" if at == done else "next"


def _row(row: Row, visit: Visit) -> Drawn:
    """A row. One that offers a choice has a place of its own to come back to: the next row is often answered next."""
    place = f"row-{sha256(row.title.encode()).hexdigest()[:8]}" if len(row.buttons) > 1 else ""
    return {
        "title": row.title,
        "detail": _pieces(row.detail),
        "buttons": _buttons(row.buttons, visit, row.title),
        "place": place,
    }


def _buttons(buttons: tuple[Button, ...], visit: Visit, of: str = "") -> tuple[Drawn, ...]:
    """Those that this door leads to. What only shows is a link; what may do something is a form of its own."""
    return tuple(
        {
            "label": button.label,
            "style": button.style.value,
            "press": str(button.press),
            "href": button.opens or (visit.to(button.press) if button.press.verb == SHOW else ""),
            "more": _more(button, of),
            "chosen": button.label.startswith(CHOSEN),
        }
        for button in buttons
        if visit.allows(button.press) or (button.opens and button.press.case is None)
    )


def _more(one: Button, of: str) -> str:
    """What a screen reader says after the label: the rest of the description, if that begins as the label does."""
    said = one.label.removeprefix(CHOSEN).strip()
    if one.described.startswith(said):
        return one.described.removeprefix(said)
    return f" {one.described or of}".rstrip()


def _note(note: Note | None) -> Drawn | None:
    if note is None:
        return None
    return {"tone": note.tone.value, "first": SAID_FIRST[note.tone], "words": _pieces(note.words)}


def _pieces(words: str) -> tuple[tuple[str, str], ...]:
    """Words cut at secure addresses: each piece with where it leads. An address is always shown as it is."""
    pieces: list[tuple[str, str]] = []
    end = 0
    for found in LINK.finditer(words):
        address = found.group().rstrip(AFTER)
        pieces += [(words[end : found.start()], ""), (address, address)]
        end = found.start() + len(address)
    return tuple(piece for piece in (*pieces, (words[end:], "")) if piece[0])


def _faults(errors: Errors, ids: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Every fault in the order of the page, with the id it leads to; one of the whole leads to the first question."""
    first = next(iter(ids.values()), "")
    order = [WHOLE, *ids, *(name for name in errors if name not in ids and name != WHOLE)]
    return tuple(
        (in_short(errors[name]), ids.get(name, first if name == WHOLE else "")) for name in order if name in errors
    )
