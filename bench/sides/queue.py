"""The queue, working off jobs that were noted before it began: `python -m bench.sides.queue deliver|empty DATABASE_URL COUNT`.

It prints how many jobs a second were done.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from secrets import token_hex

from dbos import DBOS

from adapters.shared.channel import Posting
from bench.arena import fill
from bench.seeds import named
from bot.config import logs
from bot.config.settings import Settings
from bot.queue.engine import config
from bot.queue.workflows import start
from bot.runtime.clock import london
from bot.runtime.runtime import Pace, Runtime
from bot.wiring import Outside, open_runtime, running
from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.views import Card
from dialogs.procedure.people import Person
from store.crypto.key_ring import KeyRing
from store.queue.jobs import DELIVER, DELIVERIES, SWEEP, TIDY
from tests.doubles import ABLE
from tests.slack_double import TEAM

EMPTY = "empty"
PACE = Pace(each=0.0)
POLL = 0.2


class Counter:
    """A channel that takes everything, and knows when it has all."""

    name: str = "slack"
    abilities = ABLE

    def __init__(self) -> None:
        self.left, self.done = 0, asyncio.Event()

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Taken."""
        self.count()
        return Posting(to.user, "1")

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Taken."""
        return at

    def count(self) -> None:
        """One is done."""
        self.left -= 1
        if not self.left:
            self.done.set()


async def main(kind: str, url: str, many: int) -> None:
    """Note the jobs, begin the queue, wait until the last is done."""
    logs.configure("json", level="warning")
    counter = Counter()
    settings = Settings.model_validate({"database_url": url})
    outside = Outside(keys=KeyRing.development(), channels={"slack": counter}, pace=PACE, poll=POLL)
    await asyncio.to_thread(fill, url, 1)
    async with open_runtime(settings, outside) as runtime:
        counter.left = many
        await asyncio.to_thread(note, runtime, kind, many)
        work = empty(runtime, counter, url) if kind == EMPTY else running(runtime, settings, outside.poll)
        async with work:
            began = time.perf_counter()
            async with asyncio.timeout(120):
                await counter.done.wait()
            print(many / (time.perf_counter() - began))


def note(runtime: Runtime, kind: str, many: int) -> None:
    """Jobs, each with an address of its own, as a turn notes them."""
    people = tuple(_person(number) for number in range(many))
    case = named(0)
    with runtime.store.begin() as work:
        work.people.save(replace(person, email=f"{person.id}@testshire.example") for person in people)
        for person in people:
            work.people.link(Handle("slack", TEAM, person.id), person.id, london())
    with runtime.store.begin() as work:
        for person in people:
            key = f"{case}/{token_hex(4)}/case/{person.id}"
            runtime.jobs.enqueue(
                work.connection,
                DELIVER if kind != EMPTY else EMPTY,
                key,
                (person.id, "case", case, "", key),
                queue=DELIVERIES,
                partition=person.id,
            )


def _person(number: int) -> Person:
    return Person(
        id=PersonId(f"office-{number}"),
        name=f"Invented {number}",
        agency="Testshire Partnership",
        role="Officer",
        office=True,
    )


@asynccontextmanager
async def empty(runtime: Runtime, counter: Counter, url: str) -> AsyncIterator[None]:
    """The same queue with one kind of job, which does nothing."""
    DBOS(config=config(url, EMPTY))

    @DBOS.workflow(name=EMPTY)
    async def _empty(*_: str) -> str:
        counter.count()
        return EMPTY

    @DBOS.workflow(name="idle")
    async def _idle(_: datetime, __: object) -> None:
        return

    DBOS.launch()
    await asyncio.to_thread(start, runtime, {SWEEP: _idle, TIDY: _idle}, poll=POLL)
    try:
        yield
    finally:
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
