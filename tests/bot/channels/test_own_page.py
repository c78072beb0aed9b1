"""What has no room in a chat is one press away: a way to the web for that person alone, which ends (V3, P23)."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from adapters.slack import render as slack
from adapters.teams import render as teams
from adapters.teams.cards import Kind
from bot.channels.calendar_feeds import addresses_at
from bot.outbox.delivery import Telling, prepare
from bot.outbox.edits import fingerprint
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import NO_ADDRESSES
from dialogs.model.views import Card, Page, Reply, Review, Row, Rows, Text
from tests.adapters.slack.samples import LAST, REVIEW
from tests.bot.acts import booked
from tests.builders import BO, SAL, TESS
from tests.doubles_slack.rules import faults_of_message, faults_of_view
from tests.doubles_teams.rules import faults_of_card, things
from tests.play.browser import Browser

SECRET = b"s" * 32
WEB = "https://jsv.example/l/abc"
MANY = Rows(tuple(Row(f"Row {at} {'x' * 400}") for at in range(110)))
TOO_LONG: dict[str, Reply] = {
    "rows": Card("case", "A case", (MANY,), web=WEB),
    "a text": Card("record", "A record", (Text("x" * 60_000),), web=WEB),
    "a form": replace(LAST, given={"thinking": "x" * 50_000}, web=WEB),
    "a review": replace(REVIEW, rows=tuple(replace(REVIEW.rows[0], words="x" * 5_000) for _ in range(30)), web=WEB),
}
DRAWN: dict[str, Callable[[Reply], object]] = {
    "slack message": lambda one: slack.message(one) if isinstance(one, Card) else slack.question(one),
    "slack window": slack.window,
    "teams message": lambda one: teams.drawn(one, Kind.CHAT),
    "teams dialog": lambda one: teams.dialog(one)["task"],
}


def addresses(drawn: object) -> list[str]:
    """Every address that can be opened."""
    return [str(thing["url"]) for thing in things({"in": json.loads(json.dumps(drawn))}) if "url" in thing]


@pytest.mark.parametrize(
    ("where", "what"),
    [(where, what) for where in DRAWN for what in TOO_LONG if (where, what) != ("slack message", "a form")],
)
def test_whatever_is_cut_leads_on(where: str, what: str) -> None:
    """In a message, a window and a dialog; and where the world does not reach the bot, nothing speaks of a page."""
    drawn, bare = DRAWN[where](TOO_LONG[what]), DRAWN[where](replace(TOO_LONG[what], web=""))

    assert {WEB} == set(addresses(drawn))
    assert [] == addresses(bare)
    assert "Open web page" not in str(bare)
    if isinstance(TOO_LONG[what], Card):
        assert [] == (faults_of_message(_loaded(drawn)) if where == "slack message" else [])
        assert [] == (faults_of_view(_loaded(drawn)) if where == "slack window" else [])
        assert [] == (faults_of_card(_loaded(drawn)) if where == "teams message" else [])


@pytest.mark.parametrize("where", DRAWN)
def test_what_is_whole_needs_no_way(where: str) -> None:
    """No link that somebody might pass on where there is nothing more to see."""
    assert [] == addresses(DRAWN[where](Card("case", "A case", (Text("Short."),), web=WEB)))


@asynccontextmanager
async def reached(runtime: Runtime) -> AsyncIterator[tuple[Runtime, ClientSession, str]]:
    """The bot, at an address of this machine."""
    async with (
        TestServer(application(runtime, None, SECRET)) as server,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        base = str(server.make_url("/")).rstrip("/")
        yield replace(runtime, addresses=addresses_at(lambda: base, SECRET, runtime.clock)), session, base


async def test_each_has_their_own(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """The same card drawn for two people leads each to their own page; a redraw is no change; after a fortnight it is over."""
    case = booked(runtime, player)
    async with reached(runtime) as (here, session, base):
        bos, sals = (_told(here, who, case.id) for who in (BO, SAL))
        page = await Browser(session, base, BO).arrives(bos.web)
        other = await Browser(session, base, TESS).arrives(sals.web)
        again = _told(here, BO, case.id)
        clock.to(clock() + timedelta(days=15))
        late = await session.get(bos.web)

    assert case.reference in " ".join(page.words)
    assert case.reference in " ".join(other.words)
    assert bos.web != sals.web
    assert fingerprint(bos) == fingerprint(again)
    assert 200 != late.status
    assert "" == _told(replace(runtime, addresses=NO_ADDRESSES), BO, case.id).web


async def test_a_form_goes_on_there(runtime: Runtime) -> None:
    """An answer in a chat carries the way to the same form, which opens where it was left."""
    async with reached(runtime) as (here, session, base):
        shown = Player(here).presses(TESS, Press("case", "raise"))
        assert isinstance(shown, Page | Review)
        page = await Browser(session, base, TESS).arrives(shown.web)

    assert isinstance(shown, Page)
    assert {f"a.{one.name}" for one in shown.asked} <= {name for form in page.forms for name in form.fields}


def _told(runtime: Runtime, who: PersonId, case: object) -> Card:
    ready = prepare(runtime, Telling(who, "case", case, "", "k"))  # type: ignore[arg-type] # an id of a case
    assert ready
    return ready.card


def _loaded(drawn: object) -> dict[str, object]:
    return dict(json.loads(json.dumps(drawn)))
