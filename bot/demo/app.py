"""`jsv demo`: the whole bot in one process, on this machine only, with invented people and a clock that can be moved."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, time, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Final

from adapters.shared.channel import Posting
from adapters.web.ports import DemoPerson, How, Kind, Sent
from adapters.web.send import WebChannel
from bot.channels.calendar_feeds import addresses_at
from bot.config.settings import Settings
from bot.demo.people import PEOPLE
from bot.demo.story import begin
from bot.outbox.scenes import scene_for
from bot.runtime.clock import MovableClock, london
from bot.runtime.mail import InMemoryMail, Letter
from bot.runtime.runtime import Pace, Runtime
from bot.schedule.reminders import sweep
from bot.simulation.people import people as model_people
from bot.simulation.report import lived
from bot.wiring import Outside, answer, application, open_runtime, running
from dialogs.cards.home import owed
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.views import Card, Pairs, Text
from dialogs.procedure.people import Person
from store.crypto.key_ring import KeyRing

HOST: Final = "127.0.0.1"
KEPT: Final = 200  # messages on the panel
MORNING: Final = time(9)
BROWSER: Final = "Browser"
CASES: Final = 120  # of the year before, where one is wanted
MODELS: Final = frozenset(person.id for person in model_people())
QUICK: Final = Pace(tries=5, first=0.2, longest=2.0, each=0.0, merged=0.3)


class Town:
    """The invented town: its people, its clock, and a panel of what went out."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self._sent: deque[Sent] = deque(maxlen=KEPT)
        self._runtime: Runtime | None = None
        self.url = ""

    def base(self) -> str:
        """Where it is reached, once it is."""
        return self.url

    def settle(self, runtime: Runtime) -> None:
        """The bot that they use."""
        self._runtime = runtime

    @property
    def runtime(self) -> Runtime:
        """The runtime; it is there before anybody asks.

        Raises:
            LookupError: nothing has been settled yet.
        """
        if self._runtime is None:
            raise LookupError("no runtime")
        return self._runtime

    async def people(self) -> tuple[DemoPerson, ...]:
        """Everybody one may be, and how much each owes."""
        return await self.runtime.in_thread(self._people)

    async def sent(self, limit: int = 50) -> tuple[Sent, ...]:
        """What went out, newest first; what was only brought up to date crowds out no news."""
        newest = tuple(reversed(self._sent))
        news, redrawn = ([message for message in newest if message.kind == kind] for kind in ("new", "changed"))
        return (*news[:limit], *redrawn[:limit])

    def now(self) -> datetime:
        """What the movable clock says."""
        return self._clock()

    async def move(self, how: How) -> None:
        """Move the clock on, and let what falls due happen."""
        self._clock.to(self._later(how))
        await self.runtime.in_thread(sweep, self.runtime)

    async def keep(self, person: str, card: Card, key: str, kind: Kind) -> Posting:
        """What the web channel does with a card: it lies where its person finds it, and on the panel."""
        self._show(PersonId(person), BROWSER, card, kind)
        return Posting(person, key)

    async def mailed(self, letter: Letter) -> None:
        """An e-mail that would have gone out."""
        card = Card(
            name="letter", title=letter.cover.subject, body=(*map(Text, letter.cover.says), Pairs(letter.cover.facts))
        )
        for person in PEOPLE:
            if person.email == letter.to:
                self._show(person.id, "E-mail", card, "new")

    def _show(self, person: PersonId, channel: str, card: Card, kind: Kind) -> None:
        name = next((played.name for played in PEOPLE if played.id == person), "") or self._newcomer(person)
        self._sent.append(Sent(self._clock(), person, name, channel, card, kind))

    def _newcomer(self, person: PersonId) -> str:
        """Somebody who came by an invitation is called as the directory knows them."""
        with self.runtime.store.reading() as work:
            known = work.people.directory().get(person)
        return known.name if known else "Somebody who has left"

    def _people(self) -> tuple[DemoPerson, ...]:
        with self.runtime.store.reading() as work:
            known = [person for person in work.people.directory().values() if person.id not in MODELS]
            owes = {person.id: len(owed(scene_for(work, person.id, None, "home", self.runtime))) for person in known}
        return tuple(_shown(person, owes[person.id]) for person in sorted(known, key=_order))

    def _later(self, how: How) -> datetime:
        now = self._clock()
        match how:
            case "hour":
                return now + timedelta(hours=1)
            case "day":
                return now + timedelta(days=1)
            case "week":
                return now + timedelta(weeks=1)
            case "working":
                day = self.runtime.terms()(None).calendar.after(now.date(), 1)
                return datetime.combine(day, MORNING, now.tzinfo)


def _order(person: Person) -> int:
    """As they are introduced; newcomers after them."""
    return next((place for place, played in enumerate(PEOPLE) if played.id == person.id), len(PEOPLE))


def _shown(person: Person, owes: int) -> DemoPerson:
    return DemoPerson(person.id, person.name, person.role, person.agency, BROWSER, owes)


async def demo(folder: Path, port: int, say: Callable[[str], None], *, year: bool = False) -> None:
    """Run until stopped. What was done is there again the next time; delete the folder to begin anew. `year` puts a year of cases before it."""
    clock = MovableClock(london, folder / "clock")
    town = Town(clock)
    settings = Settings.model_validate({"database_url": f"sqlite:///{folder / 'demo.db'}", "host": HOST, "port": port})
    outside = Outside(
        keys=KeyRing.development(),
        channels={"web": WebChannel(town.keep)},
        clock=clock,
        mail=InMemoryMail(town.mailed),
        pace=QUICK,
        last_resort=lambda person: (Handle("web", "", person.id),),
        poll=0.1,
        addresses=addresses_at(town.base, _secret(folder), clock),
    )
    if year and not (folder / "demo.db").exists():
        say("A year is being lived through: about a minute ...")
        await asyncio.to_thread(lived, settings.database_url, CASES, say)
    async with AsyncExitStack() as stack:
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        town.settle(runtime)
        if await runtime.in_thread(_empty, runtime):
            await runtime.in_thread(begin, runtime, clock)
        durable = await stack.enter_async_context(running(runtime, settings, outside.poll))
        await runtime.in_thread(sweep, runtime)
        app = application(runtime, durable, _secret(folder), town, town.base)
        await answer(app, HOST, port, lambda url: _opened(town, url, say))


def _opened(town: Town, url: str, say: Callable[[str], None]) -> None:
    town.url = url
    say(f"Open {url}")


def forget(folder: Path) -> None:
    """Throw away what was done in a demo."""
    for name in ("demo.db", "demo.db-wal", "demo.db-shm", "clock", "secret"):
        (folder / name).unlink(missing_ok=True)


def _empty(runtime: Runtime) -> bool:
    with runtime.store.reading() as work:
        return not any(person.id in work.people.directory() for person in PEOPLE)


def _secret(folder: Path) -> bytes:
    """A secret of this demo's own, so that open pages still work after a restart."""
    kept = folder / "secret"
    if not kept.exists():
        kept.write_text(token_hex(32))
        kept.chmod(0o600)
    return kept.read_text().encode()
