"""The calendar invitation of a session, or the taking back of one, handed to the post (P16).

The organiser is the bot's own address and never changes: calendars take an update only from the organiser they know, and
some keep a meeting out of the calendar of whoever organises it. The lead coordinator is among those invited.

Each person gets a letter of their own, and a calendar entry that names them alone: whoever is asked has not asked for their
address to go to everybody else, and one address that does not work holds nobody up. Who else comes stands on the card.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parseaddr
from hashlib import sha256
from typing import Final

from adapters.documents.ics import Guest, Meeting, invitation, postable
from adapters.shared.channel import Delayed, Unreachable
from bot.outbox.edits import Outcome
from bot.outbox.unreachable import arrived, delayed, lost
from bot.runtime.mail import Letter
from bot.runtime.runtime import Runtime
from dialogs import words
from dialogs.ids import CaseId, PersonId
from dialogs.model.cover import Cover
from dialogs.model.heard import Handle
from dialogs.model.turns import Invitation
from dialogs.procedure import polls
from dialogs.procedure.case import Case, Session, Slot
from dialogs.procedure.lifecycle import Fact, evolve
from dialogs.procedure.people import Directory
from store.queue.jobs import invite_each
from store.unit_of_work import Work

NOBODY: Final = Guest("", "")
ORGANISER: Final = "Joint supervision"
ANSWER: Final = "Please say in your calendar whether you come: accept or decline this invitation. The lead coordinator sees your answer."
SEE: Final = (
    "To see who comes or to say that you cannot, open joint supervision in Slack or Teams and write {}, "
    "or take the link in the letter that came to you before."
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Which session, in which of its states; the arguments of the job `invite`."""

    case: CaseId
    session: int
    sequence: int
    cancel: bool


@dataclass(frozen=True, slots=True)
class To:
    """Whom a session is told of, and how often that was tried; the arguments of the jobs `invite-person` and `uninvite`."""

    sitting: Sitting
    person: PersonId
    tried: int = 0
    gone: bool = False  # the session stands, and they alone are to be there no more


@dataclass(frozen=True, slots=True)
class Booking:
    """A session with its time, and the case with the people it had then."""

    case: Case
    session: Session
    slot: Slot


async def invite(runtime: Runtime, sitting: Sitting) -> Outcome:
    """Have a letter sent to everybody whom it concerns, each by a job of its own; nothing when a later state is on its way."""
    return await runtime.in_thread(_handed_out, runtime, sitting)


async def invite_person(runtime: Runtime, to: To) -> Outcome:
    """Send it to one of them. Raises `Later` when it was not taken; somebody who cannot be reached is told to whoever coordinates the case."""
    letter = await runtime.in_thread(_letter, runtime, to)
    if letter is None:
        return Outcome.OVERTAKEN
    if not letter.to:
        return Outcome.UNREACHABLE
    handle = Handle("email", to.person, letter.to)
    try:
        await runtime.mail.send(letter, key=_key(to, letter))
    except Unreachable as gone:
        await runtime.in_thread(lost, runtime, to.person, handle, gone, to.sitting.case)
        return Outcome.UNREACHABLE
    except Delayed:
        await runtime.in_thread(delayed, runtime, to.person, handle, to.sitting.case, to.tried)
        raise
    await runtime.in_thread(arrived, runtime, handle, to.sitting.case)
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


def _key(to: To, letter: Letter) -> str:
    """Each state of a session goes once to the same address."""
    sitting, address = to.sitting, sha256(letter.to.encode()).hexdigest()[:16]
    return f"{sitting.case}/{sitting.session}/{sitting.sequence}/{'gone' if to.gone else 'all'}/{address}"


def _handed_out(runtime: Runtime, sitting: Sitting) -> Outcome:
    """A job for each who has an address."""
    with runtime.store.begin() as work:
        found = _booking(work, sitting)
        if found is None:
            return Outcome.OVERTAKEN
        people = work.people.directory()
        reached = [voter for voter in polls.voters(found.case) if postable(_guest(voter, people, required=False).email)]
        what = Invitation(sitting.case, sitting.session, sitting.sequence, sitting.cancel)
        invite_each(runtime.jobs, work.connection, what, reached)
    return Outcome.SENT if reached else Outcome.UNREACHABLE


def _letter(runtime: Runtime, to: To) -> Letter | None:
    sitting = to.sitting
    with runtime.store.reading() as work:
        case = work.cases.get(sitting.case)
        found = None if case is None or _overtaken(case, to) else _booking(work, sitting)
        people = work.people.directory()
    if found is None:
        return None
    guest = _guest(to.person, people, required=to.person in polls.required(found.case, found.session))
    meeting = replace(
        meeting_of(found, people, runtime.sender),
        sequence=sitting.sequence,
        answers=runtime.mailbox is not None,
        cancelled=sitting.cancel,
        stands=to.gone,
        guests=(guest,) if postable(guest.email) else (),
    )
    return Letter(
        to=guest.email if meeting.guests else "",
        cover=_cover(meeting, found, people, guest.name),
        calendar=invitation(meeting, runtime.clock()),
        method=meeting.method,
    )


def _overtaken(case: Case, to: To) -> bool:
    """Whether somebody who was left out has been asked again meanwhile, or somebody invited has been left out."""
    session = case.numbered(to.sitting.session)
    asked = bool(session and session.booked and to.person in polls.voters(case))
    return asked if to.gone else not asked and not to.sitting.cancel


def _cover(meeting: Meeting, found: Booking, people: Directory, name: str) -> Cover:
    """Who invites to what, when, for how long and where, for somebody who may never have heard of us.

    No personal link is in it: invitations are passed on, to whoever keeps somebody's diary.
    """
    case = found.case
    lead = people.get(case.leading) if case.leading else None
    asks = f"{lead.name} ({lead.agency})" if lead and lead.name != name else ""
    invites = f"{asks} asks you to come" if asks else "you are asked to come"
    said = "this is about a joint supervision session that you were asked to."
    return Cover(
        subject=f"Cancelled: {meeting.title}" if meeting.cancelled else meeting.title,
        says=(
            f"Dear {name}, {said if meeting.cancelled else f'{invites} to a joint supervision session.'}",
            _line(meeting),
            *((ANSWER,) if meeting.answers and not meeting.cancelled else ()),
            *(() if meeting.cancelled else (SEE.format(meeting.reference),)),
        ),
        facts=tuple(_facts(meeting, asks, found.session.left_places)),
        reference=meeting.reference,
    )


def _facts(meeting: Meeting, asks: str, left: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if asks:
        yield "Who asks", asks
    yield "When", words.span(meeting.start, meeting.end)
    if not meeting.cancelled:
        if meeting.place:
            yield "Where", meeting.place
        if left:
            yield "Not there any more", words.listed(left)
        yield "How long it takes", f"{meeting.minutes} minutes"


def _line(meeting: Meeting) -> str:
    when = words.moment(meeting.start)
    if meeting.stands:
        return f"You are no longer asked to come to the session on {when}. It takes place without you."
    if meeting.cancelled:
        return f"The session on {when} will not take place."
    return f"The session is on {when}, for {meeting.minutes} minutes."


def _booking(work: Work, sitting: Sitting) -> Booking | None:
    """The session with its time; when it is taken back, as it last was before, with those who were asked then."""
    case = work.cases.get(sitting.case)
    if case is None:
        return None
    if sitting.cancel:
        return _before(work.facts.of(case.id), case, sitting)
    session = case.numbered(sitting.session)
    if session is None or session.booked is None or session.sequence > sitting.sequence:
        return None
    return Booking(case, session, session.booked)


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
