"""What is said when something of ours breaks: words and a reference for the person, kind and place of the fault for the log."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import PurePath
from traceback import extract_tb
from typing import Final, TypeVar

import structlog

from dialogs.ids import TurnId
from dialogs.model.views import Card, Note, Reply, Tone

STRANGER: Final = "stranger"  # the card of somebody whom nobody knows
LATE: Final = "This takes longer than it should, and may still go through. Look again in a minute before you repeat it."

log = structlog.get_logger()
Answer = TypeVar("Answer")


async def or_sorry(turn: TurnId, within: float, answer: Awaitable[Answer], apology: Callable[[Card], Answer]) -> Answer:
    """The answer to a turn, if it comes within so many seconds; else an apology. Whatever broke, somebody waits for words."""
    try:
        async with asyncio.timeout(within):
            return await answer
    except TimeoutError:
        log.warning("late", action="turn_late", turn=turn)
        return apology(sorry(turn, LATE))
    except Exception as fault:  # noqa: BLE001 - the one place of a channel where everything is caught
        log.error("broken", action="turn_failed", turn=turn, **blame(fault))  # noqa: TRY400 - its text may quote somebody
        return apology(sorry(turn))


def sorry(turn: TurnId, words: str = "") -> Card:
    """An apology for a turn that came to nothing: the words, or else a reference that is in the log."""
    said = words or f"Try again. If it happens again, pass on this reference: {turn[:8]}."
    return Card("sorry", "Sorry, that did not work", note=Note(said, Tone.WARNING))


def unnamed(reply: Reply, platform: str) -> Reply:
    """The reply to somebody of whom the platform has not said just now who they are: that nobody knows them may not be so."""
    if not isinstance(reply, Card) or reply.name != STRANGER:
        return reply
    title = f"{platform} has not said who you are"
    return Card("sorry", title, reply.body[1:], note=Note("Try again in a minute. Nothing is lost.", Tone.WARNING))


def blame(fault: BaseException) -> dict[str, str]:
    """The kind of a fault and its place in the code, file and line; never its text, which may quote what people typed."""
    frames = extract_tb(fault.__traceback__)
    return {
        "fault": type(fault).__name__,
        "where": f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "",
    }
