"""Who has the record, where it is filed, what became of the family's points, and what comes next (P18, P19, P21)."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.next_steps import chapter, titled
from dialogs.cards.parts import standing
from dialogs.cards.record import files, readable
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Note, Pairs, Tone
from dialogs.procedure.case import Session, Told
from dialogs.procedure.commands.base import held
from dialogs.procedure.commands.refiling import unfiled
from dialogs.procedure.members import receivers
from dialogs.verbs import offered

OUTCOME = {Told.SHARED: "Shared", Told.NOT_YET: "Not yet", Told.NOT_APPROPRIATE: "Not appropriate"}


def draw(scene: Scene, about: str = "") -> Card:
    """Receipts and filings with their gaps; the text itself is not posted, but one press away. Who files it has the document (P18)."""
    case, session = scene.of, held(scene.of, about)
    number = str(session.number) if session else ""
    return Card(
        name="circulation",
        title=titled(scene, "circulation", f"Circulation and filing {case.reference}", number)
        + (f", session {number}" if len(case.sessions) > 1 else ""),
        body=(
            Pairs((*standing(scene), *(_facts(scene, session) if session else ()))),
            *(_notes(session) if session else ()),
        ),
        buttons=chapter(
            scene,
            "circulation",
            (
                *offered(
                    scene, "circulate", "receive", "file", "file-amendment", "tell-family", "further", about=number
                ),
                *_read(scene, session),
                *_later(scene, session),
            ),
            number,
        ),
        case=case.id,
        files=tuple(files(scene, session)) if scene.actor and scene.actor.id == case.keyworker else (),
    )


def _read(scene: Scene, session: Session | None) -> Iterator[Button]:
    if session and readable(scene, session):
        yield Button("Read the record", Press("record", "show", scene.of.id, str(session.number)))


def _later(scene: Scene, session: Session | None) -> Iterator[Button]:
    later = scene.of.numbered(session.number + 1) if session else None
    if later and later is scene.of.session:
        yield Button("See the further session", Press("session" if later.booked else "poll", "show", scene.of.id))


def _facts(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    everybody = receivers(scene.of, session)
    if session.circulated_at:
        yield "Circulated", words.moment(session.circulated_at.astimezone(scene.now.tzinfo))
        missing = [person for person in everybody if person not in session.confirmed]
        yield (
            "Received by",
            "Everybody"
            if not missing
            else _names(scene, [person for person in everybody if person in session.confirmed]),
        )
        if missing:
            yield "Not confirmed yet", _names(scene, missing)
    for filing in session.filings:
        filed = filter(None, (filing.reference.rstrip(" ."), words.day(filing.on), f"by {scene.named(filing.by)}"))
        yield "Filed", ", ".join(filed)
    if added := unfiled(session):
        yield "Not on the file yet", words.count(len(added), "amendment")
    if points := session.family:
        outcome = OUTCOME[points.told] if points.told else "Not answered yet"
        meeting = scene.terms.profile.label("meetings", points.meeting)
        said = f"{outcome}: {points.why}" if points.why else outcome
        yield (
            "To share with the family",
            f"{meeting}, {words.day(points.due)}, by {scene.named(points.by)}. {words.sentence(said)}",
        )
    yield from _learned(scene, session)
    if session.further is not None:
        yield "Further session", _planned(scene, session) if session.further else "Not needed"


def _learned(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    """What went on without the case, and what was answered (P20)."""
    if session.learning and session.learning.theme and session.signed_at:
        yield "Wider learning", words.sentence(session.learning.theme)
    for learning_reply in session.learning_replies:
        if not learning_reply.text:
            continue
        known = scene.people.get(learning_reply.by)
        whose = ", ".join(
            filter(
                None,
                (
                    scene.named(learning_reply.by),
                    known.agency if known else "",
                    words.day(learning_reply.at.astimezone(scene.now.tzinfo).date()),
                ),
            )
        )
        yield "Reply to the learning", f"{learning_reply.text}\n({whose})"


def _planned(scene: Scene, session: Session) -> str:
    later = scene.of.numbered(session.number + 1)
    if later is None:
        return "Needed"
    return words.moment(later.booked.start) if later.booked else "Dates are being polled"


def _names(scene: Scene, people: list[PersonId]) -> str:
    return words.listed(map(scene.named, people)) if people else "Nobody"


def _notes(session: Session) -> Iterator[Block]:
    if not session.signed_at:
        yield Note("The record is not signed yet.")
    if session.filings:
        yield Note("The record is on the child's file.", Tone.DONE)
