"""A real post office on this machine, by SMTP: it keeps what it takes, and answers each address as it is told to."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class PostOffice:
    """Its answers are by address, whether it writes or is written to, and after the letter; what is not told otherwise is taken."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.tried: list[str] = []
        self.answers: dict[str, str] = {}
        self.to_sender = "250 OK"
        self.to_letter = "250 OK"
        self.at_parting = "221 Bye"
        self.port = 0

    @property
    def url(self) -> str:
        """How the bot is told of it."""
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """What it took for somebody."""
        return [letter for letter in self.kept if letter["To"] == address]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        return self.answers.get(address, self.to_sender)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.tried.append(address)
        said = self.answers.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.to_letter.startswith("250"):
            self.kept.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.to_letter

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:
        return self.at_parting


def words_of(letter: EmailMessage, kind: str = "plain") -> str:
    """What a letter says, in one of its parts."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@contextmanager
def a_post_office() -> Iterator[PostOffice]:
    """One that answers, on a free port."""
    office = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
