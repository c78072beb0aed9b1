"""What can happen to a case, who may make it happen, who is told, and what it becomes.

Rule 1: every transition stands in TABLE, and nowhere else is a stage ever set.
Rule 2: nothing here knows how anybody was asked, or on which channel.

Some commands complete a chapter only when enough people have done their part: the second supervisor's acceptance, the
last signature. Such a row names the further stages in `then`; the case goes on to each in turn as long as REACHED
says that it has got so far. What follows one session (its record, its filing) may go on while a further one is being
arranged; so those rows, made by `_paper`, stand in several stages and leave the later ones alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from dialogs.ids import CaseId, PersonId
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import OVER, Case, Session, Stage
from dialogs.procedure.commands import (
    agreement,
    attendance,
    booking,
    family,
    learning,
    polling,
    record,
    refiling,
    reminding,
    supervision,
)
from dialogs.procedure.commands.base import Command, OfAsk, OfSession, held
from dialogs.procedure.members import fixed
from dialogs.procedure.people import Part, Person, came_in, parts_of
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble

ANYONE, RAISER, MANAGER, DEPUTY, OFFICE = Part.ANYONE, Part.RAISER, Part.MANAGER, Part.DEPUTY, Part.OFFICE
NOMINEE, SUPERVISOR, LEAD, ATTENDEE, KEYWORKER = (
    Part.NOMINEE,
    Part.SUPERVISOR,
    Part.LEAD,
    Part.ATTENDEE,
    Part.KEYWORKER,
)
DECIDERS: Final = MANAGER | DEPUTY
INVITED: Final = Part.INVITED
EVERYONE: Final = Part.EVERYONE
ASKED: Final = EVERYONE | DEPUTY | NOMINEE


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: who may, what the case becomes, who hears of it as news."""

    to: Stage
    by: Part
    tell: Part = Part.NOBODY
    then: tuple[Stage, ...] = ()


REACHED: Final[Mapping[Stage, Callable[[Case], bool]]] = {
    Stage.AGREED: lambda case: case.decided_on is not None,
    Stage.NOMINATED: lambda case: len(case.supervisors) >= case.supervisors_required,
    Stage.RECORDED: lambda case: all(session.signed_at for session in case.sessions if session.held_at),
    Stage.FILED: lambda case: all(
        any(filing.by_keyworker for filing in session.filings) for session in case.sessions if session.held_at
    ),
}

Rows = Mapping[type[Command], Transition]


def _decision(stage: Stage) -> Rows:
    """What an accountable lead may do, whether or not a question is open."""
    return {
        agreement.Agree: Transition(stage, by=DECIDERS, tell=RAISER | MANAGER, then=(Stage.AGREED,)),
        agreement.Decline: Transition(Stage.DECLINED, by=DECIDERS, tell=RAISER | MANAGER),
    }


def _people(stage: Stage, answers: Part = LEAD | MANAGER) -> Rows:
    """Who is on the case may change until it is over; whoever owes something may put it off or say that it is not theirs."""
    return {
        agreement.ChangeKeyworker: Transition(stage, by=RAISER | DECIDERS | LEAD | OFFICE, tell=KEYWORKER | LEAD),
        **_managers(stage),
        **(_beforehand(stage) if stage in BEFORE else {}),
        reminding.RemindLater: Transition(stage, by=ASKED),
        reminding.NotMine: Transition(stage, by=ASKED, tell=answers),
    }


def _managers(stage: Stage) -> Rows:
    """An accountable lead leaves or is away at any stage: another one, or a deputy, goes on; the office is the last who can see to it."""
    hands = (
        MANAGER | OFFICE | (RAISER if stage is Stage.RAISED else Part.NOBODY)
    )  # they chose them, and they have said nothing
    return {
        agreement.HandOver: Transition(stage, by=hands, tell=RAISER | MANAGER),
        agreement.NameDeputy: Transition(stage, by=MANAGER, tell=DEPUTY),
    }


BEFORE: Final = (Stage.RAISED, Stage.QUERIED, Stage.AGREED, Stage.NOMINATED, Stage.POLLING, Stage.BOOKED)


def _beforehand(stage: Stage) -> Rows:
    """Before the first session the family hears that professionals will meet (P06)."""
    return {family.SayFamilyKnows: Transition(stage, by=RAISER | DECIDERS | LEAD | KEYWORKER)}


def _withdrawal() -> Rows:
    return {agreement.Withdraw: Transition(Stage.WITHDRAWN, by=RAISER | DECIDERS, tell=EVERYONE | NOMINEE)}


def _supervision(stage: Stage, then: tuple[Stage, ...] = ()) -> Rows:
    """Replacement of a supervisor, possible until the record is signed (P10)."""
    return {
        supervision.Nominate: Transition(stage, by=DECIDERS | OFFICE),
        supervision.Accept: Transition(stage, by=NOMINEE, tell=MANAGER | SUPERVISOR, then=then),
        supervision.TurnDown: Transition(stage, by=NOMINEE, tell=MANAGER),
        supervision.StandDown: Transition(stage, by=SUPERVISOR, tell=MANAGER | SUPERVISOR),
        supervision.Release: Transition(stage, by=LEAD | DECIDERS | OFFICE, tell=MANAGER | SUPERVISOR),
        **_lead(stage),
    }


def _one_fewer() -> Rows:
    """A supervisor goes after the session: a record that waited for them alone is signed by those who were there and stay (P18)."""
    then = (Stage.RECORDED, Stage.FILED)
    return {
        supervision.StandDown: Transition(Stage.HELD, by=SUPERVISOR, tell=MANAGER | SUPERVISOR, then=then),
        supervision.Release: Transition(Stage.HELD, by=LEAD | DECIDERS | OFFICE, tell=MANAGER | SUPERVISOR, then=then),
    }


def _lead(stage: Stage) -> Rows:
    """The lead passes at any time, also when the record is signed: somebody has to send it round and close the case (P10)."""
    return {supervision.HandLead: Transition(stage, by=LEAD | DECIDERS | OFFICE, tell=SUPERVISOR | MANAGER)}


def _paper(stage: Stage, signed: tuple[Stage, ...] = (), filed: tuple[Stage, ...] = ()) -> Rows:
    """What follows a session that was held (P18, P19)."""
    return {
        attendance.CorrectAttendance: Transition(stage, by=SUPERVISOR | LEAD, tell=SUPERVISOR | LEAD),
        record.Write: Transition(stage, by=SUPERVISOR),
        record.Sign: Transition(stage, by=SUPERVISOR, tell=SUPERVISOR, then=signed),
        record.Amend: Transition(stage, by=SUPERVISOR, tell=INVITED),
        record.Circulate: Transition(stage, by=LEAD | DECIDERS),
        record.Receive: Transition(stage, by=ATTENDEE | KEYWORKER),
        record.File: Transition(stage, by=KEYWORKER | ATTENDEE, tell=LEAD, then=filed),
        refiling.FileAmendment: Transition(stage, by=KEYWORKER, tell=LEAD),
        record.TellFamily: Transition(stage, by=INVITED, tell=LEAD),
        **_learned(stage),
    }


def _learned(stage: Stage) -> Rows:
    """What becomes of the wider learning is often known only when the case is closed (P20)."""
    return {learning.AnswerLearning: Transition(stage, by=Part.LEARNING, tell=RAISER | INVITED)}


def _further(_: Stage) -> Rows:
    return {
        booking.PlanFurther: Transition(Stage.POLLING, by=LEAD | DECIDERS),
        booking.BookFurther: Transition(Stage.BOOKED, by=LEAD | DECIDERS, tell=INVITED),
    }


TABLE: Final[Mapping[Stage, Rows]] = {
    Stage.NEW: {
        agreement.Raise: Transition(Stage.RAISED, by=ANYONE, tell=RAISER),
        agreement.Redirect: Transition(Stage.REDIRECTED, by=ANYONE),
    },
    Stage.RAISED: {
        **_decision(Stage.RAISED),
        agreement.AskForMore: Transition(Stage.QUERIED, by=DECIDERS),
        **_people(Stage.RAISED, answers=RAISER),
        **_withdrawal(),
    },
    Stage.QUERIED: {
        **_decision(Stage.QUERIED),
        agreement.AddMore: Transition(Stage.RAISED, by=RAISER),
        **_people(Stage.QUERIED, answers=MANAGER),
        **_withdrawal(),
    },
    Stage.AGREED: {
        **_supervision(Stage.AGREED, then=(Stage.NOMINATED,)),
        **_people(Stage.AGREED),
        **_withdrawal(),
    },
    Stage.NOMINATED: {
        polling.Invite: Transition(Stage.POLLING, by=LEAD),
        **_supervision(Stage.NOMINATED),
        supervision.StandDown: Transition(Stage.AGREED, by=SUPERVISOR, tell=MANAGER | SUPERVISOR),
        supervision.Release: Transition(Stage.AGREED, by=LEAD | DECIDERS | OFFICE, tell=MANAGER | SUPERVISOR),
        **_people(Stage.NOMINATED),
        **_withdrawal(),
    },
    Stage.POLLING: {
        polling.CastVotes: Transition(Stage.POLLING, by=INVITED),
        polling.Propose: Transition(Stage.POLLING, by=INVITED, tell=LEAD),
        polling.OfferMore: Transition(Stage.POLLING, by=LEAD),
        polling.ReopenPoll: Transition(Stage.POLLING, by=LEAD, tell=INVITED),
        booking.ChangePlace: Transition(Stage.POLLING, by=LEAD, tell=INVITED),
        polling.ChangePeople: Transition(Stage.POLLING, by=LEAD),
        booking.Book: Transition(Stage.BOOKED, by=LEAD, tell=INVITED),
        booking.CallOff: Transition(Stage.AGREED, by=LEAD | DECIDERS, tell=INVITED, then=(Stage.NOMINATED,)),
        booking.DropFurther: Transition(
            Stage.HELD, by=LEAD | DECIDERS, tell=INVITED, then=(Stage.RECORDED, Stage.FILED)
        ),
        **_supervision(Stage.POLLING),
        **_paper(Stage.POLLING),
        **_people(Stage.POLLING),
        **_withdrawal(),
    },
    Stage.BOOKED: {
        booking.Rsvp: Transition(Stage.BOOKED, by=INVITED),
        booking.GoOnWithout: Transition(Stage.BOOKED, by=LEAD),
        polling.ChangePeople: Transition(Stage.BOOKED, by=LEAD),
        booking.ChangePlace: Transition(Stage.BOOKED, by=LEAD, tell=INVITED),
        booking.Move: Transition(Stage.POLLING, by=LEAD, tell=INVITED),
        booking.CallOff: Transition(Stage.AGREED, by=LEAD | DECIDERS, tell=INVITED, then=(Stage.NOMINATED,)),
        booking.DropFurther: Transition(
            Stage.HELD, by=LEAD | DECIDERS, tell=INVITED, then=(Stage.RECORDED, Stage.FILED)
        ),
        attendance.Hold: Transition(Stage.HELD, by=LEAD | SUPERVISOR),
        **_supervision(Stage.BOOKED),
        **_paper(Stage.BOOKED),
        **_people(Stage.BOOKED),
        **_withdrawal(),
    },
    Stage.HELD: {
        **_supervision(Stage.HELD),
        **_one_fewer(),
        **_paper(Stage.HELD, signed=(Stage.RECORDED, Stage.FILED)),
        **_further(Stage.HELD),
        **_people(Stage.HELD),
    },
    Stage.RECORDED: {
        **_paper(Stage.RECORDED, filed=(Stage.FILED,)),
        **_further(Stage.RECORDED),
        **_lead(Stage.RECORDED),
        **_people(Stage.RECORDED),
    },
    Stage.FILED: {
        record.Close: Transition(Stage.CLOSED, by=LEAD | DECIDERS, tell=RAISER),
        **_paper(Stage.FILED),
        **_further(Stage.FILED),
        **_lead(Stage.FILED),
        **_people(Stage.FILED),
    },
    **{stage: _learned(stage) if stage is Stage.CLOSED else {} for stage in sorted(OVER)},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A command that was accepted: by whom, when, on which channel, the stage before and after."""

    case: CaseId
    number: int  # 1 for the first of its case
    by: PersonId
    at: datetime
    channel: str
    was: Stage
    now: Stage
    command: Command


def row_for(case: Case, command: type[Command], person: Person, terms: Terms, about: str = "") -> Transition | Trouble:
    """The one gate: buttons are drawn by it and presses are judged by it."""
    row = TABLE[case.stage].get(command)
    if row is None:
        return Trouble.NOT_NOW
    if not parts_of(case, person, session_of(case, command, about)) & row.by or (
        issubclass(command, OfAsk) and not _owes(case, person, about, terms)
    ):
        return Trouble.NOT_YOURS
    return command.bar(case, person.id, about, terms) or row


def session_of(case: Case, command: type[Command], about: str) -> Session | None:
    """The session that a command is about, if it is about one: its people may do it, whoever is on the case since."""
    return held(case, about) if issubclass(command, OfSession) else None


def _owes(case: Case, person: Person, key: str, terms: Terms) -> bool:
    """Whether somebody owes what an ask's key names: only that can be put off, or be somebody else's."""
    return any(ask.of == person.id and ask.key == key for ask in open_asks(case, terms))


def decide(case: Case, command: Command, *, by: Person, terms: Terms, channel: str = "") -> Fact | Trouble:
    """Accept the command, or say why not. Nothing changes either way."""
    row = row_for(case, type(command), by, terms, command.about)
    if isinstance(row, Trouble):
        return row
    if trouble := command.trouble(case, by.id, terms):
        return trouble
    now = _stage(row, command.change(fixed(case, terms.now), by.id, terms.now))
    return Fact(
        case=case.id,
        number=case.version + 1,
        by=by.id,
        at=terms.now,
        channel=channel,
        was=case.stage,
        now=now,
        command=command,
    )


def _stage(row: Transition, changed: Case) -> Stage:
    """Where the row leads: its stage, and on to each further one that has been reached."""
    stage = row.to
    for further in row.then:
        if not REACHED[further](changed):
            break
        stage = further
    return stage


def evolve(case: Case, fact: Fact) -> Case:
    """The case after the fact: all its facts, folded, give the case as stored. A session that has begun keeps its people, whatever changes."""
    changed = fact.command.change(fixed(case, fact.at), fact.by, fact.at)
    if fact.now is case.stage:
        return replace(changed, version=case.version + 1, came=came_in(case, changed, fact.at.date()))
    return replace(
        changed,
        stage=fact.now,
        version=case.version + 1,
        turned_at=fact.at,
        reached=(*case.reached, (fact.now, fact.at.date())),
    )
