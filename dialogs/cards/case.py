"""The case as a whole: what stays true on the card of whoever raised it, and what may be done at any time."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.parts import content, risk_note, standing, steps
from dialogs.press import Press
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Stage
from dialogs.procedure.people import Part, parts_of
from dialogs.turns import Scene
from dialogs.verbs import offered
from dialogs.views import Block, Button, Card, Note, Pairs, Tone


def draw(scene: Scene, about: str = "") -> Card:
    """Where it stands, who is on it, and what the viewer may do to it."""
    case = scene.of
    return Card(
        name="case",
        title=f"Joint supervision {case.reference}",
        body=(steps(scene), Pairs(tuple(standing(scene))), *risk_note(scene), *_ended(scene), *content(scene), *_people(scene)),
        buttons=(*_to_do(scene), *offered(scene, "close", "change-keyworker", "hand-lead", "stand-down", "withdraw"), _timeline(scene)),
        case=case.id,
    )


def _ended(scene: Scene) -> Iterator[Block]:
    case = scene.of
    if case.stage in (Stage.DECLINED, Stage.WITHDRAWN) and case.ended_because:
        yield Note(f"{words.STAGES[case.stage]}: {case.ended_because}")
    if case.stage is Stage.CLOSED:
        yield Note("Everything is done. Thank you.", Tone.DONE)


def _people(scene: Scene) -> Iterator[Block]:
    case = scene.of
    rows = [
        ("Accountable manager", words.listed(map(scene.named, case.managers)) if case.managers else ""),
        ("Deputy", words.listed(map(scene.named, case.deputies)) if case.deputies else ""),
        ("Supervisors", words.listed(map(scene.named, case.supervisors)) if case.supervisors else ""),
        ("Lead coordinator", scene.named(case.lead) if case.lead in case.supervisors else ""),
        ("Keyworker", scene.named(case.keyworker) if case.keyworker else "Not named yet"),
        ("Invited", words.listed(scene.named(one.person) for one in case.attendees) if case.attendees else ""),
    ]
    yield Pairs(tuple((name, text) for name, text in rows if text))


CARD_OF = {
    "agree": "agreement", "answer-query": "agreement", "nominate": "nomination", "accept": "nomination",
    "invite": "poll", "vote": "poll", "book": "poll", "attendance": "session", "write": "record", "sign": "record",
    "circulate": "circulation", "receive": "circulation", "file": "circulation", "family": "circulation",
    "further": "circulation", "close": "case",
}  # fmt: skip


def _to_do(scene: Scene) -> Iterator[Button]:
    """The way to whatever the viewer owes this case, and to the other chapters that are open to them."""
    mine = [ask for ask in open_asks(scene.of, scene.terms) if scene.actor and ask.of == scene.actor.id]
    for ask in mine:
        if (card := CARD_OF[ask.what]) != "case":
            yield Button(words.OWED[ask.what].capitalize(), Press(card, "show", scene.of.id, str(ask.session or "")))
    yield from _chapters(scene, {CARD_OF[ask.what] for ask in mine})


def _chapters(scene: Scene, shown: set[str]) -> Iterator[Button]:
    case = scene.of
    if not scene.actor or not parts_of(case, scene.actor) & ~Part.ANYONE:
        return
    open_ones = {
        "agreement": bool(case.managers),
        "nomination": bool(case.nominees) or case.stage is Stage.AGREED,
        "poll": bool(case.session and case.session.slots and not case.session.booked),
        "session": bool(case.session and case.session.booked),
    }
    for card, there in open_ones.items():
        if there and card not in shown:
            yield Button(CHAPTERS[card], Press(card, "show", case.id))
    for session in case.sessions:
        if session.held_at:
            number = f" {session.number}" if len(case.sessions) > 1 else ""
            for card in ("record", "circulation"):
                yield Button(f"{CHAPTERS[card]}{number}", Press(card, "show", case.id, str(session.number)))


CHAPTERS = {
    "agreement": "Agreement", "nomination": "Supervisors", "poll": "Dates", "session": "Session",
    "record": "Record", "circulation": "Circulation and filing",
}  # fmt: skip


def _timeline(scene: Scene) -> Button:
    return Button("Timeline", Press("timeline", "show", scene.of.id))
