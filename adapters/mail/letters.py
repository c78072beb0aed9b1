"""Letters: pure. No word of a case is ever in one: a title with the reference, a link, a time (P16, P23)."""

import hashlib
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from typing import Final

from dialogs.model.views import Card

LONGEST_SUBJECT: Final = 150
GREETING: Final = "Joint supervision: something waits for you."


def of_card(card: Card, link: str, *, sender: str, to: str, key: str) -> EmailMessage:
    """A card as a letter: its title, and the personal way to it. What is on it is read behind the link."""
    lines = (
        GREETING,
        card.title,
        f"Open it here: {link}",
        "The link is for you alone and works for 14 days. Please do not pass it on.",
    )
    return _letter(card.title, lines, sender=sender, to=(to,), key=key)


def of_words(subject: str, lines: Sequence[str], *, sender: str, to: Sequence[str], key: str) -> EmailMessage:
    """Words alone."""
    return _letter(subject, lines, sender=sender, to=to, key=key)


def of_invitation(
    subject: str, lines: Sequence[str], calendar: bytes, method: str, *, sender: str, to: Sequence[str], key: str
) -> EmailMessage:
    """A calendar invitation, or its taking back: read by people as text and by calendars as RFC 6047 has it."""
    letter = _letter(subject, lines, sender=sender, to=to, key=key)
    letter.add_alternative(calendar.decode(), subtype="calendar")
    part = next(one for one in letter.walk() if one.get_content_type() == "text/calendar")
    part.set_param("method", method)
    letter.add_attachment(
        calendar, maintype="text", subtype="calendar", filename="invitation.ics", params={"method": method}
    )
    return letter


def _letter(subject: str, lines: Sequence[str], *, sender: str, to: Sequence[str], key: str) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = " ".join(subject.split())[:LONGEST_SUBJECT]
    letter["From"] = sender
    letter["To"] = ", ".join(to)
    letter["Message-ID"] = _id(key, sender)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    letter.set_content("\n\n".join(lines) + "\n")
    return letter


def _id(key: str, sender: str) -> str:
    """The same message has the same id, so that a post office or a reader may drop a second copy of it."""
    host = sender.rpartition("@")[2].strip("<> ") or "localhost"
    made = make_msgid(domain=host)
    return made if not key else f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"
