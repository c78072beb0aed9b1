"""Signing the record, and amending it (P18)."""

from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.model.fields import Form, LongText, ManyOf, Option
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.record import Amend, Sign
from dialogs.procedure.members import members
from dialogs.procedure.session import Known


def _sign(asked: Asked) -> Form:
    label = "I was there, and this record is fair"
    confirm = ManyOf(name="confirm", label="Your signature", options=(Option("yes", label),))
    return one_section("sign", "Sign the record", confirm, submit="Sign", intro=(asked.scene.terms.profile.statement,))


def _signed(asked: Asked) -> Command:
    """With everybody of the session as the directory knows them on this day."""
    directory = asked.scene.people
    known = (directory[who.person] for who in members(asked.case, asked.session) if who.person in directory)
    return Sign(
        session=asked.session.number,
        people=tuple(Known(person.id, person.name, person.role, person.agency) for person in known),
    )


def _amend(_: Asked) -> Form:
    field = LongText(
        name="text", label="What do you add?", hint="It stands below the record with your name and the time."
    )
    return one_section("amend", "Add an amendment", field, submit="Add")


FLOWS = {
    "sign": Flow(form=_sign, make=_signed),
    "amend": Flow(form=_amend, make=lambda asked: Amend(session=asked.session.number, text=asked.text("text"))),
}
