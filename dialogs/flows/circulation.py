"""Circulating, receiving, filing, and the family's points (P18, P19)."""

from dataclasses import replace

from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.model.fields import Answers, Day, Errors, Form, Holds, LongText, OneOf, Option, ShortText
from dialogs.procedure.case import Told
from dialogs.procedure.commands.base import Command, held
from dialogs.procedure.commands.record import Circulate, File, Receive, TellFamily
from dialogs.procedure.commands.refiling import FileAmendment


def _number(asked: Asked) -> int:
    session = held(asked.case, asked.about)
    if session is None:
        raise LookupError(asked.about)  # the gate has been asked before
    return session.number


def _file(asked: Asked) -> Form:
    return one_section(
        "file",
        "Placed on the child's file",
        ShortText(
            name="reference",
            label="Reference on the file",
            hint="Where the record is in your own system.",
            longest=80,
            holds=Holds.REFERENCE,
        ),
        Day(name="on", label="On which day?", latest=asked.scene.terms.today),
        submit="Confirm the filing",
    )


TOLD = (
    Option(Told.SHARED, "Yes, they were shared"),
    Option(Told.NOT_YET, "Not yet"),
    Option(Told.NOT_APPROPRIATE, "No, it was not appropriate"),
)


def _family(asked: Asked) -> Form:
    session = held(asked.case, asked.about)
    points = session.family.points if session and session.family else ""
    made = one_section(
        "tell-family",
        "Were the points shared with the family?",
        OneOf(name="told", label="Were they shared?", options=TOLD),
        Day(name="again", label="If not yet: when?", required=False, needed=True),
        LongText(name="why", label="If not: why?", required=False, needed=True, longest=1_000, rows=3),
        intro=(points,),
    )
    return replace(made, whole=_whole)


def _whole(answers: Answers) -> Errors:
    if answers.get("told") == Told.NOT_YET and not answers.get("again"):
        return {"again": "Say on which day they will be shared."}
    if answers.get("told") == Told.NOT_APPROPRIATE and not answers.get("why"):
        return {"why": "Say why it was not appropriate."}
    return {}


def _tell(asked: Asked) -> Command:
    told = Told(asked.text("told"))
    again = asked.day("again") if told is Told.NOT_YET else None
    return TellFamily(session=_number(asked), told=told, why=asked.text("why"), again=again)


FLOWS = {
    "circulate": Flow(make=lambda asked: Circulate(session=_number(asked))),
    "receive": Flow(make=lambda asked: Receive(session=_number(asked))),
    "file": Flow(
        form=_file,
        start=lambda asked: {"on": asked.scene.terms.today.isoformat()},
        make=lambda asked: File(session=_number(asked), reference=asked.text("reference"), on=asked.day("on")),
    ),
    "file-amendment": Flow(make=lambda asked: FileAmendment(session=_number(asked))),
    "tell-family": Flow(form=_family, make=_tell),
}
