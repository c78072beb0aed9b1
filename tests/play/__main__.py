"""Plays the story on a throw-away database, prints its timeline, and says what of the procedure happened."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import logs
from tests.play.checks import checked
from tests.play.rehearsal import rehearsal
from tests.play.story import Story


async def play(say: Callable[[str], None]) -> bool:
    """Whether everything that must happen happened."""
    with TemporaryDirectory() as folder:
        async with rehearsal(f"sqlite:///{Path(folder) / 'play.db'}") as here:
            await Story(here, say).whole()
            results = await checked(here)
    for what, happened in results:
        say(f"{'yes' if happened else 'NO ':<4}{what}")
    return all(happened for _, happened in results)


def main() -> int:
    """The exit code: 1 if anything that applies did not happen."""
    logs.configure("plain", level="warning")
    return 0 if asyncio.run(play(print)) else 1


if __name__ == "__main__":
    sys.exit(main())
