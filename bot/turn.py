"""The one way in: what was heard becomes an answer, once, however often a channel says it.

Load, decide, keep: one transaction, committed before the answer goes back. A lost race is simply run again, for deciding
is pure. It is one plain function, run in one thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from secrets import token_urlsafe
from typing import Final

import structlog

from bot.runtime.runtime import Runtime
from dialogs.engine import step, wants
from dialogs.model.heard import Heard
from dialogs.model.turns import Turn
from dialogs.model.views import Card, Reply, Text
from store.database.group_commit import Lost
from store.unit_of_work import Conflict

ATTEMPTS: Final = 5
SECRET: Final = 32  # bytes
BUSY: Final = Card(
    name="busy",
    title="Please try once more",
    body=(
        Text(
            "Several people are changing this at the same moment. Nothing of yours was done. Wait a few seconds and try again."
        ),
    ),
)

log = structlog.get_logger()


def take_turn(heard: Heard, runtime: Runtime) -> Reply:
    """Answer what was heard."""
    for attempt in range(ATTEMPTS):
        with suppress(Conflict, Lost):
            return try_turn(heard, runtime, attempt)
    log.warning("busy", action="turn_busy", turn=heard.turn, channel=heard.sender.channel)
    return BUSY


def try_turn(heard: Heard, runtime: Runtime, attempt: int) -> Reply:
    """Load, decide, keep; `Conflict` when somebody else was quicker, `Lost` when a commit that was shared with others failed."""
    with runtime.store.begin() as work:
        loaded = work.scene(heard, wants(heard), runtime.terms(), attempt=attempt)
        scene = replace(
            loaded,
            leftover=runtime.leftover,
            addresses=runtime.addresses,
            secret=token_urlsafe(SECRET),
            fallback=runtime.fallback,
            posts=runtime.posts,
        )
        turn = step(heard, scene)
        work.keep(scene, turn)
    if not scene.repeated:
        _noted(heard, turn, attempt)
    return turn.reply


def _noted(heard: Heard, turn: Turn, attempt: int) -> None:
    for fact in turn.facts:
        name = type(fact.command).__name__
        log.info(
            "kept",
            action="turn_kept",
            turn=heard.turn,
            case=fact.case,
            fact=name,
            channel=heard.sender.channel,
            attempt=attempt,
        )
    if turn.own:
        log.info(
            "own", action="own_address", turn=heard.turn, did=type(turn.own).__name__, channel=heard.sender.channel
        )


def turns(runtime: Runtime) -> Callable[[Heard], Awaitable[Reply]]:
    """The same for those who cannot wait in a thread: one hop a turn."""

    async def take(heard: Heard) -> Reply:
        return await asyncio.get_running_loop().run_in_executor(runtime.threads, take_turn, heard, runtime)

    return take
