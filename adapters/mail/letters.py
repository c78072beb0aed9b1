"""Letters: pure. No word of a case is ever in one: who asks for what, a reference, a link, a time (P16, P23)."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from adapters.mail.letterhead import Letterhead
from adapters.mail.paper import page_of, text_of
from dialogs.model.cover import Cover

LONGEST_SUBJECT: Final = 150


def letter_of(
    cover: Cover,
    head: Letterhead,
    *,
    to: str,
    key: str,
    at: datetime,
    link: str = "",
    calendar: bytes = b"",
    method: str = "",
) -> EmailMessage:
    """A letter to one person: nobody reads on it who else was written to. The same words as text and as a page; with a calendar file, if there is one.

    The calendar's part is for calendars, as RFC 6047 has it, and comes as a file besides.
    """
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = " ".join(cover.subject.split())[:LONGEST_SUBJECT]
    letter["From"] = head.written_by
    letter["To"] = to
    if head.email:
        letter["Reply-To"] = head.email
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = head.message_id(key, to)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    letter.set_content(text_of(cover, head, link))
    letter.add_alternative(page_of(cover, head, link), subtype="html")
    if calendar:
        letter.add_alternative(calendar.decode(), subtype="calendar")
        part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
        part.set_param("method", method)
        letter.add_attachment(
            calendar, maintype="text", subtype="calendar", filename="invitation.ics", params={"method": method}
        )
    return letter
