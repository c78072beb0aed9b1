"""The post, in front of a real SMTP server on this machine."""

import email
import email.policy
import socket
from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from adapters.mail.letters import of_invitation
from adapters.mail.send import MailChannel, SmtpClient
from adapters.shared.channel import Later, Posting, Unreachable
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.views import Card, Text

CARD = Card("agreement", "Agree to joint supervision? JS-3ERK", body=(Text("A.B. is quiet at home"),), case="c1")
TO = Handle("email", "pat", "pat@council.example")


class Office:
    """A post office that keeps what it takes, or answers as it is told to."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.says = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        envelope.rcpt_tos.append(address)
        return self.says if self.says.startswith("55") else "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.says == "250 OK":
            self.kept.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.says


@pytest.fixture
async def office() -> AsyncIterator[tuple[Office, SmtpClient]]:
    kept = Office()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, SmtpClient(f"smtp://127.0.0.1:{port}", "Joint supervision <bot@partnership.example>")
    controller.stop()


def link(person: PersonId, card: Card) -> str:
    return f"https://bot.example/l/{person}-{card.name}"


async def test_a_card_goes_out_as_its_title_and_a_link_and_nothing_of_what_is_on_it(
    office: tuple[Office, SmtpClient],
) -> None:
    """The letter names the duty and the reference; what is written about the child stays behind the link (P23)."""
    kept, post = office
    at = await MailChannel(post, link).send(TO, CARD, key="k1")

    letter = kept.kept[0]
    assert (at, letter["Subject"], letter["To"]) == (
        Posting("pat@council.example", "k1"),
        CARD.title,
        "pat@council.example",
    )
    assert "https://bot.example/l/pat-agreement" in letter.get_content()
    assert "quiet at home" not in letter.as_string()


async def test_the_same_message_has_the_same_id(office: tuple[Office, SmtpClient]) -> None:
    """Sent twice after a crash, both copies carry one Message-ID."""
    kept, post = office
    for _ in range(2):
        await MailChannel(post, link).send(TO, CARD, key="k1")

    assert len({letter["Message-ID"] for letter in kept.kept}) == 1


async def test_a_letter_that_lies_is_never_sent_again_when_its_card_changes(office: tuple[Office, SmtpClient]) -> None:
    """Editing sends nothing: the link shows what is so."""
    kept, post = office
    await MailChannel(post, link).edit(TO, Posting("pat@council.example", "k1"), CARD)

    assert kept.kept == []


@pytest.mark.parametrize(
    ("says", "expected"), [("451 busy", Later), ("550 no such box", Unreachable), ("552 full", Later)]
)
async def test_what_is_not_taken_waits_or_is_told(
    office: tuple[Office, SmtpClient], says: str, expected: type[Exception]
) -> None:
    """A busy or full office is tried again; a box that does not exist is somebody who cannot be reached here."""
    kept, post = office
    kept.says = says
    with pytest.raises(expected):
        await MailChannel(post, link).send(TO, CARD, key="k1")
    kept.says = "250 OK"
    await MailChannel(post, link).send(TO, CARD, key="k1")

    assert len(kept.kept) == 1


async def test_an_office_that_does_not_answer_is_tried_again_later() -> None:
    """Nobody at the port is an outage, not somebody unreachable."""
    with pytest.raises(Later):
        await MailChannel(SmtpClient("smtp://127.0.0.1:1", "bot@partnership.example"), link).send(TO, CARD, key="k1")


def test_an_invitation_is_read_by_people_and_by_calendars() -> None:
    """A text, a `text/calendar` part with its method, and the same as a file (RFC 6047)."""
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    letter = of_invitation(
        "Joint supervision JS-3ERK",
        ["The session is on Tue 1 Dec."],
        calendar,
        "REQUEST",
        sender="bot@x.example",
        to=["a@x.example"],
        key="k",
    )
    read = email.message_from_bytes(letter.as_bytes(), policy=email.policy.default)
    parts = [
        (part.get_content_type(), part.get_param("method"), part.get_filename())
        for part in read.walk()
        if not part.is_multipart()
    ]

    assert parts == [
        ("text/plain", None, None),
        ("text/calendar", "REQUEST", None),
        ("text/calendar", "REQUEST", "invitation.ics"),
    ]


def test_nothing_typed_breaks_a_header() -> None:
    """Line breaks in a title cannot add a header of their own."""
    letter = of_invitation(
        "One\r\nBcc: everybody@x.example", [], b"", "REQUEST", sender="bot@x.example", to=["a@x.example"], key="k"
    )

    assert (letter["Subject"], letter["Bcc"]) == ("One Bcc: everybody@x.example", None)
