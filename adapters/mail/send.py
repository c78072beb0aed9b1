"""The post: letters go out by SMTP, encrypted on the way; and the channel of those who have no other."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

import structlog

from adapters.mail.letterhead import Letterhead
from adapters.mail.letters import letter_of
from adapters.mail.smtp_replies import Whose, short, whose
from adapters.shared.channel import Abilities, Delayed, Later, Posting, Unreachable
from adapters.shared.loopback import is_loopback
from dialogs.ids import PersonId
from dialogs.model.cover import Cover
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from dialogs.model.views import Card

PATIENCE: Final = 20.0  # seconds for one letter

Link = Callable[[PersonId, Card], str]
"""A personal way to a card."""

log = structlog.get_logger()


class Office(Protocol):
    """Who takes letters."""

    async def send(self, letter: EmailMessage) -> None:
        """Hand a letter to one person over. `Delayed`: theirs is not taken just now. `Later`: nobody's is. `Unreachable`: there is no such box."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpClient:
    """A post office: `smtp://` speaks STARTTLS, `smtps://` TLS from the start; `smtp://` in clear only to this machine."""

    url: str

    async def send(self, letter: EmailMessage) -> None:
        """Hand a letter to one person over. `Delayed`: theirs is not taken just now. `Later`: nobody's is. `Unreachable`: there is no such box.

        What the post office has against us is never put down to the person: it is `Later`, and a line in the log says it.
        """
        if not str(
            letter["To"]
        ).isascii():  # few post offices take such an address, and none passes it on to all others
            raise Unreachable("address_not_ascii", State.BOUNCED)
        try:
            await asyncio.to_thread(self._send, letter)
        except smtplib.SMTPRecipientsRefused as fault:
            ((code, said),) = fault.recipients.values()
            raise _refused(code, _text(said)) from None
        except smtplib.SMTPDataError as fault:  # some say only now what they think of the recipient
            raise _refused(fault.smtp_code, _text(fault.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise _later(fault) from None

    async def greet(self, sender: str) -> bool:
        """Connect, say who would write, and go again: whether it was encrypted. `Later` when we are not let in, or may not write as that sender."""
        try:
            return await asyncio.to_thread(self._greet, sender)
        except (smtplib.SMTPException, OSError) as fault:
            raise _later(fault) from None

    def _send(self, letter: EmailMessage) -> None:
        with self._office() as office:
            office.send_message(letter)

    def _greet(self, sender: str) -> bool:
        with self._office() as office:
            office.ehlo_or_helo_if_needed()
            code, said = office.mail(sender)
            if code != 250:  # noqa: PLR2004 - RFC 5321
                raise smtplib.SMTPSenderRefused(code, said, sender)
            office.rset()
            return isinstance(office.sock, ssl.SSLSocket)

    @contextmanager
    def _office(self) -> Iterator[smtplib.SMTP]:
        where = urlsplit(self.url)
        host, secure = where.hostname or "localhost", ssl.create_default_context()
        if where.scheme == "smtps":
            office: smtplib.SMTP = smtplib.SMTP_SSL(host, where.port or 465, timeout=PATIENCE, context=secure)
        else:
            office = smtplib.SMTP(host, where.port or 587, timeout=PATIENCE)
        try:
            if where.scheme == "smtp" and not is_loopback(host):
                office.starttls(context=secure)
            if where.username:
                office.login(unquote(where.username), unquote(where.password or ""))
            yield office
            with suppress(smtplib.SMTPException, OSError):  # what was taken is taken, however we part
                office.quit()
        finally:
            office.close()


def _refused(code: int, said: str) -> Exception:
    """What follows from an answer about one recipient."""
    match whose(code, said):
        case Whose.ADDRESS:
            return Unreachable(f"smtp_{short(code, said)}", State.BOUNCED)
        case Whose.MAILBOX:
            return Delayed(f"smtp {short(code, said)}")
        case Whose.RELAY:
            log.error("the mail server refuses us", action="mail_relay_refuses", code=short(code, said))
            return Later(f"smtp {short(code, said)}")


def _later(fault: smtplib.SMTPException | OSError) -> Later:
    """The post office is away, or does not want us; whoever runs the bot reads it in the log."""
    told = (
        f"smtp {short(fault.smtp_code, _text(fault.smtp_error))}"
        if isinstance(fault, smtplib.SMTPResponseException)
        else type(fault).__name__
    )
    log.warning("the mail server does not take letters", action="mail_relay_away", code=told)
    return Later(told)


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


class MailChannel:
    """The channel of those without a chat: who asks for what, and a link. A letter cannot be changed once it is sent."""

    name: str = "email"
    abilities: Abilities = Abilities(windows=False, edits=False, whispers=True, files=True, most_buttons=1)

    def __init__(self, post: Office, link: Link, head: Letterhead, clock: Callable[[], datetime]) -> None:
        self._post = post
        self._link = link
        self._head = head
        self._clock = clock

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """A letter to an address. `to.tenant` is the person's own id, for the link."""
        link = self._link(PersonId(to.tenant), card)
        cover = card.cover or Cover(subject=card.title)
        await self._post.send(letter_of(cover, self._head, to=to.user, key=key, at=self._clock(), link=link))
        return Posting(to.user, key)

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Nothing: what the link shows is drawn when it is opened, and so is never stale."""
        return at
