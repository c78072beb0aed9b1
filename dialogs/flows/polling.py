"""Offering dates, voting on them, proposing others (P15)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from dialogs import words
from dialogs.flows import dates
from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.flows.places import of_the_case
from dialogs.model.fields import Answers, Errors, Field, Form, LongText, OneOf, Option, Raw
from dialogs.procedure import polls
from dialogs.procedure.case import Choice, Slot
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.polling import CastVotes, OfferMore, Propose, ReopenPoll

CHOICES = (Option("yes", "Yes"), Option("if-need-be", "If need be"), Option("no", "No"))


def _vote(asked: Asked) -> Form:
    session = asked.case.session
    fields = [
        OneOf(
            name=f"slot_{slot.id}",
            label=words.span(slot.start, slot.end),
            hint=dates.day_in_window(slot, asked.scene),
            options=CHOICES,
        )
        for slot in (session.slots if session else ())
        if slot.start > asked.scene.now
    ]
    note = LongText(
        name="note", label="Anything the lead coordinator should know?", required=False, longest=500, rows=2
    )
    return one_section("vote", "When can you come?", *fields, note)


def _votes_now(asked: Asked) -> Raw:
    session = asked.case.session
    said = {slot.id: session.choices(slot).get(asked.scene.who.id) for slot in session.slots} if session else {}
    return {"note": _own_words(asked), **{f"slot_{slot}": choice.value for slot, choice in said.items() if choice}}


def _cast(asked: Asked) -> Command:
    choices = tuple(
        (name.removeprefix("slot_"), Choice(answer))
        for name, answer in asked.answers.items()
        if name.startswith("slot_") and isinstance(answer, str)
    )
    return CastVotes(choices=choices, note=asked.text("note"), keeps=True)


def _one(choice: Choice) -> Flow:
    """A press beside one slot. A press that names none opens nothing: the gate refuses an unknown slot."""
    return Flow(make=lambda asked: CastVotes(choices=((asked.about, choice),), note=_own_words(asked), keeps=True))


def _own_words(asked: Asked) -> str:
    """What the viewer has said besides: a press beside one date takes none of it back."""
    session = asked.case.session
    return next((said.words for said in session.said if said.person == asked.scene.who.id), "") if session else ""


def _session_minutes(asked: Asked) -> int:
    """As long as the times that were offered last; at first as the profile has it."""
    offered = (slot.minutes for session in reversed(asked.case.sessions) for slot in session.slots)
    return next(offered, asked.scene.terms.profile.minutes)


def times_form(name: str, title: str, *before: Field, submit: str, proposals: bool = True) -> Callable[[Asked], Form]:
    """A form that asks for times, after whatever else it asks."""

    def form_of(asked: Asked) -> Form:
        fields = (*before, *dates.time_fields(asked, _session_minutes(asked), proposals=proposals))

        def whole(answers: Answers) -> Errors:
            return dates.typed_errors(replace(asked, answers=answers))

        form = one_section(name, title, *fields, submit=submit)
        return replace(form, whole=whole, remarks=partial(of_the_case, asked.case))

    return form_of


def times(asked: Asked) -> tuple[Slot, ...]:
    """The times given to such a form."""
    return dates.chosen(asked, _session_minutes(asked))


def times_echo(asked: Asked) -> dict[str, str]:
    """The typed times in full."""
    return dict(dates.echo(asked, _session_minutes(asked)))


def _offer(asked: Asked) -> Command:
    slots = times(asked)
    return OfferMore(slots=slots, closes=polls.closing_day(asked.scene.terms, slots))


def _offer_proposal(asked: Asked) -> Command:
    """A press that names a time which nobody proposes offers nothing: the gate refuses that."""
    session = asked.case.session
    proposals = polls.proposals(session, asked.scene.now) if session else ()
    slots = tuple(dict.fromkeys(slot for _, slot in proposals if polls.named(slot) == asked.about))
    return OfferMore(slots=slots, closes=polls.closing_day(asked.scene.terms, slots))


def _reopen(asked: Asked) -> Command:
    session = asked.case.session
    ahead = polls.to_come(session.slots, asked.scene.now) if session else ()
    return ReopenPoll(closes=polls.closing_day(asked.scene.terms, ahead))


WHY_NONE = LongText(name="note", label="Why does none of them suit?", longest=500, rows=2)

FLOWS = {
    "vote": Flow(form=_vote, make=_cast, start=_votes_now),
    "yes": _one(Choice.YES),
    "maybe": _one(Choice.IF_NEED_BE),
    "no": _one(Choice.NO),
    "propose": Flow(
        form=times_form(
            "propose", "None of these suits me", WHY_NONE, submit="Tell the lead coordinator", proposals=False
        ),
        make=lambda asked: Propose(note=asked.text("note"), slots=times(asked), but_these=True),
        echo=times_echo,
        review=True,
    ),
    "offer-more": Flow(
        form=times_form("offer-more", "Offer more dates", submit="Offer them"),
        make=_offer,
        echo=times_echo,
        note=lambda asked: dates.answer_by(times(asked), asked.scene.terms),
        review=True,
    ),
    "offer-proposal": Flow(make=_offer_proposal),
    "reopen": Flow(make=_reopen),
}
