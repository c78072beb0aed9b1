"""What comes back by mail, as post offices and calendars write it; nothing that is broken or forged does harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mail.arrivals import Answer, Bounce, Coming, read_arrived
from adapters.mail.letterhead import Letterhead
from adapters.mail.smtp_replies import Whose

HEAD = Letterhead(address="jsv@partnership.example", secret=b"s" * 32)
LETTER = HEAD.message_id("k", "hal@testshire.example")


def bounce(action: str = "failed", status: str = "5.1.1", kept: str = "text/rfc822-headers", more: str = "") -> bytes:
    """As Postfix and Exchange write it."""
    return f"""From: MAILER-DAEMON@mail.example
To: jsv@partnership.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; hal@testshire.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user
{more}
--b
Content-Type: {kept}

From: jsv@partnership.example
To: hal@testshire.example
Message-ID: {LETTER}
Subject: Joint supervision session JS-7K3M

--b--
""".replace("\n", "\r\n").encode()


def answer(said: str = "DECLINED", method: str = "REPLY", who: str = "mailto:asha@one.example") -> bytes:
    """As a calendar writes it."""
    return f"""From: asha@one.example
To: jsv@partnership.example
Subject: Declined: Joint supervision session JS-ABCD
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method={method}

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
METHOD:{method}
BEGIN:VEVENT
UID:c1-1@jsv
SEQUENCE:1
DTSTAMP:20261124T090000Z
ORGANIZER:mailto:jsv@partnership.example
ATTENDEE;PARTSTAT={said}:{who}
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kept", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", Whose.ADDRESS),
        ("failed", "5.4.1", Whose.ADDRESS),
        ("failed", "5.2.2", Whose.MAILBOX),
        ("delayed", "4.4.1", Whose.MAILBOX),
        ("failed", "5.7.1", Whose.RELAY),
    ],
)
def test_a_bounce(action: str, status: str, expected: Whose, kept: str) -> None:
    """Who did not get it, whose fault that is by the same table as at the door, and which letter of ours it was."""
    (found,) = read_arrived(bounce(action, status, kept))

    assert Bounce("hal@testshire.example", expected, status, LETTER) == found
    assert HEAD.wrote(LETTER, "hal@testshire.example")


def test_several_recipients_are_several_bounces() -> None:
    """Each by itself; what was delivered is none."""
    more = "\nFinal-Recipient: rfc822; bo@testshire.example\nAction: delivered\nStatus: 2.0.0\n"
    more += "\nOriginal-Recipient: rfc822;Pat@Testshire.example\nFinal-Recipient: rfc822; p@inner.example\nAction: failed\nStatus: 5.1.1 (unknown)\n"

    assert ["hal@testshire.example", "Pat@testshire.example"] == [
        found.address for found in read_arrived(bounce(more=more))
    ]


@pytest.mark.parametrize("coming", Coming)
def test_an_answer(coming: Coming) -> None:
    """Who, to which session in which state, and what."""
    assert (Answer("asha@one.example", "c1-1@jsv", 1, coming, own=True, stamp="20261124T090000Z"),) == read_arrived(
        answer(coming)
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: I am on holiday\r\n\r\nBack on Monday.",
        answer(method="REQUEST"),
        answer("NEEDS-ACTION"),
        answer(who="http://one.example"),
        answer().replace(b"SEQUENCE:1", b"SEQUENCE:x"),
        answer().replace(b"END:VEVENT", b""),
        bounce(action="delivered"),
        bounce().replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        bounce().replace(b"rfc822; hal@testshire.example", b"x400; /C=GB"),
        b"X" * 2_000_001,
    ],
)
def test_whatever_else_comes_is_nothing(raw: bytes) -> None:
    """A holiday, a broken file, something too long: nothing happens."""
    assert () == read_arrived(raw)


@given(st.binary(max_size=400), st.sampled_from([bounce(), answer()]), st.integers(0, 900))
def test_no_letter_breaks_the_reader(noise: bytes, letter: bytes, at: int) -> None:
    """Whatever is put into one, wherever."""
    read_arrived(letter[:at] + noise + letter[at:])
