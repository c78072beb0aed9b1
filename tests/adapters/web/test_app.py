"""The demo's pages over real HTTP, with scripted ports behind them."""

from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.app import middlewares, routes
from adapters.web.ports import Download, Sent
from adapters.web.security import HEADERS, csrf
from dialogs.ids import PersonId
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.views import Button, Card
from tests.adapters.web import samples
from tests.adapters.web.browser import Browser, Client, browsing
from tests.adapters.web.doubles import MO, PRIYA, SECRET, TUESDAY, FakeDemo, web_ports
from tests.adapters.web.reading import button, would_send
from tests.adapters.web.sample_walk import GO, SHOWN, a_script


async def test_one_may_be_anybody() -> None:
    """The start shows everybody with role, agency and what they owe, and each is one click away."""
    async with browsing(web_ports()) as browser:
        start = await browser.get("/")

        assert "Whom would you like to be?" == start.title
        assert ["/as/mo", "/as/priya"] == [one.attrs["href"] for one in start.main.all("a")]
        assert "MB Mo Begum Team manager Children’s Services Teams 1 thing to do" == start.main.all("a")[0].words
        assert "Demo: invented people" == start.page.one("strong", class_="tag").words


async def test_the_home_of_a_person_is_their_home_card() -> None:
    """Going home presses home for that person, on the web."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        home = await browser.get("/as/mo")

        (heard,) = script.heard
        assert ("My list", 200) == (home.title, home.status)
        assert (Handle("web", "", MO), Press("home", "show")) == (heard.sender, heard.press)  # type: ignore[union-attr] # a Pressed
        assert "/" == next(one for one in home.page.all("a") if one.words == "Be somebody else").attrs["href"]


async def test_looking_twice_is_two_events() -> None:
    """Every look at a card is fresh, so that nothing answers it from memory."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        for _ in range(2):
            await browser.get("/as/mo/card/thing~show~~")

        assert 2 == len({heard.turn for heard in script.heard})


async def test_a_button_leads_to_what_it_did_and_the_page_can_be_loaded_again() -> None:
    """A press is answered by a redirect; its answer is shown once, and afterwards how things stand."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        done = await browser.press(await browser.get("/as/mo/card/thing~show~~"), "Do it")
        again = await browser.get(done.path)

        assert ("The thing is done", 200, 1) == (done.title, done.status, len(done.hops))
        assert "Done: You have done it." == done.main.one(role="alert").words.removeprefix("✓")
        assert "The thing" == again.title
        assert [Press("thing", "show"), GO, Press("thing", "show")] == [
            heard.press for heard in script.heard if isinstance(heard, Pressed)
        ]


async def test_a_double_click_is_one_turn() -> None:
    """The same form sent twice carries the same turn id; the page drawn anew carries another."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        seen = await browser.get("/as/mo/card/thing~show~~")
        for _ in range(2):
            await browser.press(seen, "Do it")
        await browser.press(await browser.get("/as/mo/card/thing~show~~"), "Do it")

        turns = [heard.turn for heard in script.heard if isinstance(heard, Pressed) and heard.press == GO]
        assert [turns[0], turns[0]] == turns[:2]
        assert turns[0] != turns[2]


@pytest.mark.parametrize(
    "given", [None, "", "0" * 40, csrf(SECRET, "as priya"), csrf(b"another secret", "as mo"), "ü€"], ids=str
)
async def test_a_form_without_its_seal_does_nothing_and_one_can_go_on(given: str | None) -> None:
    """A missing or wrong seal is refused in plain words, nothing is heard, and loading the page anew helps."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        seen = await browser.get("/as/mo/card/thing~show~~")
        refused = await browser.press(seen, "Do it", change={"csrf": given})

        assert (403, "Please send that again") == (refused.status, refused.title)
        assert 1 == len(script.heard)

        done = await browser.press(await browser.get("/as/mo/card/thing~show~~"), "Do it")

        assert "The thing is done" == done.title


async def test_a_form_sent_from_another_site_does_nothing() -> None:
    """The browser's own word that another site sent it is enough to refuse."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        form, pressed = button((await browser.get("/as/mo/card/thing~show~~")).page, "Do it")
        refused = await browser.post("/as/mo/press", would_send(form, pressed), **{"Sec-Fetch-Site": "cross-site"})

        assert (403, 1) == (refused.status, len(script.heard))


@pytest.mark.parametrize(
    "press", ["thing~do~~", "thing~show~", "thing", "~show~~", "a~b~c~d~e", "%00~show~~", "..~show~~%2f"]
)
async def test_no_address_does_anything(press: str) -> None:
    """A card's address with another verb than show, or none that can be read, is a page that is not there."""
    script = a_script()
    async with browsing(web_ports(script)) as browser:
        assert (404, []) == ((await browser.get(f"/as/mo/card/{press}")).status, script.heard)


@pytest.mark.parametrize(
    "path", ["/", "/as/mo", "/sent", "/nowhere", "/as/nobody", "/l/nothing", "/p/0123456789abcdef", "/as/mo/press"]
)
async def test_every_page_tells_browsers_to_keep_quiet(path: str) -> None:
    """No page of ours is stored, framed, sniffed, or named to other sites; and none runs what it did not bring."""
    async with browsing(web_ports()) as browser:
        headers = (await browser.get(path)).headers

        assert HEADERS.items() <= headers.items()
        assert "no-store" == headers["Cache-Control"]
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
        )
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


async def test_outside_the_demo_there_is_no_script_and_no_demo() -> None:
    """Without a demo its pages are not there, and browsers may run nothing."""
    async with browsing(web_ports(demo=False)) as browser:
        pages = [await browser.get(path) for path in ("/", "/as/mo", "/sent", "/nowhere")]
        about = pages.pop(0)

        assert "Joint agency group supervision" == about.title
        assert [404] * 3 == [page.status for page in pages]
        assert not any("script" in page.headers["Content-Security-Policy"] for page in pages)
        assert not any(page.page.all("script") for page in pages)


async def test_files_are_served_from_memory_under_their_hash() -> None:
    """What a page refers to is there, may be kept for ever, and is found under no other name."""
    async with browsing(web_ports()) as browser:
        head = (await browser.get("/")).page.one("head")
        paths = [one.attrs.get("href") or one.attrs["src"] for one in (*head.all("link"), *head.all("script"))]
        files = [await browser.get(path) for path in paths]

        assert 4 == len(paths)
        assert [200] * 4 == [path.status for path in files]
        assert all("immutable" in path.headers["Cache-Control"] for path in files)
        assert [404, 404] == [(await browser.get(path)).status for path in ("/static/style.css", "/static/..%2fapp.py")]


async def test_the_clock_moves_once_for_each_form_and_leads_back() -> None:
    """A button of the clock moves it, sent twice it moves once, and one is where one was."""
    town = FakeDemo()
    async with browsing(web_ports(a_script(), town=town)) as browser:
        seen = await browser.get("/as/mo/card/thing~show~~")
        moved = [await browser.press(seen, "Next working day, 9am") for _ in range(2)]

        assert ["working"] == town.moved
        assert ["/as/mo/card/thing~show~~"] * 2 == [one.path for one in moved]
        assert "It is now Wed 2 Dec 2026, 9am" == moved[0].page.one("form", class_="clock").one("p").words


async def test_the_clock_takes_no_other_orders() -> None:
    """A way to move that is not offered, or a form without its seal, moves nothing."""
    town = FakeDemo()
    async with browsing(web_ports(town=town)) as browser:
        start = await browser.get("/")
        refused = [
            await browser.press(start, "+1 day", change=change)
            for change in ({"how": "year"}, {"csrf": "x"}, {"event": "x"})
        ]

        assert ([400, 403, 400], []) == ([one.status for one in refused], town.moved)


async def test_the_panel_shows_what_went_out_and_leads_to_it_as_its_reader_sees_it() -> None:
    """What is new first, then what was changed where it lies: to whom, where, when, the words, and one click to see it as they do."""
    town = FakeDemo(
        out=[
            Sent(TUESDAY, MO, "Mo Begum", "Teams", SHOWN, "new"),
            Sent(TUESDAY, PRIYA, "Priya Nair", "Slack", samples.POLL, "changed"),
        ]
    )
    async with browsing(web_ports(a_script(), town=town)) as browser:
        for path in ("/", "/as/mo", "/sent"):
            second, first = (await browser.get(path)).page.one(id="panel").all("li")

            assert f"/as/priya/card/poll~show~{samples.CASE}~" == first.one("a").attrs["href"]
            assert (
                "When can you come? To Priya Nair on Slack Tue 1 Dec 2026, 2pm Changed in place"
                == first.one("summary").words
            )
            assert "Tue 8 Dec 2026, 2pm" in first.one("pre").text
            assert "The thing" == second.one("span", class_="title").words


async def test_the_channels_beside_us_are_left_alone() -> None:
    """Another channel's routes in the same application get neither our pages nor our headers."""

    async def teapot(_: web.Request) -> web.Response:
        raise web.HTTPNotFound(text="not for you")

    ports = web_ports()
    app = web.Application(middlewares=middlewares(ports))
    app.add_routes([*routes(ports), web.post("/slack/events", teapot)])
    client: Client
    async with TestClient(TestServer(app)) as client:
        answer = await Browser(client).post("/slack/events", [("a", "b")])

        assert (404, "not for you") == (answer.status, answer.text)
        assert "Content-Security-Policy" not in answer.headers


async def test_a_person_with_an_odd_id_has_pages_too() -> None:
    """Whatever the store takes for an id can be somebody in the demo."""
    odd = replace(FakeDemo().cast[0], id=PersonId("o/d d?#ü"))
    async with browsing(web_ports(a_script(), town=FakeDemo(cast=(odd,)))) as browser:
        home = await browser.get((await browser.get("/")).main.one("a").attrs["href"])

        assert (200, "My list") == (home.status, home.title)
        assert (
            "The thing is done"
            == (await browser.press(await browser.get(home.main.all("a")[0].attrs["href"]), "Do it")).title
        )


async def test_a_document_is_taken_away_by_its_own_reader_only() -> None:
    """A card's documents stand on it as links; the address gives the file to whom it is for, kept by nobody on the way, and to others nothing."""
    press = Press("record", "pdf", samples.CASE, "1")
    script = a_script()
    script.files[MO, str(press)] = Download("JS-7K3M-session-1.pdf", "application/pdf", b"%PDF-1.7")
    script.otherwise = Card(
        "record", "Record", files=(Button("PDF", press, described="Download the record as a PDF"),), case=samples.CASE
    )
    async with browsing(web_ports(script)) as browser:
        (link,) = [one for one in (await browser.get("/as/mo")).main.all("a") if "download" in one.attrs]
        got = await browser.client.get(link.attrs["href"])

        assert (200, b"%PDF-1.7", "application/pdf") == (got.status, await got.read(), got.content_type)
        assert ('attachment; filename="JS-7K3M-session-1.pdf"', "no-store") == (
            got.headers["Content-Disposition"],
            got.headers["Cache-Control"],
        )
        assert "Download the record as a PDF" == link.attrs["aria-label"]
        for wrong in (
            link.attrs["href"].replace("/as/mo/", "/as/priya/"),
            "/as/mo/file/nonsense",
            "/as/mo/file/record~show~~",
        ):
            assert 404 == (await browser.client.get(wrong)).status


async def test_the_figures_are_a_page_with_pictures_and_files() -> None:
    """Each table stands on the page with its sentence; its picture is a document of its own without script; whose they are not finds nothing."""
    async with browsing(web_ports(a_script())) as browser:
        page = await browser.get("/as/mo/dashboard?from=2026-02")
        picture = await browser.client.get("/as/mo/dashboard/months.svg")
        drawn = await picture.text()

        assert (200, "Partnership dashboard") == (page.status, page.title)
        assert "17 of 21 sessions were held inside the window." in page.main.words
        (bars,) = page.main.all("img")
        assert ("/as/mo/dashboard/months.svg?from=2026-02", "Bars. Jan: 85%; Feb: 80%.") == (
            bars.attrs["src"],
            bars.attrs["alt"],
        )
        assert ("image/svg+xml", "default-src 'none'; style-src 'unsafe-inline'") == (
            picture.content_type,
            picture.headers["Content-Security-Policy"],
        )
        assert ("<script" in drawn, "Jan  85%" in drawn, "Mar" in drawn) == (False, True, False)
        assert b"book" == await (await browser.client.get("/as/mo/dashboard/figures.xlsx")).read()
        paper = await browser.client.get("/as/mo/dashboard/figures.pdf")
        assert ("application/pdf", b"%PDF") == (paper.content_type, await paper.read())
        for path in (
            "/as/priya/dashboard",
            "/as/mo/dashboard/themes.svg",
            "/as/mo/dashboard/figures.exe",
            "/p/none/dashboard",
        ):
            assert 404 == (await browser.client.get(path)).status
