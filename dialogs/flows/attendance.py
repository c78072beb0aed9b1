"""Noting who came to a session, and correcting it (P18)."""

from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.flows.flow import Asked, Flow, one_section, people
from dialogs.ids import PersonId
from dialogs.model.fields import Answers, Errors, Field, Form, PersonField
from dialogs.procedure.case import Attendee, Session
from dialogs.procedure.commands.attendance import CorrectAttendance, Hold
from dialogs.procedure.members import members
from dialogs.procedure.session import Attendance

LISTS: Final = {
    "attended": "Who came?",
    "late": "Who came late?",
    "apologies": "Who sent apologies?",
    "absent": "Who did not come?",
}
"""Each field of a form, and what it asks."""
NOT_NOTED: Final = "Of whoever you tick nowhere, the record says “not noted”."


def _fields(asked: Asked, session: Session) -> tuple[Field, ...]:
    everybody = {known.person for known in members(asked.case, session)}
    offer = people(asked.scene, only=lambda person: person.id in everybody)
    said_no = words.listed(map(asked.scene.named, _said_no(session)))
    hints = {
        "attended": NOT_NOTED,
        "apologies": f"Noted already, unless you tick them elsewhere: {said_no}."
        if said_no and not session.held_at
        else "",
    }
    return tuple(
        PersonField(
            name=name,
            label=label,
            hint=hints.get(name, ""),
            options=offer,
            many=True,
            required=name == "attended",
        )
        for name, label in LISTS.items()
    )


def _form(asked: Asked) -> Form:
    session = asked.case.session
    if session is None:
        raise LookupError(asked.about)  # the gate has been asked before
    known = {known.person for known in members(asked.case, session)}
    also = PersonField(
        name="also",
        label="Did anybody else come?",
        hint="They get the record, too.",
        options=people(asked.scene, only=lambda person: person.id not in known),
        many=True,
        required=False,
    )
    intro = (asked.scene.terms.profile.statement,)
    form = one_section("hold", "Tick who came", *_fields(asked, session), also, submit="Note who came", intro=intro)
    return replace(form, whole=lambda answers: _twice(asked, answers))


def _twice(asked: Asked, answers: Answers) -> Errors:
    """Nobody both came and did not."""
    ticked = {name: {*_ticked(answers, name)} for name in LISTS}
    came = ticked["attended"] | ticked["late"]
    for name, others in (("apologies", came), ("absent", came | ticked["apologies"])):
        if both := sorted(asked.scene.named(PersonId(person)) for person in ticked[name] & others):
            return {name: f"{both[0]} is ticked twice. Tick each person where they belong."}
    return {}


def _ticked(answers: Answers, name: str) -> tuple[str, ...]:
    given = answers.get(name)
    return given if isinstance(given, tuple) else ()


def _coming(asked: Asked) -> dict[str, tuple[str, ...]]:
    """To begin with, everybody came but those who said that they cannot."""
    session = asked.case.session
    known = tuple(known.person for known in members(asked.case, session)) if session else ()
    said_no = _said_no(session) if session else ()
    return {"attended": tuple(person for person in known if person not in said_no)}


def _said_no(session: Session) -> tuple[PersonId, ...]:
    return tuple(person for person, coming in session.coming if not coming)


def _hold(asked: Asked) -> Hold:
    directory = asked.scene.people
    also = tuple(Attendee(PersonId(who), directory[PersonId(who)].agency) for who in asked.several("also"))
    return Hold(**_lists(asked), also=also)


def _lists(asked: Asked) -> dict[str, tuple[PersonId, ...]]:
    return {name: tuple(map(PersonId, asked.several(name))) for name in LISTS}


def _correct(asked: Asked) -> Form:
    session = asked.session
    says = "The record keeps what it said before, with your name and the time."
    again = "Whoever has signed it already signs again." if session.signatures and not session.signed_at else ""
    form = one_section(
        "correct-attendance",
        "Correct who came",
        *_fields(asked, session),
        submit="Correct it",
        intro=tuple(filter(None, (says, again))),
    )
    return replace(form, whole=lambda answers: _twice(asked, answers))


def _as_noted(asked: Asked) -> dict[str, tuple[str, ...]]:
    session = asked.session
    noted = session.attendance or tuple((person, Attendance.HERE) for person in session.attended)
    fields = {
        Attendance.HERE: "attended",
        Attendance.LATE: "late",
        Attendance.APOLOGIES: "apologies",
        Attendance.ABSENT: "absent",
    }
    return {
        field: tuple(person for person, attendance in noted if attendance is which) for which, field in fields.items()
    }


FLOWS = {
    "hold": Flow(form=_form, start=_coming, make=_hold),
    "correct-attendance": Flow(
        form=_correct,
        start=_as_noted,
        make=lambda asked: CorrectAttendance(session=asked.session.number, **_lists(asked)),
    ),
}
