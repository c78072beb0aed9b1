"""A real client, which Microsoft wrote, in Chromium: somebody is greeted, raises a case by clicking, and asks in a group."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, expect
from playwright.async_api import Page as Tab

from tests.builders import still
from tests.chromium import chromium
from tests.doubles_teams.double import TENANT
from tests.doubles_teams.playground import playground
from tests.doubles_teams.serving import serving
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow]


def card(tab: Tab, words: str) -> Locator:
    """The latest card with those words."""
    return tab.locator(".ac-adaptiveCard").filter(has_text=words).last


async def says(tab: Tab, words: str) -> None:
    """Typed in the box below."""
    await tab.locator("[data-lexical-editor=true]").last.click()
    await tab.keyboard.type(words)
    await tab.keyboard.press("Enter")


async def press(within: Locator, label: str) -> None:
    """A button of a card."""
    await within.get_by_role("button", name=label, exact=True).first.click()


async def test_a_case_is_raised_by_clicking(tmp_path: Path) -> None:
    """Every screen of the form, one of them half filled first; what was typed is shown as it was; nothing of it in a group."""
    async with (
        serving(
            tmp_path,
            still(),
            {"JSV_TEAMS_ANONYMOUS": "1", "JSV_TEAMS_TENANTS": f"{TENANT}:testshire.example+hope.example"},
        ) as bot,
        playground(tmp_path, bot.url) as url,
        chromium() as browser,
    ):
        tab = await browser.new_page(viewport={"width": 1400, "height": 1400})
        tab.set_default_timeout(PATIENCE * 1_000)
        await tab.goto(url)
        await expect(card(tab, "Answer the form you have begun")).to_be_visible()
        await says(tab, "raise")
        await _raised(tab)
        await press(card(tab, "This message is out of date."), "See it as it is now")
        await expect(card(tab, "Why *nothing* moves")).to_be_visible()
        await _asked_in_a_group(tab)


async def _raised(tab: Tab) -> None:
    door = card(tab, "immediate risk of harm?")
    for at in range(3):
        await door.get_by_role("radio", name="No").nth(at).check()
    await press(door, "Next")
    case = card(tab, "Part 2 of 3")
    await case.get_by_label("Reference in your own system").fill("CASE-1001")
    await press(case, "Next")
    await expect(card(tab, "There is a problem. Child's initials")).to_be_visible()
    case = card(tab, "Part 2 of 3")
    await case.get_by_label("Child's initials").fill("A.B.")
    for choice in ("5 to 9", "Child Protection", "I work directly"):
        await case.get_by_role("radio", name=choice).check()
    await case.get_by_role("radiogroup", name="Accountable manager").get_by_role("radio", name="Mo Madeup").check()
    await press(case, "Next")
    why = card(tab, "Part 3 of 3")
    await why.get_by_role("checkbox").first.check()
    await why.locator("textarea").nth(0).fill("Why *nothing* moves\n- [x](http://e)")
    await why.locator("textarea").nth(1).fill("Quiet at home")
    await why.get_by_role("radio", name="Yes").first.check()
    await why.get_by_role("button").first.click()
    review = card(tab, "Check your answers")
    await expect(review).to_contain_text("- [x](http://e)")
    sending = (
        review.get_by_role("button")
        .filter(has_not_text="Change")
        .filter(has_not_text="later")
        .filter(has_not_text="away")
    )
    await sending.first.click()


async def _asked_in_a_group(tab: Tab) -> None:
    """The answer there says only that there is one; the card comes in their own chat."""
    await tab.get_by_role("treeitem", name="Group Chat").click()
    await tab.locator("[data-lexical-editor=true]").last.click()
    await tab.keyboard.type("@")
    await tab.get_by_role("menuitem", name="Joint supervision").click()
    await tab.keyboard.type("mine")
    await tab.keyboard.press("Enter")
    await expect(tab.get_by_text("I have answered you in our own chat").last).to_be_visible()
    assert 0 == await tab.locator(".ac-adaptiveCard:visible").filter(has_text="JS-").count()
    await tab.get_by_role("treeitem", name="Personal Chat").click()
    await expect(card(tab, "My cases")).to_be_visible()
