"""Whom we have met lately, so that nobody's profile is asked for at every click."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from adapters.shared.background import BackgroundTasks
from dialogs.model.heard import Handle

FRESH: Final = 15 * 60.0  # seconds: a changed e-mail or a lost job is seen that soon, also without an event
UNANSWERED: Final = 60.0  # the platform did not say: asked again after a minute
MOST: Final = 10_000

Look = Callable[[], Awaitable[bool]]


class Introductions:
    """Handles with the moment until which they need no new look; the oldest are forgotten first."""

    def __init__(self, errands: BackgroundTasks, most: int = MOST, now: Callable[[], float] = time.monotonic) -> None:
        self._errands, self._most, self._now = errands, most, now
        self._until: OrderedDict[Handle, float] = OrderedDict()
        self._looking: dict[Handle, asyncio.Task[None]] = {}

    async def meet(self, who: Handle, look: Look) -> None:
        """Has somebody looked up who was not lately; `look` says whether the platform answered.

        Whoever comes while that is under way waits for the same look: platforms tell of one newcomer in several events at once.
        """
        under_way = self._looking.get(who)
        if under_way is None:
            if self._until.get(who, self._now()) > self._now():
                return
            under_way = self._looking[who] = self._errands.start(self._look(who, look))
        await asyncio.shield(under_way)

    def forget(self, who: Handle) -> None:
        """Something about them has changed: they are looked up anew."""
        self._until.pop(who, None)
        self._looking.pop(who, None)

    async def _look(self, who: Handle, look: Look) -> None:
        mine = asyncio.current_task()
        try:
            kept = FRESH if await look() else UNANSWERED
        finally:
            current = self._looking.get(who) is mine
            if current:
                del self._looking[who]
        if current:
            self._until.pop(who, None)
            self._until[who] = self._now() + kept
            while len(self._until) > self._most:
                self._until.popitem(last=False)
