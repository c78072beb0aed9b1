"""How counts are joined, attacked as a statistician would who knows the rule (docs/figures.md).

Every small world that could be is made, and told; whoever sees it keeps all the worlds that would have looked the same. If
in all of these a count is the same and small, it is found. Numbers are smaller than in life (fewer than 3 instead of 5 is
small), so that there are few enough worlds to try them all.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product

import pytest

from dialogs.figures.joining import ALL, Counts, enough, joined

SMALL = 3
Group = tuple[int, int]  # how many were held inside the window, and how many were not
World = tuple[tuple[Counts, ...], ...]  # by month, and by agency
Rows = tuple[tuple[str, Counts], ...]
Shown = tuple[tuple[int, int, Group, int, Rows], ...]
NAMES = "abcd"


def carefully(world: World) -> Shown:
    """As we do: months joined until there are enough; agencies joined, and counted on until one of them stands alone."""
    return _runs(
        world,
        lambda total: enough(total, SMALL),
        lambda groups: {} if ALL in (shown := joined(groups, SMALL)) else shown,
    )


def carelessly(world: World) -> Shown:
    """As one would: every month as it is."""
    return _runs(world, any, lambda groups: groups)


def hiding(world: World) -> Shown:
    """As is often done: small counts are left out, beside the total."""
    return _runs(
        world,
        any,
        lambda groups: {
            name: counts for name, counts in groups.items() if not any(0 < count < SMALL for count in counts)
        },
    )


def _runs(
    world: World, closes: Callable[[Counts], bool], rows: Callable[[Mapping[str, Counts]], Mapping[str, Counts]]
) -> Shown:
    shown: list[tuple[int, int, Group, int, Rows]] = []
    begin = since = 0
    for end in range(1, len(world) + 1):
        total = _sum([group for month in world[begin:end] for group in month])
        if closes(total):
            told = rows(
                {
                    name: _sum([month[at] for month in world[since:end]])
                    for at, name in enumerate(NAMES[: len(world[0])])
                }
            )
            shown.append((begin, end, total, since, tuple(told.items())))
            begin, since = end, end if told else since
    return tuple(shown)


def _sum(groups: Sequence[Counts]) -> Group:
    return sum(group[0] for group in groups), sum(group[1] for group in groups)


def found(publish: Callable[[World], Shown], months: int, agencies: int, top: int) -> int:
    """How many small counts are found, over all that could be published: of an agency in a month, or of a month."""
    groups = [*product(range(top + 1), repeat=2)]
    alike: dict[Shown, list[World]] = defaultdict(list)
    for world in product([*product(groups, repeat=agencies)], repeat=months):
        alike[publish(world)].append(world)
    fair = [
        worlds for shown, worlds in alike.items() if all(max(total) <= top for _, _, total, *_ in shown)
    ]  # else the limit of what we try tells
    return sum(_pinned(worlds, months, agencies) for worlds in fair)


def _pinned(worlds: list[World], months: int, agencies: int) -> int:
    facts = [
        [world[month][agency][part] for world in worlds]
        for month in range(months)
        for agency in range(agencies)
        for part in (0, 1)
    ]
    facts += [
        [sum(group[part] for group in world[month]) for world in worlds] for month in range(months) for part in (0, 1)
    ]
    return sum(len(set(fact)) == 1 and 0 < fact[0] < SMALL for fact in facts)


@pytest.mark.parametrize(
    ("months", "agencies", "top"),
    [(1, 3, 4), (3, 1, 4), (1, 2, 6), (2, 1, 9), pytest.param(2, 2, 4, marks=[pytest.mark.slow, pytest.mark.long])],
)
def test_the_attack_finds_nobody(months: int, agencies: int, top: int) -> None:
    """By difference of months, of agencies, and of agencies from the whole: no small count is found, in any world."""
    assert found(carefully, months, agencies, top) == 0


@pytest.mark.parametrize("publish", [carelessly, hiding])
def test_the_attack_finds_what_is_published_with_less_care(publish: Callable[[World], Shown]) -> None:
    """So that the attack itself is known to work."""
    assert found(publish, 1, 2, 4) > 0
