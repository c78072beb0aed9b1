"""The record: written by the supervisors, signed, read by those who were invited (P18-P21)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Final

from dialogs import words
from dialogs.cards.next_steps import chapter, titled
from dialogs.cards.parts import standing
from dialogs.ids import PersonId
from dialogs.model.documents import AWAY
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Pairs, Text, Tone
from dialogs.procedure.case import Case, Session
from dialogs.procedure.commands.base import held
from dialogs.procedure.members import member, members, supervising
from dialogs.procedure.people import agency_on
from dialogs.procedure.reading import Kind, reads
from dialogs.procedure.session import Attendance, Known
from dialogs.remarks import known, of_record
from dialogs.verbs import may, offered

LOOK_AGAIN: Final = "Look again. You can go on all the same."
BEFORE_SIGNING: Final = "All is written that has to be. Look again before you sign. You can sign all the same."


def draw(scene: Scene, about: str = "") -> Card:
    """How far the record is; its text only for those who may read it."""
    case, session = scene.of, held(scene.of, about)
    number = str(session.number) if session else ""
    return Card(
        name="record",
        title=titled(scene, "record", f"Record {case.reference}", number)
        + (f", session {number}" if len(case.sessions) > 1 else ""),
        body=(
            Pairs((*standing(scene), *(_facts(scene, session) if session else ()))),
            *(_text(scene, session) if session else ()),
        ),
        buttons=chapter(
            scene, "record", offered(scene, "sign", "write", "amend", "correct-attendance", about=number), number
        ),
        case=case.id,
        files=tuple(files(scene, session)),
        looked="record" if session and readable(scene, session) else "",
    )


def files(scene: Scene, session: Session | None) -> Iterator[Button]:
    """The signed record, to keep: what goes on the child's file (P18). In a chat each has an address of its own, which ends."""
    if session and session.signed_at and readable(scene, session):
        for kind, label in (("docx", "Word document"), ("pdf", "PDF"), ("json", "JSON")):
            press = Press("record", kind, scene.of.id, str(session.number))
            yield Button(
                label,
                press,
                described=f"Download the record as a {label}",
                opens=scene.addresses.document(scene.who.id, press),
            )


def _facts(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    if session.booked:
        yield "Session", words.span(session.booked.start, session.booked.end)
    if session.place:
        yield "Place", session.place
    supervised = supervising(scene.of, session)
    yield "Supervisors", words.listed(_name(scene, session, person) for person in supervised)
    yield (
        "Attendees",
        "\n".join(
            who(scene, session, person) + (", came late" if session.noted(person) is Attendance.LATE else "")
            for person in session.attended
            if person not in supervised
        ),
    )
    if declared := declarations(scene, session):
        yield "Independence", declared
    for label, away in not_there(scene.of, session):
        yield label, words.listed(_name(scene, session, person) for person in away)
    if session.signatures:
        yield (
            "Signed",
            "\n".join(
                f"{_name(scene, session, signature.by)}, {words.moment(signature.at.astimezone(scene.now.tzinfo))}"
                for signature in session.signatures
            ),
        )


def declarations(scene: Scene, session: Session) -> str:
    """What its supervisors declared, as they accepted, to be tied by (P11)."""
    supervised = (known for known in members(scene.of, session) if known.supervises and known.declared)
    return "\n".join(f"{_name(scene, session, known.person)} {'; '.join(known.declared)}" for known in supervised)


def not_there(case: Case, session: Session) -> tuple[tuple[str, tuple[PersonId, ...]], ...]:
    """Who of a session did not come, as far as it was noted. Of one held before that was kept, as its record has always said it."""
    people = members(case, session)
    if not session.attendance:
        away = tuple(known.person for known in people if known.invited and known.person not in session.attended)
        return ((AWAY[0], away),) if away else ()
    kinds = zip(AWAY, (Attendance.APOLOGIES, Attendance.ABSENT, None), strict=True)
    found = (
        (label, tuple(known.person for known in people if session.noted(known.person) is which))
        for label, which in kinds
    )
    return tuple((label, away) for label, away in found if away)


ATTENDANCE: Final = {
    Attendance.HERE: "here",
    Attendance.LATE: "came late",
    Attendance.APOLOGIES: "sent apologies",
    Attendance.ABSENT: "did not come",
    None: "not noted",
}


def corrections(scene: Scene, session: Session) -> Iterator[tuple[datetime, str, str]]:
    """When, whose and what each correction of the attendance was, one for all that somebody did at once (P18)."""
    for (by, at), several in groupby(session.corrections, key=lambda correction: (correction.by, correction.at)):
        said = "\n".join(
            f"{_name(scene, session, correction.person)}: {ATTENDANCE[correction.now]}. It said: {ATTENDANCE[correction.was]}."
            for correction in several
        )
        when = words.moment(at.astimezone(scene.now.tzinfo))
        yield at, f"Correction of who came, {who(scene, session, by)}, {when}", said


def in_record(scene: Scene, session: Session, person: PersonId) -> Known:
    """Somebody of a session as its record has them: once it is signed for good; until then, and where it says nothing, as the directory does."""
    own, known = member(scene.of, session, person), scene.people.get(person)
    return Known(
        person,
        (own.name if own else "") or scene.named(person),
        own.role if own and own.name else known.role if known else "",
        agency_on(scene.of, person, scene.people, session),
    )


def who(scene: Scene, session: Session, person: PersonId) -> str:
    """Name and agency, as the record has them."""
    known = in_record(scene, session, person)
    return ", ".join(filter(None, (known.name, known.agency)))


def _name(scene: Scene, session: Session, person: PersonId) -> str:
    return in_record(scene, session, person).name


def readable(scene: Scene, session: Session) -> bool:
    """Its supervisors read it as they write; its people, and the supervisors and keyworker of today, once it has been circulated. The office never (P23)."""
    return reads(scene.of, scene.actor, Kind.RECORD, scene.terms, session)


def _text(scene: Scene, session: Session) -> Iterator[Block]:
    if not readable(scene, session):
        yield Note("The record is read by the supervisors, and once circulated by those invited.")
        return
    yield from _open(scene, session)
    for section in scene.terms.profile.record:
        if text := session.text(section.name):
            yield Heading(section.label)
            yield Text(text)
    yield from _agreed(scene, session)
    for _, title, said in corrections(scene, session):
        yield Heading(title)
        yield Text(said)
    for amendment in session.amendments:
        yield Heading(
            f"Amendment, {_name(scene, session, amendment.by)}, {words.moment(amendment.at.astimezone(scene.now.tzinfo))}"
        )
        yield Text(amendment.text)
    yield Note(scene.terms.profile.statement)


def _open(scene: Scene, session: Session) -> Iterator[Block]:
    """What is still to be written before it can be signed, and what to look at again; then, that one reads before one signs."""
    if session.signed_at:
        return
    missing = [
        section.label for section in scene.terms.profile.record if section.required and not session.text(section.name)
    ]
    missing += ["whether a further session is needed"] if session.further is None else []
    again = of_record(session, scene.terms.profile, known(scene.people, scene.terms), finished=not missing)
    if missing:
        yield Note(f"Still to write: {'; '.join(missing)}")
    elif may(scene, "sign", str(session.number)) and not again:
        yield Note("Nothing is missing. Read it, then sign.")
    if again:
        yield Note("\n".join((LOOK_AGAIN if missing else BEFORE_SIGNING, *again)), Tone.WARNING)


def _agreed(scene: Scene, session: Session) -> Iterator[Block]:
    if points := session.family:
        yield Heading("To share with the child and family")
        meeting = scene.terms.profile.label("meetings", points.meeting)
        yield Pairs(
            (
                ("What", points.points),
                ("Where", meeting),
                ("When", words.day(points.on)),
                ("By", _name(scene, session, points.by)),
            )
        )
    if lesson := session.learning:
        yield Heading("Wider learning")
        yield Pairs(((lesson.theme, lesson.text),))
    if session.further is not None:
        yield Pairs((("Further session", "Yes" if session.further else "No"),))
    if session.signed_at:
        yield Note("Signed by every supervisor.", Tone.DONE)
