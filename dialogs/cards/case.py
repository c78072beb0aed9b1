"""The case as a whole: what stays true on the card of whoever raised it, and what may be done at any time."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs import words
from dialogs.cards.next_steps import CARD_OF as CARD_OF
from dialogs.cards.next_steps import mine, way_to
from dialogs.cards.parts import content, risk_note, standing, steps
from dialogs.cards.reaching import another_manager, not_reached, unreached
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Pairs, Row, Rows, Style, Tone
from dialogs.owed import OWED
from dialogs.procedure.case import Session, Stage
from dialogs.procedure.members import supervisees, supervising
from dialogs.procedure.people import may_see
from dialogs.procedure.window import Risk, risk
from dialogs.verbs import offered


def draw(scene: Scene, about: str = "") -> Card:
    """Where it stands, who is on it, and what the viewer may do to it."""
    case = scene.of
    return Card(
        name="case",
        title=f"Joint supervision {case.reference}",
        body=(
            steps(scene),
            *not_reached(scene),
            Pairs(tuple(standing(scene))),
            *risk_note(scene),
            *_ended(scene),
            *content(scene),
            *_people(scene),
            *unreached(scene),
            *_sessions(scene),
        ),
        buttons=(
            *_to_do(scene),
            *offered(scene, *(("name-keyworker",) if scene.of.keyworker is None else ()), "family-knows"),
            *another_manager(scene),
            *_moves(scene),
            *offered(scene, "close"),
            *_chapters(scene),
            _timeline(scene),
            *(offered(scene, "change-keyworker") if scene.of.keyworker else ()),
            *offered(scene, "hand-lead", "stand-down", "withdraw"),
        ),
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
        (
            "Invited",
            words.listed(scene.named(attendee.person) for attendee in case.attendees) if case.attendees else "",
        ),
    ]
    yield Pairs(tuple((name, text) for name, text in rows if text))


def _sessions(scene: Scene) -> Iterator[Block]:
    """The series, once there is one: each session with what became of it, and the way to it (P21)."""
    if len(scene.of.sessions) > 1:
        yield Heading("Sessions")
        yield Rows(tuple(_session_row(session, scene) for session in scene.of.sessions))


def _session_row(session: Session, scene: Scene) -> Row:
    title = f"Session {session.number}"
    when = words.moment(session.booked.start) if session.booked else ""
    detail = (f"Held on {when}" if session.held_at else f"Booked for {when}") if when else "Dates are being polled"
    card, about = ("session", str(session.number)) if when else ("poll", "")
    opens = (Button("Open", Press(card, "show", scene.of.id, about), described=f"Open {title.lower()}"),)
    return Row(title, words.sentence(detail), opens if scene.actor and may_see(scene.of, scene.actor) else ())


def _to_do(scene: Scene) -> Iterator[Button]:
    """The way to whatever the viewer owes this case, the first standing out."""
    ways = {way_to(ask, scene.of): OWED[ask.what].yours for ask in reversed(mine(scene))}
    for place, (press, says) in enumerate(
        (press, says) for press, says in reversed(ways.items()) if press.card != "case"
    ):
        yield Button(f"{says[0].upper()}{says[1:]}", press, Style.PLAIN if place else Style.PRIMARY)


def _moves(scene: Scene) -> Iterator[Button]:
    """While the window is at risk: what the viewer can do about it, here and now (P17)."""
    if risk(scene.of, scene.terms).risk >= Risk.TIGHT:
        yield from (replace(button, style=Style.PLAIN) for button in offered(scene, *MOVES.get(scene.of.stage, ())))


MOVES = {
    Stage.AGREED: ("nominate",),
    Stage.NOMINATED: ("invite", "nominate"),
    Stage.POLLING: ("offer-more", "reopen", "change-people"),
    Stage.BOOKED: ("move",),
}
"""What moves a case on at each stage of a running window."""


def _chapters(scene: Scene) -> Iterator[Button]:
    """The way to every other chapter that is open to the viewer."""
    case, shown = scene.of, {way_to(ask, scene.of) for ask in mine(scene)}
    if not scene.actor or not may_see(case, scene.actor):
        return
    open_ones = {
        "agreement": bool(case.managers),
        "nomination": bool(case.nominees) or case.stage is Stage.AGREED,
        "poll": bool(case.session and case.session.slots and not case.session.booked),
        "session": bool(case.session and case.session.booked),
    }
    ways = [(CHAPTERS[card], Press(card, "show", case.id)) for card, there in open_ones.items() if there]
    ways += [way for session in case.sessions if session.held_at for way in _papers(session, scene)]
    yield from (Button(label, press) for label, press in ways if press not in shown)


def _papers(session: Session, scene: Scene) -> Iterator[tuple[str, Press]]:
    """What follows a session that was held; the feedback form for those who came as supervisees, and what they said for those who led it."""
    case, number = scene.of, str(session.number)
    asked = scene.who.id in supervisees(case, session)
    led = scene.who.id in supervising(case, session)
    for card in ("record", "circulation", *(("feedback",) if asked else ()), *(("heard",) if led else ())):
        yield CHAPTERS[card] + (f" {number}" if len(case.sessions) > 1 else ""), Press(card, "show", case.id, number)


CHAPTERS = {
    "agreement": "Agreement", "nomination": "Supervisors", "poll": "Dates", "session": "Session",
    "record": "Record", "circulation": "Circulation and filing", "feedback": "Feedback",
    "heard": "What people said of it",
}  # fmt: skip


def _timeline(scene: Scene) -> Button:
    return Button("Timeline", Press("timeline", "show", scene.of.id))
