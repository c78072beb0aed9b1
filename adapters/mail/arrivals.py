"""What comes back to the address that letters are from: bounces (RFC 3464) and answers to invitations (RFC 5546). Pure.

Anybody can write to that address, so nothing here is believed yet: a bounce counts only where `Letterhead.wrote` knows the
letter it speaks of, and an answer only from somebody who was invited. What is neither of the two, or broken, is nothing.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

from icalendar import Calendar, Component, vDDDTypes

from adapters.mail.smtp_replies import Whose, whose
from adapters.shared.fitting import storable
from dialogs.email_address import read_address

LARGEST: Final = 2_000_000  # bytes; a bounce may carry the whole letter
FAILED, DELAYED = "failed", "delayed"
REFUSED: Final = 550
EXCHANGE: Final = "EXCHANGE"
LONGEST_UID: Final = 255
DMARC: Final = re.compile(r";\s*dmarc\s*=\s*(\w+)")
OF_THE_LETTER: Final = re.compile(r'"[^"]*"|\([^()]*\)')


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter did not get to an address: whose fault that is, the post office's digits, and which letter of ours it was."""

    address: str
    whose: Whose
    status: str
    letter: str  # its Message-ID; empty where the bounce does not say


class Coming(StrEnum):
    """What somebody answered to an invitation in their calendar."""

    YES = "ACCEPTED"
    NO = "DECLINED"
    PERHAPS = "TENTATIVE"


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's answer to an invitation, to one state of one session."""

    address: str
    uid: str
    sequence: int
    coming: Coming
    own: bool  # whoever it is of has sent it, as far as our mail server can tell
    stamp: str = ""  # when they answered


def read_arrived(raw: bytes, checked_by: str = "") -> tuple[Bounce | Answer, ...]:
    """All that one letter in our mailbox says of letters and invitations of ours.

    `checked_by` is how our own mail server calls itself in `Authentication-Results` (RFC 8601), or `EXCHANGE` for Exchange Online, which
    gives no name; with it a sender counts only where that server found them to be genuine.
    """
    if len(raw) > LARGEST:
        return ()
    try:
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        return (*_bounces(letter), *_answers(letter, checked_by))
    except (
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ):  # how the readers of others' letters fail
        return ()


def _bounces(letter: EmailMessage) -> Iterator[Bounce]:
    if letter.get_content_type() != "multipart/report" or letter.get_param("report-type") != "delivery-status":
        return
    about = _letter_of(letter)
    for part in letter.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else ():
                if isinstance(block, Message):
                    yield from _bounce(block, about)


def _bounce(block: Message, about: str) -> Iterator[Bounce]:
    """One recipient of a report; the block about the whole letter has none."""
    action, status = (str(block.get(name, "")).split("(")[0].strip().lower() for name in ("Action", "Status"))
    to = read_address(str(block.get("Original-Recipient") or block.get("Final-Recipient") or "").rpartition(";")[2])
    if to and action == FAILED:
        yield Bounce(to, whose(REFUSED, status), status, about)
    elif to and action == DELAYED:
        yield Bounce(to, Whose.MAILBOX, status, about)


def _letter_of(report: EmailMessage) -> str:
    """The Message-ID of the letter that a report brings back, whole or its head alone."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            text = part.get_content() if isinstance(part, EmailMessage) else ""
            return str(email.message_from_string(text if isinstance(text, str) else "")["Message-ID"] or "").strip()
        if kind == "message/rfc822":
            inner = part.get_payload(0)
            return str(inner["Message-ID"] or "").strip() if isinstance(inner, Message) else ""
    return ""


def _answers(letter: EmailMessage, checked_by: str) -> Iterator[Answer]:
    sender = read_address(parseaddr(str(letter["From"] or ""))[1]) if _genuine(letter, checked_by) else ""
    for part in letter.walk():
        if part.get_content_type() == "text/calendar" and isinstance(part, EmailMessage):
            yield from _in_calendar(str(part.get_content()), sender.casefold())
            return  # what comes as a file besides says the same


def _genuine(letter: EmailMessage, checked_by: str) -> bool:
    """What our mail server found of the address in From, in the first such head: it puts its own above all that came with the letter.

    What it repeats of the letter (an address, a word in quotes or brackets) is no finding of its own.
    """
    said = OF_THE_LETTER.sub("", str((letter.get_all("Authentication-Results") or [""])[0])).lower()
    found = {*DMARC.findall(f";{said}")}
    if not checked_by:
        return "fail" not in found
    named = said.partition(";")[0].split()[:1]
    return (checked_by == EXCHANGE or named == [checked_by.lower()]) and found == {"pass"}


def _in_calendar(text: str, sender: str) -> Iterator[Answer]:
    calendar = Calendar.from_ical(text)
    if str(calendar.get("METHOD", "")).upper() != "REPLY":
        return
    for event in calendar.walk("VEVENT"):
        who = event.get("ATTENDEE")
        if who is None or isinstance(who, list):  # RFC 5546, 3.2.3: a reply is of one
            continue
        to = read_address(unquote(str(who).partition(":")[2] if str(who).lower().startswith("mailto:") else ""))
        said = str(who.params.get("PARTSTAT", "")).upper()
        uid = storable(str(event.get("UID", "")))
        if to and said in {*Coming} and len(uid) <= LONGEST_UID:
            yield Answer(
                to,
                uid,
                int(event.get("SEQUENCE", 0)),
                Coming(said),
                own=to.casefold() == sender,
                stamp=_stamp(event),
            )


def _stamp(event: Component) -> str:
    """When it was answered, as the calendar wrote it: another answer to the same invitation has another."""
    stamp = event.get("DTSTAMP")
    return stamp.to_ical().decode() if isinstance(stamp, vDDDTypes) else ""
