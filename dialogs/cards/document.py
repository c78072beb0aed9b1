"""The record as a document, for whoever may read it, once it is signed (P18)."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.gate import as_readable
from dialogs.cards.record import apologies, in_record, readable, who
from dialogs.ids import PersonId
from dialogs.model.documents import DocumentSection, Present, RecordDocument
from dialogs.model.turns import Scene
from dialogs.procedure.case import Session
from dialogs.procedure.commands.base import held
from dialogs.procedure.members import member, supervising
from dialogs.procedure.session import Member


def document(scene: Scene, about: str) -> RecordDocument | None:
    """The document of the session `about`; nothing for somebody who may not read it, or while it is not signed."""
    scene = as_readable(scene)
    session = held(scene.of, about) if scene.case else None
    if session is None or not session.signed_at or not readable(scene, session):
        return None
    case = scene.of
    return RecordDocument(
        partnership=scene.terms.profile.partnership,
        reference=case.reference,
        number=session.number,
        child=case.initials,
        local_reference=case.local_reference,
        held=words.span(session.booked.start, session.booked.end) if session.booked else "",
        place=session.place,
        present=tuple(
            _present(scene, session, person)
            for person in dict.fromkeys((*supervising(case, session), *session.attended))
        ),
        apologies=tuple(in_record(scene, session, person).name for person in apologies(case, session)),
        sections=tuple(
            DocumentSection(section.label, session.text(section.name))
            for section in scene.terms.profile.record
            if session.text(section.name)
        ),
        family=tuple(_family(scene, session)),
        learning=tuple(_learning(scene, session)),
        further=_further(session),
        signatures=tuple(
            (who(scene, session, signature.by), words.moment(signature.at.astimezone(scene.now.tzinfo)))
            for signature in session.signatures
        ),
        amendments=tuple(
            DocumentSection(
                f"{who(scene, session, amendment.by)}, {words.moment(amendment.at.astimezone(scene.now.tzinfo))}",
                amendment.text,
            )
            for amendment in session.amendments
        ),
        statement=scene.terms.profile.statement,
        logo=scene.terms.profile.logo,
    )


def _present(scene: Scene, session: Session, person: PersonId) -> Present:
    known, own = in_record(scene, session, person), member(scene.of, session, person)
    return Present(known.name, known.role, known.agency, _part(own) if own else "")


def _part(own: Member) -> str:
    if own.supervises:
        return "Lead coordinator" if own.leads else "Supervisor"
    return "Keyworker" if own.keyworker else ""


def _family(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    if points := session.family:
        yield "What", points.points
        yield "Where", scene.terms.profile.label("meetings", points.meeting)
        yield "When", words.day(points.on)
        yield "By", in_record(scene, session, points.by).name


def _learning(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    if lesson := session.learning:
        yield "Theme", lesson.theme
        if lesson.scope:
            yield "For", scene.terms.profile.label("scopes", lesson.scope)
        yield "What others can learn", lesson.text


def _further(session: Session) -> str:
    if session.further is None:
        return ""
    return "A further session is needed." if session.further else "No further session is needed."
