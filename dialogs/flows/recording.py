"""Writing the record section by section (P05, P18-P21). Signing it is `signing.py`.

Several may write at once, and one person at two screens. A draft keeps which version of each field its writer had before
them, and what it said, so that what they have not typed in follows what others write, and what they have is never saved
over a text that they were not shown.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Final

from dialogs import words
from dialogs.flows.flow import Asked, Flow, options, people
from dialogs.ids import PersonId
from dialogs.model.fields import (
    LONG,
    Answers,
    Day,
    Errors,
    Field,
    Form,
    LongText,
    OneOf,
    PersonField,
    Raw,
    Section,
    YesNo,
)
from dialogs.procedure.case import FamilyPoints, Learning, Session, Written
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.record import Entry, Write
from dialogs.procedure.members import members
from dialogs.procedure.profile import RecordSection
from dialogs.recognisers import parted, tasks
from dialogs.remarks import fidelity

SEEN: Final = "seen."  # how a draft keeps the version of a field that its writer had before them, and what it said
NOTHING: Final = "0"
NEEDED: Final = "Needed before the record is signed."
WITH_POINTS: Final = "Needed if there is something to share."


def form(asked: Asked) -> Form:
    """One screen for each section of the profile, then the family, the learning and further sessions."""
    session, profile = asked.session, asked.scene.terms.profile
    written = tuple(_section(section, session, asked) for section in profile.record)
    return Form(
        name="write",
        version=1,
        title="The record",
        sections=(*written, _family(asked), _learning(asked), _further()),
        submit="Save the record",
        whole=_whole,
        remarks=lambda answers: _fidelity(asked, answers),
    )


def _section(section: RecordSection, session: Session, asked: Asked) -> Section:
    hint = " ".join(filter(None, (section.hint, NEEDED if section.required else "")))
    field = LongText(name=section.name, label=section.label, hint=hint, required=False, needed=section.required, rows=8)
    return Section(
        name=section.name, title=section.label, fields=(field,), intro=_meanwhile(section.name, session, asked)
    )


def _meanwhile(name: str, session: Session, asked: Asked) -> tuple[str, ...]:
    """What somebody else has written since this person began: shown whole, so that nothing is lost."""
    known = next((entry for entry in session.record if entry.field == name), None)
    if known is None or known.version == _version(asked, name):
        return ()
    at = words.hour(known.at.astimezone(asked.scene.now.tzinfo))
    who = "You" if known.by == asked.scene.who.id else asked.scene.named(known.by)
    return (f"{who} wrote here at {at}:", known.text)


def _family(asked: Asked) -> Section:
    own = {asked.case.keyworker, *(known.person for known in members(asked.case, asked.session))}
    offer = people(
        asked.scene,
        only=lambda person: person.id in own,
    )
    today = asked.scene.terms.today
    meetings = options(asked.scene.terms.profile.choices["meetings"])
    return Section(
        name="family",
        title="To share with the child and family",
        intro=("Nothing about us without us: say which points are taken to the family, where, when and by whom.",),
        fields=(
            LongText(name="family_points", label="What is to be shared?", required=False, longest=4_000),
            OneOf(
                name="family_meeting",
                label="At which meeting?",
                hint=WITH_POINTS,
                options=meetings,
                required=False,
                needed=True,
            ),
            Day(
                name="family_on",
                label="When?",
                hint=WITH_POINTS,
                needed=True,
                earliest=asked.session.booked.start.date() if asked.session.booked else today - timedelta(days=30),
                latest=today + timedelta(days=366),
                required=False,
            ),
            PersonField(
                name="family_by", label="By whom?", hint=WITH_POINTS, options=offer, required=False, needed=True
            ),
        ),
    )


def _learning(asked: Asked) -> Section:
    scopes = options(asked.scene.terms.profile.choices["scopes"])
    return Section(
        name="learning",
        title="Wider learning",
        intro=(
            "This goes to your agency's learning lead and to the Workforce Development Group, without the case. Name nobody.",
        ),
        fields=(
            LongText(
                name="learning_theme",
                label="Theme",
                hint="Needed if you write learning below.",
                required=False,
                needed=True,
                longest=200,
                rows=1,
            ),
            OneOf(name="learning_scope", label="Whose learning is it?", options=scopes, required=False),
            LongText(name="learning_text", label="What should others learn from?", required=False, longest=4_000),
        ),
    )


def _further() -> Section:
    return Section(
        name="further",
        title="Further sessions",
        fields=(
            YesNo(
                name="further",
                label="Is a further session needed?",
                hint=f"Agree this with the group. {NEEDED}",
                required=False,
                needed=True,
            ),
        ),
    )


def _whole(answers: Answers) -> Errors:
    family = ("family_points", "family_meeting", "family_on", "family_by")
    if answers.get("family_points") and (
        unanswered := next((name for name in family if name in answers and not answers[name]), None)
    ):
        return {unanswered: "Say at which meeting, when and by whom the points are shared."}
    if answers.get("learning_text") and "learning_theme" in answers and not answers["learning_theme"]:
        return {"learning_theme": "Give the learning a theme."}
    return {}


def _fidelity(asked: Asked, answers: Answers) -> Errors:
    """What reads like case management, or is empty and should not be; once the record was written to its end, also what was never opened."""
    ended = asked.session.further is not None
    unopened = {
        section.name: "" for section in asked.scene.terms.profile.record if ended and not asked.opened(section.name)
    }
    return fidelity(asked.scene.terms.profile, {**unopened, **answers})


def start(asked: Asked) -> Raw:
    """What the record says now, and the version of each field."""
    record = asked.session.record
    return {**{written.field: written.text for written in record}, **_seen(*record)}


def fresh(asked: Asked, section: Section) -> Raw:
    """The versions of a screen's fields as they are now: what was just shown, or saved, has been seen."""
    names = {field.name for field in section.fields}
    return _seen(*(written for written in asked.session.record if written.field in names))


def mark(asked: Asked, section: Section) -> str:
    """What a writer has before them on this screen."""
    marks = [_mark(asked, field.name) for field in section.fields]
    return "" if {*marks} <= {NOTHING} else _digest(" ".join(marks))


def caught_up(asked: Asked, sent: Section | None, before: str) -> Raw:
    """What nobody has typed in, as it is now. What a screen `sent` with another mark had before its writer is not known: it was opened earlier."""
    blind = {field.name for field in sent.fields} if sent and before != mark(asked, sent) else set[str]()
    caught: dict[str, str] = {}
    for written in asked.session.record:
        if written.field in blind and _typed(asked, written.field) != written.text:
            caught[SEEN + written.field] = NOTHING
        elif written.version != _version(asked, written.field) and _untouched(asked, written.field):
            caught |= {written.field: written.text, **_seen(written)}
    return caught


def _seen(*written: Written) -> dict[str, str]:
    return {SEEN + entry.field: f"{entry.version}.{_digest(entry.text)}" for entry in written}


def _version(asked: Asked, name: str) -> int:
    number = _mark(asked, name).partition(".")[0]
    return int(number) if number.isdigit() else 0


def _untouched(asked: Asked, name: str) -> bool:
    mark, typed = _mark(asked, name), _typed(asked, name)
    return not typed if mark == NOTHING else mark.partition(".")[2] == _digest(typed)


def _mark(asked: Asked, name: str) -> str:
    return asked.written(SEEN + name) or NOTHING


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def piece(asked: Asked, section: Section) -> Command | None:
    """What one screen changes in the record; nothing when it changes nothing."""
    session = asked.session
    write = Write(
        session=session.number,
        entries=tuple(_entry(field, asked) for field in section.fields),
        family=_points(asked) if section.name == "family" else None,
        learning=_lesson(asked) if section.name == "learning" else None,
        further=bool(asked.answers.get("further"))
        if section.name == "further" and asked.answers.get("further") is not None
        else None,
    )
    return write if write.changed(session) else None


def _entry(field: Field, asked: Asked) -> Entry:
    return Entry(field.name, _typed(asked, field.name), _version(asked, field.name))


def _typed(asked: Asked, name: str) -> str:
    return asked.written(name).replace("\r\n", "\n").strip()


def _points(asked: Asked) -> FamilyPoints | None:
    by = asked.person("family_by")
    if not asked.text("family_points") or by is None:
        return None
    return FamilyPoints(asked.text("family_points"), asked.text("family_meeting"), asked.day("family_on"), by)


def _lesson(asked: Asked) -> Learning | None:
    if not asked.text("learning_text"):
        return None
    return Learning(asked.text("learning_theme"), asked.text("learning_scope"), asked.text("learning_text"))


def movable(asked: Asked, name: str) -> bool:
    """Whether a section holds what can be moved to the points for the next meeting."""
    profile = asked.scene.terms.profile
    if not profile.fidelity_points or name not in {section.name for section in profile.record} - {
        profile.fidelity_points
    }:
        return False
    return bool(tasks(_typed(asked, name), profile.fidelity_words))


def move(asked: Asked, name: str) -> tuple[Raw, Command] | None:
    """The tasks of a section moved to the end of the points for the next meeting (P19): both sections as they are then, and both saved at once.

    Nothing where the section holds none, or the points would grow too long.
    """
    profile = asked.scene.terms.profile
    left, found = parted(_typed(asked, name), profile.fidelity_words)
    points = "\n".join(filter(None, (_typed(asked, profile.fidelity_points), *found)))
    if not movable(asked, name) or len(points) > LONG:
        return None
    moved = {name: left, profile.fidelity_points: points}
    entries = tuple(Entry(field, text, _version(asked, field)) for field, text in moved.items())
    return moved, Write(session=asked.session.number, entries=entries)


def takes_away(asked: Asked) -> str:
    """That a change takes signatures away, said before anything is changed."""
    who = [_said_of(signature.by, asked) for signature in asked.session.signatures]
    if not who:
        return ""
    return f"Signed already by {words.listed(who)}. If you change anything here, the signature is taken away, and has to be given again."


def _said_of(person: PersonId, asked: Asked) -> str:
    return "you" if person == asked.scene.who.id else asked.scene.named(person)


def make(asked: Asked) -> Command:
    """The last screen. Where it changes nothing the record is saved already, and this says so again."""
    last = form(asked).sections[-1]
    return piece(asked, last) or Write(session=asked.session.number, entries=())


FLOWS = {
    "write": Flow(
        form=form,
        make=make,
        start=start,
        piece=piece,
        fresh=fresh,
        caught_up=caught_up,
        mark=mark,
        movable=movable,
        move=move,
        note=takes_away,
    ),
}
