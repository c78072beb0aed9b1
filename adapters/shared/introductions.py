"""Whom we have met lately, so that nobody's profile is asked for at every click."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from adapters.shared.background import BackgroundTasks
from adapters.shared.channel import Later
from dialogs.model.heard import Handle

FRESH: Final = 15 * 60.0  # seconds: a changed e-mail or a lost job is seen that soon, also without an event
UNANSWERED: Final = 15.0  # the platform did not say: it is asked again that soon, or when it wants to be
MOST: Final = 10_000
A_LOOK = (
    0.8  # seconds that somebody waits at most for the platform to say who they are; tests on a busy machine have longer
)

Look = Callable[[], Awaitable[bool]]
"""Looks somebody up, and says whether the platform answered. Raises `Later` where it names a time, or none."""


class Introductions:
    """Handles with the moment until which they need no new look, and whether the last was answered; the oldest are forgotten first."""

    def __init__(self, errands: BackgroundTasks, most: int = MOST, now: Callable[[], float] = time.monotonic) -> None:
        self._errands, self._most, self._now = errands, most, now
        self._until: OrderedDict[Handle, tuple[float, bool]] = OrderedDict()
        self._looking: dict[Handle, asyncio.Task[bool]] = {}

    async def meet(self, who: Handle, look: Look) -> bool:
        """Has somebody looked up who was not lately; whether the platform has said who they are.

        Whoever comes while that is under way waits for the same look: platforms tell of one newcomer in several events at once.
        """
        under_way = self._looking.get(who)
        if under_way is None:
            until, answered = self._until.get(who, (self._now(), False))
            if until > self._now():
                return answered
            under_way = self._looking[who] = self._errands.start(self._look(who, look))
        return await asyncio.shield(under_way)

    def forget(self, who: Handle) -> None:
        """Something about them has changed: they are looked up anew."""
        self._until.pop(who, None)
        self._looking.pop(who, None)

    async def _look(self, who: Handle, look: Look) -> bool:
        mine = asyncio.current_task()
        answered, kept = False, UNANSWERED
        try:
            answered = await look()
            kept = FRESH if answered else UNANSWERED
        except Later as later:
            kept = max(UNANSWERED, later.seconds or 0.0)
        finally:
            current = self._looking.get(who) is mine
            if current:
                del self._looking[who]
        if current:
            self._until.pop(who, None)
            self._until[who] = self._now() + kept, answered
            while len(self._until) > self._most:
                self._until.popitem(last=False)
        return answered
