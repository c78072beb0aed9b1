"""Lets a few threads through at a time, in the order in which they came: under load everybody waits a little, nobody for ever."""

from collections import deque
from threading import Lock
from typing import Self


class FairSemaphore:
    """So many places. Whoever leaves hands theirs to the one who has waited longest; a plain lock is taken by whoever runs next."""

    __slots__ = ("_door", "_free", "_queue")

    def __init__(self, places: int) -> None:
        self._door, self._free = Lock(), places
        self._queue: deque[Lock] = deque()

    @property
    def waited_for(self) -> bool:
        """Whether somebody waits for a place. Whoever has one is followed by them, whatever happens meanwhile."""
        return bool(self._queue)

    def __enter__(self) -> Self:
        """Waits for a place."""
        with self._door:
            if self._free:
                self._free -= 1
                return self
            mine = Lock()
            mine.acquire()
            self._queue.append(mine)
        mine.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        """Gives the place to the next."""
        with self._door:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1
