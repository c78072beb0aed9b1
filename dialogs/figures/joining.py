"""Which counts may be shown: none, or at least five; what is less is shown together with others."""

from collections.abc import Mapping
from typing import Final

from dialogs import words

LEAST: Final = 5
ALL: Final = "All together"

Counts = tuple[int, ...]


def fit(counts: Counts, least: int = LEAST) -> bool:
    """Whether each may be shown: nobody, or enough to hide among."""
    return all(one == 0 or one >= least for one in counts)


def joined(groups: Mapping[str, Counts], least: int = LEAST) -> Mapping[str, Counts]:
    """The groups that may be shown, the largest first: those that are not fit alone stand together, and with the next smallest that is.

    So that nobody can tell which of them is small. Where none is left to stand with them all are one, also those that count
    nothing; nothing at all is shown where not even all together are fit.
    """
    alone = {name: counts for name, counts in groups.items() if fit(counts, least)}
    others = [name for name in groups if name not in alone]
    if not others:
        return _ordered(alone)
    for size in sorted({sum(one) for one in alone.values()} - {0}):
        next_ones = [name for name in alone if sum(alone[name]) == size]  # all of one size: which of them it was would tell too
        others += next_ones
        alone = {name: counts for name, counts in alone.items() if name not in next_ones}
        if fit(_sum(groups, others), least):
            break
    if not any(any(one) for one in alone.values()):
        others, alone = [*groups], {}
    together = _sum(groups, others)
    name = words.listed(sorted(others)) if alone else ALL
    return {**_ordered(alone), name: together} if fit(together, least) else {}


def _ordered(groups: Mapping[str, Counts]) -> Mapping[str, Counts]:
    return dict(sorted(groups.items(), key=lambda one: (-sum(one[1]), one[0])))


def band(count: int) -> str:
    """A count of something that changes from day to day, told in fives."""
    low = count // LEAST * LEAST
    return "0" if not count else f"{max(low, 1)} to {low + LEAST - 1}"


def _sum(groups: Mapping[str, Counts], names: list[str]) -> Counts:
    return tuple(map(sum, zip(*(groups[one] for one in names), strict=True)))


def enough(counts: Counts, least: int = LEAST) -> bool:
    """Whether there is something to publish, and nothing of it is small."""
    return sum(counts) >= least and fit(counts, least)
