"""The real bot behind its real pages, over HTTP, for whoever one wants to be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp.test_utils import TestClient, TestServer

from adapters.web.ports import DemoPerson
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.adapters.web.browser import Browser, Seen
from tests.adapters.web.doubles import FakeDemo
from tests.bot.acts import booked, stored
from tests.builders import SAL
from tests.town import PEOPLE

SECRET = b"s" * 32
DOOR = {"a.risk": "no", "a.disagreement": "no", "a.planning": "no"}
CAST = tuple(DemoPerson(person.id, person.name, person.role, person.agency, "web", 0) for person in PEOPLE)


@asynccontextmanager
async def pages_of(runtime: Runtime) -> AsyncIterator[Browser]:
    """A browser before the pages of a bot."""
    app = application(runtime, None, SECRET, demo=FakeDemo(cast=CAST))
    async with TestClient(TestServer(app)) as client:
        yield Browser(client)


def words(seen: Seen) -> str:
    """All that a page says."""
    return seen.main.words


async def at_the_record(runtime: Runtime, player: Player) -> Case:
    """A session was held; the record is to be written."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    runtime.clock.to(case.session.booked.end)  # type: ignore[attr-defined] # the clock of these tests can be moved
    player.fills(SAL, Press("session", "hold", case.id), {"attended": ("pat", "kit", "sal", "nia")})
    return stored(runtime, case.id)
