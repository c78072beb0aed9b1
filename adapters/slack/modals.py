"""Pages, reviews and cards as modal windows. Pure.

What a window carries with it (`private_metadata`) are ids only: the press that sending it carries, the section, and its mark.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Final

from adapters.shared.choosing import Given
from adapters.shared.fitting import fit, units
from adapters.shared.pieces import Part
from adapters.shared.plain_text import in_short
from adapters.slack import cards
from adapters.slack.cards import clipped, note
from adapters.slack.inputs import asked, elsewhere
from adapters.slack.limits import BUTTON, IDENTIFIER, METADATA, VIEW_BLOCKS, VIEW_ROOM, VIEW_TITLE
from adapters.slack.text import Json, context, header, label, paragraphs, plain, section, strong
from dialogs.model.fields import WHOLE, Field
from dialogs.model.heard import Go
from dialogs.model.press import Press
from dialogs.model.views import MOVE, Answered, Card, LookAgain, Note, Page, Review, State, Tone

PAGE: Final = "page"
REVIEW: Final = "review"
CARD: Final = "card"
NEXT: Final = "Next"
FEWEST: Final = 10  # blocks for what is said above the fields of a screen
TASKS: Final = 25  # buttons in one block
FIRST_TASK: Final = 100  # the numbers of its buttons are its own
GO: Final = "go-"  # then where, and a number: go-back-1, go-change-3
LABELS: Final = {
    Go.BACK: "Back",
    Go.KEEP: "Save for later",
    Go.CANCEL: "Throw away",
    Go.CHANGE: "Change",
    Go.MOVE: MOVE,
}
SURE: Final[Json] = {
    "title": plain("Throw this away?"),
    "text": plain("What you have written in this form will be deleted."),
    "confirm": plain("Throw away"),
    "deny": plain("Keep it"),
    "style": "danger",
}

ELSEWHERE: Final = (
    "What is asked here is more than Slack can show, so it cannot be changed here. What is written is kept."
)
WRONG: Final = "⚠ Not sent yet. Please look at:"
WRITTEN: Final = 40_000  # characters of one screen: with more of them a view may be over Slack's 250 kB


def page(shown: Page) -> Json:
    """One screen of a form, whole: what a sent screen does not hold counts as emptied. What is said above it is cut first."""
    numbers = count(1)
    said = [*_head(shown), *(_again(remark, next(numbers)) for remark in shown.again)]
    fields = list(chain.from_iterable([*asked(field, shown), *_moving(field, shown, numbers)] for field in shown.asked))
    beside = _beside(shown)
    room = VIEW_BLOCKS - len(fields) - len(beside) - 1
    if room < FEWEST or sum(_length(shown.given.get(field.name, "")) for field in shown.asked) > WRITTEN:
        return _closed(shown, said)
    back = [Go.BACK] if shown.number > 1 else []
    ways = (
        [*back, Go.KEEP, Go.CANCEL] if shown.asked else back
    )  # where nothing is typed, the window's own Close will do
    head = clipped([Part(part, counted=False) for part in said], room, shown.web, VIEW_ROOM - WRITTEN)
    return {
        **_window(PAGE, shown.form.title, shown.press, shown.section.name, shown.mark),
        "submit": label(_onward(shown), VIEW_TITLE),
        "blocks": [*head, *fields, *beside, *([_ways(ways, shown.section.name)] if ways else [])],
    }


def _beside(shown: Page) -> list[Json]:
    """What is wrong, once more beside the buttons: the field itself may have left the window upwards."""
    labels = {field.name: field.label for field in shown.asked}
    short = {name: in_short(error) for name, error in shown.errors.items()}
    said = [f"{labels[name]}: {error}" if name in labels else error for name, error in short.items()]
    return paragraphs("\n".join((WRONG, *said))) if said else []


def _closed(shown: Page, said: Sequence[Sequence[Json]]) -> Json:
    """A screen that Slack has no room for: nothing of it is asked, so nothing of it is emptied, and the ways on and back stay."""
    names = [section.name for section in shown.form.sections]
    here = names.index(shown.section.name) if shown.section.name in names else 0
    beside = [(LABELS[Go.BACK], name) for name in names[max(here - 1, 0) : here]]
    beside += [(NEXT, name) for name in names[here + 1 : here + 2]]
    ways = [_way(Go.CHANGE, name, number, title=title) for number, (title, name) in enumerate(beside, 1)]
    ways += [_way(go, "", number) for number, go in enumerate((Go.KEEP, Go.CANCEL), len(ways) + 1)]
    head = clipped([Part(part, counted=False) for part in said], VIEW_BLOCKS - 2, shown.web, VIEW_ROOM - WRITTEN)
    return {
        **_window(CARD, shown.form.title, shown.press, ""),
        "blocks": [
            *head,
            elsewhere(ELSEWHERE, shown.web, shown.section.name),
            {"type": "actions", "elements": ways},
        ],
    }


def _length(given: Given) -> int:
    return units(given) if isinstance(given, str) else 0


def review(shown: Review) -> Json:
    """Check your answers: each with Change beside it, and one button to send them."""
    numbers = count(1)
    head = [*_faults(shown.errors.get(WHOLE, "")), *_notes(shown.note), header("Check your answers")]
    rows = [Part(_answered(row, next(numbers), shown.errors.get(row.name, ""))) for row in shown.rows]
    return {
        **_window(REVIEW, shown.form.title, shown.press, "", shown.mark),
        "submit": label(shown.form.submit, VIEW_TITLE),
        "blocks": [
            *head,
            *clipped(rows, VIEW_BLOCKS - len(head) - 1, shown.web, VIEW_ROOM),
            _ways([Go.KEEP, Go.CANCEL], ""),
        ],
    }


def card(shown: Card) -> Json:
    """A card in a window of its own."""
    return {**_window(CARD, shown.title), "blocks": cards.blocks(shown, VIEW_BLOCKS, VIEW_ROOM)}


def done(said: Note) -> Json:
    """The last that is seen of a form: a sentence, and Close."""
    return {**_window(CARD, "Done" if said.tone is Tone.DONE else "Please note"), "blocks": note(said)}


def metadata(press: Press, name: str, mark: str = "") -> str:
    """What a window remembers: names and ids, never words of a case."""
    return json.dumps(
        {"press": str(press), "section": name, **({"mark": mark} if mark else {})}, separators=(",", ":")
    )[:METADATA]


def _window(kind: str, title: str, press: Press | None = None, name: str = "", mark: str = "") -> Json:
    carried: Json = {"private_metadata": metadata(press, name, mark)} if press else {}
    return {
        "type": "modal",
        "callback_id": kind,
        "title": plain(title, VIEW_TITLE),
        "close": label("Close", VIEW_TITLE),
        **carried,
    }


def _onward(shown: Page) -> str:
    """What sending the screen does, as the web and Teams say it: the last one is checked before it is sent, or it sends."""
    if not shown.last:
        return NEXT
    return "Check answers" if shown.reviewed else shown.form.submit


def _head(shown: Page) -> list[list[Json]]:
    """What is said above the fields, in parts that stay whole."""
    title = header(shown.section.title or shown.form.title)
    part = f"Part {shown.number} of {shown.of}" if shown.of > 1 else ""
    about = " · ".join(filter(None, (shown.case, part)))
    where = [context(about)] if about else []
    said = chain.from_iterable(paragraphs(line) for line in shown.section.intro)
    return [
        [*_faults(shown.errors.get(WHOLE, "")), *_notes(shown.note), title, *where, *_tasks(shown)],
        *([paragraph] for paragraph in said),
    ]


def _tasks(shown: Page) -> list[Json]:
    """What is still to write in a form of pieces, each with the way to it. What is typed on this screen is saved."""
    left = [task for task in shown.tasks if task.state is State.TO_WRITE][:TASKS]
    ways = [
        _way(Go.CHANGE, task.section, FIRST_TASK + place, f"Go to: {task.title}", title=task.title)
        for place, task in enumerate(left)
    ]
    return [context("Still to write:"), {"type": "actions", "elements": ways}] if ways else []


def _again(remark: LookAgain, number: int) -> list[Json]:
    """A remark on a screen that was left: what it is about, and what can be done. What is typed on this screen goes along."""
    move = [_way(Go.MOVE, remark.name, number, f"{MOVE}: {remark.label}")] if remark.movable else []
    ways = [*move, _way(Go.CHANGE, remark.section, number, f"Change: {remark.label}")]
    return [section(plain(f"⚠ Look again at “{remark.label}”: {remark.says}")), {"type": "actions", "elements": ways}]


def _moving(field: Field, shown: Page, numbers: Iterator[int]) -> list[Json]:
    return (
        [{"type": "actions", "elements": [_way(Go.MOVE, field.name, next(numbers))]}]
        if field.name in shown.movable
        else []
    )


def _faults(whole: str) -> list[Json]:
    return paragraphs(f"⚠ There is a problem: {whole}") if whole else []


def _notes(said: Note | None) -> list[Json]:
    return note(said) if said else []


def _answered(row: Answered, number: int, error: str) -> list[Json]:
    change = _way(Go.CHANGE, row.section, number, f"Change: {row.label}")
    said = [f"⚠ {error}" if error else "", f"Look again: {row.remark}" if row.remark else ""]
    return [
        section(strong(row.label), accessory=change),
        *paragraphs(row.words),
        *(context(words) for words in said if words),
    ]


def _ways(ways: Sequence[Go], name: str) -> Json:
    return {"type": "actions", "elements": [_way(go, name, at) for at, go in enumerate(ways, 1)]}


def _way(go: Go, name: str, number: int, described: str = "", *, title: str = "") -> Json:
    """A button that leads elsewhere in the form; its value is the section, or of what is moved the field, that it speaks of."""
    return {
        "type": "button",
        "action_id": fit(f"{GO}{go.value}-{number}", IDENTIFIER),
        "value": name or REVIEW,
        "text": label(title or LABELS[go], BUTTON),
        **({"accessibility_label": plain(described, BUTTON)["text"]} if described else {}),
        **({"confirm": SURE} if go is Go.CANCEL else {}),
    }
