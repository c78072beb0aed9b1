"""Whether the family knows that professionals will meet (P06)."""

from dataclasses import replace

from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.model.fields import Answers, Errors, Form, LongText, OneOf, Option
from dialogs.procedure.case import Told
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.family import SayFamilyKnows

ANSWERS = (
    Option(Told.SHARED, "They know"),
    Option(Told.NOT_YET, "Not yet"),
    Option(Told.NOT_APPROPRIATE, "They are not to be told"),
)
NEEDED = {
    Told.NOT_YET: "Say who will tell them, and when.",
    Told.NOT_APPROPRIATE: "Say why they are not to be told.",
}


def _form(asked: Asked) -> Form:
    made = one_section(
        "family-knows",
        "Does the family know?",
        OneOf(name="told", label="Does the family know that professionals will meet to reflect?", options=ANSWERS),
        LongText(
            name="note",
            label="If not: who will tell them, and when? Or why are they not to be told?",
            required=False,
            needed=True,
            longest=1_000,
            rows=3,
        ),
        intro=(asked.case.family_note,) if asked.case.family_note else (),
    )
    return replace(made, whole=_whole)


def _whole(answers: Answers) -> Errors:
    """What is not so yet needs a word more."""
    told = answers.get("told")
    needed = next((says for answer, says in NEEDED.items() if answer == told), "")
    return {"note": needed} if needed and not answers.get("note") else {}


def _make(asked: Asked) -> Command:
    return SayFamilyKnows(told=Told(asked.text("told")), note=asked.text("note"))


FLOWS = {"family-knows": Flow(form=_form, make=_make)}
