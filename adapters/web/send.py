"""The web as a channel. Nothing can be pushed to a browser, so a card is kept where its person will find it."""

from collections.abc import Awaitable, Callable
from typing import Final

from adapters.shared.channel import Abilities, Posting
from adapters.web.ports import Kind
from dialogs.model.heard import Handle
from dialogs.model.views import Card

ABILITIES: Final = Abilities(windows=True, edits=True, whispers=True, files=True, most_buttons=100)

Keep = Callable[[str, Card, str, Kind], Awaitable[Posting]]
"""Person's id, card, key of the message, and whether it is new: where it lies now."""


class WebChannel:
    """The channel of those who read in a browser."""

    name: str = "web"
    abilities: Abilities = ABILITIES

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Keep a new card for somebody."""
        return await self._keep(to.user, card, key, "new")

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Keep the card as it is now, in its old place."""
        return await self._keep(to.user, card, at.message, "changed")
