"""What was measured, and how it is judged.

Machines differ and are noisy, so a speed is a ratio of two things that took turns in the same run. A ratio is taken in
each round and the middle one of all rounds counts: a neighbour who wakes up in the middle disturbs one round, not the figure.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median
from typing import Final

MOST_DIGITS: Final = 100  # from there on a figure is shown without decimals


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures of all rounds, in order."""

    seen: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.seen)

    @property
    def width(self) -> float:
        """How far the rounds lie apart, as a share of the median."""
        return (max(self.seen) - min(self.seen)) / self.middle if self.middle else 0.0

    def over(self, other: "Spread") -> "Spread":
        """Round by round, this one divided by the other."""
        return Spread(tuple(mine / theirs for mine, theirs in zip(self.seen, other.seen, strict=True)))


@dataclass(frozen=True, slots=True)
class Goal:
    """At least so much, or at most: of the ratio where there is a ceiling, else of the figure itself."""

    bound: float
    least: bool = False

    def met(self, figure: float) -> bool:
        """Whether it is reached."""
        return figure >= self.bound if self.least else figure <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.least else '<='} {self.bound:g}"


def at_least(bound: float) -> Goal:
    """More is better."""
    return Goal(bound, least=True)


def at_most(bound: float) -> Goal:
    """Less is better."""
    return Goal(bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. Without a goal it is told only for what it says beside the others."""

    code: str
    name: str
    unit: str
    ours: Spread
    ceiling: Spread | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> Spread | None:
        """Ours over the ceiling."""
        return self.ours.over(self.ceiling) if self.ceiling else None

    @property
    def verdict(self) -> str:
        """Met, missed, or nothing where no goal was set."""
        if self.goal is None:
            return ""
        return "met" if self.goal.met((self.ratio or self.ours).middle) else "missed"


Measure = Callable[[], Awaitable[float]]


async def alternate(rounds: int, ours: Measure, ceiling: Measure) -> tuple[Spread, Spread]:
    """Both measured so many times, taking turns; who begins changes with each round."""
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        for which, kept in ((ours, mine), (ceiling, theirs))[:: -1 if number % 2 else 1]:
            kept.append(await which())
    return Spread(tuple(mine)), Spread(tuple(theirs))


async def repeated(rounds: int, ours: Measure) -> Spread:
    """What has no ceiling, measured so many times."""
    return Spread(tuple([await ours() for _ in range(rounds)]))


def shown(figure: float) -> str:
    """A figure as people read it: three digits that mean something."""
    return f"{figure:,.0f}" if abs(figure) >= MOST_DIGITS else f"{figure:.3g}"
