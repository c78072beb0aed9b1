"""Booking, moving, calling off, coming or not, and a further session (P14, P16, P18, P21)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from dialogs import words
from dialogs.flows import dates, polling
from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.flows.places import PLACE
from dialogs.ids import PersonId
from dialogs.model.fields import Form, LongText, YesNo
from dialogs.procedure import polls
from dialogs.procedure.case import Choice, Session, Slot
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.booking import (
    Book,
    BookFurther,
    CallOff,
    DropFurther,
    GoOnWithout,
    Move,
    PlanFurther,
    Rsvp,
)
from dialogs.procedure.commands.record import Close
from dialogs.procedure.members import receivers
from dialogs.procedure.window import window_of

T = TypeVar("T")


def _book(asked: Asked) -> Form | None:
    """Asked back with what is still open, for it is done for many (P15); outside the window also why (P14)."""
    session = asked.case.session
    slot = session.slot(asked.about) if session else None
    window = window_of(asked.case, asked.scene.terms)
    if session is None or slot is None or window is None or not _may_still_be(slot, session, asked):
        return None  # the refusal says why
    intro = (
        words.sentence(f"{words.span(slot.start, slot.end)}, {dates.day_in_window(slot, asked.scene)}"),
        *_still_open(asked, session),
    )
    if window.holds(slot.start.date()):
        return one_section("book", "Book this date?", submit="Book it", intro=intro)
    label = "This date is outside the window. Why does it have to be then?"
    reason = LongText(name="reason", label=label, longest=1_000, rows=3)
    return one_section("book", "Book a date outside the window", reason, submit="Book it", intro=intro)


def _may_still_be(slot: Slot, session: Session, asked: Asked) -> bool:
    tally = polls.tally(asked.case, session, slot, asked.scene.terms)
    return slot.start > asked.scene.now and tally.bookable


def _still_open(asked: Asked, session: Session) -> Iterator[str]:
    """Who has said no to it, and who has said nothing; the supervisors first, for without them it is no session."""
    slot = session.slot(asked.about)
    votes = session.choices(slot) if slot else {}
    silent = [voter for voter in polls.voters(asked.case) if voter not in votes]
    against = [voter for voter in polls.voters(asked.case) if votes.get(voter) is Choice.NO]
    supervise = [voter for voter in silent if voter in asked.case.supervisors]
    others = [voter for voter in silent if voter not in supervise]
    if supervise:
        yield f"Supervisors who have not answered: {_names(supervise, asked)}."
    if against:
        yield f"Cannot come then: {_names(against, asked)}."
    if others:
        yield f"Not answered yet: {_names(others, asked)}."
    if not (silent or against):
        yield "Everybody has answered, and nobody has said no to it."
    yield "Everybody who is invited gets an invitation as soon as it is booked."


def _names(voters: list[PersonId], asked: Asked) -> str:
    return words.listed(
        asked.scene.named(voter) + (", the keyworker" if voter == asked.case.keyworker else "") for voter in voters
    )


def _close(asked: Asked) -> Form:
    """Asked back with what is still open: its buttons go with the case."""
    case = asked.case
    open_ones = [
        f"{asked.scene.named(reader)} has not confirmed the record of session {session.number}."
        for session in case.sessions
        if session.circulated_at
        for reader in receivers(case, session)
        if reader not in session.confirmed
    ]
    open_ones += [
        f"The wider learning of session {session.number} has had no reply."
        for session in case.sessions
        if session.learning and session.signed_at and not session.learning_replies
    ]
    said = (
        ("This is still open, and cannot be done once the case is closed:", *open_ones)
        if open_ones
        else ("Nothing is open.",)
    )
    return one_section("close", f"Close {case.reference}?", submit="Close it", intro=said)


def _move(asked: Asked) -> Command:
    closes = polls.closing_day(asked.scene.terms, _to_choose_from(asked))
    return Move(reason=asked.text("reason"), slots=polling.times(asked), closes=closes)


def _to_choose_from(asked: Asked) -> tuple[Slot, ...]:
    """The new dates; where none is offered, what is left of the old ones."""
    session = asked.case.session
    gone = session.booked if session else None
    left = polls.to_come(session.slots, asked.scene.now) if session else ()
    return polling.times(asked) or tuple(slot for slot in left if slot != gone)


def _why(name: str, title: str, submit: str) -> Flow:
    def form(_: Asked) -> Form:
        return one_section(
            name,
            title,
            LongText(name="reason", label="Why?", hint="Everybody invited reads this.", longest=1_000, rows=3),
            submit=submit,
        )

    make = CallOff if name == "call-off" else DropFurther
    return Flow(form=form, make=lambda asked: make(reason=asked.text("reason")))


def _of_the_next(form_of: Callable[[Asked], T]) -> Callable[[Asked], T]:
    """What is asked of a session that is only being planned: the window was the first one's, a further one has none (P21)."""

    def of_the_next(asked: Asked) -> T:
        case, scene = asked.case, asked.scene
        planned = Session(number=len(case.sessions) + 1, asked_on=scene.terms.today)
        return form_of(replace(asked, scene=replace(scene, case=replace(case, sessions=(*case.sessions, planned)))))

    return of_the_next


def _further(asked: Asked) -> Command:
    slots = polling.times(asked)
    closes, place = polls.closing_day(asked.scene.terms, slots), asked.text("place")
    kind = BookFurther if asked.yes("agreed") else PlanFurther
    return kind(slots=slots, closes=closes, place=place)


AGREED = YesNo(
    name="agreed",
    label="Was one date agreed with the group?",
    hint="Yes books that date. No asks everybody when they can come.",
)

FLOWS = {
    "book": Flow(form=_book, make=lambda asked: Book(slot=asked.about, reason=asked.text("reason"))),
    "close": Flow(form=_close, make=lambda _: Close()),
    "coming": Flow(make=lambda _: Rsvp(coming=True)),
    "go-on-without": Flow(make=lambda _: GoOnWithout()),
    "not-coming": Flow(make=lambda _: Rsvp(coming=False)),
    "move": Flow(
        form=polling.times_form(
            "move",
            "Move the session",
            LongText(
                name="reason",
                label="Why does it have to move?",
                hint="Everybody invited reads this.",
                longest=1_000,
                rows=3,
            ),
            submit="Move it",
        ),
        make=_move,
        echo=polling.times_echo,
        note=lambda asked: dates.answer_by(_to_choose_from(asked), asked.scene.terms),
        review=True,
    ),
    "call-off": _why("call-off", "Call it off", "Call it off"),
    "drop-further": _why("drop-further", "Drop this further session", "Drop it"),
    "further": Flow(
        form=_of_the_next(polling.times_form("further", "Plan a further session", AGREED, PLACE, submit="Go on")),
        make=_of_the_next(_further),
        echo=_of_the_next(polling.times_echo),
        note=lambda asked: "" if asked.yes("agreed") else dates.answer_by(polling.times(asked), asked.scene.terms),
        review=True,
    ),
}
