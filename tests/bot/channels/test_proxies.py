"""Behind a proxy, over real HTTP: limits count by visitor, and nobody shuts out what others do rightly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDict

from adapters.web.visitors import networks, visitor
from bot.channels.calendar_feeds import addresses_at
from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.model.press import Press
from tests.bot.acts import booked
from tests.bot.channels.test_calendar_feeds import BASE, SECRET, path
from tests.builders import BO, MO
from tests.play.browser import HIDDEN

HERE = "127.0.0.0/8"
ATTACKER = "203.0.113.66"


@asynccontextmanager
async def behind(runtime: Runtime, trusted: str) -> AsyncIterator[TestClient]:  # type: ignore[type-arg] # any application
    """The bot, which hears everybody from 127.0.0.1."""
    app = application(runtime, None, SECRET, base=lambda: BASE, trusted=networks(trusted))
    async with TestClient(TestServer(app)) as client:
        yield client


def heard_from(*addresses: str) -> dict[str, str]:
    return {"X-Forwarded-For": ", ".join(addresses)}


@pytest.mark.parametrize("trusted", ["", HERE])
@pytest.mark.parametrize("claims", ["one address", "another each time"])
async def test_wrong_links_shut_nobody_out(runtime: Runtime, trusted: str, claims: str) -> None:
    """Sixty wrong links, feeds and sign-ins from one sender; then good ones are opened, also by their own neighbour."""
    runtime = replace(runtime, sender="jsv@sample.example", addresses=addresses_at(lambda: BASE, SECRET, runtime.clock))
    player = Player(runtime)
    booked(runtime, player)
    link = SignedLinks(SECRET, runtime.clock).token(MO, Press("home", "show"))
    feed = path(player.presses(BO, Press("feed", "feed-make")))
    async with behind(runtime, trusted) as client:
        for number in range(60):
            whose = heard_from(ATTACKER if claims == "one address" else f"203.0.113.{number}")
            for wrong in (f"/l/wrong{number}", f"/calendar/{number:043}.ics", f"/dashboard/link/wrong{number}"):
                await client.get(wrong, headers=whose)
        good = [
            (await client.get(where, headers=heard_from(whose), allow_redirects=False)).status
            for where in (f"/l/{link}", feed, "/dashboard/sign-in")
            for whose in ("198.51.100.7", ATTACKER)
        ]

    assert good == [200] * 6


async def test_a_proxy_that_is_trusted_tells_visitors_apart(runtime: Runtime) -> None:
    """Whoever tries wrong links waits, whatever they wrote themselves before the proxy added whom it heard from; others do not."""
    async with behind(runtime, HERE) as client:
        guesses = [
            (await client.get(f"/l/wrong{number}", headers=heard_from(f"198.51.100.{number}", ATTACKER))).status
            for number in range(40)
        ]
        other = (await client.get("/l/wrong", headers=heard_from("198.51.100.7"))).status

    assert (guesses[:30], guesses[-1], other) == ([404] * 30, 429, 404)


async def test_the_cookie_stays_secure_behind_a_proxy(runtime: Runtime) -> None:
    """A proxy that asks us as 127.0.0.1 changes nothing: the world reaches us by TLS."""
    link = SignedLinks(SECRET, runtime.clock).token(MO, Press("home", "show"))
    async with behind(runtime, HERE) as client:
        there = {"Host": "127.0.0.1:8400"}
        door = await client.get(f"/l/{link}", headers=there)
        sent = dict(HIDDEN.findall(await door.text()))
        answer = await client.post(f"/l/{link}", data=sent, headers=there, allow_redirects=False)

    assert "; Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("remote", "told", "trusted", "whose"),
    [
        ("203.0.113.9", [], "", "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.7"], "", "203.0.113.9"),
        ("127.0.0.1", [], "", "127.0.0.1"),
        ("10.0.0.1", ["198.51.100.7"], "", ""),
        ("10.0.0.1", ["198.51.100.7"], "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.7, 10.0.0.2"], "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", ["6.6.6.6", "198.51.100.7"], "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.0/8", "10.0.0.3"),
        ("10.0.0.1", ["198.51.100.7, nonsense"], "10.0.0.0/8", ""),
        ("::ffff:10.0.0.1", ["198.51.100.7:4711"], "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", ['"[2001:db8:1:2:3:4:5:6]:4711"'], "10.0.0.0/8", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", [], "", "2001:db8:1:2::/64"),
    ],
)
def test_whose_visit_it_is(remote: str, told: list[str], trusted: str, whose: str) -> None:
    """Read from the right, past proxies that are trusted; what the visitor wrote themselves counts for nothing."""
    headers = CIMultiDict([("X-Forwarded-For", line) for line in told])

    assert visitor(remote, headers, networks(trusted)) == whose
