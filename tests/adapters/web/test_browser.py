"""The pages in a real browser: what only a browser knows. Skipped, with a line that says so, where there is no Chromium."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, expect
from playwright.async_api import Page as Tab

from adapters.web.app import middlewares, routes
from adapters.web.ports import LinkedTo, Sent
from tests.adapters.web import samples
from tests.adapters.web.doubles import MO, PRIYA, TUESDAY, FakeDemo, FakeLinks, web_ports
from tests.adapters.web.gallery import app as gallery
from tests.adapters.web.gallery import script
from tests.adapters.web.samples import press
from tests.node import installed
from tests.waiting import PATIENCE

AXE = "axe-core@4.14.1"
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
STEPS: tuple[tuple[Literal["link", "button"], str], ...] = (
    ("link", "Open JS-4QXT"),
    ("link", "Back"),
    ("link", "Open JS-7K3M"),
    ("button", "Agree"),
    ("button", "Choose supervisors"),
)
SEEN = [
    pytest.param(
        size, scheme, id=f"{name}-{scheme}", marks=[] if (name == "phone") == (scheme == "light") else pytest.mark.long
    )
    for name, size in WIDTHS.items()
    for scheme in ("light", "dark")
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGE = """
async (rules) => {
  const said = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  return {passes: said.passes.length, violations: said.violations.map((one) => `${one.id} ${one.nodes[0].target}`)};
}
"""

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@asynccontextmanager
async def looking(browser: Browser, app: web.Application, **settings: Any) -> AsyncIterator[tuple[Tab, str]]:
    """A tab, and the address of the pages."""
    async with TestServer(app) as server:
        context = await browser.new_context(**settings)
        context.set_default_timeout(PATIENCE * 1_000)
        yield await context.new_page(), str(server.make_url("")).rstrip("/")
        await context.close()


async def walk(tab: Tab, base: str) -> AsyncIterator[str]:
    """Go through every kind of page, and say where we are."""
    for path in (
        "/",
        "/as/mo",
        "/as/mo/dashboard",
        "/dashboard",
        "/dashboard/link/for-mo",
        "/dashboard/link/over",
        "/dashboard/account",
        "/dashboard/account/back",
        "/nowhere",
        "/l/nothing",
    ):
        await tab.goto(base + path)
        yield path
    await tab.goto(base + "/l/poll-for-priya")
    yield "a personal link's first page"
    await tab.get_by_role("button", name="Open my page").click()
    await tab.wait_for_url("**/p/*")
    yield "a personal link"
    await tab.goto(base + "/as/mo")
    for role, name in STEPS:
        await tab.get_by_role(role, name=name, exact=True).click()
        await tab.wait_for_load_state()
        yield name
    await tab.goto(base + "/as/mo")
    for name in ("Raise joint supervision", "Continue", "Continue"):
        await tab.get_by_role("button", name=name, exact=True).click()
        await tab.wait_for_load_state()
        yield name
    await tab.evaluate("document.querySelector('[name=section]').value = 'why'")
    for name in ("Continue", "Change What would you like to think about?"):
        await tab.get_by_role("button", name=name, exact=True).click()
        await tab.wait_for_load_state()
        yield name


@pytest.mark.parametrize("script_allowed", [True, False], ids=["script", "no script"])
async def test_a_link_in_a_web_mail_opens_its_page(browser: Browser, script_allowed: bool) -> None:
    """From another site, with a SameSite=Strict cookie, a click on the link and one on its button show the page; going back shows the button again, and nothing of the page."""

    async def mail(_: web.Request) -> web.Response:
        return web.Response(text=f"<a href='{there}/l/poll-for-priya'>Answer</a>", content_type="text/html")

    mailbox = web.Application()
    mailbox.add_routes([web.get("/mail", mail)])
    async with (
        looking(browser, gallery(), java_script_enabled=script_allowed) as (tab, there),
        TestServer(mailbox) as server,
    ):
        inbox = f"http://localhost:{server.port}/mail"
        await tab.goto(inbox)
        await tab.click("a")
        await tab.get_by_role("button", name="Open my page").click()
        await tab.wait_for_url("**/p/*")

        await expect(tab.locator("h1")).to_have_text("When can you come?")

        await tab.go_back()

        await expect(tab.locator("h1")).to_have_text("Open your page")


async def test_the_problem_is_in_focus_and_leads_to_its_question(browser: Browser) -> None:
    """Without script: the summary has the focus when a page comes back, its links move it to the question, Enter goes on."""
    async with looking(browser, gallery(), java_script_enabled=False) as (tab, base):
        await tab.goto(base + "/as/mo")
        await tab.click("button:text('Raise joint')")
        await tab.locator("#f-risk").press("Enter")
        await tab.locator("#f-reference").press("Enter")

        await expect(tab.locator(".faults")).to_be_focused()

        await tab.click(".faults a >> nth=2")

        await expect(tab.locator("#f-age")).to_be_focused()


async def test_the_panel_keeps_itself_up_to_date_and_keeps_what_is_open_open(browser: Browser) -> None:
    """A message that goes out appears by itself; what was being read stays open, and the news is said to screen readers."""
    town = FakeDemo(out=[Sent(TUESDAY, MO, "Mo Begum", "Teams", samples.AGREEMENT, "new")])
    ports = web_ports(script(), FakeLinks({"t": LinkedTo(PRIYA, press("poll", "show"))}), town)
    app = web.Application(middlewares=middlewares(ports))
    app.add_routes(routes(ports))
    async with looking(browser, app) as (tab, base):
        await tab.goto(base + "/as/mo")
        await tab.click("#panel summary")
        town.out.append(Sent(TUESDAY, PRIYA, "Priya Nair", "Slack", samples.AGREED, "new"))

        await expect(tab.locator("#panel li")).to_have_count(2)
        await expect(tab.locator("#panel-news")).to_have_text("One message went out.")
        await expect(tab.locator("#panel li >> nth=1 >> pre")).to_be_visible()
        await expect(tab.locator("#panel li >> nth=1 >> summary")).to_be_focused()


async def test_after_a_choice_one_is_still_at_its_row(browser: Browser) -> None:
    """Answering one row of several comes back to that row, not to the top of the page."""
    async with looking(browser, gallery(), viewport={"width": 390, "height": 500}) as (tab, base):
        await tab.goto(base + "/as/mo")
        await tab.get_by_role("link", name="Open JS-4QXT").click()
        await tab.get_by_role("button", name="No to Thu 10 Dec").click()
        await tab.wait_for_load_state()

        await expect(tab.get_by_role("heading", name="Thu 10 Dec")).to_be_in_viewport()


@pytest.mark.parametrize("size", WIDTHS.values(), ids=WIDTHS.keys())
async def test_no_page_is_wider_than_its_screen_or_breaks_its_own_rules(
    browser: Browser, size: tuple[int, int]
) -> None:
    """On a phone and on a desk nothing sticks out, and the content policy blocks nothing of ours."""
    async with looking(browser, gallery(), viewport={"width": size[0], "height": size[1]}) as (tab, base):
        said: list[str] = []
        tab.on("console", lambda line: said.append(line.text))
        wide = [
            where
            async for where in walk(tab, base)
            if await tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        ]

        assert [] == wide
        assert [] == [line for line in said if "status of 4" not in line]


@pytest.mark.node
@pytest.mark.parametrize(("size", "scheme"), SEEN)
async def test_axe_finds_nothing(browser: Browser, size: tuple[int, int], scheme: str) -> None:
    """No page breaks a rule of WCAG 2.2 AA that a machine can check, by day or by night."""
    async with looking(
        browser, gallery(), viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True
    ) as (tab, base):
        await tab.add_init_script(path=installed(AXE) / "axe.min.js")
        found: list[str] = []
        checked = 0
        async for where in walk(tab, base):
            result = await tab.evaluate(JUDGE, RULES)
            checked += result["passes"]
            found += [f"{where}: {one}" for one in result["violations"]]

        assert [] == found
        assert checked > 100
