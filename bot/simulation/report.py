"""`jsv simulate`: the same year with the bot's reminders and without, each on a database of its own, and what came of both."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.runtime.clock import MovableClock, london
from bot.runtime.date_fallback import leftover
from bot.runtime.holidays import Almanac
from bot.runtime.mail import InMemoryMail
from bot.runtime.profiles import load
from bot.runtime.runtime import Runtime
from bot.simulation.year import Letters, Report, Year
from bot.wiring import migrate
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.unit_of_work import Store

Say = Callable[[str], None]
SEED = 7
MODEL = "These are figures of a model: people do what they owe by lot, more often when they are asked or reminded. They say nothing of real people."


def simulate(cases: int, seed: int, say: Say, out: Path | None = None) -> bool:
    """Play both years and tell what came of them; whether every promise held."""
    first = london().date() - timedelta(days=365)
    both = {}
    for reminded in (True, False):
        say(f"A year {'with' if reminded else 'without'} reminders, {cases} cases:")
        both[reminded] = year(cases, seed, first, reminded=reminded, say=say)
    for line in told(both[True], both[False]):
        say(line)
    if out:
        out.write_text(
            json.dumps(
                {
                    "cases": cases,
                    "seed": seed,
                    "model": MODEL,
                    "with": asdict(both[True]),
                    "without": asdict(both[False]),
                },
                indent=2,
            )
        )
    return not (both[True].broken or both[False].broken)


def year(cases: int, seed: int, first: date, *, reminded: bool, say: Say = lambda _: None) -> Report:
    """One year in a database that is thrown away."""
    with TemporaryDirectory() as folder:
        clock = MovableClock()
        letters = Letters(clock)
        with offline_runtime(f"sqlite:///{folder}/year.db", clock, letters) as runtime:
            return Year(runtime, clock, letters, Random(seed), cases, reminded, first).play(say)  # noqa: S311 - no secret


def lived(url: str, cases: int, say: Say) -> None:
    """A year in a database that stays: for a demo, which begins today."""
    clock = MovableClock()
    letters = Letters(clock)
    with offline_runtime(url, clock, letters) as runtime:
        Year(
            runtime,
            clock,
            letters,
            Random(SEED),  # noqa: S311 - no secret
            cases,
            reminded=True,
            first=london().date() - timedelta(days=365),
        ).play(say)


@contextmanager
def offline_runtime(url: str, clock: MovableClock, letters: Letters) -> Iterator[Runtime]:
    """A runtime whose messages go nowhere but are counted."""
    migrate(url)
    engine = open_engine(url)
    with ThreadPoolExecutor(1) as threads:
        yield Runtime(
            store=Store(engine, KeyRing.development(), letters),
            jobs=letters,
            clock=clock,
            profiles=load(["norfolk-2022"]),
            almanac=Almanac(),
            channels={},
            mail=InMemoryMail(),
            leftover=leftover,
            threads=threads,
            behind=threads,
        )
    engine.dispose()


def told(with_: Report, without: Report) -> Iterator[str]:
    """Both, side by side, in plain lines."""
    yield ""
    yield f"{'':34}{'with reminders':>16}{'without':>16}"
    for label, reminded, left_alone in _rows(with_, without):
        yield f"{label:34}{reminded:>16}{left_alone:>16}"
    yield ""
    yield MODEL


def _rows(one: Report, other: Report) -> Iterator[tuple[str, str, str]]:
    yield "cases", str(one.cases), str(other.cases)
    yield "sessions that were due", str(one.agreed), str(other.agreed)
    yield "held", str(one.held), str(other.held)
    yield "held inside the window", f"{one.inside} ({one.share:.0%})", f"{other.inside} ({other.share:.0%})"
    yield "closed", str(one.closed), str(other.closed)
    yield "messages", str(one.messages), str(other.messages)
    yield "to one person a day, at the middle", f"{one.a_day[0]:.0f}", f"{other.a_day[0]:.0f}"
    yield "  19 days of 20 at most", f"{one.a_day[1]:.0f}", f"{other.a_day[1]:.0f}"
    yield "  most", str(one.a_day[2]), str(other.a_day[2])
    yield "late cases waited longest for", _first(one.held_up_by), _first(other.held_up_by)
    yield "things done", str(one.steps), str(other.steps)
    yield "promises broken", str(sum(count for _, count in one.broken)), str(sum(count for _, count in other.broken))


def _first(counts: tuple[tuple[str, int], ...]) -> str:
    return counts[0][0] if counts else "-"
