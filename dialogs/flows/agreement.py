"""Agreeing, declining, asking for more, handing over; and who is on the case (P07-P09, P13)."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from dialogs.flows.flow import NOT_DECIDING, OFFICE_OR_GUEST, Asked, Flow, choose, one_section
from dialogs.ids import PersonId
from dialogs.model.fields import Day, Form, LongText, PersonField
from dialogs.procedure.case import Case
from dialogs.procedure.commands.agreement import (
    BEFORE_RAISED,
    AddMore,
    Agree,
    AskForMore,
    ChangeKeyworker,
    Decline,
    HandOver,
    NameDeputy,
    Withdraw,
)
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.supervision import standing
from dialogs.procedure.eligible import deciding, may_be_keyworker, may_stand_in
from dialogs.procedure.people import Person


def _agree(asked: Asked) -> Command:
    return Agree(decided_on=asked.scene.terms.today)


def _earlier(asked: Asked) -> Form:
    today = asked.scene.terms.today
    return one_section(
        "agree-earlier",
        "We decided on another day",
        Day(
            name="decided_on",
            label="On which day was it decided?",
            hint="The window of working days runs from this day.",
            earliest=today - BEFORE_RAISED - timedelta(days=60),
            latest=today,
        ),
        LongText(name="note", label="Who decided, and why was it not recorded then?", longest=1_000, rows=3),
        submit="Agree",
    )


def _agreed_earlier(asked: Asked) -> Command:
    return Agree(decided_on=asked.day("decided_on"), note=asked.text("note"))


def _decline(_: Asked) -> Form:
    return one_section(
        "decline",
        "Decline",
        LongText(
            name="reason",
            label="Why is this not for joint supervision?",
            hint="The person who raised it reads this.",
            longest=2_000,
        ),
        submit="Decline",
    )


def _ask_more(_: Asked) -> Form:
    return one_section(
        "ask-more",
        "Ask for more",
        LongText(name="question", label="What do you need to know?", longest=2_000),
        submit="Send the question",
    )


def _add_more(asked: Asked) -> Form:
    question = asked.case.queries[-1].question if asked.case.queries else ""
    return one_section(
        "add-more",
        "Answer the question",
        LongText(name="answer", label="Your answer", longest=4_000),
        submit="Send the answer",
        intro=(f"The manager asks: {question}",),
    )


def _somebody(name: str, title: str, label: str, hint: str, submit: str) -> Flow:
    def form(asked: Asked) -> Form:
        def barred(person: Person) -> str:
            case = asked.case
            if name in ("name-keyworker", "change-keyworker"):
                asked_to = {nominee.person for nominee in standing(case, asked.scene.terms)}
                return "supervises this case, or is asked to" if person.id in asked_to else _keyworker_now(person, case)
            if person.id == case.raiser:
                return "raised the case"
            return "is named already" if person.id in (*case.managers, *case.deputies) else ""

        return one_section(
            name,
            title,
            choose(
                asked,
                PersonField(name="who", label=label, hint=hint),
                barred=barred,
                only=_may_be(name, asked),
                others=NOT_FOR[name],
            ),
            submit=submit,
        )

    return Flow(form=form, make=lambda asked: MAKE[name](asked, PersonId(asked.text("who"))))


NOT_FOR: Final = {
    "hand-over": NOT_DECIDING,
    "name-deputy": OFFICE_OR_GUEST,
    "name-keyworker": OFFICE_OR_GUEST,
    "change-keyworker": OFFICE_OR_GUEST,
}


def _may_be(name: str, asked: Asked) -> Callable[[Person], bool]:
    """Who is in question for what the form names somebody as."""
    if name == "hand-over":
        decides = deciding(asked.scene.people)
        return lambda person: person.id == asked.case.raiser or decides(person)  # of the raiser it says why not
    if name == "name-deputy":
        return may_stand_in
    there = frozenset(attendee.person for attendee in asked.case.attendees)
    return lambda person: may_be_keyworker(person, there)


def _keyworker_now(person: Person, case: Case) -> str:
    return "is the keyworker already" if person.id == case.keyworker else ""


def _handed_over(asked: Asked, who: PersonId) -> Command:
    """A lead hands over their own part; anybody else that of a lead who has left or is not reached, before any other."""
    leads = () if asked.scene.who.id in asked.case.managers else asked.case.managers
    known = asked.scene.people
    left = [lead for lead in leads if lead not in known or not known[lead].active]
    lost = [lead for lead in leads if lead in asked.scene.untold and lead not in asked.case.agreed]
    return HandOver(manager=who, instead_of=next(iter((*left, *lost)), None), agency=known[who].agency)


MAKE: Final[Mapping[str, Callable[[Asked, PersonId], Command]]] = {
    "hand-over": _handed_over,
    "name-deputy": lambda _, who: NameDeputy(deputy=who),
    "name-keyworker": lambda _, who: ChangeKeyworker(keyworker=who),
    "change-keyworker": lambda _, who: ChangeKeyworker(keyworker=who),
}


def _withdraw(_: Asked) -> Form:
    return one_section(
        "withdraw",
        "Withdraw the case",
        LongText(
            name="reason", label="Why is it no longer wanted?", hint="Everybody on the case reads this.", longest=2_000
        ),
        submit="Withdraw",
    )


FLOWS = {
    "agree": Flow(make=_agree),
    "agree-earlier": Flow(form=_earlier, make=_agreed_earlier),
    "decline": Flow(form=_decline, make=lambda asked: Decline(reason=asked.text("reason"))),
    "ask-more": Flow(form=_ask_more, make=lambda asked: AskForMore(question=asked.text("question"))),
    "add-more": Flow(form=_add_more, make=lambda asked: AddMore(answer=asked.text("answer"))),
    "hand-over": _somebody(
        "hand-over", "Hand over", "Who is the accountable manager?", "They decide instead.", "Hand over"
    ),
    "name-deputy": _somebody(
        "name-deputy", "Name a deputy", "Who may decide in your place?", "For this case only.", "Name them"
    ),
    "name-keyworker": _somebody(
        "name-keyworker",
        "Name the keyworker",
        "Who is the keyworker?",
        "They place the record on the child's file.",
        "Name them",
    ),
    "change-keyworker": _somebody(
        "change-keyworker",
        "Change the keyworker",
        "Who is the keyworker?",
        "They place the record on the child's file.",
        "Change",
    ),
    "withdraw": Flow(form=_withdraw, make=lambda asked: Withdraw(reason=asked.text("reason"))),
}
