"""The post: letters go out by SMTP, encrypted on the way; and the channel of those who have no other."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from adapters.mail.letters import of_card
from adapters.shared.channel import Abilities, Later, Posting, Unreachable
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from dialogs.model.views import Card

PATIENCE: Final = 20.0  # seconds for one letter
PERMANENT: Final = 500  # SMTP replies from here on will not change by waiting (RFC 5321, 4.2.1)
NO_SUCH_BOX: Final = frozenset({550, 551, 553, 554})

Link = Callable[[PersonId, Card], str]
"""A personal way to a card."""


class Office(Protocol):
    """Who takes letters."""

    @property
    def sender(self) -> str:
        """Whose letters they are."""
        ...

    async def send(self, letter: EmailMessage) -> None:
        """Hand a letter over. `Later` when it was not taken just now, `Unreachable` when the box does not exist."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpClient:
    """A post office: `smtp://` speaks STARTTLS, `smtps://` TLS from the start; `smtp://` in clear only to this machine."""

    url: str
    sender: str

    async def send(self, letter: EmailMessage) -> None:
        """Hand a letter over. `Later` when it was not taken just now, `Unreachable` when the box does not exist."""
        try:
            await asyncio.to_thread(self._send, letter)
        except smtplib.SMTPRecipientsRefused as fault:
            codes = {code for code, _ in fault.recipients.values()}
            if codes <= NO_SUCH_BOX:
                raise Unreachable("mailbox_refused", State.BOUNCED) from None
            raise Later("recipients refused") from None
        except (smtplib.SMTPException, OSError) as fault:
            raise Later(type(fault).__name__) from None

    async def greet(self) -> None:
        """Connect, and go again. `Later` when we are not let in."""
        try:
            await asyncio.to_thread(self._send, None)
        except (smtplib.SMTPException, OSError) as fault:
            raise Later(type(fault).__name__) from None

    def _send(self, letter: EmailMessage | None) -> None:
        where = urlsplit(self.url)
        host, secure = where.hostname or "localhost", ssl.create_default_context()
        if where.scheme == "smtps":
            office: smtplib.SMTP = smtplib.SMTP_SSL(host, where.port or 465, timeout=PATIENCE, context=secure)
        else:
            office = smtplib.SMTP(host, where.port or 587, timeout=PATIENCE)
        with office:
            if where.scheme == "smtp" and host not in ("localhost", "127.0.0.1", "::1"):
                office.starttls(context=secure)
            if where.username:
                office.login(unquote(where.username), unquote(where.password or ""))
            if letter:
                office.send_message(letter)
            else:
                office.noop()


class MailChannel:
    """The channel of those without a chat: a title and a link. A letter cannot be changed once it is sent."""

    name: str = "email"
    abilities: Abilities = Abilities(windows=False, edits=False, whispers=True, files=True, most_buttons=1)

    def __init__(self, post: Office, link: Link) -> None:
        self._post = post
        self._link = link

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """A letter to an address. `to.tenant` is the person's own id, for the link."""
        link = self._link(PersonId(to.tenant), card)
        await self._post.send(of_card(card, link, sender=self._post.sender, to=to.user, key=key))
        return Posting(to.user, key)

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Nothing: what the link shows is drawn when it is opened, and so is never stale."""
        return at
