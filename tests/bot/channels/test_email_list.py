"""Somebody without a chat: the link of the day's letter leads to their list, and on from there (P12, V3)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from bot.channels.email import link_to
from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.views import Card
from tests.bot.acts import booked, stored
from tests.builders import BO, TESS
from tests.play.browser import Browser, Page

SECRET = b"s" * 32
DIGEST = Card(name="digest", title="Joint supervision: what waits for you today")


@asynccontextmanager
async def arrived(runtime: Runtime, who: PersonId) -> AsyncIterator[tuple[Browser, Page]]:
    """In a browser, by the link of a letter."""
    async with (
        TestServer(application(runtime, None, SECRET)) as server,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        base = str(server.make_url("/")).rstrip("/")
        browser = Browser(session, base, who)
        yield browser, await browser.arrives(link_to(base, SignedLinks(SECRET, runtime.clock))(who, DIGEST))


async def follows(browser: Browser, page: Page, press: Press) -> Page:
    """A link of a page, to that card; `Stuck` when it is not there."""
    ending = "/card/" + str(press).replace("/", "~")
    return await browser._get(next((link for link in page.links if link.endswith(ending)), ending))


def words(page: Page) -> str:
    return " ".join(page.words)


async def test_the_list_is_no_dead_end(runtime: Runtime, player: Player) -> None:
    """Every case on it opens, its session and its timeline too, and one can answer there."""
    case = booked(runtime, player)
    async with arrived(runtime, BO) as (browser, home):
        opened = await follows(browser, home, Press("case", "show", case.id))
        session = await follows(browser, opened, Press("session", "show", case.id))
        timeline = await follows(browser, opened, Press("timeline", "show", case.id))
        await browser.presses_on(session, "coming")
    after = stored(runtime, case.id).session
    assert after

    assert all(case.reference in words(page) for page in (home, opened, session, timeline))
    assert (BO, True) in after.coming


async def test_a_case_is_found_by_its_reference(runtime: Runtime, player: Player) -> None:
    """Also one that is not on the page; a wrong one is said beside the field."""
    case = booked(runtime, player)
    async with arrived(runtime, BO) as (browser, home):
        asked = await browser.presses_on(home, "find")
        wrong = await browser._send(
            next(form for form in asked.forms if form.asks), {"a.reference": ["JS-ZZZZ"], "go": ["next"]}
        )
        found = await browser.fills(await browser.presses_on(home, "find"), {"reference": case.reference})

    assert wrong.faulty
    assert f"Joint supervision {case.reference}" in words(found)


async def test_the_list_is_ones_own(runtime: Runtime, player: Player) -> None:
    """A case that is not theirs is not there for them, by this link either."""
    case = booked(runtime, player)
    async with arrived(runtime, TESS) as (browser, home):
        root = next(link for link in home.links if link.startswith("/p/")).partition("/card/")[0]
        page = await browser._get(f"{root}/card/case~show~{case.id}~")

    assert case.reference not in words(home)
    assert case.reference not in words(page)
    assert "There is no such case here" in words(page)
