"""Somebody who sits in front of Microsoft's own client in Chromium, reads what stands there, and clicks."""

import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from playwright.async_api import Browser, Locator, expect
from playwright.async_api import Page as Tab

from tests import waiting
from tests.chromium import chromium
from tests.doubles_teams.playground import playground

WIDE, HIGH = 1400, 2000  # high enough for a whole form
PATIENCE = waiting.PATIENCE * 1_000  # milliseconds; proactive cards come by the queue

Answers = Mapping[str, str | tuple[str, ...]]
"""By label of the question: what is typed, or the choice that is clicked, or several."""


@dataclass
class Sitter:
    """One person at their own client. Whatever they do, they find by its words."""

    name: str
    tab: Tab
    pictures: Path | None = None
    kept: int = 0

    def card(self, words: str) -> Locator:
        """The latest card with those words."""
        return self.tab.locator(".ac-adaptiveCard").filter(has_text=words).last

    async def sees(self, words: str) -> Locator:
        """A card with those words, waited for."""
        await expect(self.card(words)).to_be_visible()
        return self.card(words)

    async def says(self, words: str) -> None:
        """Typed in the box below, and sent."""
        await self.tab.locator("[data-lexical-editor=true]").last.click()
        await self.tab.keyboard.type(words)
        await self.tab.keyboard.press("Enter")

    async def presses(self, words: str, label: str) -> None:
        """A button of the latest card that has those words."""
        await button(await self.sees(words), label).first.click()

    async def fills(self, words: str, label: str, answers: Answers) -> None:
        """A screen of a form, and one of its buttons."""
        card = await self.sees(words)
        for question, given in answers.items():
            await self._answers(
                card.locator("label.ac-richTextBlock", has_text=question).first.locator("xpath=.."), given
            )
        await button(card, label).first.click()

    async def keeps(self, name: str, words: str = "") -> None:
        """A picture, if pictures are kept: of the latest card with those words, or of all that is seen."""
        shown: Locator | Tab = await self.sees(words) if words else self.tab
        if self.pictures is not None:
            self.kept += 1
            await shown.screenshot(path=self.pictures / f"teams-{self.name}-{self.kept:02}-{name}.png")

    async def _answers(self, asked: Locator, given: str | tuple[str, ...]) -> None:
        await asked.locator("input, textarea, [role=combobox]").first.wait_for(
            state="attached"
        )  # only then it is known what kind it is
        if isinstance(given, tuple):
            for one in given:
                await asked.get_by_role("checkbox", name=one).first.check()
        elif await asked.get_by_role("radio").count():
            await asked.get_by_role("radio", name=given).first.check()
        elif await asked.get_by_role("combobox").count():
            await asked.get_by_role("combobox").first.click()
            await self.tab.get_by_role("option").filter(has_text=given).first.click()
        else:
            await asked.locator("input, textarea").first.fill(given)


def button(card: Locator, label: str) -> Locator:
    """The buttons of a card with that label, whatever a screen reader is told besides."""
    return card.get_by_role("button").filter(has_text=re.compile(f"^{re.escape(label)}$"))


class Room:
    """Clients for as many as come, in one browser."""

    def __init__(self, folder: Path, bot: str, pictures: Path | None = None) -> None:
        self._folder, self._bot, self._pictures = folder, bot, pictures
        self._open = AsyncExitStack()
        self._browser: Browser | None = None

    async def __aenter__(self) -> Self:
        self._browser = await self._open.enter_async_context(chromium())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def sits(self, name: str) -> Sitter:
        """Somebody opens their client; they are greeted, and so known from now on."""
        assert self._browser
        url = await self._open.enter_async_context(playground(self._folder, self._bot, name))
        tab = await self._browser.new_page(viewport={"width": WIDE, "height": HIGH})
        tab.set_default_timeout(PATIENCE)
        await tab.goto(url, timeout=PATIENCE)
        here = Sitter(name, tab, self._pictures)
        await here.sees("Answer the form you have begun")
        return here
