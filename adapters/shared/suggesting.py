"""While somebody types into a list that asks us: who may be meant. Nobody did anything, so it is no turn."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from adapters.shared.failure import blame
from dialogs.model.fields import Found, Raw
from dialogs.model.heard import Handle
from dialogs.model.press import Press

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """Who types, into which field of the form that `press` opened, what so far, and what else stands on the screen.

    `several` is whether the field takes several people, where the channel has to say so itself.
    """

    sender: Handle
    press: Press
    field: str
    words: str
    given: Raw
    several: bool = False


Suggest = Callable[[Typing], Awaitable[Found]]
"""Who may be meant by what was typed."""


async def suggested(suggest: Suggest | None, typing: Typing, patience: float) -> Found:
    """Who may be meant, within `patience` seconds; nobody where that cannot be said, for it can be typed into again."""
    if suggest is None:
        return Found()
    try:
        async with asyncio.timeout(patience):
            return await suggest(typing)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the list is empty
        log.warning("not suggested", action="suggest_failed", **blame(fault))
        return Found()
