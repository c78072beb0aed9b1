"""What figures are made of and made into."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogs.procedure.case import Case
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One thing shown: what it says in a sentence, its rows, and what of it is drawn as bars. `own`: each row is of one agency, or of several."""

    name: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[tuple[str, float], ...] = ()
    unit: str = ""
    own: bool = False

    @property
    def drawn(self) -> bool:
        """Whether there are bars to compare."""
        return len(self.bars) > 1 and any(value for _, value in self.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The figures of some whole months, from the first day to the last, as they were when they were published."""

    begin: date
    until: date
    due: int
    inside: int
    tables: tuple[Table, ...]

    @property
    def key(self) -> str:
        """What it is called in an address: `2026-01`, its first month."""
        return f"{self.begin:%Y-%m}"

    @property
    def label(self) -> str:
        """What it is called: “Jan to Mar 2026”."""
        last = f"{MONTHS[self.until.month - 1]} {self.until.year}"
        first = MONTHS[self.begin.month - 1] + ("" if self.begin.year == self.until.year else f" {self.begin.year}")
        return last if (self.begin.year, self.begin.month) == (self.until.year, self.until.month) else f"{first} to {last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """All that one viewer sees: of one publication, and how they have followed one another. `key` and `label` are empty before the first."""

    whose: str  # the agency, or the partnership
    key: str
    label: str
    periods: tuple[tuple[str, str], ...]  # key and label of each publication, the latest first
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What figures are made from."""

    cases: tuple[Case, ...]
    answers: tuple[tuple[str, Answers], ...]  # month (`2026-01`) and answers to the feedback, of sessions that at least three answered
    people: Directory
    terms: Terms
