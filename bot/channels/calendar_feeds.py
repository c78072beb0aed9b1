"""Somebody's sessions in their own calendar: one as a file, or all by a feed; and the addresses of both (P16), and of documents and pages.

Nothing but reference, time, place and the organiser's address leaves by calendars. Who may have anything is judged when it
is fetched, not when the address was made.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import structlog

from adapters.documents.ics import Meeting, published
from adapters.web.ports import CalendarFile
from bot.channels.email import link_to
from bot.config.errors import Plain
from bot.outbox.invitations import Booking, meeting_of
from bot.runtime.clock import Clock, london
from bot.runtime.links import FILES, SignedLinks
from bot.runtime.runtime import Runtime
from dialogs.ids import CaseId, PersonId
from dialogs.model.press import Press
from dialogs.model.turns import Addresses, FeedEnded, LinksEnded
from dialogs.model.views import Reply
from dialogs.procedure.case import Case, Session
from dialogs.procedure.people import Person, may_see
from dialogs.procedure.polls import voters
from store.unit_of_work import Store, Work

PAST: Final = timedelta(days=30)  # what was, stays so long in a feed
A_DAY: Final = timedelta(days=1)
PAGE: Final = 100
NAME: Final = "Joint supervision"
FILE: Final = "session"

log = structlog.get_logger()


def addresses_at(base: Callable[[], str], secret: bytes, clock: Clock) -> Addresses:
    """The addresses, below the one at which the world reaches us; empty while there is none."""
    files, pages = SignedLinks(secret, clock, purpose=FILES), SignedLinks(secret, clock)

    def feed(secret: str) -> str:
        return f"{base().rstrip('/')}/calendar/{secret}.ics" if base() and secret else ""

    def file(person: PersonId, case: CaseId, session: int) -> str:
        token = files.token(person, Press(FILE, "show", case, str(session)), kept=A_DAY)
        return f"{base().rstrip('/')}/calendar/file/{token}.ics" if base() else ""

    def document(person: PersonId, press: Press) -> str:
        return f"{base().rstrip('/')}/l/{pages.token(person, press, kept=A_DAY)}" if base() else ""

    def page(person: PersonId, reply: Reply) -> str:
        return link_to(base(), pages)(person, reply) if base() else ""

    return Addresses(feed, file, document, page)


class OwnCalendars:
    """Calendars as programs fetch them."""

    def __init__(self, runtime: Runtime, files: SignedLinks) -> None:
        self._runtime, self._files = runtime, files

    async def feed(self, secret: str) -> CalendarFile | None:
        """Every session that one person is asked to come to."""
        return await self._runtime.in_thread(_feed, self._runtime, secret)

    async def file(self, token: str) -> CalendarFile | None:
        """One session, while it is booked and theirs."""
        linked = await self._files.open(token)
        if linked is None or linked.press.case is None or not linked.press.about.isdecimal():
            return None
        return await self._runtime.in_thread(
            _file, self._runtime, linked.person_id, linked.press.case, int(linked.press.about)
        )


def end_all(store: Store, email: str, clock: Clock = london) -> None:
    """The feed of whoever has that address is over, and so are their links until now. `Plain` when nobody has it."""
    with store.begin() as work:
        person = work.people.by_email(email)
        if person is None:
            raise Plain(["Nobody in the directory has that e-mail."])
        for did in (FeedEnded(), LinksEnded()):
            work.own_addresses.keep(did, person, clock())


def _feed(runtime: Runtime, secret: str) -> CalendarFile | None:
    with runtime.store.reading() as work:
        feed = work.own_addresses.feed(secret)
        person = work.people.directory().get(feed.person) if feed else None
        if feed is None or person is None or not person.active:
            return None
        meetings = sorted(_meetings(work, person, runtime), key=lambda one: (one[0].start, one[0].case))
    body = published(meetings, NAME)
    tag = sha256(body).hexdigest()[:32]
    changed = feed.changed
    if tag != feed.tag:
        changed = runtime.clock()
        with runtime.store.begin() as work:
            work.own_addresses.saw(person.id, tag, changed)
    return CalendarFile("joint-supervision.ics", body, tag, changed)


def _meetings(work: Work, person: Person, runtime: Runtime) -> Iterator[tuple[Meeting, datetime]]:
    people, oldest = work.people.directory(), runtime.clock() - PAST
    for case in _cases(work, person):
        for session in case.sessions:
            if session.booked and session.booked.end > oldest and _theirs(case, session, person):
                yield (
                    meeting_of(Booking(case, session, session.booked), people, runtime.sender),
                    session.booked_at or session.booked.start,
                )


def _cases(work: Work, person: Person) -> Iterator[Case]:
    """All of somebody's open cases, page by page."""
    last: Case | None = None
    while page := work.cases.of(person.id, limit=PAGE, before=last):
        yield from page
        last = page[-1]


def _theirs(case: Case, session: Session, person: Person) -> bool:
    """Whether they were there; of a session to come, whether they are asked."""
    return person.id in (session.attended if session.held_at else voters(case))


def _file(runtime: Runtime, who: PersonId, of: CaseId, number: int) -> CalendarFile | None:
    with runtime.store.reading() as work:
        case, people = work.cases.get(of), work.people.directory()
    person = people.get(who)
    session = case.numbered(number) if case else None
    if case is None or person is None or not person.active or not may_see(case, person) or case.over:
        return None
    if session is None or session.booked is None or not _theirs(case, session, person):
        return None
    booked_at = session.booked_at or session.booked.start
    body = published([(meeting_of(Booking(case, session, session.booked), people, runtime.sender), booked_at)])
    log.info("file", action="calendar_file", case=of, person=who)
    return CalendarFile(f"session-{case.reference}.ics", body, sha256(body).hexdigest()[:32], booked_at)
