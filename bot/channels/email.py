"""E-mail, joined to the bot: letters with a personal link for those without a chat, invitations for everybody."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from adapters.mail.letterhead import Letterhead
from adapters.mail.letters import letter_of
from adapters.mail.mailbox import Mailbox, source_of
from adapters.mail.send import MailChannel, Office, SmtpClient
from bot.config.settings import Settings
from bot.runtime.clock import Clock
from bot.runtime.links import ACCOUNTS, SignedLinks
from bot.runtime.mail import Letter
from dialogs.cards.channels import NAME as CHANNELS
from dialogs.cards.deck import DECK
from dialogs.email_address import read_address
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.reach import NEW_ACCOUNT
from dialogs.model.views import Card, Reply
from dialogs.procedure.people import Person
from dialogs.procedure.profile import Profile

OF_THE_CASE: Final = tuple(name for name, kind in DECK.items() if kind.linked and kind.of_case)
"""The further cards of the same case that a link to one of them leads to."""
OWN: Final = (*(name for name, kind in DECK.items() if kind.linked and not kind.of_case), *OF_THE_CASE)
"""What a link to somebody's own list leads to besides: of every case on it, for else the list would be a dead end."""


class SmtpMail:
    """Invitations and links to sign in, by SMTP."""

    def __init__(self, post: Office, head: Letterhead, clock: Clock) -> None:
        self._post, self._head, self._clock = post, head, clock

    async def send(self, letter: Letter, *, key: str) -> None:
        """One e-mail to one person. Raises `Delayed` when theirs is not taken just now, `Later` when nobody's is, `Unreachable` for no such box."""
        made = letter_of(
            letter.cover,
            self._head,
            to=letter.to,
            key=key,
            at=self._clock(),
            link=letter.link,
            calendar=letter.calendar,
            method=letter.method,
        )
        await self._post.send(made)


def letterhead(settings: Settings, profile: Profile) -> Letterhead:
    """Whose letters they are. Answers go to the office of the profile, or to whoever people are told to ask, where that is an address."""
    return Letterhead(
        address=settings.mail_from,
        partnership=profile.partnership,
        email=read_address(profile.office_email) or read_address(settings.contact),
        phone=profile.office_phone,
        site=urlsplit(settings.public_url).hostname or "",
        contact=settings.contact,
        secret=settings.secret.encode(),
    )


def channel(
    settings: Settings, head: Letterhead, links: SignedLinks, accounts: SignedLinks, clock: Clock
) -> MailChannel:
    """The channel of those who have no other. `accounts` are links of the purpose `ACCOUNTS`."""
    return MailChannel(SmtpClient(settings.smtp_url), letter_link(settings.public_url, links, accounts), head, clock)


def outgoing(settings: Settings, profile: Profile, links: SignedLinks, clock: Clock) -> tuple[MailChannel, SmtpMail]:
    """Both kinds of letters under one head: cards for whoever has no other channel, and what goes to everybody."""
    head = letterhead(settings, profile)
    accounts = SignedLinks(settings.secret.encode(), clock, purpose=ACCOUNTS)
    return channel(settings, head, links, accounts, clock), SmtpMail(SmtpClient(settings.smtp_url), head, clock)


def incoming(settings: Settings, profile: Profile) -> Mailbox | None:
    """Where answers to those letters arrive, if it is set up."""
    if not settings.mailbox:
        return None
    return Mailbox(source_of(settings.mailbox), letterhead(settings, profile), settings.mailbox_checked_by)


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
