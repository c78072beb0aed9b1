"""S6: what becomes slower as cases grow: 1,000 open cases, then 100,000 (with `--full` 1,000,000), all on SQLite.

Ours: a case read by its reference; the list of somebody who is on a tenth of all cases, a page of it (the hardest list there
is: nobody has ten thousand open cases, and the page is the same hundred at both sizes); and one write, a manager's yes.
Ceiling: the same at 1,000.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count

from bench.figures import Line, alternate, at_most
from bench.run import Run
from bench.seeds import named, opened, raised, seed
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from tests.builders import a_runtime
from tests.town import MONDAY

FIRST = 1_000
MANAGERS = 10
GOAL = at_most(2)

Measured = Callable[[Runtime, int], float]


async def growth(run: Run) -> tuple[Line, ...]:
    """S6."""
    return await asyncio.to_thread(_measured, run)


def _measured(run: Run) -> tuple[Line, ...]:
    first, last = run.many(FIRST, 50), 1_000_000 if run.full else run.many(100_000, 100)
    with ExitStack() as stack:
        small, large = (
            stack.enter_context(a_runtime(_filled(run, many), clock=MovableClock(lambda: MONDAY)))
            for many in (first, last)
        )
        lines = []
        for name, measure in (
            ("read by reference", _reference),
            ("my list, a page", _list),
            ("one write", _writer(run)),
        ):
            ours, ceiling = asyncio.run(
                alternate(run.rounds, partial(_once, measure, large, last), partial(_once, measure, small, first))
            )
            lines.append(
                Line(
                    code="S6",
                    name=f"{name}, {last:,} cases against {first:,}",
                    unit="ms",
                    ours=ours,
                    ceiling=ceiling,
                    goal=GOAL,
                )
            )
    return tuple(lines)


async def _once(measure: Measured, runtime: Runtime, cases: int) -> float:
    return measure(runtime, cases)


def _filled(run: Run, many: int) -> str:
    url = run.sqlite(f"growth-{many}")
    with opened(url) as (engine, _):
        seed(engine, _shared(many))
    return url


def _shared(many: int) -> Iterator[tuple[Case, Fact, datetime | None]]:
    """Each manager has a tenth of the cases; those of one are raised one after another."""
    for number, (case, fact) in enumerate(raised(many, MONDAY)):
        yield replace(case, managers=(PersonId(_manager(number % MANAGERS)),)), fact, None


def _manager(number: int) -> str:
    return f"manager-{number}" if number else "mo"


def _reference(runtime: Runtime, cases: int) -> float:
    return _each(50, lambda number: _read(runtime, f"JS-{(number * 7919) % cases:07}"))


def _read(runtime: Runtime, reference: str) -> None:
    with runtime.store.reading() as work:
        if work.cases.by_reference(reference) is None:
            raise LookupError(reference)


def _list(runtime: Runtime, cases: int) -> float:
    return _each(10, lambda _: _page(runtime))


def _page(runtime: Runtime) -> None:
    with runtime.store.reading() as work:
        work.cases.of(PersonId("manager-3"))


def _writer(run: Run) -> Measured:
    """Mo agrees, each time to another of his cases."""
    agreed: dict[int, tuple[Player, Iterator[int]]] = {}

    def write(runtime: Runtime, cases: int) -> float:
        player, numbers = agreed.setdefault(cases, (Player(runtime), count()))
        return _each(run.many(10, 1), lambda _: _agree(runtime, player, next(numbers) * MANAGERS))

    return write


def _agree(runtime: Runtime, player: Player, number: int) -> None:
    card = player.presses(PersonId("mo"), Press("agreement", "agree", named(number)))
    if getattr(card, "note", None) is None:
        raise LookupError(number)


def _each(times: int, act: Callable[[int], None]) -> float:
    """Milliseconds for each."""
    began = time.perf_counter()
    for number in range(times):
        act(number)
    return (time.perf_counter() - began) / times * 1000
