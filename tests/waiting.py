"""Waiting for others: until something is so, never for a time. There is one deadline, and nothing passes sooner or later for it.

No other file of the tests sleeps or measures time: `tests/test_house.py` sees to it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, Never, TypeVar

PATIENCE: Final = 180.0  # seconds; what has not come by then will not come, on the slowest machine either
PAUSE: Final = 0.02  # between two looks

T = TypeVar("T")


async def until(true: Callable[[], T]) -> T:
    """Waits until something is so, and hands it back. Raises `TimeoutError` at the deadline."""
    async with asyncio.timeout(PATIENCE):
        while not (found := true()):  # noqa: ASYNC110 - what is waited for knows of no event
            await asyncio.sleep(PAUSE)
    return found


async def until_answered(asks: Callable[[], Awaitable[T]]) -> T:
    """The same, where looking takes its time."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await asks()):  # noqa: ASYNC110 - ditto
            await asyncio.sleep(PAUSE)
    return found


def wait_until(true: Callable[[], T]) -> T:
    """The same, where there is no loop."""
    end = time.monotonic() + PATIENCE
    while not (found := true()):
        if time.monotonic() > end:
            raise TimeoutError(f"not so within {PATIENCE:.0f} seconds")
        time.sleep(PAUSE)
    return found


async def in_time(work: Coroutine[Any, Any, T]) -> T:
    """What comes of something that ends by itself. Raises `TimeoutError` at the deadline."""
    async with asyncio.timeout(PATIENCE):
        return await work


async def never() -> Never:
    """Somebody who does not answer, until they are cut off."""
    await asyncio.Event().wait()
    raise AssertionError
