"""The partnership's figures as a tagged PDF, for a board meeting."""

from pathlib import Path
from typing import Any, Final

from adapters.documents.pdf import typeset
from adapters.documents.text import every, writable
from dialogs.figures.values import Dashboard, Table

LAYOUT: Final = Path(__file__).parent / "board.typ"


def write(board: Dashboard) -> bytes:
    """The document: every table, with its bars beside it."""
    title = ", ".join(filter(None, ("Joint agency group supervision", board.label)))
    given = {
        "title": title,
        "whose": board.whose,
        "how": board.how,
        "tables": [_table(table) for table in board.tables],
    }
    return typeset(LAYOUT, dict(every(given, writable)))


def _table(one: Table) -> dict[str, Any]:
    lengths = [100 * length / one.widest for *_, length in one.bars] if one.drawn else []
    return {
        "title": one.title,
        "covers": one.covers,
        "says": one.says,
        "columns": one.columns,
        "rows": one.rows,
        "lengths": lengths,
    }
