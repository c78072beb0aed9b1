"""Answers to an invitation, in the shape in which each calendar program writes them (RFC 6047); the words and people are invented."""

import base64
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from icalendar import Calendar

SAID: Final = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}


@dataclass(frozen=True)
class Asked:
    """What an invitation says that an answer repeats."""

    uid: str
    sequence: int
    organiser: str
    start: str  # nobody looks at it

    @classmethod
    def of(cls, letter: EmailMessage) -> "Asked":
        """The invitation in a letter of ours."""
        part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
        (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
        return cls(str(event["UID"]), int(str(event["SEQUENCE"])), str(event["ORGANIZER"]), "20261201T140000")


def calendar(
    asked: Asked, who: str, said: str, *, attendee: str = "ATTENDEE;PARTSTAT={said}:mailto:{who}", note: str = ""
) -> str:
    """The calendar part."""
    comment = f"COMMENT:{note}\r\n" if note else ""
    return (
        "BEGIN:VCALENDAR\r\nPRODID:-//Example//Calendar//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"{attendee.format(said=said, who=who)}\r\n{comment}UID:{asked.uid}\r\nSEQUENCE:{asked.sequence}\r\n"
        f"DTSTAMP:20261124T090000Z\r\nDTSTART;TZID=Europe/London:{asked.start}\r\nORGANIZER:{asked.organiser}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def _letter(who: str, said: str, *heads: str) -> str:
    return "\r\n".join(
        (
            *heads,
            f"From: {who}",
            "To: jsv@partnership.example",
            f"Subject: {SAID[said]}: a session",
            "MIME-Version: 1.0",
            "",
        )
    )


def outlook(asked: Asked, who: str, said: str) -> bytes:
    """Exchange: a base64 calendar part beside an empty text, the address in capitals, its own properties."""
    said_in = 'ATTENDEE;PARTSTAT={said};CN="{who}":MAILTO:{who}'
    text = calendar(asked, who.upper(), said, attendee=said_in).replace(
        "UID:", "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nUID:"
    )
    packed = base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")
    return (
        _letter(who, said, "Content-Type: multipart/alternative; boundary=b", "X-MS-Has-Attach: ")
        + "\r\n--b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\r\n--b\r\n"
        "Content-Type: text/calendar; charset=utf-8; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{packed}\r\n--b--\r\n"
    ).encode()


def gmail(asked: Asked, who: str, said: str) -> bytes:
    """Google: mixed, with text, page and calendar as alternatives, and the same once more as a file."""
    text = calendar(
        asked,
        who,
        said,
        attendee="ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said};CN={who};X-NUM-GUESTS=0:mailto:{who}",
    )
    return (
        _letter(
            f'"A Person" <{who}>',
            said,
            "Content-Type: multipart/mixed; boundary=m",
            "Sender: Calendar <notice@calendar.example>",
        )
        + "\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\nAnswered\r\n"
        "--a\r\nContent-Type: text/html\r\n\r\n<p>Answered</p>\r\n"
        f'--a\r\nContent-Type: text/calendar; charset="UTF-8"; method=REPLY\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{text}'
        f'--a--\r\n--m\r\nContent-Type: application/ics; name="invite.ics"\r\n\r\n{text}--m--\r\n'
    ).encode()


def apple(asked: Asked, who: str, said: str) -> bytes:
    """Apple: quoted-printable, long lines folded."""
    text = calendar(
        asked,
        who,
        said,
        attendee='ATTENDEE;CN="A Person";CUTYPE=INDIVIDUAL;EMAIL="{who}";\r\n PARTSTAT={said}:mailto:{who}',
    )
    return (
        _letter(who, said, "Content-Type: multipart/alternative; boundary=b")
        + "\r\n--b\r\nContent-Type: text/plain\r\n\r\nI have answered\r\n--b\r\n"
        "Content-Type: text/calendar; method=REPLY; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{text.replace('=', '=3D')}\r\n--b--\r\n"
    ).encode()


def thunderbird(asked: Asked, who: str, said: str) -> bytes:
    """Thunderbird: one calendar part, with somebody's note."""
    return (
        _letter(who, said, "Content-Type: text/calendar; method=REPLY; charset=UTF-8")
        + "\r\n"
        + calendar(asked, who, said, note="I am at court that day\\, sorry.")
    ).encode()


PROGRAMS: Final = (outlook, gmail, apple, thunderbird)
