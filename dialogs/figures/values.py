"""What figures are made of and made into, and which counts may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogs.procedure.case import Case
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms

LEAST: Final = 5
HIDDEN: Final = "fewer than 5"
ROUNDED: Final = 5

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One thing shown: what it says in a sentence, its rows, and what of it is drawn as bars (nothing where it is hidden)."""

    name: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[tuple[str, float | None], ...] = ()
    unit: str = ""

    @property
    def drawn(self) -> bool:
        """Whether there are bars to compare."""
        return len([value for _, value in self.bars if value is not None]) > 1 and any(value for _, value in self.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """All that one viewer sees of one year."""

    year: int
    years: tuple[int, ...]
    whose: str  # the agency, or the partnership
    until: date
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What figures are made from."""

    cases: tuple[Case, ...]
    answers: tuple[Answers, ...]  # to the feedback; of sessions that at least three answered
    people: Directory
    terms: Terms


def hidden(counts: Mapping[str, int]) -> Mapping[str, int | None]:
    """The counts that may be shown; nothing in place of the others."""
    gone = {name for name, count in counts.items() if 0 < count < LEAST}
    shown = sorted((count, name) for name, count in counts.items() if name not in gone and count)
    if len(gone) == 1 and shown:
        gone.add(shown[0][1])
    return {name: None if name in gone else count for name, count in counts.items()}


def counted(count: int | None) -> str:
    """The count in words that may be shown."""
    return HIDDEN if count is None else str(count)


def rounded(share: float) -> int:
    """A share to the nearest five per cent."""
    return ROUNDED * round(share / ROUNDED)


def bars(shown: Mapping[str, int | None]) -> tuple[tuple[str, float | None], ...]:
    """The counts as bars; nothing where one is hidden."""
    return tuple((label.capitalize(), None if count is None else float(count)) for label, count in shown.items())
