"""What figures are made of and made into."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from dialogs.procedure.case import Case
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Answers = Mapping[str, str]
Tally = Counter[tuple[str, ...]]
"""How often each thing was found: `("Testshire Care", "inside")` twelve times."""
Bar = tuple[str, str, float]
"""What it is of, what it says, and how long it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One thing shown: what it says in a sentence, its rows, and what of it is drawn as bars.

    `own`: each row is of one agency, or of several. `covers`: its months, or the day it was counted.
    """

    name: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()
    unit: str = ""
    own: bool = False
    covers: str = ""

    @property
    def drawn(self) -> bool:
        """Whether there are bars to compare."""
        return len(self.bars) > 1 and any(length for *_, length in self.bars)

    @property
    def widest(self) -> float:
        """The length that fills the whole width: of shares all there is, of anything else the longest."""
        return 100.0 if self.unit == "%" else max((length for *_, length in self.bars), default=0.0) or 1.0

    @property
    def told(self) -> str:
        """The bars in words: what stands in for them where they cannot be seen."""
        return f"{'; '.join(f'{of}: {says}' for of, says, _ in self.bars)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedOn:
    """What is too little to be told yet, from the first of its months on."""

    since: date
    found: tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The figures of some whole months, from the first day to the last, as they were when they were published."""

    begin: date
    until: date
    due: int
    inside: int
    tables: tuple[Table, ...]
    counted_on: Mapping[str, CountedOn] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What it is called in an address: `2026-01`, its first month."""
        return f"{self.begin:%Y-%m}"

    @property
    def label(self) -> str:
        """What it is called: “Jan to Mar 2026”."""
        return months(self.begin, self.until)


def months(begin: date, until: date) -> str:
    """`Jan 2026`, `Jan to Mar 2026`, `Nov 2025 to Jan 2026`."""
    last = f"{MONTHS[until.month - 1]} {until.year}"
    first = MONTHS[begin.month - 1] + ("" if begin.year == until.year else f" {begin.year}")
    return last if (begin.year, begin.month) == (until.year, until.month) else f"{first} to {last}"


HOW: Final = (
    "Published once for whole months, and never so that a number from 1 to 4 can be told: "
    "what is small is counted together with others, or on into later months."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """All that one viewer sees: of one publication, and how they have followed one another. `key` and `label` are empty before the first."""

    whose: str  # the agency, or the partnership
    key: str
    label: str
    periods: tuple[tuple[str, str], ...]  # key and label of each publication, the latest first
    tables: tuple[Table, ...]
    agencies: tuple[str, ...] = ()  # those of which the office can look at the rows alone
    agency: str = ""  # and which it has chosen
    how: str = HOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What figures are made from."""

    cases: tuple[Case, ...]
    answers: tuple[
        tuple[str, Answers], ...
    ]  # answers to the feedback of sessions that at least three answered, and the month (`2026-01`) of its first
    people: Directory
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """What some whole months hold. `settled` are the cases of which it was known in them whether their session kept the window."""

    begin: date
    until: date
    settled: tuple[Case, ...]
    material: Material

    def hold(self, day: date) -> bool:
        """Whether a day is in them."""
        return self.begin <= day <= self.until


class TableParts(NamedTuple):
    """What a table says, its rows and its bars."""

    says: str
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()

    @classmethod
    def compared(cls, says: str, bars: Iterable[Bar]) -> "TableParts":
        """Of a table whose rows are what its bars say."""
        drawn = tuple(bars)
        return cls(says, tuple((of, each) for of, each, _ in drawn), drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A table that is counted month by month until it can be told, is then told once, and begins anew.

    `tell` gives nothing while no row of it can stand alone.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    count: Callable[[Months], Tally]
    tell: Callable[[Tally, Material], TableParts | None]
    unit: str = ""
    own: bool = False
