"""Forms over real HTTP: opened, filled, put right, checked, changed, left and sent."""

import pytest

from dialogs.model.heard import Go, Submitted
from tests.adapters.web import sample_pages as pages
from tests.adapters.web.browser import browsing
from tests.adapters.web.doubles import web_ports
from tests.adapters.web.sample_walk import a_script


async def test_a_form_goes_screen_by_screen_to_its_end() -> None:
    """Opened, filled, corrected, checked, changed, sent: each screen says what it is about, and is heard as it was filled."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        door = await browser.press(await browser.get("/as/mo"), "Raise")
        child = await browser.press(door, "Continue", change={"a.risk": "no"})
        review = await browser.press(child, "Continue", change={"a.reference": "CYP-1"})
        changing = await browser.press(review, "Change Child’s initials")
        await browser.press(await browser.press(changing, "Continue"), "Send")

        heard = [one for one in script.heard if isinstance(one, Submitted)]
        assert [Go.NEXT, Go.NEXT, Go.CHANGE, Go.NEXT, Go.SEND] == [one.go for one in heard]
        assert ["door", "child", "child", "child", ""] == [one.section for one in heard]
        assert ["", "0a1b", "", "0a1b", ""] == [one.mark for one in heard]
        assert {"risk": "no"} == heard[0].raw
        assert {"reference", "initials", "age", "mail", "keyworker", "since"} == set(heard[1].raw)
        assert {pages.RAISE} == {one.press for one in heard}
        assert ["Step 1 of 3", "Check your answers"] == [door.main.one("span", class_="progress").words, review.title]


async def test_a_fault_is_said_above_and_beside_and_what_was_typed_stays() -> None:
    """A page with faults says so in its title, links each to what it is about, keeps the typing, and can be put right."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        faults = await browser.press(await browser.press(await browser.get("/as/mo"), "Raise"), "Continue")
        links = faults.main.one("div", role="alert").all("a")
        ids = {one.attrs["id"] for one in faults.page.walk() if "id" in one.attrs}

        assert ((200, 1), True) == ((faults.status, len(faults.hops)), "&wrong=1" in faults.path)
        assert faults.page.one("title").words.startswith("Error: ")
        assert len(pages.CHILD_FAULTS.errors) == len(links)
        assert all(link.attrs["href"].removeprefix("#") in ids for link in links)
        assert "Theo Rowe" == faults.main.one("input", name="a.initials").attrs["value"]
        assert "autofocus" in faults.main.one("div", role="alert").attrs

        review = await browser.press(faults, "Continue", change={"a.initials": "T.R."})

        assert "Check your answers" == review.title


@pytest.mark.parametrize(
    ("label", "go"), [("Back", Go.KEEP), ("Save for later", Go.KEEP), ("Delete what I typed", Go.CANCEL)]
)
async def test_there_is_always_a_way_out_of_a_form(label: str, go: Go) -> None:
    """From the first screen one may go back, save or throw away, and what was typed goes along."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        await browser.press(await browser.press(await browser.get("/as/mo"), "Raise"), label, change={"a.risk": "no"})

        assert (go, {"risk": "no"}) == (script.heard[-1].go, script.heard[-1].raw)  # type: ignore[union-attr] # a Submitted


async def test_leaving_the_review_loses_nothing() -> None:
    """A review has no answers of its own to send: Back changes the last screen, and coming back later is only a link."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        child = await browser.press(await browser.press(await browser.get("/as/mo"), "Raise"), "Continue")
        review = await browser.press(child, "Continue")
        await browser.press(review, "Back")
        heard = script.heard[-1]
        later = next(one for one in review.main.all("a") if one.words == "Save for later")

        assert isinstance(heard, Submitted)
        assert (Go.CHANGE, "why", {}) == (heard.go, heard.section, heard.raw)
        assert "/as/mo" == later.attrs["href"]


async def test_enter_goes_on_and_not_back() -> None:
    """The first button of a form, which the Enter key presses, is the one that goes on."""
    async with browsing(web_ports(a_script())) as browser:
        door = await browser.press(await browser.get("/as/mo"), "Raise")

        assert "next" == door.main.one("form").all("button")[0].attrs["value"]


async def test_a_form_can_be_loaded_again_and_its_address_cannot_be_made_up() -> None:
    """A form's address opens it where it was left; with another press or person in it, it is nothing."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        door = await browser.press(await browser.get("/as/mo"), "Raise")
        again = await browser.get(door.path.partition("?")[0])
        before = len(script.heard)
        forged = [
            (await browser.get(door.path.replace(*swap))).status
            for swap in (("raise~open", "thing~do"), ("/as/mo", "/as/priya"), ("?at=", "0?at="))
        ]

        assert door.title == again.title
        assert ([404] * 3, before) == (forged, len(script.heard))
