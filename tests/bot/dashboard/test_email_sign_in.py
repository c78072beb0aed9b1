"""Signing in to the dashboard by a link, over real HTTP: good once, for a quarter of an hour, pressed and not merely opened (V3, V4)."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.runtime.clock import MovableClock
from bot.runtime.mail import InMemoryMail, Letter
from bot.runtime.runtime import Runtime
from bot.schedule.retention import tidy
from bot.wiring import application
from dialogs.model.turns import LinksEnded
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.adapters.web.browser import Browser, Seen
from tests.builders import OLU, a_runtime
from tests.town import PEOPLE
from tests.waiting import in_time

SECRET = b"a secret that nobody can guess, of 32"
OVER = "That link has been used already"


@dataclass
class Town:
    """A bot, and the letters that it sent."""

    runtime: Runtime
    letters: asyncio.Queue[Letter] = field(default_factory=asyncio.Queue)

    @asynccontextmanager
    async def browser(self, base: str = "http://127.0.0.1") -> AsyncIterator[Browser]:
        """Somebody's browser, before a process of its own on the same store."""
        async with TestClient(
            TestServer(application(self.runtime, None, SECRET, base=lambda: base)), cookie_jar=CookieJar(unsafe=True)
        ) as client:
            yield Browser(client)

    def seen(self) -> list[tuple[str, str]]:
        """What was written down of no one case."""
        with self.runtime.store.reading() as work:
            return [(person, what) for person, what, _ in work.audit.of(None)]


@pytest.fixture
def town(database_url: str, clock: MovableClock) -> Iterator[Town]:
    """On both databases."""
    letters: asyncio.Queue[Letter] = asyncio.Queue()

    with a_runtime(database_url, clock=clock, mail=InMemoryMail(letters.put)) as runtime:
        yield Town(runtime, letters)


async def asks(browser: Browser, email: str) -> Seen:
    """Fill in the form and send it."""
    return await browser.press(await browser.get("/dashboard/sign-in"), "Send me a link", change={"a.email": email})


async def link(town: Town, browser: Browser, email: str = "olu@testshire.example") -> str:
    """The address in a letter that was asked for."""
    await asks(browser, email)
    letter = await in_time(town.letters.get())
    return letter.link.removeprefix("http://127.0.0.1")


async def test_in_by_a_letter_and_out_again(town: Town) -> None:
    """The form, the letter, one press, the figures and both files; signed out, the cookie opens nothing, also a copy of it."""
    async with town.browser() as browser, town.browser() as thief:
        form = await browser.get("/dashboard?year=2026")
        page = await browser.get(await link(town, browser))
        board = await browser.press(page, "Sign in")
        files = [(await browser.client.get(f"/dashboard/figures.{kind}")).status for kind in ("csv", "xlsx", "exe")]
        (cookie,) = (one for one in browser.client.session.cookie_jar if one.key == "signed-in")
        thief.client.session.cookie_jar.update_cookies({"signed-in": cookie.value}, thief.client.make_url("/"))
        copied = await thief.get("/dashboard")
        out = await browser.press(board, "Sign out")
        after = [(await one.get("/dashboard")).path for one in (browser, thief)]

    assert (form.path, form.title) == ("/dashboard/sign-in", "Partnership dashboard")
    assert (page.title, board.path, board.title, files) == (
        "Sign in to the dashboard",
        "/dashboard",
        "Partnership dashboard",
        [200, 200, 404],
    )
    assert (copied.path, out.title, after) == ("/dashboard", "You have signed out", ["/dashboard/sign-in"] * 2)
    assert [one for one in town.seen() if one[1] != "dashboard"] == [(OLU, "sign-in by e-mail"), (OLU, "sign-out")]


async def test_a_link_is_used_once_in_every_process(town: Town) -> None:
    """A second press, in another browser at another process, is told so, offered a new link, and written down."""
    async with town.browser() as one, town.browser() as other:
        where = await link(town, one)
        waiting = await other.get(where)
        await one.press(await one.get(where), "Sign in")
        again = [await other.press(waiting, "Sign in"), await other.get(where)]

    for seen in again:
        assert (seen.status, OVER in seen.text, "Send me a link" in seen.text) == (404, True, True)
    assert (OLU, "sign-in refused") in town.seen()


async def test_of_two_presses_at_once_one_is_in(town: Town) -> None:
    """Never both and never neither, at two processes on one store."""
    async with town.browser() as one, town.browser() as other:
        for _ in range(4):
            where = await link(town, one)
            pages = [await one.get(where), await other.get(where)]
            both = await asyncio.gather(
                *(browser.press(page, "Sign in") for browser, page in zip((one, other), pages, strict=True))
            )

            assert sorted((seen.status, OVER in seen.text) for seen in both) == [(200, False), (404, True)]


async def test_opening_a_link_uses_nothing_up(town: Town) -> None:
    """Scanners open, look again, and ask for the head alone; then the person presses."""
    async with town.browser() as scanner, town.browser() as browser:
        where = await link(town, browser)
        looked = [(await scanner.ask(method, where)).status for method in ("GET", "HEAD", "GET")]
        board = await browser.press(await browser.get(where), "Sign in")

    assert (looked, board.path) == ([200, 200, 200], "/dashboard")


async def test_a_link_is_over_after_a_quarter_of_an_hour_and_a_session_after_four(
    town: Town, clock: MovableClock
) -> None:
    """Before that they are good; what was used up is forgotten by then."""
    async with town.browser() as browser:
        where, later = await link(town, browser), await link(town, browser)
        board = await browser.press(await browser.get(where), "Sign in")
        clock.move(timedelta(minutes=14, seconds=59))
        almost = await browser.get(later)
        clock.move(timedelta(seconds=1))
        over = await browser.get(later)
        pressed = await browser.press(almost, "Sign in")
        clock.move(timedelta(hours=3, minutes=44))
        still = await browser.get("/dashboard")
        clock.move(timedelta(minutes=1))
        gone = await browser.get("/dashboard")

    assert (board.path, almost.status, over.status, pressed.status) == ("/dashboard", 200, 404, 404)
    assert (still.path, gone.path) == ("/dashboard", "/dashboard/sign-in")
    with town.runtime.store.begin() as work:
        assert (work.used_tokens.prune(clock()), work.used_tokens.prune(clock())) == (1, 0)


async def test_the_night_forgets_what_was_used_up(town: Town, clock: MovableClock, database_url: str) -> None:
    """The next morning there is nothing left to prune."""
    engine = open_engine(database_url)
    async with town.browser() as browser:
        await browser.press(await browser.get(await link(town, browser)), "Sign in")
    clock.move(timedelta(hours=12))
    tidy(town.runtime.store, DbosJobs(engine), clock(), None)
    engine.dispose()

    with town.runtime.store.begin() as work:
        assert work.used_tokens.prune(clock()) == 0


async def test_every_address_gets_the_same_answer(town: Town) -> None:
    """Unknown, known without the right, and known with it: one sentence, and one letter."""
    async with town.browser() as browser:
        answers = [
            (seen.status, seen.main.words)
            for seen in [
                await asks(browser, email)
                for email in ("no@x.example", "pat@testshire.example", "Olu@Testshire.example")
            ]
        ]
        wrong = await asks(browser, "nonsense")
        letter = await in_time(town.letters.get())

    assert len(set(answers)) == 1
    assert (wrong.status, "Write your work e-mail" in wrong.text) == (200, True)
    assert (letter.to, town.letters.empty()) == ("olu@testshire.example", True)


@pytest.mark.parametrize("email", ["olu@testshire.example", "nobody@x.example"])
async def test_one_address_may_be_asked_for_a_few_times(town: Town, email: str) -> None:
    """Then it has to wait, known or not, however it is written; another one need not."""
    async with town.browser() as browser:
        often = [(await asks(browser, one)).status for one in [email, email.upper()] * 3]
        other = (await asks(browser, "other@x.example")).status

    assert (often, other) == ([200] * 5 + [429], 200)


async def test_a_press_that_did_not_come_from_our_page_does_nothing(town: Town) -> None:
    """Without the seal, with another browser's, or sent by another site: refused, and the link is still good."""
    async with town.browser() as browser, town.browser() as other:
        where = await link(town, browser)
        page, elsewhere = await browser.get(where), await other.get(where)
        seal = next(one.attrs["value"] for one in page.page.all("input") if one.attrs["name"] == "csrf")
        theirs = next(one.attrs["value"] for one in elsewhere.page.all("input") if one.attrs["name"] == "csrf")
        event = ("event", "e" * 20)
        refused = [
            (await browser.post(where, [event])).status,
            (await browser.post(where, [event, ("csrf", theirs)])).status,
            (await browser.post(where, [event, ("csrf", seal)], **{"Sec-Fetch-Site": "cross-site"})).status,
            (await browser.post("/dashboard/sign-in", [event, ("a.email", "olu@testshire.example")])).status,
        ]
        board = await browser.press(page, "Sign in")
        forged = (await browser.post("/dashboard/sign-out", [event])).status
        still = await browser.get("/dashboard")

    assert (refused, board.path, forged, still.path) == ([403] * 4, "/dashboard", 403, "/dashboard")


async def test_who_switches_their_links_off_is_signed_out(town: Town, clock: MovableClock) -> None:
    """Links and sessions until then are over."""
    async with town.browser() as browser:
        where = await link(town, browser)
        board = await browser.press(await browser.get(await link(town, browser)), "Sign in")
        clock.move(timedelta(seconds=1))
        with town.runtime.store.begin() as work:
            work.own_addresses.keep(LinksEnded(), OLU, clock())
        after = [(await browser.get(path)).path for path in ("/dashboard", where)]

    assert (board.path, after) == ("/dashboard", ["/dashboard/sign-in", where])


async def test_who_lost_the_right_is_not_let_in(town: Town) -> None:
    """Also with a link that was good when it was sent; and a page that is open shows no figures any more."""
    (olu,) = (person for person in PEOPLE if person.id == OLU)
    async with town.browser() as browser, town.browser() as signed_in:
        where = await link(town, browser)
        page = await browser.get(where)
        await signed_in.press(await signed_in.get(await link(town, signed_in)), "Sign in")
        with town.runtime.store.begin() as work:
            work.people.save([replace(olu, office=False)])
        refused = await browser.press(page, "Sign in")
        nothing = await signed_in.get("/dashboard")

    assert (refused.status, nothing.status) == (404, 404)
    assert town.seen()[-1] == (OLU, "sign-in refused")


@pytest.mark.parametrize(
    ("base", "name", "secure"),
    [("https://jsv.example", "__Host-signed-in", True), ("http://127.0.0.1", "signed-in", False)],
)
async def test_the_cookie(town: Town, base: str, name: str, secure: bool) -> None:
    """For this host alone where there is TLS; no script reads it, and no other site's form sends it. No page is kept or says where one came from."""
    async with town.browser(base) as browser:
        form = await browser.get("/dashboard/sign-in")
        (visitor,) = form.cookies.values()
        assert (visitor.key, bool(visitor["secure"])) == (name.replace("signed-in", "visitor"), secure)
        assert (form.headers["Cache-Control"], form.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        if secure:
            return  # this browser sends no such cookie without TLS
        page = await browser.get(await link(town, browser))
        sealed = [(one.attrs["name"], one.attrs["value"]) for one in page.page.all("input")]
        answer = await browser.client.post(page.path, data=dict(sealed), allow_redirects=False)
        cookie = answer.cookies[name]

    assert (answer.status, answer.headers["Location"], page.headers["Cache-Control"]) == (303, "/dashboard", "no-store")
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


@pytest.mark.parametrize("junk", ["x", "A" * 500, "%E2%98%83", "%00", "A" * 5000])
async def test_junk_is_no_link(town: Town, junk: str) -> None:
    """Whatever stands there instead is told the same."""
    async with town.browser() as browser:
        seen = await browser.get(f"/dashboard/link/{junk}")
        browser.client.session.cookie_jar.update_cookies({"signed-in": junk}, browser.client.make_url("/"))
        cookie = await browser.get("/dashboard")

    assert (seen.status, OVER in seen.text, cookie.path) == (404, True, "/dashboard/sign-in")
