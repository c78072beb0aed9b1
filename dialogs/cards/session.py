"""The session: booked, moved, held (P16, P18)."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from dialogs import words
from dialogs.cards.calendar import to_calendar
from dialogs.cards.next_steps import chapter, titled
from dialogs.cards.parts import given_up, place, risk_note, slot_words, standing
from dialogs.cards.record import not_there
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Note, Pairs, Text, Tone
from dialogs.procedure import polls
from dialogs.procedure.case import Case, Session
from dialogs.procedure.coming import missing
from dialogs.procedure.session import Attendance
from dialogs.verbs import offered


def draw(scene: Scene, about: str = "") -> Card:
    """When, where and with whom; whether the viewer comes; on the day, the ground rules."""
    case, session = scene.of, meant(scene.of, about)
    latest = session is case.session
    return Card(
        name="session",
        title=titled(scene, "session", f"Session {case.reference}")
        + (f", session {session.number}" if session and len(case.sessions) > 1 else ""),
        body=(
            Pairs((*standing(scene), *(_facts(scene, session) if session else ()))),
            *(risk_note(scene) if latest else ()),
            *(_agreed(scene, session) if session else ()),
            *(_missing(scene, session) if session and latest else ()),
            *(_day(scene, session) if session else ()),
        ),
        buttons=chapter(
            scene,
            "session",
            (*(_doing(scene) if latest else ()), *(_series(scene, session) if session else ())),
            "" if latest else about,
        ),
        case=case.id,
    )


def meant(case: Case, about: str) -> Session | None:
    """The session of that number; the latest, if none was named."""
    return (case.numbered(int(about)) if about.isdecimal() else None) or case.session


def _doing(scene: Scene) -> Iterator[Button]:
    yield from map(
        partial(_marked, scene=scene),
        offered(scene, "hold", "coming", "not-coming", *_instead(scene), "move", "change-place", "change-people"),
    )
    yield from to_calendar(scene)
    yield from offered(scene, "call-off", "drop-further")


def _missing(scene: Scene, session: Session) -> Iterator[Block]:
    """Who is needed and cannot come, for whoever can see to it."""
    away = [absence.person for absence in missing(scene.of, session)] if session.booked else []
    if away and not session.held_at and scene.who.id == scene.of.leading:
        who = words.listed(map(scene.named, away))
        yield Note(f"{who} cannot come, and is needed. {FIND if len(away) == 1 else FIND_FOR_ALL}", Tone.WARNING)


FIND = "Move the session, go on without them, or find somebody else."
FIND_FOR_ALL = "For each: move the session, go on without them, or find somebody else."


def _instead(scene: Scene) -> tuple[str, ...]:
    """What can be done, as somebody needed cannot come: go on without them, or find somebody else in their place."""
    case, session = scene.of, scene.of.session
    away = {absence.person for absence in missing(case, session)} if session else set()
    ways = (
        ("go-on-without", bool(away)),
        ("release", bool(away & {*case.supervisors} - {scene.who.id})),
        ("stand-down", scene.who.id in away),
        ("change-keyworker", case.keyworker in away),
    )
    return tuple(verb for verb, open_ in ways if open_)


def _series(scene: Scene, session: Session) -> Iterator[Button]:
    """The way to the sessions before and after it (P21)."""
    for other in scene.of.sessions:
        if abs(other.number - session.number) == 1 and other.booked:
            yield Button(f"See session {other.number}", Press("session", "show", scene.of.id, str(other.number)))


def _agreed(scene: Scene, session: Session) -> Iterator[Block]:
    """A date that the group agreed in the session before is confirmed by each: who is down as coming says so only if they cannot come (P21)."""
    before = scene.of.numbered(session.number - 1)
    if before is None or before.booked is None or session.booked is None or session.votes or session.begun(scene.now):
        return
    agreed = f"This date was agreed in session {before.number}, on {words.day(before.booked.start.date())}."
    coming = dict(session.coming).get(scene.who.id)
    if coming:
        why = "You were there, so you are" if scene.who.id in before.attended else "You are"
        yield Note(f"{agreed} {why} down as coming. Say so if you cannot come.")
    elif coming is None:
        yield Note(f"{agreed} If you are asked to come, say whether you can.")


def _marked(button: Button, scene: Scene) -> Button:
    """The viewer's own word is ticked."""
    said = dict(scene.of.session.coming).get(scene.who.id) if scene.of.session else None
    mine = said is not None and button.press.verb == ("coming" if said else "not-coming")
    return replace(button, label=f"✓ {button.label}", described=button.label) if mine else button


def _facts(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    if session.booked:
        yield "When", slot_words(session.booked, scene)
    if not session.held_at:
        yield from given_up(session, scene)
    if session.further_dropped:
        yield "Further session dropped", session.further_dropped
    if session.outside_because:
        yield "Outside the window because", session.outside_because
    yield from place(session)
    coming = dict(session.coming)
    groups = (("Coming", True), ("Not coming", False), ("Not said yet", None))
    for label, said in groups:
        who = [scene.named(voter) for voter in polls.voters(scene.of) if coming.get(voter) is said]
        if who and session.booked and not session.held_at and not scene.of.over:
            yield label, words.listed(who)
    if session.attended:
        yield (
            "Came",
            words.listed(
                scene.named(person) + (" (late)" if session.noted(person) is Attendance.LATE else "")
                for person in session.attended
            ),
        )
    for label, away in not_there(scene.of, session) if session.held_at else ():
        yield label, words.listed(map(scene.named, away))


def _day(scene: Scene, session: Session) -> Iterator[Block]:
    if session.held_at:
        yield Note("The session has been held.", Tone.DONE)
    elif scene.of.over:
        yield Note("The case is over. This session does not take place.", Tone.WARNING)
    elif session.booked and session.booked.end <= scene.now:
        yield Note("The time of the session is over. The lead coordinator notes who came.")
    elif session.booked and session.booked.start.date() == scene.terms.today:
        yield Note("The session is today.")
        yield Text(scene.terms.profile.statement)
        yield Text("This is a place to think, not to decide. Slow down, be curious, and let everybody speak.")
