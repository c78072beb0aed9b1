"""Who owes what: a function of the case. Inbox, "waiting on", new requests and reminders all read this one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from dialogs.ids import PersonId
from dialogs.owed import What
from dialogs.procedure import polls
from dialogs.procedure.case import Case, Reply, Session, Stage, Told
from dialogs.procedure.coming import asked_again_on, missing
from dialogs.procedure.commands.base import staffed
from dialogs.procedure.commands.family import to_be_told
from dialogs.procedure.commands.record import Close, complete, teller
from dialogs.procedure.commands.refiling import unfiled
from dialogs.procedure.commands.supervision import lapsed, lapses_on, places
from dialogs.procedure.members import receivers, signers
from dialogs.procedure.people import Part, been_since
from dialogs.procedure.terms import Terms


@dataclass(frozen=True, slots=True)
class Ask:
    """Something one person owes a case, since a day. `session` is 0 for what concerns the case as a whole.

    `by_time` is the day whose passing made it owed, so that the sweep has to tell of it; None for what followed from a
    command, whose own turn told of it.
    """

    what: What
    of: PersonId
    since: date
    session: int = 0
    by_time: date | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """Names it among its person's asks of the case: letters, digits and what a press may hold."""
        return f"{self.what}.{self.session}.{self.since:%Y%m%d}"


def open_asks(case: Case, terms: Terms) -> tuple[Ask, ...]:
    """Everything that is owed now, in the order of the procedure; nobody owes it since before it was theirs to do."""
    return () if case.over else tuple(_theirs(ask, case) for ask in _asks(case, terms))


BY: Final[Mapping[What, Part]] = {
    What.AGREE: Part.MANAGER,
    What.NOMINATE: Part.MANAGER,
    What.VOTE: Part.INVITED,
    What.COMING: Part.INVITED,
    What.WRITE: Part.SUPERVISOR,
    What.SIGN: Part.SUPERVISOR,
    What.RECEIVE: Part.ATTENDEE | Part.KEYWORKER,
    What.FILE: Part.ATTENDEE | Part.KEYWORKER,
    What.FILE_AMENDMENT: Part.KEYWORKER,
    What.FAMILY_KNOWS: Part.RAISER,
}
"""As what somebody owes it; where nothing is said, as lead coordinator or for themselves."""


def _theirs(ask: Ask, case: Case) -> Ask:
    part = Part.KEYWORKER if ask.what is What.FILE and ask.of == case.keyworker else BY.get(ask.what, Part.LEAD)
    came = been_since(case, ask.of, part)
    return replace(ask, since=came) if came > ask.since else ask


def _asks(case: Case, terms: Terms) -> Iterator[Ask]:
    since = _day(case.turned_at, terms)
    yield from _agreement(case, since)
    yield from _supervisors(case, terms, since)
    yield from _keyworker(case, since)
    if to_be_told(case) and case.stage in (Stage.POLLING, Stage.BOOKED):
        yield Ask(What.FAMILY_KNOWS, case.raiser, case.family_said_on or _reached(case, Stage.POLLING) or since)
    if case.stage is Stage.NOMINATED and case.leading:
        yield Ask(What.INVITE, case.leading, since)
    if case.stage is Stage.POLLING and case.session:
        yield from _poll(case, case.session, terms)
    if case.stage is Stage.BOOKED and case.session:
        yield from _attendance(case, case.session, terms)
    for session in case.sessions:
        if session.held_at:
            yield from _paper(case, session, terms)
    yield from _ending(case, terms, since)


def _agreement(case: Case, since: date) -> Iterator[Ask]:
    if case.stage is Stage.RAISED:
        yield from (Ask(What.AGREE, manager, since) for manager in case.managers if manager not in case.agreed)
    if case.stage is Stage.QUERIED:
        yield Ask(What.ANSWER_QUERY, case.raiser, since)


BEFORE_SUPERVISORS = (Stage.RAISED, Stage.QUERIED, Stage.AGREED)
STAFFING = (Stage.AGREED, Stage.NOMINATED, Stage.POLLING, Stage.BOOKED, Stage.HELD)


def _supervisors(case: Case, terms: Terms, since: date) -> Iterator[Ask]:
    if case.stage not in STAFFING or (case.session and case.session.signed_at):
        return
    if places(case, terms):
        lapsed_on = max((nominee.asked_on for nominee in case.nominees if lapsed(nominee, terms)), default=None)
        opened = max((since, *_opened(case, terms)))
        yield from (Ask(What.NOMINATE, manager, opened, by_time=lapsed_on) for manager in case.managers)
    for nominee in case.nominees:
        if nominee.reply is Reply.ASKED and not lapsed(nominee, terms):
            yield Ask(What.ACCEPT, nominee.person, nominee.asked_on)


def _opened(case: Case, terms: Terms) -> Iterator[date]:
    """When a place was open again: a request lapsed, or somebody said no."""
    for nominee in case.nominees:
        if lapsed(nominee, terms):
            yield lapses_on(nominee, terms)
        elif nominee.reply is Reply.DECLINED and nominee.answered_on:
            yield nominee.answered_on


def _keyworker(case: Case, since: date) -> Iterator[Ask]:
    """From the day on which the supervisors were in first, the lead coordinator, or a manager while nobody leads: without one nothing is filed (P13)."""
    in_since = _reached(case, Stage.NOMINATED)
    if case.keyworker is None and (in_since or case.stage not in (*BEFORE_SUPERVISORS, Stage.NEW)):
        for person in (case.leading,) if case.leading else case.managers[:1]:
            yield Ask(What.KEYWORKER, person, in_since or since)


def _reached(case: Case, stage: Stage) -> date | None:
    """On which day a case came to a stage first."""
    return next((day for reached, day in case.reached if reached is stage), None)


def _poll(case: Case, session: Session, terms: Terms) -> Iterator[Ask]:
    silent = polls.unanswered(case, session, terms.now)
    over = polls.closed(session, terms)
    if not over:
        yield from (Ask(What.VOTE, voter, session.asked_on, session.number) for voter in silent)
    if case.leading and (over or not silent) and staffed(case) is None:
        closed_on = session.closes if over else None
        what = What.BOOK if polls.bookable(case, session, terms.now) else What.OFFER
        yield Ask(what, case.leading, closed_on or session.asked_on, session.number, closed_on)


def _attendance(case: Case, session: Session, terms: Terms) -> Iterator[Ask]:
    """Before it, who comes; from its start on, who came."""
    if session.booked and session.booked.start > terms.now:
        yield from _coming(case, session, terms)
    if case.leading and session.booked and session.booked.start <= terms.now:
        held_on = session.booked.start.date()
        yield Ask(What.ATTENDANCE, case.leading, held_on, session.number, held_on)


def _coming(case: Case, session: Session, terms: Terms) -> Iterator[Ask]:
    said = dict(session.coming)
    for voter in polls.voters(case):
        day = asked_again_on(case, session, voter, terms)
        if voter not in said and day and day <= terms.today:
            yield Ask(What.COMING, voter, day, session.number, day)
    if case.leading and (away := missing(case, session)):
        yield Ask(What.CANNOT_COME, case.leading, min(absence.on for absence in away), session.number)


def _paper(case: Case, session: Session, terms: Terms) -> Iterator[Ask]:
    number, held_on = session.number, _day(session.held_at, terms)
    if session.signed_at is None:
        yield from _signing(case, session, terms)
    elif session.circulated_at is None and case.leading:
        yield Ask(What.CIRCULATE, case.leading, _day(session.signed_at, terms), number)
    elif session.circulated_at:
        yield from _circulated(case, session, _day(session.circulated_at, terms), terms)
    if case.keyworker and (added := unfiled(session)):
        yield Ask(What.FILE_AMENDMENT, case.keyworker, _day(added[0].at, terms), number)
    points = session.family
    if (
        points
        and session.signed_at
        and points.told in (None, Told.NOT_YET)
        and points.due < terms.today
        and (of := teller(case, points))
    ):
        yield Ask(What.FAMILY, of, max(points.due, _day(session.signed_at, terms)), number, points.due)
    if session.wants_further and session is case.sessions[-1] and session.signed_at and case.leading:
        yield Ask(What.FURTHER, case.leading, held_on, number)


def _signing(case: Case, session: Session, terms: Terms) -> Iterator[Ask]:
    held_on = _day(session.held_at, terms)
    signed = {signature.by for signature in session.signatures}
    what = What.SIGN if complete(session, terms) else What.WRITE
    yield from (
        Ask(what, supervisor, held_on, session.number)
        for supervisor in signers(case, session)
        if supervisor not in signed
    )


def _circulated(case: Case, session: Session, since: date, terms: Terms) -> Iterator[Ask]:
    """Receipts from the supervisees, and from the keyworker the filing; from all where the profile says so."""
    for person in receivers(case, session):
        if person not in session.confirmed:
            yield Ask(What.RECEIVE, person, since, session.number)
    filed = {
        *(filing.by for filing in session.filings),
        *(case.keyworker for filing in session.filings if filing.by_keyworker),
    }
    everybody = receivers(case, session) if terms.profile.every_agency_files else ()
    for person in dict.fromkeys((*((case.keyworker,) if case.keyworker else ()), *everybody)):
        if person not in filed:
            yield Ask(What.FILE, person, since, session.number)


def _ending(case: Case, terms: Terms, since: date) -> Iterator[Ask]:
    if case.stage is Stage.FILED and case.leading and Close.bar(case, case.leading, "", terms) is None:
        yield Ask(What.CLOSE, case.leading, since)


def _day(at: datetime | None, terms: Terms) -> date:
    return at.astimezone(terms.now.tzinfo).date() if at else terms.today
