"""The feedback form (P22). Not a command: a fact names its author, and feedback must not."""

from dialogs.flows.flow import Apart, Asked, Flow, one_section
from dialogs.model.fields import Field, Form, LongText, OneOf, Option
from dialogs.model.turns import Feedback
from dialogs.procedure.commands.base import held
from dialogs.procedure.profile import Question
from dialogs.verbs import may_give_feedback

SCALE = (
    Option("1", "1: not at all"),
    Option("2", "2"),
    Option("3", "3"),
    Option("4", "4"),
    Option("5", "5: very much"),
    Option("none", "Prefer not to say"),
)


def form(asked: Asked) -> Form:
    """What the case's profile asks about a session, on one screen; all can be skipped but its scales."""
    questions = asked.scene.terms.profile.feedback
    intro = "Nobody can see who said what: not the supervisors, not the office. Answers are shown only when at least 3 people have answered."
    return one_section("feedback", "How was the session?", *map(_field, questions), submit="Send", intro=(intro,))


def _field(question: Question) -> Field:
    if question.kind == "text":
        return LongText(
            name=question.name, label=question.label, hint="Name nobody.", required=False, longest=2_000, rows=3
        )
    return OneOf(name=question.name, label=question.label, options=SCALE)


def make(asked: Asked) -> Feedback:
    """The answers, without whose they are.

    Raises:
        LookupError: no such session was held; whether the actor may answer has to be asked before.

    """
    session = held(asked.case, asked.about)
    if session is None:
        raise LookupError(asked.about)  # `may_give_feedback` has been asked before
    answers = {name: value for name, value in asked.answers.items() if isinstance(value, str) and value}
    return Feedback(case=asked.case.id, session=session.number, answers=answers)


FLOWS = {"feedback": Flow(form=form, make=make, apart=Apart(card="feedback", may=may_give_feedback))}
