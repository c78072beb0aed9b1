"""S8: a form of twenty fields, drawn for Slack and for Teams.

Ours: the form as data through the channel's renderer: limits, escapes, answers so far, choices that cannot be made.
Ceiling: a function that builds the very same dicts by hand for this one form, from the same fields, and looks at nothing.
That both give the same is checked before anything is timed.
"""

import time
from collections.abc import Callable
from typing import Any

from adapters.slack.modals import page as slack_page
from adapters.teams.pages import page as teams_page
from bench.by_hand import BY_HAND, PAGE
from bench.figures import Line, alternate, at_most
from bench.run import Run


async def drawing(run: Run) -> tuple[Line, ...]:
    """S8."""
    many = run.many(200, 5)
    lines = []
    for name, ours in (("Slack", slack_page), ("Teams", teams_page)):
        hand = BY_HAND[name]
        if ours(PAGE) != hand():
            raise AssertionError(f"{name} is drawn otherwise by hand")

        async def drawn(draw: Callable[[], Any]) -> float:
            began = time.perf_counter()
            for _ in range(many):
                draw()
            return (time.perf_counter() - began) / many * 1000

        mine, theirs = await alternate(
            run.rounds,
            lambda ours=ours: drawn(lambda: ours(PAGE)),  # type: ignore[misc] # bound now
            lambda hand=hand: drawn(hand),  # type: ignore[misc] # bound now
        )
        lines.append(
            Line(
                code="S8",
                name=f"a form of {len(PAGE.asked)} fields for {name}",
                unit="ms",
                ours=mine,
                ceiling=theirs,
                goal=at_most(3),
            )
        )
    return tuple(lines)
