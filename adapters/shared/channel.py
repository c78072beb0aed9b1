"""What every channel can do: put a card before a person, and change it where it lies."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dialogs.errors import JsvError
from dialogs.model.heard import Handle, Heard
from dialogs.model.reach import State
from dialogs.model.views import Card


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can do, as data. Docs and tests are made from it; nothing asks for a channel by name."""

    windows: bool  # forms open in a window of their own
    edits: bool  # a card can be changed where it lies
    whispers: bool  # an answer in a channel can be seen by one person only
    files: bool
    most_buttons: int


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a card lies on its channel: a conversation and a message in it, in the platform's own ids."""

    conversation: str
    message: str


Shown = Callable[[Heard, Posting, Card], Awaitable[None]]
"""Hears that the answer to something lies somewhere as a card, so that it is kept true from then on."""


class Later(JsvError):
    """The platform did not take a message just now: try again. `seconds` is how long it asked to wait, if it did."""

    def __init__(self, words: str, seconds: float | None = None) -> None:
        super().__init__(words)
        self.seconds = seconds


class Stopped(Later):
    """The platform refuses the app itself in a workspace or tenant: nothing is sent there until somebody has put that right."""

    def __init__(self, words: str, channel: str, place: str) -> None:
        super().__init__(words)
        self.channel, self.place = channel, place


class Refused(JsvError):
    """The platform does not take this message, which says nothing of its person: a smaller one may do, or what was to be changed is gone."""

    def __init__(self, words: str, *, smaller: bool = False, gone: bool = False) -> None:
        super().__init__(words)
        self.smaller, self.gone = smaller, gone


class Delayed(Later):
    """One person's own end did not take it just now: a full mailbox, or one that has strangers try again. Others are not held up."""


class Unreachable(JsvError):
    """The platform will never take a message for this person: gone, blocked, deactivated. The text is a short code."""

    def __init__(self, words: str, state: State = State.GONE) -> None:
        super().__init__(words)
        self.state = state


class Channel(Protocol):
    """One platform. Both calls raise `Later` or `Unreachable`, or return where the card lies."""

    name: str
    abilities: Abilities

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Put a card before somebody. `key` is the message's own id, kept with it where the platform allows."""
        ...

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Change a card where it lies; a new posting where it had to be sent anew."""
        ...


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody as a platform has them: their account, the e-mail it calls confirmed, if any, and whether they are there."""

    who: Handle
    email: str | None
    active: bool


@runtime_checkable
class LooksUp(Protocol):
    """A platform that can be asked for the account of an address, without having heard of it."""

    async def look_up(self, tenant: str, email: str) -> Profile | None:
        """Whoever has that address there; nothing where nobody has, or it will not say. Raises `Later`."""
        ...


@runtime_checkable
class Deletes(Protocol):
    """A platform on which a message of ours can be taken away without a trace."""

    async def change(self, to: Handle, at: Posting, card: Card) -> bool:
        """Change a card where it lies, and never send it anew; whether it lies there still.

        Raises:
            Later: not just now.
            Refused: never this card.
            Unreachable: nothing of this person's.
        """
        ...

    async def delete(self, to: Handle, at: Posting) -> None:
        """Take a message away; nothing happens where there is none.

        Raises:
            Later: not just now.
            Refused: never this message, which stays.
            Unreachable: nothing of this person's.
        """
        ...


async def covered(channel: "Channel", to: Handle, at: Posting, card: Card) -> None:
    """Put a card over a message that is to be read no more. Nothing is sent anew where it has gone; what may not be changed is taken away.

    Raises:
        Later: the platform has to be asked again.
    """
    with suppress(Unreachable, Refused):
        if not isinstance(channel, Deletes):
            await channel.edit(to, at, card)
            return
        try:
            await channel.change(to, at, card)
        except Refused:
            await channel.delete(to, at)


@runtime_checkable
class Finds(Protocol):
    """A platform that can be asked what it has taken."""

    async def find(self, to: Handle, key: str) -> Posting | None:
        """Where a message lies that was sent to somebody under that key; nothing if there is none, or it will not say."""
        ...
