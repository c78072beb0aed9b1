"""Redraws of one case that come together are made once: ten votes in a few seconds are one edit of each copy, not ten.

The first change after a quiet time is drawn at once. Whoever comes within so many seconds of the last drawing waits for the
rest of them; one that is overtaken meanwhile is dropped, for the change that overtook it has a redraw of its own.
What was drawn when is remembered by this process alone: forgetting it costs an edit, and never loses one.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from bot.outbox.edits import Outcome, overtaken, redraw
from bot.runtime.runtime import Runtime
from dialogs.ids import CaseId

MOST: Final = 10_000  # cases remembered; the oldest is forgotten first


class Merging:
    """When each case was drawn again last."""

    def __init__(
        self,
        seconds: float,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds, self._now, self._sleep = seconds, now, sleep
        self._last: OrderedDict[CaseId, float] = OrderedDict()

    async def redraw(self, runtime: Runtime, case: CaseId, version: int) -> Outcome:
        """The case as it is when its turn has come. Raises `Later` when some of it has to wait."""
        rest = self._last.get(case, float("-inf")) + self._seconds - self._now()
        if rest > 0:
            if await runtime.in_thread(overtaken, runtime, case, version):
                return Outcome.OVERTAKEN
            await self._sleep(rest)
        self._drawing(case)
        return await redraw(runtime, case)

    def _drawing(self, case: CaseId) -> None:
        self._last.pop(case, None)
        self._last[case] = self._now()
        while len(self._last) > MOST:
            self._last.popitem(last=False)
