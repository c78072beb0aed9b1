"""The partnership office's desk through the running bot: its page, its file, its reminders, its digest."""

from bot.outbox.documents import taken
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import sweep
from bot.simulation.player import Player
from dialogs.cards import desk
from dialogs.model.press import Press
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import raised
from tests.bot.channels.web_pages import pages_of
from tests.builders import MO, OLU, days
from tests.town import RAISED

CSV = Press(desk.NAME, desk.CSV, None, "all.0")


async def test_the_office_reminds_from_its_page(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """A page in a browser: the case, a press of Remind, and one message a day."""
    case = raised(runtime, player)
    async with pages_of(runtime) as browser:
        home = await browser.get("/as/olu")
        page = await browser.get("/as/olu/card/desk~show~~")
        before = len(jobs.given)
        after = await browser.press(page, f"Remind whoever owes something: {case.reference}")
        await browser.press(page, f"Remind whoever owes something: {case.reference}")
    keys = {job.key for job in jobs.given[before:] if f"/{desk.NAME}/" in job.key}

    assert f"{case.reference}: a reminder is on its way to Mo Madeup." in after.main.words
    assert len(keys) == 1
    assert "The office’s desk" in home.main.words
    assert str(RAISED["thinking"]) not in page.main.words


def test_the_office_takes_its_desk_along(runtime: Runtime, player: Player) -> None:
    """As a file; nobody else gets it, and no word of a case is in it. That it was taken is written down."""
    case = raised(runtime, player)
    file = taken(runtime, OLU, CSV)

    assert taken(runtime, MO, CSV) is None
    assert file
    text = file.body.decode("utf-8-sig")
    assert text.startswith("Reference,Stage,Risk,Climbed,Age in working days,Agency,Waiting for,To,Since")
    assert f"{case.reference},Waiting for agreement," in text
    assert case.initials not in text
    assert case.local_reference not in text


def test_the_offices_digest_names_what_waits(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """What has climbed to the office is a line of one digest."""
    case = raised(runtime, player)
    clock.move(days(7))
    sweep(runtime)

    assert f"digest/{OLU}/{clock():%Y-%m-%d}" in {job.key for job in jobs.given}
    assert case.reference in str(player.presses(OLU, Press("digest", "show")))
