"""How coarsely a number is told: so that it never says of how few it is."""

from fractions import Fraction
from typing import Final, NamedTuple

FIVE: Final = 5
PARTS: Final = (
    (200, 100),
    (100, 50),
    (40, 20),
    (20, 10),
    (10, 5),
    (5, 3),
)  # of so many and more, in so many parts: at least two counts lie in each
LOWEST, HIGHEST = 1.5, 4.5  # of a mean that is told


class Share(NamedTuple):
    """In words, and the middle of it in per cent."""

    says: str
    middle: float


def fives(count: int) -> str:
    """`fewer than 5`, `5 to 9`, `10 to 14`."""
    low = count // FIVE * FIVE
    return f"{low} to {low + FIVE - 1}" if low else "fewer than 5"


def share(some: int | Fraction, whole: int) -> Share:
    """What part of at least five, such as `80 to 90%`: in tenths or finer where there are many, in thirds where there are few."""
    parts = next(parts for least, parts in PARTS if whole >= least)
    at = min(int(Fraction(some) * parts / whole), parts - 1)
    low, high = (round(100 * part / parts) for part in (at, at + 1))
    return Share(f"{low} to {high}%", (low + high) / 2)


def mean(marks: dict[int, int]) -> Share:
    """The mean of marks from 1 to 5, by how often each was given: to the nearest half, and at neither end that all said the same."""
    exact = sum(mark * times for mark, times in marks.items()) / sum(marks.values())
    told = min(max(round(2 * exact) / 2, LOWEST), HIGHEST)
    ends = {LOWEST: f"{LOWEST} or less", HIGHEST: f"{HIGHEST} or more"}
    return Share(ends.get(told, f"{told:.1f}"), told)
