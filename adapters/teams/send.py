"""Teams as a channel: a card in the conversation between the bot and a person; and the messages that carry an answer."""

from dataclasses import replace
from typing import Final

import structlog

from adapters.channel import Abilities, Later, Posting, Unreachable
from adapters.teams.answer import Sending
from adapters.teams.connector import Connector
from adapters.teams.limits import BUTTONS
from adapters.teams.places import Place
from adapters.teams.reference import Reference, References
from adapters.teams.render import message
from adapters.teams.text import Json
from dialogs.heard import Handle
from dialogs.views import Card

ABILITIES: Final = Abilities(windows=True, edits=True, whispers=False, files=False, most_buttons=BUTTONS)
NEVER_MET: Final = "never_installed"

log = structlog.get_logger()


class TeamsChannel:
    """The channel of those who read in Teams."""

    name: str = "teams"
    abilities: Abilities = ABILITIES

    def __init__(self, connector: Connector, references: References) -> None:
        self._connector, self._references = connector, references

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Put a card before somebody. The key travels along, so that a doubtful posting can be found again."""
        where = await self._conversation(to)
        sent = await self._connector.post(where, {**message(card), "channelData": {"posting": key}})
        return Posting(where.conversation, sent)

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Change a card where it lies; where it is gone, it is sent anew."""
        known = await self._known(to)
        try:
            await self._connector.put(replace(known, conversation=at.conversation), at.message, message(card))
        except Unreachable:
            return await self.send(to, card, key=f"{at.conversation}/{at.message}")
        return at

    async def tell(self, to: Handle, activity: Json) -> None:
        """A message in their own conversation."""
        await self._connector.post(await self._conversation(to), activity)

    async def _known(self, to: Handle) -> Reference:
        found = Reference.read(await self._references.get(to))
        if found is None:
            raise Unreachable(NEVER_MET)
        return found

    async def _conversation(self, to: Handle) -> Reference:
        known = await self._known(to)
        if known.conversation:
            return known
        opened = replace(known, conversation=await self._connector.open(known))
        await self._references.put(to, str(opened))
        return opened


async def perform(sending: Sending, at: Place, who: Handle, channel: TeamsChannel, connector: Connector) -> None:
    """Carry a part of an answer to where it belongs."""
    here = replace(at.reference, conversation=at.conversation)
    try:
        if sending.alone:
            await channel.tell(who, sending.activity)
        elif sending.over:
            await _over(connector, here, sending)
        else:
            await connector.post(here, sending.activity)
    except (Later, Unreachable) as fault:
        log.warning("answer refused", action="answer_refused", surface=at.surface.value, code=str(fault))


async def _over(connector: Connector, here: Reference, sending: Sending) -> None:
    """In the place of a message; below it where that is gone."""
    try:
        await connector.put(here, sending.over, sending.activity)
    except Unreachable:
        await connector.post(here, sending.activity)
