"""Pages and reviews as Adaptive Cards. Pure.

What a button of a form carries are ids only: the press, the section, where to go, and the names of the fields asked.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from adapters.shared.pieces import Part
from adapters.shared.plain_text import in_short
from adapters.teams.cards import Kind, action_set, action_sets, clipped, cut, note, sending, whole
from adapters.teams.inputs import asked, names
from adapters.teams.limits import MOST_BYTES, OFFERED, TITLE, weight
from adapters.teams.text import Json, block, blocks, heading, label, small
from dialogs.model.fields import WHOLE
from dialogs.model.heard import Go
from dialogs.model.press import Press
from dialogs.model.views import MOVE, Answered, LookAgain, Page, Review, State

LABELS: Final = {
    Go.NEXT: "Next",
    Go.SEND: "Send",
    Go.BACK: "Back",
    Go.KEEP: "Save for later",
    Go.CANCEL: "Throw away",
    Go.CHANGE: "Change",
    Go.MOVE: MOVE,
}
CERTAIN: Final = "Yes, throw it away"
STYLES: Final[dict[Go, Json]] = {
    Go.NEXT: {"style": "positive"},
    Go.SEND: {"style": "positive"},
    Go.CANCEL: {"style": "destructive"},
}
ASK: Final = "sure"  # the part that asks once more before anything is thrown away
ASIDE: Final[Json] = {"type": "Action.ToggleVisibility", "title": LABELS[Go.CANCEL], "targetElements": [ASK]}
SURE: Final = "What you have written in this form will be deleted."
WRONG: Final = "Not sent yet. Please look at:"
WINDOW: Final = "Open in a window"
ELSEWHERE: Final = "What is written here is more than Teams can show, so it cannot be changed here. It is kept"


def page(shown: Page, kind: Kind = Kind.CHAT) -> Json:
    """One screen of a form, with as many choices as there is room for; never a part of it."""
    for most in OFFERED:
        drawn = _page(shown, kind, most)
        if weight(drawn) <= MOST_BYTES:
            return drawn
    return _closed(shown, kind)


def _closed(shown: Page, kind: Kind) -> Json:
    """A screen that Teams has no room for: nothing of it is asked, so nothing of it is emptied, and the ways on and back stay.

    Its buttons name no section of their own. With one, a screen without answers would be one whose answers were emptied.
    """
    names = [section.name for section in shown.form.sections]
    here = names.index(shown.section.name) if shown.section.name in names else 0
    beside = [(LABELS[Go.BACK], name) for name in names[max(here - 1, 0) : here]]
    beside += [(LABELS[Go.NEXT], name) for name in names[here + 1 : here + 2]]
    ways = [_way(Go.CHANGE, shown.press, name, kind, title) for title, name in beside]
    tail = [
        *cut(ELSEWHERE, shown.web),
        *action_sets([*ways, _way(Go.KEEP, shown.press, "", kind), ASIDE]),
        _sure(shown.press, "", kind),
    ]
    room = MOST_BYTES - weight(whole(tail, shown.form.title))
    return whole([*clipped(_said(shown), room, shown.web), *tail], shown.form.title)


def review(shown: Review, kind: Kind = Kind.CHAT) -> Json:
    """Check your answers: each with Change beside it, and one button to send them."""
    head = [
        *_whole_fault(shown.errors.get(WHOLE, "")),
        *(note(shown.note) if shown.note else []),
        heading("Check your answers", first=True),
    ]
    send = _way(Go.SEND, shown.press, "", kind, shown.form.submit, mark=shown.mark)
    ways = [send, _way(Go.KEEP, shown.press, "", kind), ASIDE]
    tail = [*_faults(shown), *action_sets(ways), _sure(shown.press, "", kind)]
    rows = [Part(_answered(row, shown, kind)) for row in shown.rows]
    room = MOST_BYTES - weight(whole([*head, *tail], shown.form.title))
    return whole([*head, *clipped(rows, room, shown.web), *tail], shown.form.title)


def _page(shown: Page, kind: Kind, most: int) -> Json:
    fields = list(
        chain.from_iterable([*asked(field, shown, most), *_moving(field.name, shown, kind)] for field in shown.asked)
    )
    ways = action_sets(list(_ways(shown, kind)))
    tail = [*_faults(shown), *ways, *_tasks(shown, kind), _sure(shown.press, shown.section.name, kind)]
    again = [Part(_again(remark, shown, kind)) for remark in shown.again]
    room = MOST_BYTES - weight(whole([*fields, *tail], shown.form.title))
    return whole([*clipped([*_said(shown), *again], room, shown.web), *fields, *tail], shown.form.title)


def _tasks(shown: Page, kind: Kind) -> list[Json]:
    """What is still to write in a form of pieces, each with the way to it. What is typed on this screen is saved."""
    left = [task for task in shown.tasks if task.state is State.TO_WRITE]
    here, asked_here = shown.section.name, names(shown)
    ways = [
        _way(
            Go.CHANGE,
            shown.press,
            here,
            kind,
            label(task.title, TITLE),
            asked=asked_here,
            mark=shown.mark,
            about=task.section,
        )
        for task in left
    ]
    return [small("Still to write:"), *action_sets(ways)] if ways else []


def _again(remark: LookAgain, shown: Page, kind: Kind) -> list[Json]:
    """A remark on a screen that was left: what it is about, and what can be done. What is typed on this screen goes along."""
    ways = [*([(Go.MOVE, remark.name)] if remark.movable else []), (Go.CHANGE, remark.section)]
    return [
        block(f"Look again at “{remark.label}”", color="Warning", weight="Bolder", separator=True),
        block(remark.says, spacing="None"),
        action_set([_elsewhere(go, about, shown, kind, remark.label) for go, about in ways]),
    ]


def _moving(name: str, shown: Page, kind: Kind) -> list[Json]:
    return [action_set([_elsewhere(Go.MOVE, name, shown, kind)])] if name in shown.movable else []


def _elsewhere(go: Go, about: str, shown: Page, kind: Kind, described: str = "") -> Json:
    """A button that speaks of another section or field than the screen's own; what is typed travels with it."""
    more = {"tooltip": f"{LABELS[go]}: {described}"} if described else {}
    return _way(go, shown.press, shown.section.name, kind, asked=names(shown), mark=shown.mark, about=about, **more)


def _said(shown: Page) -> list[Part]:
    """What is said above the fields, whole where there is room: first where one is, then what others wrote."""
    part = f"Part {shown.number} of {shown.of}" if shown.of > 1 else ""
    about = " · ".join(filter(None, (shown.case, part)))
    where = [small(about)] if about else []
    head = [
        *_whole_fault(shown.errors.get(WHOLE, "")),
        *(note(shown.note) if shown.note else []),
        heading(shown.section.title or shown.form.title, first=True),
        *where,
    ]
    lines = chain.from_iterable(blocks(line) for line in shown.section.intro)
    return [Part(head, counted=False), *(Part([line], counted=False) for line in lines)]


def _faults(shown: Page | Review) -> list[Json]:
    """What is wrong, once more beside the buttons: the field itself may have left the screen upwards."""
    labels = {field.name: field.label for field in shown.form.fields}
    short = {name: in_short(error) for name, error in shown.errors.items()}
    said = [f"{labels[name]}: {error}" if name in labels else error for name, error in short.items()]
    return [block("\n".join((WRONG, *said)), color="Attention", weight="Bolder", separator=True)] if said else []


def _whole_fault(said: str) -> list[Json]:
    return [block(f"There is a problem: {said}", color="Attention", weight="Bolder")] if said else []


def _ways(shown: Page, kind: Kind) -> Iterator[Json]:
    """Where to go from a screen. What is typed travels with each, but for those that lead out of it."""
    ways = [Go.NEXT, *([Go.BACK] if shown.number > 1 else []), *([Go.KEEP] if shown.asked else [])]
    for go in ways:
        title = _onward(shown) if go is Go.NEXT else ""
        yield _way(go, shown.press, shown.section.name, kind, title, asked=names(shown), mark=shown.mark)
    yield ASIDE
    if kind is Kind.CHAT:
        yield {
            "type": "Action.Submit",
            "title": WINDOW,
            "data": {"press": str(shown.press), "msteams": {"type": "task/fetch"}},
            "associatedInputs": "none",
        }


def _sure(press: Press, section: str, kind: Kind) -> Json:
    """Asked once more: nothing that somebody typed is lost by one slip."""
    sure = _way(Go.CANCEL, press, section, kind, CERTAIN)
    return {
        "type": "Container",
        "id": ASK,
        "isVisible": False,
        "style": "attention",
        "bleed": True,
        "items": [block(SURE), action_set([sure])],
    }


def _onward(shown: Page) -> str:
    if not shown.last:
        return "Next"
    return "Check answers" if shown.reviewed else shown.form.submit


def _answered(row: Answered, shown: Review, kind: Kind) -> list[Json]:
    """An answer with Change beside it: a word short enough for a phone, and a review half as long."""
    error = shown.errors.get(row.name, "")
    change = action_set([_way(Go.CHANGE, shown.press, row.section, kind, tooltip=f"Change: {row.label}")])
    said = [
        block(row.label, weight="Bolder"),
        *blocks(row.words, spacing="Small"),
        *([block(f"There is a problem: {error}", color="Attention", weight="Bolder")] if error else []),
        *([small(f"Look again: {row.remark}")] if row.remark else []),
    ]
    return [{"type": "ColumnSet", "separator": True, "columns": [_column("stretch", said), _column("auto", [change])]}]


def _column(width: str, items: list[Json]) -> Json:
    return {"type": "Column", "width": width, "items": items}


def _way(
    go: Go,
    press: Press,
    section: str,
    kind: Kind,
    title: str = "",
    *,
    asked: str = "",
    mark: str = "",
    tooltip: str = "",
    about: str = "",
) -> Json:
    """A button that leads elsewhere in the form. With `asked` it takes the inputs along."""
    data: Json = {
        "press": str(press),
        "section": section,
        "go": go.value,
        **({"asked": asked} if asked else {}),
        **({"mark": mark} if mark else {}),
    }
    data |= {"about": about} if about else {}
    more: Json = {**STYLES.get(go, {}), **({"tooltip": label(tooltip, TITLE)} if tooltip else {})}
    return sending(title or LABELS[go], data, kind, "auto" if asked else "none", **more)
