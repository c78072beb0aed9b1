"""Doubles: small things that keep what they were given, and fail when they are told to."""

from dataclasses import dataclass, field

from adapters.shared.channel import Abilities, Later, Posting, Unreachable
from dialogs.model.heard import Handle
from dialogs.model.views import Card

ABLE = Abilities(windows=True, edits=True, whispers=True, files=False, most_buttons=25)


@dataclass
class Put:
    """One call of a channel."""

    to: Handle
    card: Card
    key: str
    at: Posting


@dataclass
class FakeChannel:
    """A channel of paper: what was sent, what was edited. `faults` are raised first, one for each call."""

    name: str = "web"
    abilities: Abilities = ABLE
    sent: list[Put] = field(default_factory=list)
    edits: list[Put] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Keep it."""
        self._fail(to)
        at = Posting(f"with {to.user}", str(len(self.sent) + 1))
        self.sent.append(Put(to, card, key, at))
        return at

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Keep it."""
        self._fail(to)
        self.edits.append(Put(to, card, "", at))
        return at

    def to(self, user: str) -> list[Card]:
        """The cards that somebody was sent."""
        return [one.card for one in self.sent if one.to.user == user]

    def _fail(self, to: Handle) -> None:
        if self.faults:
            raise self.faults.pop(0)
        if to.user in self.gone:
            raise Unreachable("account_inactive")


def busy(seconds: float | None = None) -> Later:
    """A platform that asks for patience."""
    return Later("ratelimited", seconds)


@dataclass
class DeletingChannel(FakeChannel):
    """A channel on which messages can be taken away. `missing` are messages that lie there no more."""

    deleted: list[Posting] = field(default_factory=list)
    missing: set[Posting] = field(default_factory=set)

    async def change(self, to: Handle, at: Posting, card: Card) -> bool:
        """Keep it, where the message lies still."""
        self._fail(to)
        if at in self.missing:
            return False
        self.edits.append(Put(to, card, "", at))
        return True

    async def delete(self, to: Handle, at: Posting) -> None:
        """Keep which."""
        self._fail(to)
        self.deleted.append(at)
