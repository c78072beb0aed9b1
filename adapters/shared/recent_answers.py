"""What was answered lately, by turn: a platform that tells the same thing again gets the same answer, and nobody a second message.

It is this process's own memory. What another replica hears again, or this one after a restart, the core answers by what the
turn has led to.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from adapters.shared.background import BackgroundTasks
from dialogs.ids import TurnId

MOST: Final = 2_000  # turns; the oldest are forgotten first

Answer = TypeVar("Answer")


class RecentAnswers(Generic[Answer]):
    """Answers under way and given."""

    def __init__(self, errands: BackgroundTasks, most: int = MOST) -> None:
        self._errands, self._most = errands, most
        self._given: OrderedDict[TurnId, asyncio.Task[Answer]] = OrderedDict()
        self._first: set[TurnId] = set()

    async def once(
        self, turn: TurnId, answer: Callable[[], Awaitable[Answer]], again: Callable[[Answer], Answer]
    ) -> Answer:
        """The answer to a turn, made once. Whoever is told it after the first has `again` of it: what is not to happen twice left out.

        It is not cut off where whoever waits gives up: the next one has it. One that failed is made anew. Raises what `answer` raises.
        """
        if turn not in self._given:
            self._given[turn] = self._errands.start(_made(answer))
            while len(self._given) > self._most:
                self._first.discard(self._given.popitem(last=False)[0])
        try:
            said = await asyncio.shield(self._given[turn])
        except Exception:
            self._given.pop(turn, None)
            raise
        if turn in self._first:
            return again(said)
        self._first.add(turn)
        return said


async def _made(answer: Callable[[], Awaitable[Answer]]) -> Answer:
    return await answer()
