"""My list: what I owe, what I have begun, my cases; and the digest that reminds of it (experience, 6 and 9)."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs import words
from dialogs.cards import desk
from dialogs.cards.calendar import FEED
from dialogs.cards.lists import case_row, child, in_order, level, of_session, way
from dialogs.cards.next_steps import way_to
from dialogs.model.drafts import Draft
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Row, Rows, Style, Text
from dialogs.owed import OWED
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.nudges import Nudge, disowned, due_nudges
from dialogs.procedure.people import may_see_figures
from dialogs.procedure.window import Risk, risk
from dialogs.verbs import VERBS, may, offered

RAISE = Button("Raise a case", Press("case", "raise"), Style.PRIMARY)
FIND = Button("Find a case", Press("home", "find"))
ALL_CASES = Button("All cases", way())
SOON = 20  # rows on one card; the rest is said in a number, and on the list of all cases
FIRST = 5  # rows of what waits for one in the one message of a day, so that all of it is read and has room everywhere
OTHERS = 3  # rows of each other kind there


def draw(scene: Scene, about: str = "") -> Card:
    """What the viewer owes, the forms they have begun, and their open cases."""
    urgent = tuple(desk.urgent(scene))
    body = (*_greeting(scene), *_owed(scene, named=True, else_=urgent), *_begun(scene), *_cases(scene))
    office = (desk.TO_DESK,) if scene.actor and scene.actor.office else ()
    figures = (
        (Button("Partnership dashboard", Press("dashboard", "show")),)
        if scene.actor and may_see_figures(scene.actor)
        else ()
    )
    return Card(
        name="home",
        title="My list",
        body=body,
        buttons=(RAISE, *office, *figures, ALL_CASES, FIND, FEED, Button("Help", Press("help", "show"))),
    )


def digest(scene: Scene, about: str = "") -> Card:
    """One message a day with all that waits for the viewer, and what is at risk on their cases."""
    body = (*_owed(scene, put_off=True, else_=tuple(desk.urgent(scene))), *_waiting(scene), *_risky(scene))
    office = (desk.TO_DESK,) if scene.actor and scene.actor.office else ()
    return Card(
        name="digest",
        title="Joint supervision: what waits for you today",
        body=body,
        buttons=(*office, Button("My list", Press("home", "show")), ALL_CASES),
    )


def owed(scene: Scene) -> tuple[tuple[Case, Ask], ...]:
    """What the viewer owes, over all their cases, the longest first."""
    found = [
        (case, ask)
        for case in scene.mine
        for ask in open_asks(case, scene.terms)
        if scene.actor and ask.of == scene.actor.id
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].since))


def digest_due(scene: Scene, about: str = "") -> bool:
    """Whether anything is left of what the digest is sent for."""
    return bool(owed(scene) or climbed(scene) or any(desk.urgent(scene))) or any(
        risk(case, scene.terms).risk >= Risk.TIGHT for case in scene.mine
    )


def _greeting(scene: Scene) -> Iterator[Block]:
    if not scene.mine:
        yield Text(
            "Joint supervision is a place to think together about a child when things are complex, stuck or drifting."
        )


def climbed(scene: Scene) -> tuple[tuple[Case, Nudge], ...]:
    """What others owe and has climbed to the viewer, over all their cases."""
    found = ((case, nudge) for case in scene.mine for nudge in due_nudges(case, scene.terms, scene.people))
    return tuple((case, nudge) for case, nudge in found if scene.actor and nudge.to == scene.actor.id != nudge.ask.of)


def _waiting(scene: Scene) -> Iterator[Block]:
    """Who owes what since when, for whoever can see to it."""
    asks = dict.fromkeys((case.id, nudge.ask) for case, nudge in climbed(scene))
    rows = [_waiting_row(next(case for case in scene.mine if case.id == id_), ask, scene) for id_, ask in asks]
    if rows:
        yield Heading("Waiting for others on your cases")
        yield Rows(tuple(rows[:OTHERS]))
        yield from _more(len(rows), OTHERS)


def _waiting_row(case: Case, ask: Ask, scene: Scene) -> Row:
    why = disowned(case, ask)
    said = f" They say that it is not theirs: {words.sentence(why)}" if why else ""
    title = (
        f"{case.reference}: {scene.named(ask.of)} to {OWED[ask.what].said(yours=False)}{of_session(case, ask.session)}"
    )
    return Row(
        title, f"Since {words.day(ask.since)}.{said}", (Button("Open", way_to(ask, case), described=f"Open {title}"),)
    )


def _owed(
    scene: Scene, *, named: bool = False, put_off: bool = False, else_: tuple[Block, ...] = ()
) -> Iterator[Block]:
    """What waits for the viewer, then `else_`. The child's initials stand on their own list, not in a message; there it can be put off."""
    pairs = owed(scene)
    if not pairs:
        yield from else_ or (Note("Nothing waits for you."),)
        return
    shown = FIRST if put_off else SOON
    yield Heading("Waiting for you" if len(pairs) <= shown else f"Waiting for you ({len(pairs)})")
    yield Rows(
        tuple(
            _ask_row(case, ask, scene, child(case, scene) if named else "", put_off=put_off)
            for case, ask in pairs[:shown]
        )
    )
    yield from _more(len(pairs), shown)
    yield from else_


def _ask_row(case: Case, ask: Ask, scene: Scene, of: str, *, put_off: bool) -> Row:
    press = way_to(ask, case)
    detail = " ".join(filter(None, (words.sentence(of), f"Since {words.day(ask.since)}.", level(case, scene))))
    title = f"{case.reference}: {OWED[ask.what].yours}{of_session(case, ask.session)}"
    later = offered(replace(scene, case=case), "snooze", "not-me", about=ask.key) if put_off else ()
    return Row(title, detail, (Button("Open", press, described=f"Open {title}"), *later))


def _begun(scene: Scene) -> Iterator[Block]:
    begun = tuple(draft for draft in scene.drafts if draft.reached)
    if begun:
        yield Heading("Begun and not sent")
        yield Rows(tuple(_draft_row(draft, scene) for draft in begun[:5]))


def _draft_row(draft: Draft, scene: Scene) -> Row:
    """What was begun. What cannot be sent any more can still be read, and thrown away."""
    press, child = draft.press, draft.given.get("initials", "")
    title = draft_title(press, scene) + (f": {child}" if child and isinstance(child, str) else "")
    key = f"{press.verb}:{press.about}"
    changed = f"Last changed {words.moment(draft.changed.astimezone(scene.now.tzinfo))}."
    case = next((known for known in scene.mine if known.id == press.case), None)
    moved = press.verb in VERBS and press.verb != "raise" and not (case and _may_go_on(draft, case, scene))
    look = Button(
        "See what you wrote" if moved else "Throw away",
        Press("home", "begun", press.case, key),
        described=f"See what you wrote: {title}" if moved else f"Throw away: {title}",
    )
    on = Press("home", "go-on", press.case, key) if press.verb == "raise" else press
    ways = (look,) if moved else (Button("Carry on", on, described=f"Carry on with {title}"), look)
    return Row(title, f"{changed} The case has moved on, so this cannot be sent any more." if moved else changed, ways)


def _may_go_on(draft: Draft, case: Case, scene: Scene) -> bool:
    return may(replace(scene, case=case), draft.press.verb, draft.press.about)


def draft_title(press: Press, scene: Scene) -> str:
    """How something begun is called: `JS-7K3M: choose supervisors`; a form of no case is called by what it does."""
    label = VERBS[press.verb].label if press.verb in VERBS else "Give feedback"
    case = next((known for known in scene.mine if known.id == press.case), None)
    return f"{case.reference}: {label[:1].lower()}{label[1:]}" if case else label


def _cases(scene: Scene) -> Iterator[Block]:
    if scene.mine:
        yield Heading("My cases")
        yield Rows(tuple(case_row(case, scene, child(case, scene)) for case in in_order(scene.mine, scene)[:SOON]))
        yield from _more(len(scene.mine), SOON)


def _risky(scene: Scene) -> Iterator[Block]:
    rows = [case_row(case, scene) for case in in_order(scene.mine, scene) if risk(case, scene.terms).risk >= Risk.TIGHT]
    if rows:
        yield Heading("At risk of missing the window")
        yield Rows(tuple(rows[:OTHERS]))
        yield from _more(len(rows), OTHERS)


def _more(count: int, shown: int) -> Iterator[Block]:
    if count > shown:
        yield Text(f"And {count - shown} more. “{ALL_CASES.label}” has every one.")
