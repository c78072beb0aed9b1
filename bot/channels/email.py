"""E-mail, joined to the bot: letters with a personal link for those without a chat, invitations for everybody."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Final

from adapters.mail.letters import of_invitation, of_words
from adapters.mail.send import MailChannel, SmtpClient
from adapters.shared.channel import Unreachable
from bot.config.settings import Settings
from bot.runtime.links import SignedLinks
from bot.runtime.mail import Letter
from dialogs.cards.channels import NAME as CHANNELS
from dialogs.cards.deck import DECK
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.reach import NEW_ACCOUNT
from dialogs.model.views import Card, Reply
from dialogs.procedure.people import Person

OF_THE_CASE: Final = tuple(name for name, kind in DECK.items() if kind.linked and kind.of_case)
"""The further cards of the same case that a link to one of them leads to."""
OWN: Final = (*(name for name, kind in DECK.items() if kind.linked and not kind.of_case), *OF_THE_CASE)
"""What a link to somebody's own list leads to besides: of every case on it, for else the list would be a dead end."""


class SmtpMail:
    """Invitations by SMTP."""

    def __init__(self, post: SmtpClient) -> None:
        self._post = post

    async def send(self, letter: Letter, *, key: str) -> None:
        """One e-mail for all who are to be there. An address that does not exist holds nobody else up."""
        made = self._made(letter, key)
        try:
            await self._post.send(made)
        except Unreachable:
            return

    def _made(self, letter: Letter, key: str) -> EmailMessage:
        if letter.calendar:
            return of_invitation(
                letter.subject,
                letter.lines,
                letter.calendar,
                letter.method,
                sender=self._post.sender,
                to=letter.to,
                key=key,
            )
        return of_words(letter.subject, letter.lines, sender=self._post.sender, to=letter.to, key=key)


def smtp_client(settings: Settings) -> SmtpClient:
    """Where letters are handed over."""
    return SmtpClient(settings.smtp_url, settings.mail_from)


def channel(settings: Settings, links: SignedLinks, accounts: SignedLinks) -> MailChannel:
    """The channel of those who have no other. `accounts` are links of the purpose `ACCOUNTS`."""
    return MailChannel(smtp_client(settings), letter_link(settings.public_url, links, accounts))


def by_email(person: Person) -> tuple[Handle, ...]:
    """The way to somebody who has only an address."""
    return (Handle("email", person.id, person.email),) if person.email else ()


def link_to(base: str, links: SignedLinks) -> Callable[[PersonId, Reply], str]:
    """Makes personal links to cards and forms, below an address."""

    def link(person: PersonId, reply: Reply) -> str:
        return f"{base.rstrip('/')}/l/{links.token(person, *_leads(reply))}"

    return link


def letter_link(base: str, links: SignedLinks, accounts: SignedLinks) -> Callable[[PersonId, Reply], str]:
    """The same for letters: what is about a new account has a link of its own, which does nothing but end it."""
    usual = link_to(base, links)

    def link(person: PersonId, reply: Reply) -> str:
        ends = (
            next((button.press for button in reply.buttons if button.press.verb == "disown"), None)
            if isinstance(reply, Card) and reply.name == NEW_ACCOUNT
            else None
        )
        return f"{base.rstrip('/')}/not-me/{accounts.token(person, ends)}" if ends else usual(person, reply)

    return link


def _leads(reply: Reply) -> tuple[Press, tuple[str, ...]]:
    """What a link to it shows, and what may be reached from there."""
    if not isinstance(reply, Card):
        return reply.press, OF_THE_CASE if reply.press.case else ()
    case = CaseId(reply.case) if reply.case else None
    return Press(reply.name if case or reply.name == CHANNELS else "home", "show", case), OF_THE_CASE if case else OWN
