"""Where somebody can be written to first: their conversation with the bot, in Teams' own ids. Kept by whoever has a store."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Protocol, Self

from dialogs.model.heard import Handle


@dataclass(frozen=True, slots=True)
class Reference:
    """A conversation between the bot and one person. `conversation` is empty while only a group is known that both are in."""

    service: str
    bot: str
    user: str
    tenant: str
    conversation: str = ""

    def __str__(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """The reference that was kept; nothing for what is none of ours."""
        try:
            found = json.loads(text or "null")
        except ValueError:
            return None
        wanted = {field.name for field in fields(cls)}
        if (
            not isinstance(found, dict)
            or set(found) != wanted
            or not all(isinstance(value, str) for value in found.values())
        ):
            return None
        return cls(**found)


class ConversationReferences(Protocol):
    """The references that are kept, one for each handle, as text."""

    async def get(self, who: Handle) -> str | None:
        """What was put there last."""
        ...

    async def put(self, who: Handle, reference: str) -> None:
        """Puts a reference in the place of the earlier one."""
        ...
