"""Teams as a channel: a card in the conversation between the bot and a person; and the messages that carry an answer."""

import asyncio
from dataclasses import replace
from typing import Final

import structlog

from adapters.shared.channel import Abilities, Later, Posting, Refused, Unreachable
from adapters.teams.answer import Sending
from adapters.teams.connector import Connector
from adapters.teams.conversation_reference import ConversationReferences, Reference
from adapters.teams.limits import BUTTONS
from adapters.teams.origin import Origin
from adapters.teams.render import message
from adapters.teams.text import Json
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from dialogs.model.views import Card

ABILITIES: Final = Abilities(windows=True, edits=True, whispers=False, files=False, most_buttons=BUTTONS)
AGAIN: Final = (0.2, 1.0, 3.0)  # seconds after each try of an answer: a line that was cut, a moment's refusal
LONGEST: Final = 10.0
NEVER_MET: Final = "never_installed"

log = structlog.get_logger()


class TeamsChannel:
    """The channel of those who read in Teams."""

    name: str = "teams"
    abilities: Abilities = ABILITIES

    def __init__(self, connector: Connector, references: ConversationReferences) -> None:
        self._connector, self._references = connector, references

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Put a card before somebody. The key travels along, so that a doubtful posting can be found again."""
        where = await self._conversation(to)
        sent = await self._connector.post(where, {**message(card, where.user), "channelData": {"posting": key}})
        return Posting(where.conversation, sent)

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Change a card where it lies; where it is gone, it is sent anew."""
        if await self.change(to, at, card):
            return at
        return await self.send(to, card, key=f"{at.conversation}/{at.message}")

    async def change(self, to: Handle, at: Posting, card: Card) -> bool:
        """Change a card where it lies, and never send it anew; whether it lies there still."""
        known = await self._known(to)
        try:
            await self._connector.put(
                replace(known, conversation=at.conversation), at.message, message(card, known.user)
            )
        except (Unreachable, Refused) as fault:
            if isinstance(fault, Refused) and fault.smaller:
                raise
            return False
        return True

    async def delete(self, to: Handle, at: Posting) -> None:
        """Take a message of ours away. One that is gone already is refused like one of somebody whom we do not reach."""
        known = await self._known(to)
        await self._connector.delete(replace(known, conversation=at.conversation), at.message)

    async def tell(self, to: Handle, activity: Json) -> Posting:
        """A message in their own conversation."""
        where = await self._conversation(to)
        return Posting(where.conversation, await self._connector.post(where, activity))

    async def _known(self, to: Handle) -> Reference:
        found = Reference.read(await self._references.get(to))
        if found is None:
            raise Unreachable(NEVER_MET, State.NEVER)
        return found

    async def _conversation(self, to: Handle) -> Reference:
        known = await self._known(to)
        if known.conversation:
            return known
        opened = replace(known, conversation=await self._connector.open(known))
        await self._references.put(to, str(opened))
        return opened


async def perform(
    sending: Sending, at: Origin, who: Handle, channel: TeamsChannel, connector: Connector
) -> Posting | None:
    """Carry a part of an answer to where it belongs; where it lies now. Tried again a few times, for somebody looks at the place where it is to be."""
    for wait in AGAIN:
        try:
            return await _carried(sending, at, who, channel, connector)
        except Later as fault:
            log.info("answer waits", action="answer_waits", surface=at.surface.value, code=str(fault))
            await asyncio.sleep(min(max(wait, fault.seconds or 0.0), LONGEST))
        except (Unreachable, Refused) as fault:
            _refused(at, str(fault))
            return None
    _refused(at, "later")
    return None


def _refused(at: Origin, code: str) -> None:
    log.warning("answer refused", action="answer_refused", surface=at.surface.value, code=code)


async def _carried(sending: Sending, at: Origin, who: Handle, channel: TeamsChannel, connector: Connector) -> Posting:
    here = replace(at.reference, conversation=at.conversation)
    if sending.alone:
        return await channel.tell(who, sending.activity)
    number = await (_over(connector, here, sending) if sending.over else connector.post(here, sending.activity))
    return Posting(here.conversation, number)


async def _over(connector: Connector, here: Reference, sending: Sending) -> str:
    """In the place of a message; below it where that is gone."""
    try:
        await connector.put(here, sending.over, sending.activity)
    except (Unreachable, Refused):
        return await connector.post(here, sending.activity)
    return sending.over
