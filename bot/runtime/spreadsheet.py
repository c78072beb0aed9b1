"""Rows of words as CSV. What a spreadsheet would take for a formula is made text by an apostrophe."""

import csv
import io
from collections.abc import Iterable
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """All of them, each cell just as it reads."""
    out = io.StringIO()
    csv.writer(out).writerows([text(cell) for cell in row] for row in rows)
    return out.getvalue()


def text(cell: str) -> str:
    """The cell, never a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
