"""Who has the record, where it is filed, what became of the family's points, and what comes next (P18, P19, P21)."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.parts import standing
from dialogs.cards.record import readable
from dialogs.ids import PersonId
from dialogs.press import Press
from dialogs.procedure.asks import receivers
from dialogs.procedure.case import Session, Told
from dialogs.procedure.commands.base import held
from dialogs.turns import Scene
from dialogs.verbs import offered
from dialogs.views import Block, Button, Card, Note, Pairs, Tone

OUTCOME = {Told.SHARED: "Shared", Told.NOT_YET: "Not yet", Told.NOT_APPROPRIATE: "Not appropriate"}


def draw(scene: Scene, about: str = "") -> Card:
    """Receipts and filings with their gaps; the text itself is not posted, but one press away."""
    case, session = scene.of, held(scene.of, about)
    number = str(session.number) if session else ""
    return Card(
        name="circulation",
        title=f"Circulation and filing {case.reference}" + (f", session {number}" if len(case.sessions) > 1 else ""),
        body=(Pairs((*standing(scene), *(_facts(scene, session) if session else ()))), *(_notes(session) if session else ())),
        buttons=(*_read(scene, session), *offered(scene, "circulate", "receive", "file", "tell-family", "further", about=number)),
        case=case.id,
    )


def _read(scene: Scene, session: Session | None) -> Iterator[Button]:
    if session and readable(scene, session):
        yield Button("Read the record", Press("record", "show", scene.of.id, str(session.number)))


def _facts(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    everybody = receivers(scene.of, session)
    if session.circulated_at:
        yield "Circulated", words.moment(session.circulated_at.astimezone(scene.now.tzinfo))
        yield "Received by", _names(scene, [one for one in everybody if one in session.received])
        yield "Not confirmed yet", _names(scene, [one for one in everybody if one not in session.received])
    for one in session.filings:
        yield "Filed", f"{one.reference}, {words.day(one.on)}, by {scene.named(one.by)}"
    if points := session.family:
        outcome = OUTCOME[points.told] if points.told else "Not said yet"
        meeting = scene.terms.profile.label("meetings", points.meeting)
        yield "Family", f"{meeting}, {words.day(points.on)}, {scene.named(points.by)}: {outcome}. {points.why}".strip()
    if session.further is not None:
        yield "Further session", "Needed" if session.further else "Not needed"


def _names(scene: Scene, people: list[PersonId]) -> str:
    return words.listed(map(scene.named, people)) if people else "Nobody"


def _notes(session: Session) -> Iterator[Block]:
    if not session.signed_at:
        yield Note("The record is not signed yet.")
    if session.filings:
        yield Note("The record is on the child's file.", Tone.DONE)
