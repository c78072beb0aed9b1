"""Answers on their way from a post to the page that shows them, and events already seen: in memory, briefly.

An answer is shown once. Nothing depends on it: one that is gone (a second look, another replica) is drawn anew
from how things stand, and only the sentence of what was just done is missing.
"""

from collections import OrderedDict
from typing import Final, Generic, TypeVar

MOST: Final = 1_000
KEPT: Final = 120.0  # seconds: a slow phone between a redirect and its page

Kept = TypeVar("Kept")


class Flash(Generic[Kept]):
    """Replies, or what was typed, by key, each for one person."""

    def __init__(self) -> None:
        self._replies: OrderedDict[tuple[str, str], tuple[Kept | None, float]] = OrderedDict()
        self._seen: OrderedDict[str, None] = OrderedDict()

    def put(self, person: str, key: str, reply: Kept, now: float) -> None:
        """Lay a reply down."""
        self._replies[person, key] = (reply, now)
        while len(self._replies) > MOST:
            self._replies.popitem(last=False)

    def take(self, person: str, key: str, now: float) -> Kept | None:
        """Take a reply up: once, soon, and only by the person it is for."""
        reply, since = self._replies.pop((person, key), (None, 0.0))
        return reply if now - since <= KEPT else None

    def first(self, event: str) -> bool:
        """Whether an event is new here."""
        new = event not in self._seen
        self._seen[event] = None
        while len(self._seen) > MOST:
            self._seen.popitem(last=False)
        return new
