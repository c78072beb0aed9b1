"""Calendars as programs fetch them, over real HTTP: what is in them, for whom, and when they are nothing (P16, P23)."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar

from bot.channels.calendar_feeds import addresses_at
from bot.runtime.clock import MovableClock
from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import LinksEnded
from dialogs.model.views import Card
from dialogs.procedure.case import Case
from tests.adapters.documents.readers import READERS, by_ical_js
from tests.bot.acts import booked, stored
from tests.builders import BO, HAL, MO, PAT, SAL, days

SECRET = b"s" * 32
BASE = "https://jsv.example"
ADDRESS = re.compile(r"https://jsv\.example(/calendar/[\w/-]+\.ics)")


@pytest.fixture
def reached(runtime: Runtime) -> Runtime:
    """A bot that the world reaches."""
    return replace(runtime, sender="jsv@sample.example", addresses=addresses_at(lambda: BASE, SECRET, runtime.clock))


@pytest.fixture
def player(reached: Runtime) -> Player:
    """Everybody, with that bot."""
    return Player(reached)


@asynccontextmanager
async def asking(runtime: Runtime) -> AsyncIterator[TestClient]:  # type: ignore[type-arg] # any application
    """A program that fetches calendars."""
    async with TestClient(TestServer(application(runtime, None, SECRET))) as client:
        yield client


def path(card: object) -> str:
    """The address on a card, below ours."""
    assert isinstance(card, Card)
    found = ADDRESS.search(repr((card, [press.opens for press in card.presses])))
    assert found, card
    return found[1]


def made(player: Player, who: PersonId = BO) -> str:
    """Where somebody's new feed lies."""
    return path(player.presses(who, Press("feed", "feed-make")))


def lines(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


async def status(answer: ClientResponse) -> int:
    await answer.read()
    return answer.status


async def test_a_feed_holds_ones_own_sessions_and_nothing_of_the_case(reached: Runtime, player: Player) -> None:
    """Reference, time and place; who else comes, the child and the case are not in it; names that Outlook and Google read."""
    case = booked(reached, player)
    async with asking(reached) as client:
        answer = await client.get(made(player))
        raw = await answer.read()
        found = lines(raw)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    assert {
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Joint supervision",
        "NAME:Joint supervision",
        "X-PUBLISHED-TTL:PT1H",
    } <= set(found)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in found
    assert {
        f"UID:{case.id}-1@jsv",
        f"SUMMARY:Joint supervision session {case.reference}",
        "LOCATION:Room 4",
        "SEQUENCE:1",
    } <= set(found)
    assert not [line for line in found if line.startswith(("ATTENDEE", "BEGIN:VALARM"))]
    for word in (case.initials, case.local_reference, case.thinking, case.lived, "Pat", "Kit", "@testshire"):
        assert word not in raw.decode()


@pytest.mark.parametrize("reader", READERS)
async def test_a_feed_is_read_by_others(reached: Runtime, player: Player, reader: str) -> None:
    """The same instant in each, and no fault; an empty one too."""
    async with asking(reached) as client:
        where = made(player)
        empty = await (await client.get(where)).read()
        case = booked(reached, player)
        full = await (await client.get(where)).read()
    assert case.session
    assert case.session.booked
    method, (event,) = READERS[reader](full)

    assert READERS[reader](empty) == ("PUBLISH", [])
    assert (method, event.start, event.end) == (
        "PUBLISH",
        case.session.booked.start.astimezone(UTC),
        case.session.booked.end.astimezone(UTC),
    )


@pytest.mark.node
@pytest.mark.slow
async def test_a_feed_is_read_by_ical_js(reached: Runtime, player: Player) -> None:
    """The same in JavaScript."""
    async with asking(reached) as client:
        booked(reached, player)
        raw = await (await client.get(made(player))).read()

    assert by_ical_js(raw) == READERS["icalendar"](raw)


async def test_a_feed_follows_the_session(reached: Runtime, player: Player) -> None:
    """Booked it is there, its place changed so is that, moved it is gone until it is booked again, called off it is gone; for those left out at once."""
    async with asking(reached) as client:
        bo, mo = made(player, BO), made(player, MO)

        async def starts(where: str) -> list[datetime]:
            calendar = Calendar.from_ical(await (await client.get(where)).read())
            return [event.DTSTART for event in calendar.events]

        case = booked(reached, player)
        assert case.session
        assert case.session.booked
        assert (await starts(bo), await starts(mo)) == ([case.session.booked.start], [])
        player.fills(SAL, Press("session", "change-place", case.id), {"place": "Room 9"})
        (event,) = Calendar.from_ical(await (await client.get(bo)).read()).events
        assert (event["SEQUENCE"], event["LOCATION"]) == (2, "Room 9")
        player.fills(
            SAL, Press("session", "move", case.id), {"reason": "Ill", "typed": "mon 7 dec 2026 2pm", "slots": ()}
        )
        assert await starts(bo) == []
        session = stored(reached, case.id).session
        assert session
        player.fills(SAL, Press("poll", "book", case.id, session.slots[-1].id), {"reason": "No other day"})
        assert await starts(bo) == [session.slots[-1].start]
        player.fills(
            SAL, Press("poll", "change-people", case.id), {"attendees": ("pat", "hal"), "required": (), "others": ""}
        )
        assert await starts(bo) == []


async def test_a_session_that_was_stays_for_a_month(reached: Runtime, player: Player, clock: MovableClock) -> None:
    """For whoever came; a calendar does not lose last week at once."""
    case = booked(reached, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {"attended": ("sal", "nia", "bo")})
    async with asking(reached) as client:
        bo, hal = made(player, BO), made(player, HAL)
        both = [(await (await client.get(where)).read()).count(b"BEGIN:VEVENT") for where in (bo, hal)]
        clock.move(days(31))
        later = (await (await client.get(bo)).read()).count(b"BEGIN:VEVENT")

    assert (both, later) == ([1, 0], 0)


async def test_a_program_that_has_it_already_is_told_so(reached: Runtime, player: Player, clock: MovableClock) -> None:
    """By its tag, or by its time; a change has another tag and a later time."""
    async with asking(reached) as client:
        where = made(player)
        first = await client.get(where)
        tag, since = first.headers["ETag"], first.headers["Last-Modified"]
        clock.move(timedelta(minutes=5))
        same = await client.get(where, headers={"If-None-Match": tag})
        unchanged = await client.get(where, headers={"If-Modified-Since": since})
        head = await client.head(where)
        booked(reached, player)
        clock.move(timedelta(minutes=5))
        new = await client.get(where, headers={"If-None-Match": tag, "If-Modified-Since": since})
        newer = await client.get(where, headers={"If-Modified-Since": since})

    assert [one.status for one in (first, same, unchanged, head, new, newer)] == [200, 304, 304, 200, 200, 200]
    assert (same.headers["ETag"], await same.read()) == (tag, b"")
    assert new.headers["ETag"] != tag
    assert new.headers["Last-Modified"] > since


@pytest.mark.parametrize("gone", ["made anew", "switched off", "left", "never made", "too short", "hostile"])
async def test_a_feed_that_is_not_there_is_nothing(reached: Runtime, player: Player, gone: str) -> None:
    """Unknown, replaced, switched off, of somebody who has left: the same page, which says nothing of the reason."""
    where = made(player)
    if gone == "made anew":
        made(player)
    if gone == "switched off":
        player.presses(BO, Press("feed", "feed-end"))
    if gone == "left":
        with reached.store.begin() as work:
            work.people.save([replace(work.people.directory()[BO], active=False)])
    where = {
        "never made": f"/calendar/{'x' * 43}.ics",
        "too short": "/calendar/x.ics",
        "hostile": "/calendar/%00%2e%2e%2f" + "a" * 2000 + ".ics",
    }.get(gone, where)
    async with asking(reached) as client:
        answer = await client.get(where)
        said = await answer.text()

    assert (answer.status, "calendar" in said) == (404, False)


async def test_guessing_is_slow(reached: Runtime, player: Player) -> None:
    """After some thirty wrong addresses one waits, and hears for how long."""
    async with asking(reached) as client:
        answers = [await client.get(f"/calendar/{number:043}.ics") for number in range(40)]

    assert {answer.status for answer in answers} == {404, 429}
    assert int(answers[-1].headers["Retry-After"]) > 0


async def test_a_file_is_for_one_person_and_one_day(reached: Runtime, player: Player, clock: MovableClock) -> None:
    """It opens for a day, holds no case, is called by the reference; then, or when links are switched off, it is nothing."""
    case = booked(reached, player)
    async with asking(reached) as client:
        where = path(player.presses(BO, Press("invitation", "show", case.id)))
        answer = await client.get(where)
        found = lines(await answer.read())
        clock.move(days(1))
        late = await status(await client.get(where))
        fresh = path(player.presses(BO, Press("invitation", "show", case.id)))
        with reached.store.begin() as work:
            work.own_addresses.keep(LinksEnded(), BO, clock())
        ended = await status(await client.get(fresh))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="session-{case.reference}.ics"'
    assert {"METHOD:PUBLISH", f"UID:{case.id}-1@jsv", "BEGIN:VALARM"} <= set(found)
    assert not [line for line in found if line.startswith("ATTENDEE")]
    assert (answer.status, late, ended) == (200, 404, 404)


@pytest.mark.parametrize("then", ["moved", "left out", "called off"])
async def test_a_file_is_judged_when_it_is_fetched(reached: Runtime, player: Player, then: str) -> None:
    """An address made while the session was theirs opens nothing once it is not."""
    case = booked(reached, player)
    where = path(player.presses(BO, Press("invitation", "show", case.id)))
    _becomes(then, player, case)
    async with asking(reached) as client:
        assert await status(await client.get(where)) == 404


def _becomes(then: str, player: Player, case: Case) -> None:
    if then == "moved":
        player.fills(
            SAL, Press("session", "move", case.id), {"reason": "Ill", "typed": "mon 7 dec 2026 2pm", "slots": ()}
        )
    elif then == "left out":
        player.fills(
            SAL, Press("poll", "change-people", case.id), {"attendees": ("pat", "hal"), "required": (), "others": ""}
        )
    else:
        player.fills(SAL, Press("session", "call-off", case.id), {"reason": "Ill"})


async def test_a_page_link_opens_no_file_and_a_file_no_page(
    reached: Runtime, player: Player, clock: MovableClock
) -> None:
    """Each address is for its purpose."""
    case = booked(reached, player)
    page = SignedLinks(SECRET, clock).token(BO, Press("session", "show", case.id, "1"))
    file = (
        path(player.presses(BO, Press("invitation", "show", case.id)))
        .removeprefix("/calendar/file/")
        .removesuffix(".ics")
    )
    async with asking(reached) as client:
        assert await status(await client.get(f"/calendar/file/{page}.ics")) == 404
        assert await status(await client.get(f"/l/{file}")) == 404


async def test_links_that_were_switched_off_open_nothing(reached: Runtime, player: Player, clock: MovableClock) -> None:
    """All of that person's until then; a new one, and everybody else's, open."""
    case = booked(reached, player)
    links = SignedLinks(SECRET, clock)
    show = Press("session", "show", case.id)
    old, other = links.token(BO, show), links.token(PAT, show)
    clock.move(timedelta(minutes=1))
    done = player.presses(BO, Press("feed", "links-end"))
    assert isinstance(done, Card)
    clock.move(timedelta(minutes=1))
    async with asking(reached) as client:
        found = [await status(await client.get(f"/l/{one}")) for one in (old, other, links.token(BO, show))]

    assert found == [404, 200, 200]


async def test_the_page_that_other_systems_link_to(reached: Runtime, player: Player) -> None:
    """It says how to open what has a reference, the same whether there is such a case or not; anything else is nothing."""
    case = booked(reached, player)
    async with asking(reached) as client:
        real, made_up, junk = [await client.get(f"/case/{one}") for one in (case.reference, "JS-ZZZZ", "JS-<b>")]
        said = [(await one.text()).replace(case.reference, "X").replace("JS-ZZZZ", "X") for one in (real, made_up)]

    assert (real.status, made_up.status, junk.status) == (200, 200, 404)
    assert said[0] == said[1]
