"""The answer to wider learning (P20)."""

from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.model.fields import LongText
from dialogs.procedure.commands.learning import AnswerLearning
from dialogs.procedure.learning import learned


def _make(asked: Asked) -> AnswerLearning:
    session = learned(asked.case, asked.about)
    if session is None:
        raise LookupError(asked.about)  # the gate has been asked before
    return AnswerLearning(session=session.number, text=asked.text("reply"))


REPLY = LongText(
    name="reply",
    label="What will become of it?",
    hint="Such as training, a change of guidance, or why not. The people who were in the session read this with your name. Name no child.",
    longest=2_000,
    rows=6,
)

FLOWS = {
    "answer-learning": Flow(
        form=lambda _: one_section("answer-learning", "Reply to the group", REPLY, submit="Send the reply"), make=_make
    )
}
