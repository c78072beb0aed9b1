"""Personal links over real HTTP: one person, one purpose, for a while, and gone when withdrawn."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import pytest

from adapters.web.ports import LinkedTo
from adapters.web.security import SESSION
from dialogs.ids import CaseId
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.views import Button, Card, Row, Rows
from tests.adapters.web.browser import Browser, Seen, browsing
from tests.adapters.web.doubles import PRIYA, FakeLinks, MovableClock, Script, web_ports
from tests.adapters.web.reading import Sent, button, would_send

TOKEN = "zQ3-opaque_token.of-a-link"
CASE = CaseId("c1")
POLL = Press("poll", "show", CASE)
YES = Press("poll", "yes", CASE, "slot1")
RECORD = Press("record", "show", CASE)
CARD = Card(
    "poll",
    "When can you come?",
    (Rows((Row("Tue 8 Dec", buttons=(Button("Yes", YES),)),)),),
    (Button("The record", RECORD),),
    case=CASE,
)
VOTED = CARD.saying("Noted.")


@dataclass
class Scene:
    """Ports with one good link."""

    script: Script = field(default_factory=lambda: Script(CARD, {str(YES): VOTED}))
    links: FakeLinks = field(default_factory=lambda: FakeLinks({TOKEN: LinkedTo(PRIYA, POLL)}))
    clock: MovableClock = field(default_factory=MovableClock)

    def browsing(self) -> AbstractAsyncContextManager[Browser]:
        return browsing(web_ports(self.script, self.links, demo=False), self.clock)


async def opened(browser: Browser, token: str = TOKEN) -> Seen:
    """Open a link, and press its one button."""
    return await browser.press(await browser.get(f"/l/{token}"), "Open my page")


async def test_a_link_opens_its_one_page_for_its_one_person() -> None:
    """The person and the purpose are the link's; there is nothing to log in to."""
    scene = Scene()
    async with scene.browsing() as browser:
        seen = await opened(browser)

        (heard,) = scene.script.heard
        assert isinstance(heard, Pressed)
        assert (200, "When can you come?") == (seen.status, seen.title)
        assert (Handle("web", "", PRIYA), POLL) == (heard.sender, heard.press)


async def test_looking_at_a_link_uses_nothing_up() -> None:
    """A mail scanner that follows the link before its reader does no harm, and hears nothing of the case."""
    scene = Scene()
    async with scene.browsing() as browser:
        for method in ("HEAD", "GET", "GET"):
            door = await browser.ask(method, f"/l/{TOKEN}")
            assert (200, {}) == (door.status, door.cookies)

        assert not door.page.all("a", class_="button") and "http-equiv" not in door.text
        assert [400, []] == [(await browser.post(f"/l/{TOKEN}", [])).status, scene.script.heard]
        assert 200 == (await opened(browser)).status


async def test_the_token_stands_in_no_later_address_and_on_no_page() -> None:
    """After the first page the address says nothing, and what is drawn does not either."""
    scene = Scene()
    async with scene.browsing() as browser:
        door = await browser.get(f"/l/{TOKEN}")
        page = await opened(browser)
        voted = await browser.press(page, "Yes Tue 8 Dec")

        assert not any(TOKEN in words for seen in (page, voted) for words in (seen.path, seen.text, *seen.hops))
        assert TOKEN not in door.text
        assert "no-referrer" == door.headers["Referrer-Policy"]


@pytest.mark.parametrize(
    ("host", "secure"),
    [("127.0.0.1", ""), ("localhost:8080", ""), ("js.example.org", True), ("127.0.0.1.evil.example", True)],
)
async def test_the_cookie_is_for_this_page_and_out_of_reach(host: str, secure: object) -> None:
    """HttpOnly, SameSite=Strict, only for its own path, short-lived; and Secure wherever it is not this very computer."""
    scene = Scene()
    async with scene.browsing() as browser:
        door = await browser.get(f"/l/{TOKEN}", Host=host)
        form, one = button(door.page, "Open my page")
        entered = await browser.client.post(
            f"/l/{TOKEN}", data=dict(would_send(form, one)), headers={"Host": host}, allow_redirects=False
        )

        cookie = entered.cookies["page"]
        assert (True, "Strict", secure, str(SESSION)) == (
            cookie["httponly"],
            cookie["samesite"],
            cookie["secure"],
            cookie["max-age"],
        )
        assert cookie["path"].startswith("/p/")
        assert TOKEN not in cookie.value


@pytest.mark.parametrize(
    "path",
    ["/l/unknown", f"/l/{TOKEN}x", "/l/" + "x" * 2000, "/l/%ff%00", "/p/0123456789abcdef", "/p/x/card/poll~show~c1~"],
)
async def test_whatever_is_wrong_with_a_link_the_words_are_the_same(path: str) -> None:
    """Unknown, over, withdrawn or somebody else's: one page, one status, and what to do."""
    scene = Scene()
    async with scene.browsing() as browser:
        dead = await browser.get(path)
        scene.links.good.clear()
        withdrawn = await browser.get(f"/l/{TOKEN}")

        assert 404 == dead.status
        assert withdrawn.text == dead.text
        assert "ask the person who sent you the message for a new link" in dead.main.words


async def test_a_link_can_be_withdrawn_while_it_is_in_use() -> None:
    """The page that is open goes dead at once, for looking and for doing."""
    scene = Scene()
    async with scene.browsing() as browser:
        page = await opened(browser)
        scene.links.good.clear()
        heard = len(scene.script.heard)

        assert [404, 404] == [
            (await browser.get(page.path)).status,
            (await browser.press(page, "Yes Tue 8 Dec")).status,
        ]
        assert heard == len(scene.script.heard)


async def test_a_session_ends_unless_it_is_used() -> None:
    """Each page begins the time anew; left alone it ends, and the link opens it again."""
    scene = Scene()
    async with scene.browsing() as browser:
        page = await opened(browser)
        value = ""
        for _ in range(3):
            scene.clock.seconds += SESSION - 1
            seen = await browser.get(page.path)
            value = seen.cookies["page"].value

            assert 200 == seen.status

        scene.clock.seconds += SESSION
        assert 404 == (await browser.get(page.path, Cookie=f"page={value}")).status
        assert 200 == (await opened(browser)).status


async def test_the_cookie_of_one_link_opens_no_other_page() -> None:
    """Two links in one browser stay two; the cookie of one is nothing at the address of the other."""
    scene = Scene()
    scene.links.good["other"] = LinkedTo(PRIYA, RECORD)
    async with scene.browsing() as browser:
        first, second = await opened(browser), await opened(browser, "other")

        assert first.path != second.path
        assert [200, 200] == [(await browser.get(one.path)).status for one in (first, second)]
        assert 404 == (await browser.get(second.path + "/card/poll~show~c1~")).status


async def test_without_its_cookie_an_address_is_nothing() -> None:
    """An address passed on, or kept from last week, opens nothing."""
    scene = Scene()
    async with scene.browsing() as browser:
        page = await opened(browser)
        browser.client.session.cookie_jar.clear()

        assert 404 == (await browser.get(page.path)).status


async def test_a_button_does_its_thing_and_the_rest_is_not_drawn() -> None:
    """What belongs to the purpose works; a button that leads out of it is not there, and pressing it anyway is refused."""
    scene = Scene()
    async with scene.browsing() as browser:
        page = await opened(browser)
        voted = await browser.press(page, "Yes Tue 8 Dec")

        assert ("When can you come?", 200) == (voted.title, voted.status)
        assert "Noted." in voted.main.words
        assert "The record" not in page.main.words

        heard = len(scene.script.heard)
        refused = [
            await browser.press(page, "Yes Tue 8 Dec", change={"press": press})
            for press in ("record/sign/c1/", "poll/yes/c2/", "home/show//")
        ]
        looked = await browser.get(page.path + "/card/record~show~c1~")

        assert ([404] * 3, 404, heard) == ([one.status for one in refused], looked.status, len(scene.script.heard))


async def test_a_link_may_be_for_several_cards_of_its_case() -> None:
    """What the bot allows beside the link's own card is drawn and can be reached; of another case it cannot."""
    scene = Scene(links=FakeLinks({TOKEN: LinkedTo(PRIYA, POLL, also=("record",))}))
    async with scene.browsing() as browser:
        page = await opened(browser)
        link = next(one for one in page.main.all("a") if one.words == "The record")

        assert 200 == (await browser.get(link.attrs["href"])).status
        assert 404 == (await browser.get(page.path + "/card/record~show~c2~")).status


async def test_the_seal_of_a_form_is_its_links_own() -> None:
    """A form of one link, sent to the page of another, does nothing."""
    scene = Scene()
    scene.links.good["other"] = LinkedTo(PRIYA, POLL)
    async with scene.browsing() as browser:
        first, second = await opened(browser), await opened(browser, "other")
        form, one = button(first.page, "Yes Tue 8 Dec")
        sent: Sent = would_send(form, one)

        assert 403 == (await browser.post(second.path + "/press", sent)).status
        assert 200 == (await browser.post(first.path + "/press", sent)).status


async def test_one_can_leave_a_shared_computer() -> None:
    """Finish takes the cookie back; the link in the message opens the page again."""
    scene = Scene()
    async with scene.browsing() as browser:
        page = await opened(browser)
        left = await browser.press(page, "Finish")

        assert (200, "You have finished") == (left.status, left.title)
        assert 404 == (await browser.get(page.path)).status
        assert 200 == (await opened(browser)).status


async def test_guessing_is_slowed_down_and_waiting_helps() -> None:
    """After some wrong links the answer is to wait, with how long; a good link opens all the same."""
    scene = Scene()
    async with scene.browsing() as browser:
        statuses = [(await browser.get(f"/l/guess{number}")).status for number in range(40)]
        blocked = await browser.get("/l/guess")
        good = await browser.get(f"/l/{TOKEN}")
        scene.clock.seconds += int(blocked.headers["Retry-After"]) + 1

        assert [404] * 27 == statuses[:27]
        assert (429, "Too many at once") == (blocked.status, blocked.title)
        assert (200, 404) == (good.status, (await browser.get("/l/guess")).status)


async def test_who_is_in_is_not_kept_out_by_the_guesses_of_others() -> None:
    """An open page goes on working while somebody at the same address is made to wait."""
    scene = Scene()
    async with scene.browsing() as browser:
        page = await opened(browser)
        guesses = [(await browser.get(f"/l/guess{number}")).status for number in range(40)]

        assert 429 == guesses[-1]
        assert 200 == (await browser.get(page.path)).status


async def test_one_link_cannot_be_hammered() -> None:
    """One link answers so many times at once, then asks to wait, without touching the others."""
    scene = Scene()
    scene.links.good["other"] = LinkedTo(PRIYA, POLL)
    async with scene.browsing() as browser:
        statuses = [(await browser.get(f"/l/{TOKEN}")).status for _ in range(70)]

        assert ([200] * 60, [429] * 10) == (statuses[:60], statuses[60:])
        assert 200 == (await browser.get("/l/other")).status
