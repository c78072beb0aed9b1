"""Who comes to the partnership's figures: by a link to their work e-mail, or by another proof that it is theirs.

A link is good once, and for a quarter of an hour. What is used up is kept in the store, so it is used up in every process
and after every restart. Each sign-in, each sign-out and each refusal is written down.
"""

import asyncio
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog

from adapters.shared.channel import Later, Refused, Unreachable
from bot.runtime.links import Ended, SignedLinks
from bot.runtime.mail import Letter
from bot.runtime.runtime import Runtime
from dialogs.ids import PersonId
from dialogs.model.cover import Cover
from dialogs.model.press import Press
from dialogs.procedure.people import Person, may_see_figures
from store.unit_of_work import Work

LINK: Final = timedelta(minutes=15)
SESSION: Final = timedelta(hours=4)
BY_LINK: Final = b"link that signs in"
SIGNED_IN: Final = b"signed in"
CAME: Final = "sign-in by e-mail"
NOBODY: Final = PersonId("nobody")  # who, in the log of looking, somebody is whom we do not know
REFUSED: Final = "sign-in refused"
LEFT: Final = "sign-out"
ONCE: Final = "The link works once, for you alone, within 15 minutes. If it was not you, you need do nothing."

log = structlog.get_logger()


class EmailSignIn:
    """Sends the links, uses them up, and knows who is signed in."""

    def __init__(self, runtime: Runtime, secret: bytes, ended: Ended, base: Callable[[], str]) -> None:
        self._base = base
        self._runtime = runtime
        self._links = SignedLinks(secret, runtime.clock, ended, BY_LINK)
        self._sessions = SignedLinks(secret, runtime.clock, ended, SIGNED_IN)
        self._under_way: set[asyncio.Task[None]] = set()

    def base(self) -> str:
        """Where the world reaches us."""
        return self._base()

    async def send(self, email: str) -> None:
        """Send a link, if the address may have one. Begun and not waited for: how long it takes would say whether it is known."""
        task = asyncio.create_task(self._send(email))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def good(self, link: str) -> bool:
        """Whether a link would let somebody in. Uses nothing up: mail scanners look too."""
        return await self._links.open(link) is not None and not await self._runtime.in_thread(self._is_spent, link)

    async def use(self, link: str) -> str | None:
        """Use a link up: the session that it begins, if nobody has used it, it is not over, and they may still see figures."""
        linked = await self._links.open(link)
        return await self._runtime.in_thread(self._use, link, linked.person_id) if linked else None

    async def who(self, session: str) -> PersonId | None:
        """Whose session that is, if it was neither ended nor withdrawn and is not over."""
        linked = await self._sessions.open(session)
        return None if linked is None or await self._runtime.in_thread(self._is_spent, session) else linked.person_id

    async def end(self, session: str) -> None:
        """Sign out: nobody comes in by that session again, whoever may have copied it."""
        linked = await self._sessions.open(session)
        if linked:
            await self._runtime.in_thread(self._end, session, linked.person_id)

    def come(self, email: str, how: str) -> str | None:
        """The session of somebody who has proved that an e-mail is theirs, if they may see figures. Written down either way."""
        with self._runtime.store.begin() as work:
            person = _known(work, email)
            work.audit.seen(person.id if person else NOBODY, how if person else REFUSED, None, self._runtime.clock())
        return _one_more(self._sessions, person.id, SESSION) if person else None

    def whom_to_ask(self) -> tuple[str, ...]:
        """The names of the partnership office."""
        with self._runtime.store.reading() as work:
            return tuple(person.name for person in work.people.directory().values() if person.office and person.active)

    async def _send(self, email: str) -> None:
        person = await self._runtime.in_thread(self._addressed, email)
        if person is None:
            return
        link = _one_more(self._links, person.id, LINK)
        cover = Cover(
            subject="Joint supervision: sign in to the dashboard",
            says=(f"Dear {person.name}, somebody, most likely you, asked to see the partnership’s figures.",),
            button="Sign in",
            link_is=ONCE,
        )
        letter = Letter(to=person.email, cover=cover, link=f"{self._base().rstrip('/')}/dashboard/link/{link}")
        try:
            await self._runtime.mail.send(letter, key=f"sign-in {link}")
        except (Later, Unreachable, Refused) as fault:
            log.warning("not sent", action="sign_in_not_sent", person=person.id, fault=type(fault).__name__)

    def _addressed(self, email: str) -> Person | None:
        with self._runtime.store.reading() as work:
            return _known(work, email)

    def _is_spent(self, token: str) -> bool:
        with self._runtime.store.reading() as work:
            return work.used_tokens.has(token)

    def _use(self, link: str, person: PersonId) -> str | None:
        now = self._runtime.clock()
        with self._runtime.store.begin() as work:
            first = work.used_tokens.spend(link, now + LINK)
            known = work.people.directory().get(person)
            comes = first and known is not None and may_see_figures(known)
            work.audit.seen(person, CAME if comes else REFUSED, None, now)
        return _one_more(self._sessions, person, SESSION) if comes else None

    def _end(self, session: str, person: PersonId) -> None:
        now = self._runtime.clock()
        with self._runtime.store.begin() as work:
            if work.used_tokens.spend(session, now + SESSION):
                work.audit.seen(person, LEFT, None, now)


def _known(work: Work, email: str) -> Person | None:
    """Whoever may see figures and has that e-mail."""
    known = (
        person
        for person in work.people.directory().values()
        if person.email and person.email.casefold() == email.casefold()
    )
    return next((person for person in known if may_see_figures(person)), None)


def _one_more(links: SignedLinks, person: PersonId, kept: timedelta) -> str:
    """A token that no other is the same as, also of one person in one second."""
    return links.token(person, Press("dashboard", "show", about=secrets.token_urlsafe(12)), kept=kept)
