"""A personal link whose time is over leads to a new one, sent to whoever it was for (V3)."""

from datetime import timedelta

from aiohttp.test_utils import TestClient, TestServer

from bot.channels.calendar_feeds import addresses_at
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.model.views import Card
from store.queue.jobs import InMemoryJobs
from tests.adapters.web.browser import Browser
from tests.bot.acts import raised
from tests.builders import MO

BASE = "https://jsv.example"
SECRET = b"s" * 32


async def test_a_link_that_is_over_sends_a_new_one_to_its_own_person(
    runtime: Runtime, player: Player, clock: MovableClock, jobs: InMemoryJobs
) -> None:
    """Opening it changes nothing; its button has the same card told to its person again, once however often it is pressed."""
    case = raised(runtime, player)
    async with TestClient(TestServer(application(runtime, None, SECRET))) as client:
        browser = Browser(client)
        page = (
            addresses_at(lambda: BASE, SECRET, clock)
            .page(MO, Card("agreement", "Agree?", case=case.id))
            .removeprefix(BASE)
        )
        clock.move(timedelta(days=15))
        before = len(jobs.given)
        over = await browser.get(page)
        looked = len(jobs.given)
        asked = await browser.press(over, "Send me a new link")
        await browser.press(over, "Send me a new link")
        told = {one.key: one.args for one in jobs.given[looked:]}

    assert ["This link is over", "A new link has been asked for"] == [over.title, asked.title]
    assert before == looked
    assert [(MO, "agreement", case.id)] == [args[:3] for args in told.values()]


async def test_a_link_that_was_never_ours_leads_to_none(runtime: Runtime, jobs: InMemoryJobs) -> None:
    """Somebody who guesses learns nothing and has nothing sent."""
    async with TestClient(TestServer(application(runtime, None, SECRET))) as client:
        seen = await Browser(client).get("/l/AAAA")

    assert (404, "This page cannot be opened") == (seen.status, seen.title)
