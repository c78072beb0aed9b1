"""Work that goes on after an answer is back; held until it is done, so that nothing dies half-way when we stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import structlog

ERRAND: Final = "errand"  # what each of these tasks is called

log = structlog.get_logger()
T = TypeVar("T")


class BackgroundTasks:
    """The tasks under way."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Begin a piece of work."""
        task = asyncio.create_task(work, name=ERRAND)
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return task

    async def finish(self, within: float) -> int:
        """Wait for what is under way, so many seconds at most; how many were still not done."""
        left = set(self._under_way)
        if left:
            _, left = await asyncio.wait(left, timeout=within)
        return len(left)

    def _done(self, task: "asyncio.Task[Any]") -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            log.error("errand failed", action="errand_failed", fault=type(fault).__name__)
