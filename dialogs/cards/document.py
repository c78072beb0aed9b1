"""The record as a document, for whoever may read it, once it is signed (P18)."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.need_to_know import as_readable
from dialogs.cards.record import corrections, declarations, in_record, not_there, readable, who
from dialogs.ids import PersonId
from dialogs.model.documents import AWAY, DocumentSection, Present, RecordDocument
from dialogs.model.turns import Scene
from dialogs.procedure.case import Case, Session
from dialogs.procedure.commands.base import held
from dialogs.procedure.members import member, supervising
from dialogs.procedure.session import Attendance, Member


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
        present=tuple(_present(scene, session, person) for person in _there(case, session)),
        **_away(scene, session),
        independence=declarations(scene, session).replace("\n", ". "),
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
        amendments=tuple(_amendments(scene, session)),
        statement=scene.terms.profile.statement,
        logo=scene.terms.profile.logo,
    )


def _present(scene: Scene, session: Session, person: PersonId) -> Present:
    known, own = in_record(scene, session, person), member(scene.of, session, person)
    late = "came late" if session.noted(person) is Attendance.LATE else ""
    part = ", ".join(filter(None, (_part(own) if own else "", late)))
    return Present(known.name, known.role, known.agency, f"{part[:1].upper()}{part[1:]}")


def _away(scene: Scene, session: Session) -> dict[str, tuple[str, ...]]:
    found = dict(not_there(scene.of, session))
    fields = zip(("apologies", "absent", "not_noted"), AWAY, strict=True)
    return {
        field: tuple(in_record(scene, session, person).name for person in found.get(label, ()))
        for field, label in fields
    }


def _there(case: Case, session: Session) -> tuple[PersonId, ...]:
    """The supervisors first; of a session held before attendance was kept one by one, also those of whom nothing was ticked."""
    supervised = supervising(case, session)
    there = supervised if not session.attendance else (person for person in supervised if person in session.attended)
    return tuple(dict.fromkeys((*there, *session.attended)))


def _amendments(scene: Scene, session: Session) -> Iterator[DocumentSection]:
    """What was corrected and what was added, each with its author and its time, in order."""
    added = (
        (
            amendment.at,
            f"{who(scene, session, amendment.by)}, {words.moment(amendment.at.astimezone(scene.now.tzinfo))}",
            amendment.text,
        )
        for amendment in session.amendments
    )
    for _, title, said in sorted((*corrections(scene, session), *added), key=lambda entry: entry[0]):
        yield DocumentSection(title, said)


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
