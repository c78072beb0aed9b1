"""The real demo in its own process, and somebody in front of it who reads labels and clicks what they see."""

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from aiohttp import ClientError, ClientSession
from playwright.async_api import ConsoleMessage, Locator, Request, Response, expect
from playwright.async_api import Page as Tab

from tests.chromium import chromium
from tests.waiting import PATIENCE, until_answered

DESK: Final = {"width": 1280, "height": 900}
PHONE: Final = {"width": 390, "height": 844}


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """`jsv demo` on a free port, and its address once a page answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (str(Path(sys.executable).with_name("jsv")), "demo", "--folder", str(folder), "--port", str(port))
    with (folder / "said").open("wb") as said:
        process = await asyncio.create_subprocess_exec(*command, stdout=said, stderr=said)
    try:
        yield await _answering(f"http://127.0.0.1:{port}", process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _answering(url: str, process: asyncio.subprocess.Process) -> str:
    async with ClientSession() as session:

        async def answers() -> bool:
            assert process.returncode is None, "the demo has ended"
            with suppress(ClientError):
                async with session.get(url) as answer:
                    return answer.status == 200
            return False

        await until_answered(answers)
    return url


@asynccontextmanager
async def visitor(url: str, pictures: Path | None) -> AsyncIterator["Visitor"]:
    """Somebody who has opened the demo in a browser."""
    async with chromium() as browser:
        context = await browser.new_context(viewport={"width": DESK["width"], "height": DESK["height"]}, locale="en-GB")
        context.set_default_timeout(PATIENCE * 1_000)
        tab = await context.new_page()
        one = Visitor(tab, pictures)
        one.listen()
        await tab.goto(url)
        yield one


@dataclass
class Visitor:
    """Looks at one tab, knows nothing but the words on it, and remembers what went wrong."""

    tab: Tab
    pictures: Path | None
    wrong: list[str] = field(default_factory=list)
    kept: int = 0

    def listen(self) -> None:
        """From now on whatever the browser complains of is remembered."""
        self.tab.on("console", self._console)
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("requestfailed", self._failed)
        self.tab.on("response", self._answered)

    def _console(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            self.wrong.append(line.text)

    def _failed(self, request: Request) -> None:
        """A look at the panel that a click cuts off is no failure."""
        if not request.url.endswith("/sent"):
            self.wrong.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    async def becomes(self, name: str) -> None:
        """Whom to be: from the first page, or from the list beside every other."""
        beside = self.tab.get_by_role("region", name="Look as")
        place = beside if await beside.count() else self.tab.get_by_role("main")
        await place.get_by_role("link", name=name).click()
        await expect(self.tab.get_by_label("Whom you are, and the clock")).to_contain_text(f"You are {name}")

    async def clicks(
        self, name: str | re.Pattern[str], role: Literal["button", "link"] = "button", last: bool = False
    ) -> None:
        """A button or a link, by what it says."""
        found = self.tab.get_by_role(role, name=name, exact=True)
        await (found.last if last else found.first).click()
        await self.tab.wait_for_load_state()

    async def opens(self, owed: str) -> None:
        """What waits for them on their list, by the words it is listed under."""
        await (
            self.tab.get_by_role("main")
            .get_by_role("link", name=re.compile(f"^Open .*{re.escape(owed)}"))
            .first.click()
        )
        await self.tab.wait_for_load_state()

    async def chooses(self, question: str, answer: str) -> None:
        """A radio button or a checkbox under its question."""
        await self.tab.get_by_role("group", name=question).get_by_text(answer, exact=True).click()

    async def picks(self, question: str, answer: str) -> None:
        """One of a list or of radio buttons, whichever it is."""
        group = self.tab.get_by_role("group", name=question)
        listed = self.tab.get_by_role("combobox", name=question)
        await expect(group.or_(listed)).to_be_visible()
        if await group.count():
            await self.chooses(question, answer)
        else:
            value = await listed.locator("option", has_text=answer).get_attribute("value")
            await listed.select_option(value)

    async def writes(self, label: str, words: str) -> None:
        """Into a field."""
        await self.tab.get_by_label(label).fill(words)

    async def told(self, words: str) -> None:
        """What the page says in answer."""
        await expect(self.tab.get_by_role("alert")).to_contain_text(words)

    def main(self) -> Locator:
        """The page without the frame of the demo."""
        return self.tab.get_by_role("main")

    async def sees(self, words: str) -> None:
        """Words on the page."""
        await expect(self.main()).to_contain_text(words)

    async def keeps(self, name: str, desk: bool = False) -> None:
        """Nothing may stick out sideways on a phone, and of some on a desk; and a picture of it, if pictures are kept."""
        self.kept += 1
        for size, view in {"phone": PHONE, "desk": DESK}.items() if desk else [("phone", PHONE)]:
            await self.tab.set_viewport_size({"width": view["width"], "height": view["height"]})
            if await self.tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.wrong.append(f"{name} is wider than a {size}")
            if self.pictures:
                await self.tab.screenshot(path=self.pictures / f"{self.kept:02}-{name}-{size}.png", full_page=True)
        await self.tab.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
