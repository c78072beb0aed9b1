"""Which counts may be shown: none, or at least five; what is less is shown together with others."""

from collections.abc import Iterable, Mapping
from typing import Final

from dialogs import words

LEAST: Final = 5
ALL: Final = "All together"

Counts = tuple[int, ...]


def fit(counts: Counts, least: int = LEAST) -> bool:
    """Whether each may be shown: nobody, or enough to hide among."""
    return all(count == 0 or count >= least for count in counts)


def enough(counts: Counts, least: int = LEAST) -> bool:
    """Whether there is something to publish, and nothing of it is small."""
    return sum(counts) >= least and fit(counts, least)


def joined(groups: Mapping[str, Counts], least: int = LEAST) -> Mapping[str, Counts]:
    """The rows that may be shown, the largest first, and their counts. Nothing at all where not even all together are fit."""
    return {label: added(groups, names) for label, names in together(groups, least).items()}


def together(groups: Mapping[str, Counts], least: int = LEAST) -> Mapping[str, tuple[str, ...]]:
    """The same, and the groups in each row: those that are not fit alone stand together, and with the next smallest that is.

    So that nobody can tell which of them is small. Where none is left to stand with them all are one, also those that count nothing.
    """
    alone = {name: counts for name, counts in groups.items() if fit(counts, least)}
    others = [name for name in groups if name not in alone]
    for size in sorted({sum(counts) for counts in alone.values()} - {0}) if others else ():
        next_ones = [
            name for name in alone if sum(alone[name]) == size
        ]  # all of one size: which of them it was would tell too
        others += next_ones
        alone = {name: counts for name, counts in alone.items() if name not in next_ones}
        if fit(added(groups, others), least):
            break
    if others and not any(any(counts) for counts in alone.values()):
        others, alone = [*groups], {}
    if not fit(added(groups, others), least):
        return {}
    rows = {name: (name,) for name in sorted(alone, key=lambda name: (-sum(alone[name]), name))}
    return {**rows, (words.listed(sorted(others)) if alone else ALL): tuple(others)} if others else rows


def stands_alone(shown: Iterable[str]) -> bool:
    """Whether any of these rows is not of all together."""
    return any(name != ALL for name in shown)


def added(groups: Mapping[str, Counts], names: Iterable[str]) -> Counts:
    """The counts of several groups in one."""
    return tuple(map(sum, zip(*(groups[name] for name in names), strict=True)))
