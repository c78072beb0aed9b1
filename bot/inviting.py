"""The calendar invitation of a session, or the taking back of one, handed to the post (P16)."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from adapters.ics import Guest, Meeting, invitation, postable
from bot.delivery import Outcome
from bot.house import House
from bot.mail import Letter
from dialogs import words
from dialogs.ids import CaseId, PersonId
from dialogs.procedure import polls
from dialogs.procedure.case import Case, Session, Slot
from dialogs.procedure.lifecycle import Fact, evolve
from dialogs.procedure.people import Directory
from store.unit_of_work import Work

NOBODY: Final = Guest("", "")


@dataclass(frozen=True, slots=True)
class Sitting:
    """Which session, in which of its states; the arguments of the job `invite`."""

    case: CaseId
    session: int
    sequence: int
    cancel: bool


async def invite(house: House, sitting: Sitting) -> Outcome:
    """Send it to everybody who is to be there; nothing when a later state is on its way."""
    letter = await house.in_thread(_letter, house, sitting)
    if letter is None:
        return Outcome.OVERTAKEN
    if not letter.to:
        return Outcome.UNREACHABLE
    await house.mail.send(letter, key=_key(sitting, letter))
    return Outcome.SENT


def _key(sitting: Sitting, letter: Letter) -> str:
    """Each state of a session goes once to the same people; to others, when they have changed, it goes again."""
    people = sha256("\n".join(sorted(letter.to)).encode()).hexdigest()[:16]
    return f"{sitting.case}/{sitting.session}/{sitting.sequence}/{people}"


def _letter(house: House, sitting: Sitting) -> Letter | None:
    with house.store.reading() as work:
        case = work.cases.get(sitting.case)
        found = _session(work, case, sitting) if case else None
        people = work.people.directory()
    if case is None or found is None:
        return None
    session, slot = found
    meeting = _meeting(case, session, slot, sitting, people)
    to = tuple(dict.fromkeys(one.email for one in meeting.guests))
    when = words.moment(slot.start)
    line = f"The session on {when} will not take place." if sitting.cancel else f"The session is on {when}, for {slot.minutes} minutes."
    return Letter(
        to=to,
        subject=f"Cancelled: {meeting.title}" if sitting.cancel else meeting.title,
        lines=(line, f"Open the joint supervision bot and say {case.reference} to see more, or to answer."),
        calendar=invitation(meeting, house.clock()),
        method=meeting.method,
    )


def _session(work: Work, case: Case, sitting: Sitting) -> tuple[Session, Slot] | None:
    """The session with its time; when it is taken back, as it last was before."""
    if sitting.cancel:
        return _before(work.facts.of(case.id), case, sitting)
    session = case.numbered(sitting.session)
    if session is None or session.booked is None or session.sequence > sitting.sequence:
        return None
    return session, session.booked


def _before(facts: tuple[Fact, ...], case: Case, sitting: Sitting) -> tuple[Session, Slot] | None:
    """Facts tell what was: the session as it was booked, before the state that takes it back."""
    then = Case(id=case.id, reference=case.reference, profile=case.profile, raiser=case.raiser)
    found: tuple[Session, Slot] | None = None
    for fact in facts:
        then = evolve(then, fact)
        session = then.numbered(sitting.session)
        if session and session.booked and session.sequence < sitting.sequence:
            found = session, session.booked
    return found


def _meeting(case: Case, session: Session, slot: Slot, sitting: Sitting, people: Directory) -> Meeting:
    required = polls.required(case, session)
    invited = (_guest(one, people, required=one in required) for one in polls.voters(case))
    return Meeting(
        case=case.id,
        reference=case.reference,
        session=sitting.session,
        sequence=sitting.sequence,
        start=slot.start,
        minutes=slot.minutes,
        place=session.place,
        organiser=_guest(case.lead, people, required=True) if case.lead else NOBODY,
        guests=tuple(one for one in invited if postable(one.email)),
        cancelled=sitting.cancel,
    )


def _guest(person: PersonId, people: Directory, *, required: bool) -> Guest:
    known = people.get(person)
    return Guest(known.name, known.email, required) if known else NOBODY
