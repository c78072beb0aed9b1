"""The calendar invitation of a session, or the taking back of one, handed to the post (P16).

The organiser is the bot's own address and never changes: calendars take an update only from the organiser they know, and
some keep a meeting out of the calendar of whoever organises it. The lead coordinator is among those invited.
"""

from dataclasses import dataclass, replace
from email.utils import parseaddr
from hashlib import sha256
from typing import Final

from adapters.documents.ics import Guest, Meeting, invitation, postable
from bot.outbox.delivery import Outcome
from bot.runtime.mail import Letter
from bot.runtime.runtime import Runtime
from dialogs import words
from dialogs.ids import CaseId, PersonId
from dialogs.procedure import polls
from dialogs.procedure.case import Case, Session, Slot
from dialogs.procedure.lifecycle import Fact, evolve
from dialogs.procedure.people import Directory
from store.unit_of_work import Work

NOBODY: Final = Guest("", "")
ORGANISER: Final = "Joint supervision"


@dataclass(frozen=True, slots=True)
class Sitting:
    """Which session, in which of its states; the arguments of the jobs `invite` and, with `only`, `uninvite`."""

    case: CaseId
    session: int
    sequence: int
    cancel: bool
    only: PersonId | None = None  # who alone is to be there no more


@dataclass(frozen=True, slots=True)
class Booking:
    """A session with its time, and the case with the people it had then."""

    case: Case
    session: Session
    slot: Slot


async def invite(runtime: Runtime, sitting: Sitting) -> Outcome:
    """Send it to everybody whom it concerns; nothing when a later state is on its way."""
    letter = await runtime.in_thread(_letter, runtime, sitting)
    if letter is None:
        return Outcome.OVERTAKEN
    if not letter.to:
        return Outcome.UNREACHABLE
    await runtime.mail.send(letter, key=_key(sitting, letter))
    return Outcome.SENT


def meeting_of(booking: Booking, people: Directory, sender: str) -> Meeting:
    """What a calendar needs to know of a booked session, with everybody who is to be there."""
    case, session, slot = booking.case, booking.session, booking.slot
    required = polls.required(case, session)
    invited = (_guest(voter, people, required=voter in required) for voter in polls.voters(case))
    return Meeting(
        case=case.id,
        reference=case.reference,
        session=session.number,
        sequence=session.sequence,
        start=slot.start,
        minutes=slot.minutes,
        place=session.place,
        organiser=_organiser(sender, case, people),
        guests=tuple(one for one in invited if postable(one.email)),
    )


def _key(sitting: Sitting, letter: Letter) -> str:
    """Each state of a session goes once to the same people; to others, when they have changed, it goes again."""
    people = sha256("\n".join(sorted(letter.to)).encode()).hexdigest()[:16]
    return f"{sitting.case}/{sitting.session}/{sitting.sequence}/{'gone' if sitting.only else 'all'}/{people}"


def _letter(runtime: Runtime, sitting: Sitting) -> Letter | None:
    with runtime.store.reading() as work:
        case = work.cases.get(sitting.case)
        found = _booking(work, case, sitting) if case else None
        people = work.people.directory()
    if found is None:
        return None
    meeting = _stated(meeting_of(found, people, runtime.sender), sitting, people)
    to = tuple(dict.fromkeys(guest.email for guest in meeting.guests))
    return Letter(
        to=to,
        subject=f"Cancelled: {meeting.title}" if sitting.cancel else meeting.title,
        lines=(
            _line(meeting),
            f"Open the joint supervision bot and say {meeting.reference} to see more, or to answer.",
        ),
        calendar=invitation(meeting, runtime.clock()),
        method=meeting.method,
    )


def _stated(meeting: Meeting, sitting: Sitting, people: Directory) -> Meeting:
    """The meeting in the state that is to be told, to those who are to be told."""
    told = replace(meeting, sequence=sitting.sequence, cancelled=sitting.cancel, stands=sitting.only is not None)
    if sitting.only is None:
        return told
    gone = _guest(sitting.only, people, required=False)
    return replace(told, guests=(gone,) if postable(gone.email) else ())


def _line(meeting: Meeting) -> str:
    when = words.moment(meeting.start)
    if meeting.stands:
        return f"You are no longer asked to come to the session on {when}. It takes place without you."
    if meeting.cancelled:
        return f"The session on {when} will not take place."
    return f"The session is on {when}, for {meeting.minutes} minutes."


def _booking(work: Work, case: Case, sitting: Sitting) -> Booking | None:
    """The session with its time; when it is taken back, as it last was before, from those who were asked then."""
    session = case.numbered(sitting.session)
    if sitting.cancel:
        return None if _there_again(case, session, sitting) else _before(work.facts.of(case.id), case, sitting)
    if session is None or session.booked is None or session.sequence > sitting.sequence:
        return None
    return Booking(case, session, session.booked)


def _there_again(case: Case, session: Session | None, sitting: Sitting) -> bool:
    """Whether somebody who was left out has been asked again meanwhile."""
    return bool(sitting.only and session and session.booked and sitting.only in polls.voters(case))


def _before(facts: tuple[Fact, ...], case: Case, sitting: Sitting) -> Booking | None:
    """Facts tell what was: the session as it was booked, before the state that takes it back."""
    then = Case(id=case.id, reference=case.reference, profile=case.profile, raiser=case.raiser)
    found: Booking | None = None
    for fact in facts:
        then = evolve(then, fact)
        session = then.numbered(sitting.session)
        if session and session.booked and session.sequence < sitting.sequence:
            found = Booking(then, session, session.booked)
    return found


def _organiser(sender: str, case: Case, people: Directory) -> Guest:
    """The bot's own address; where it has none, the lead coordinator's."""
    address = parseaddr(sender)[1]
    if postable(address):
        return Guest(ORGANISER, address)
    return _guest(case.lead, people, required=True) if case.lead else NOBODY


def _guest(person: PersonId, people: Directory, *, required: bool) -> Guest:
    known = people.get(person)
    return Guest(known.name, known.email, required) if known else NOBODY
