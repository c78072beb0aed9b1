"""Inviting people and polling dates (P12-P15)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Attendee, Case, Choice, Said, Session, Slot, Vote
from dialogs.procedure.commands.base import (
    Command,
    current,
    in_order,
    reinvited,
    staffed,
    still_meant,
    times,
    with_session,
)
from dialogs.procedure.polls import closed, to_come
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble
from dialogs.procedure.window import window_of


def _people(case: Case, attendees: tuple[Attendee, ...], terms: Terms) -> Trouble | None:
    people = [attendee.person for attendee in attendees]
    if not people:
        return Trouble.NO_ATTENDEES
    keyworker = {case.keyworker} if case.keyworker and case.keyworker not in case.supervisors else set()
    if len({*people, *keyworker}) > terms.profile.most:  # the keyworker is asked, and so counts, ticked or not
        return Trouble.TOO_MANY
    if len(set(people)) < len(people):
        return Trouble.SAME_PERSON
    return Trouble.SUPERVISOR_AS_ATTENDEE if set(people) & set(case.supervisors) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Command):
    """The LC says who comes, and offers dates (P12, P14, P15)."""

    did: ClassVar[str] = "invited people and offered dates"

    attendees: tuple[Attendee, ...]
    slots: tuple[Slot, ...]
    closes: date
    place: str
    keyworker_required: bool = True

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Both supervisors are in."""
        return staffed(case)

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Not too many people, and at least one date inside the window unless it is over."""
        return (
            _people(case, self.attendees, terms)
            or (None if self.slots else Trouble.NO_SLOTS)
            or times(self.slots, terms)
            or self._in_window(case, terms)
        )

    def _in_window(self, case: Case, terms: Terms) -> Trouble | None:
        window = window_of(case, terms)
        if window is None or terms.today > window.last:
            return None
        return None if any(window.holds(slot.start.date()) for slot in self.slots) else Trouble.NONE_IN_WINDOW

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The first session, its poll open; or the poll begun again after a cancelled one."""
        number = case.session.number if case.session else 1
        session = Session(
            number=number,
            asked_on=at.date(),
            slots=in_order(self.slots),
            closes=self.closes,
            place=self.place,
            keyworker_required=self.keyworker_required,
            sequence=case.session.sequence if case.session else 0,
        )
        return replace(case, attendees=self.attendees, sessions=(*case.sessions[: number - 1], session))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePeople(Command):
    """The LC changes who comes. The votes of those who stay are kept."""

    did: ClassVar[str] = "changed who comes"

    attendees: tuple[Attendee, ...]

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not once it has begun: from then on its people are those who were asked (P18)."""
        return Trouble.BEGUN if current(case).begun(terms.now) else None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """The same rules as at the first invitation."""
        if self.attendees == case.attendees:
            return Trouble.UNCHANGED
        return _people(case, self.attendees, terms)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """There are other supervisees; a booked session's invitation changes with them."""
        return reinvited(case, replace(case, attendees=self.attendees))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMore(Command):
    """The LC offers more dates; first votes are kept, and only the new dates are asked about (P15)."""

    did: ClassVar[str] = "offered more dates"

    slots: tuple[Slot, ...]
    closes: date

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Something new, to come, on working days."""
        known = case.session.slots if case.session else ()
        if all(slot in known for slot in self.slots):
            return Trouble.NO_SLOTS
        return times(self.slots, terms)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """More slots beside those still to come, and a later last day. A slot of another length replaces the one at its time."""
        session = current(case)
        offered = replace(
            session,
            slots=in_order((*to_come(session.slots, at), *self.slots)),
            votes=still_meant(session, self.slots),
            closes=self.closes,
            asked_on=at.date(),
        )
        return with_session(case, offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenPoll(Command):
    """The LC opens a closed poll again, for the slots that are still to come; what was answered stays (P15)."""

    did: ClassVar[str] = "opened the poll again"

    closes: date

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """It is closed, and something is left to answer."""
        session = current(case)
        if not closed(session, terms):
            return Trouble.UNCHANGED
        return None if to_come(session.slots, terms.now) else Trouble.NO_SLOTS

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """A later last day; whoever has not answered is asked anew."""
        session = current(case)
        return with_session(
            case, replace(session, slots=to_come(session.slots, at), closes=self.closes, asked_on=at.date())
        )


def _open(case: Case, terms: Terms) -> Trouble | None:
    return Trouble.POLL_CLOSED if closed(current(case), terms) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVotes(Command):
    """Somebody says yes, if need be or no to slots; a later word replaces an earlier one (P15)."""

    did: ClassVar[str] = "said when they can come"

    choices: tuple[tuple[str, Choice], ...]
    note: str = ""
    keeps: bool = False  # what they have proposed stands; earlier releases took it back

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not once the poll is closed."""
        return _open(case, terms)

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Only slots that are on offer, and to come."""
        slots = [current(case).slot(slot) for slot, _ in self.choices]
        if not all(slots):
            return Trouble.NO_SUCH_SLOT
        over = any(slot.start <= terms.now for slot in slots if slot)
        return Trouble.SLOT_IN_THE_PAST if over else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The person's words on these slots are replaced."""
        session = current(case)
        chosen = {slot for slot, _ in self.choices}
        others = tuple(vote for vote in session.votes if vote.person != by or vote.slot not in chosen)
        votes = (*others, *(Vote(by, slot, choice) for slot, choice in self.choices))
        proposed = next((said.slots for said in session.said if said.person == by), ()) if self.keeps else ()
        return with_session(case, replace(session, votes=votes, said=_said(session, by, self.note, proposed)))


def _said(session: Session, by: PersonId, note: str, slots: tuple[Slot, ...] = ()) -> tuple[Said, ...]:
    others = tuple(said for said in session.said if said.person != by)
    return (*others, Said(by, note, slots)) if note or slots else others


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Command):
    """None of these suits; something else might (P15)."""

    did: ClassVar[str] = "proposed other dates"

    note: str
    slots: tuple[Slot, ...] = ()
    but_these: bool = False  # what is proposed and on offer already is a yes; earlier releases made it a no

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not once the poll is closed."""
        return _open(case, terms)

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Only times to come."""
        return times(self.slots, terms)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """No to all that is offered, with the proposal beside it for the LC."""
        session = current(case)
        others = tuple(vote for vote in session.votes if vote.person != by)
        suits = self.slots if self.but_these else ()
        none = tuple(Vote(by, slot.id, Choice.YES if slot in suits else Choice.NO) for slot in session.slots)
        said = _said(session, by, self.note, self.slots)
        return with_session(case, replace(session, votes=(*others, *none), said=said))
