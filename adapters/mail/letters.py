"""Letters: pure. No word of a case is ever in one: a title with the reference, a link, a time (P16, P23)."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from adapters.mail.letterhead import Letterhead
from dialogs.model.views import Card

LONGEST_SUBJECT: Final = 150
GREETING: Final = "Joint supervision: something waits for you."


def of_card(card: Card, link: str, head: Letterhead, *, to: str, key: str, at: datetime) -> EmailMessage:
    """A card as a letter: its title, and the personal way to it. What is on it is read behind the link."""
    lines = (
        GREETING,
        card.title,
        f"Open it here: {link}",
        "The link is for you alone and works for 14 days. Please do not pass it on.",
    )
    return of_words(card.title, lines, head, to=to, key=key, at=at)


def of_words(subject: str, lines: Sequence[str], head: Letterhead, *, to: str, key: str, at: datetime) -> EmailMessage:
    """Words alone, to one person: nobody reads on it who else was written to."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = " ".join(subject.split())[:LONGEST_SUBJECT]
    letter["From"] = head.written_by
    letter["To"] = to
    if head.email:
        letter["Reply-To"] = head.email
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = head.message_id(key, to)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    letter.set_content("\n\n".join(lines) + "\n")
    return letter


def with_invitation(letter: EmailMessage, calendar: bytes, method: str) -> EmailMessage:
    """The letter with a calendar invitation, or its taking back: for calendars as RFC 6047 has it, and as a file."""
    letter.add_alternative(calendar.decode(), subtype="calendar")
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    part.set_param("method", method)
    letter.add_attachment(
        calendar, maintype="text", subtype="calendar", filename="invitation.ics", params={"method": method}
    )
    return letter
