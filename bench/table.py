"""The table: for people at a terminal, for docs/speed.md, and as JSON."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from bench.figures import Goal, Line, Spread, shown

HEAD: Final = ("", "what", "ours", "ceiling", "ratio", "goal", "verdict")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

Json = dict[str, Any]


def cells(line: Line) -> tuple[str, ...]:
    """One line as it is shown."""
    ceiling = _with(line.ceiling, line.unit) if line.ceiling else "-"
    return (
        line.code,
        line.name,
        _with(line.ours, line.unit),
        ceiling,
        _spread(line.ratio) if line.ratio else "-",
        str(line.goal or "-"),
        line.verdict,
    )


def text(lines: Iterable[Line]) -> str:
    """In columns."""
    rows = [HEAD, *map(cells, lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def markdown(lines: Iterable[Line]) -> str:
    """For a page."""
    rows = [HEAD, ("---",) * len(HEAD), *map(cells, lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> str:
    """What it was measured on."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def to_json(line: Line) -> Json:
    """One line for programs, and for the next run."""
    return {
        "code": line.code,
        "name": line.name,
        "unit": line.unit,
        "ours": list(line.ours.seen),
        "ceiling": list(line.ceiling.seen) if line.ceiling else None,
        "ratio": line.ratio.middle if line.ratio else None,
        "goal": {"bound": line.goal.bound, "least": line.goal.least} if line.goal else None,
        "verdict": line.verdict,
    }


def from_json(kept: Json) -> Line:
    """The same line again."""
    ceiling, goal = kept["ceiling"], kept["goal"]
    return Line(
        code=kept["code"],
        name=kept["name"],
        unit=kept["unit"],
        ours=Spread(tuple(kept["ours"])),
        ceiling=Spread(tuple(ceiling)) if ceiling else None,
        goal=Goal(**goal) if goal else None,
    )


def write_json(path: Path, sections: Mapping[str, Json]) -> None:
    """All sections: those of this run, and those of earlier ones that were not run again."""
    path.write_text(json.dumps(sections, indent=1) + "\n")


def read_json(path: Path) -> dict[str, Json]:
    """What earlier runs have measured."""
    return dict(json.loads(path.read_text())) if path.exists() else {}


def write_page(path: Path, sections: Mapping[str, Json]) -> None:
    """Puts the table between the page's two marks."""
    lines = [from_json(one) for section in sections.values() for one in section["lines"]]
    whens = sorted({f"{section['on']} on {section['machine']}" for section in sections.values()})
    before, _, rest = path.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\nMeasured {'; '.join(whens)}.\n\n{markdown(lines)}\n{END}{after}")


def _with(spread: Spread, unit: str) -> str:
    return f"{shown(spread.middle)} {unit}"


def _spread(spread: Spread) -> str:
    """The middle, and between what the rounds lay."""
    low, high = min(spread.seen), max(spread.seen)
    return shown(spread.middle) if low == high else f"{shown(spread.middle)} ({shown(low)} to {shown(high)})"
