"""Choosing among thousands on the web: found page by page without a script, as one types with it; small pages either way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser as Chromium
from playwright.async_api import expect

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.model.press import Press
from tests.adapters.web.browser import Browser, Seen
from tests.adapters.web.doubles import FakeDemo
from tests.adapters.web.test_browser import AXE, JUDGE, RULES
from tests.bot.acts import agreed, raised, stored
from tests.bot.channels.web_pages import CAST, SECRET, pages_of
from tests.builders import MO, NIA, SAL
from tests.crowd import LAST_OF_ALL, crowd
from tests.node import installed
from tests.town import CHOSEN
from tests.waiting import PATIENCE

MOST_BYTES = 30_000


def staffed(runtime: Runtime, player: Player) -> str:
    """A case whose lead coordinator invites, in a partnership of thousands."""
    case = raised(runtime, player)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    for who in (SAL, NIA):
        player.presses(who, Press("nomination", "accept", case.id))
    with runtime.store.begin() as work:
        work.people.save(crowd(3_000))
    return case.id


async def inviting(browser: Browser, case: str) -> Seen:
    """Sal opens the form."""
    poll = await browser.get(f"/as/sal/card/poll~show~{case}~")
    return await browser.press(poll, "Invite people and offer dates")


def chosen(seen: Seen) -> list[str]:
    """Who stands on the page as a line that can be removed."""
    return [line.one("strong").words for line in seen.main.one("ul", class_="added").all("li")]


async def test_the_last_of_the_alphabet_is_found_without_a_script(runtime: Runtime, player: Player) -> None:
    """Looked for, ticked, kept, removed; what is typed elsewhere stays; the page stays small; Enter in the box is Find."""
    async with pages_of(runtime) as browser:
        seen = await inviting(browser, staffed(runtime, player))
        assert len(seen.text.encode()) < MOST_BYTES, len(seen.text.encode())
        assert ["Kit Keyworker", "Pat Pretend"] == sorted(chosen(seen))

        found = await browser.press(
            seen,
            "Find: People to invite",
            change={"f.attendees": "zab", "a.place": "Room 4", "a.others": "half a line"},
        )
        assert "1 found by “zab”." == found.main.one(class_="found").words
        assert "Room 4" == found.main.one("input", name="a.place").attrs["value"]
        assert "There is a problem" not in found.main.words
        both = ("m.attendees", LAST_OF_ALL.id)
        (box,) = [one for one in found.main.all("input", name="m.attendees") if one.attrs["value"] == LAST_OF_ALL.id]
        assert "checkbox" == box.attrs["type"]
        nobody = await browser.press(found, "Find: People to invite", change={"f.attendees": "xyzzy"})
        assert "Nobody is found by “xyzzy”." in nobody.main.one(class_="found").words

        ticked = await browser.ticks(found, "Continue", both, change={"f.attendees": "nia notreal", "a.others": ""})
        assert sorted(("Pat Pretend", "Kit Keyworker", LAST_OF_ALL.name)) == sorted(chosen(ticked))
        assert "Not offered: is a supervisor" in ticked.main.words
        fewer = await browser.press(ticked, "Remove Pat Pretend", change={"f.attendees": ""})
        assert sorted(("Kit Keyworker", LAST_OF_ALL.name)) == sorted(chosen(fewer))
        further = await browser.press(fewer, "Continue", change={"a.minutes": "90", "a.keyworker_required": "yes"})
        assert "When?" == further.title, further.main.words


@pytest.mark.parametrize(("card", "verb", "who"), [("case", "raise", "pat"), ("nomination", "nominate", "mo")])
async def test_every_form_that_asks_for_people_is_small(
    runtime: Runtime, player: Player, card: str, verb: str, who: str
) -> None:
    """At most 30 kB, however many there are."""
    case = raised(runtime, player)
    agreed(player, case)
    with runtime.store.begin() as work:
        work.people.save(crowd(3_000))
    async with pages_of(runtime) as browser:
        on = await browser.get(f"/as/{who}" if verb == "raise" else f"/as/{who}/card/{card}~show~{case.id}~")
        seen = await browser.press(on, "Raise a case" if verb == "raise" else "Choose supervisors")
        if verb == "raise":
            seen = await browser.press(
                seen, "Continue", change={"a.risk": "no", "a.disagreement": "no", "a.planning": "no"}
            )

        assert seen.main.all("fieldset", class_="people")
        assert len(seen.text.encode()) < MOST_BYTES


async def test_nobody_is_suggested_without_a_form_of_ones_own(runtime: Runtime, player: Player) -> None:
    """What the script asks is sealed to the person and the form: another person, another form and no form get nothing."""
    async with pages_of(runtime) as browser:
        case = staffed(runtime, player)
        seen = await inviting(browser, case)
        address = seen.main.one("fieldset", class_="people").attrs["data-find"]
        good = await browser.get(f"{address}?q=zab")
        forged = [
            await browser.get(path)
            for path in (
                f"{address.replace('/as/sal/', '/as/kit/')}?q=zab",
                f"{address.replace('invite', 'change-people')}?q=zab",
                f"/as/sal/find/poll~invite~{case}~/0000/attendees?q=zab",
            )
        ]

        assert LAST_OF_ALL.id in good.text
        assert [404, 404, 404] == [one.status for one in forged]
        assert not any(LAST_OF_ALL.id in one.text for one in forged)


@asynccontextmanager
async def served(runtime: Runtime) -> AsyncIterator[str]:
    """The pages on a socket."""
    async with TestServer(application(runtime, None, SECRET, demo=FakeDemo(cast=CAST))) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("width", [390, 1280])
async def test_as_one_types_the_keyboard_does_it(
    browser: Chromium, runtime: Runtime, player: Player, width: int
) -> None:
    """Three letters, an arrow and Enter; said to a screen reader; axe finds nothing, open or closed; then it is sent."""
    case = await asyncio.to_thread(staffed, runtime, player)
    async with served(runtime) as base:
        context = await browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(PATIENCE * 1_000)
        tab = await context.new_page()
        await tab.add_init_script(path=installed(AXE) / "axe.min.js")
        await tab.goto(f"{base}/as/sal/card/poll~show~{case}~")
        await tab.get_by_role("button", name="Invite people and offer dates").click()
        box = tab.get_by_role("combobox").first
        await box.press_sequentially("zab")
        option = tab.get_by_role("option", name=LAST_OF_ALL.name)
        await expect(option).to_be_visible()
        opened = await tab.evaluate(JUDGE, RULES)
        assert "true" == await box.get_attribute("aria-expanded")
        await box.press("ArrowDown")
        assert await option.get_attribute("id") == await box.get_attribute("aria-activedescendant")
        await box.press("Enter")
        added = tab.locator("fieldset.people").first.locator("ul.added li")
        await expect(added.filter(has_text=LAST_OF_ALL.name)).to_have_count(1)
        await expect(option).to_have_count(0)
        closed = await tab.evaluate(JUDGE, RULES)
        await added.filter(has_text="Pat Pretend").get_by_role("button", name="Remove").click()
        await tab.get_by_label("90 minutes").check()
        await tab.get_by_label("Place or link").fill("Room 4")
        await tab.get_by_label("Yes").first.check()
        await tab.get_by_role("button", name="Continue").first.click()
        await expect(tab.get_by_role("heading", level=1)).to_have_text("When?")
        await context.close()

    assert ([], []) == (opened["violations"], closed["violations"])
    with runtime.store.reading() as work:
        (draft,) = [one for one in work.drafts.of(SAL) if one.press.verb == "invite"]
    assert sorted(("kit", LAST_OF_ALL.id)) == sorted(draft.given["attendees"])
    assert stored(runtime, case)  # type: ignore[arg-type] # the id of it
