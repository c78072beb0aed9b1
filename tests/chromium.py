"""The system's Chromium, begun once for all tests of a file: a new tab is quick, a new browser is not."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.async_api import Browser

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@asynccontextmanager
async def chromium() -> AsyncIterator["Browser"]:
    """A browser that looks at nothing outside this machine by itself."""
    from playwright.async_api import async_playwright, expect  # only where a test needs it

    expect.set_options(timeout=PATIENCE * 1_000)  # not the five seconds that it has by itself

    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--disable-sync",
    ]
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        await browser.close()
