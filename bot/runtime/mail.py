"""What leaves by e-mail, and where it is kept instead where nothing may leave. SMTP itself is `adapters/mail/send.py`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from dialogs.model.cover import Cover

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail to one person, without a word of any case: a link and a calendar file with its method, if there are any."""

    to: str
    cover: Cover
    link: str = ""
    calendar: bytes = b""
    method: str = ""


class Mail(Protocol):
    """Who takes letters."""

    async def send(self, letter: Letter, *, key: str) -> None:
        """Send it. `key` names the letter: taken twice under one key, it is sent once.

        Raises:
            Later: it could not be taken just now; `Delayed` where that is so of this person alone.
            Unreachable: there is no such address.
        """
        ...


Seen = Callable[[Letter], Awaitable[None]]


class InMemoryMail:
    """Keeps letters instead of sending them, each key once."""

    def __init__(self, seen: Seen | None = None) -> None:
        self._seen = seen
        self._kept: dict[str, Letter] = {}

    @property
    def letters(self) -> tuple[Letter, ...]:
        """All that would have been sent, the first first."""
        return tuple(self._kept.values())

    async def send(self, letter: Letter, *, key: str) -> None:
        """Keep the letter, once for each key."""
        if key in self._kept:
            return
        self._kept[key] = letter
        if self._seen:
            await self._seen(letter)


class NoMail:
    """No post office is set up: it is said in the log, and people take the file from the bot."""

    async def send(self, letter: Letter, *, key: str) -> None:
        """Say that it did not go."""
        log.warning("not mailed", action="mail_not_set_up", key=key)
