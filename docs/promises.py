"""Writes docs/promises.md: which test proves which promise from outside, on which channel, from tests/promises.toml."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
FILE: Final = HERE / "promises.md"
LEDGER: Final = HERE.parent / "tests" / "promises.toml"
PAGES: Final = ("procedure", "experience")
CHANNELS: Final[Mapping[str, str]] = {
    "web": "web page",
    "slack": "Slack",
    "teams": "Teams",
    "letter": "letter",
    "command": "command",
}
NOT_YET: Final = "not proved yet"
ENTRY: Final = re.compile(r"^(?:## (?P<section>.+)|- \*\*(?P<id>P\d\d|E\d+\.\d+)\*\* (?P<says>.*))$", re.MULTILINE)
OUTSIDE_ITS_SCOPE: Final = ("E10.", "E12.")  # running it, and what holds everywhere, are no sections of the ledger
HEAD: Final = """# What is promised, and the tests that prove it from outside

Each line of [the procedure](procedure.md), P01 to P23, and of [what people meet](experience.md), sections 1 to 9 and 11, and the tests
that show it to be so where people meet it: on a page, in a payload of Slack's, in an activity of Teams', in a letter, at the command
line. Each number is a test, named below its table; each letter is why a thing is not on that channel. **Not yet** is a channel that
could show it, or a part of it, and has no proof from outside. What a line itself calls *not yet* is promised by nobody so far.

The table is kept in `tests/promises.toml`. This page is made from it (`python -m docs.promises`). `tests/test_promises.py` fails when
a line is missing, and when a test that is named is not there or does not speak through its channel. It reads
sources only: that a test would fail if the promise were broken is for whoever adds it to see to."""


@dataclass(frozen=True)
class Promise:
    """One line: its number, what it says, and what stands in each channel's cell."""

    id: str
    says: str
    section: str
    cells: Mapping[str, tuple[str, ...] | str]  # tests, or why there are none


def sentences() -> Iterator[tuple[str, str, str]]:
    """Number, words and section of each line that has to stand in the ledger, as the pages have them."""
    for page in PAGES:
        section = ""
        for found in ENTRY.finditer((HERE / f"{page}.md").read_text()):
            section = found["section"] or section
            if found["id"] and not found["id"].startswith(OUTSIDE_ITS_SCOPE):
                yield found["id"], found["says"], section


def kept() -> Mapping[str, Any]:
    """The ledger as it is kept."""
    return tomllib.loads(LEDGER.read_text())


def reasons() -> Mapping[str, str]:
    """Why something is not on a channel, by the name that cells give."""
    return kept()["because"]  # type: ignore[no-any-return] # a table of texts


def promises() -> tuple[Promise, ...]:
    """Every line of the pages, with its cells; one that is not kept has none."""
    rows = kept()
    return tuple(Promise(number, says, section, cells(rows.get(number, {}))) for number, says, section in sentences())


def cells(row: Mapping[str, list[str] | str]) -> Mapping[str, tuple[str, ...] | str]:
    """What stands on each channel. A key may name several channels, and a channel may stand in several keys: their tests add up."""
    found: dict[str, tuple[str, ...] | str] = {}
    for key, said in row.items():
        for channel in (name.strip() for name in key.split(",")):
            before = found.get(channel, ())
            found[channel] = (*before, *said) if isinstance(said, list) and isinstance(before, tuple) else str(said)
    return found


def page() -> str:
    """The whole page."""
    rows = promises()
    sections = list(dict.fromkeys(row.section for row in rows))
    unproved = [f"{row.id} on {CHANNELS[channel]}" for row in rows for channel in CHANNELS if row.cells.get(channel) == NOT_YET]  # fmt: skip
    said = f"Not proved yet, {len(unproved)} in all: {', '.join(unproved)}." if unproved else "Nothing is unproved."
    parts = [part for section in sections for part in _section(section, [row for row in rows if row.section == section])]  # fmt: skip
    return "\n".join((HEAD, "", said, "", *parts))


def _section(title: str, rows: list[Promise]) -> Iterator[str]:
    tests = list(dict.fromkeys(test for row in rows for cell in row.cells.values() if isinstance(cell, tuple) for test in cell))  # fmt: skip
    whys = list(dict.fromkeys(cell for row in rows for cell in row.cells.values() if isinstance(cell, str) and cell != NOT_YET))  # fmt: skip
    yield f"## {title}"
    yield ""
    yield f"| | promise | {' | '.join(CHANNELS.values())} |"
    yield f"|{' --- |' * (len(CHANNELS) + 2)}"
    for row in rows:
        drawn = (_cell(row.cells.get(channel, ""), tests, whys) for channel in CHANNELS)
        yield f"| {row.id} | {row.says} | {' | '.join(drawn)} |"
    yield ""
    yield from (f"{at}. {_linked(test)}" for at, test in enumerate(tests, 1))
    yield ""
    yield from (f"- *{_letter(at)}*: {reasons().get(why, why)}" for at, why in enumerate(whys))
    yield ""


def _cell(cell: tuple[str, ...] | str, tests: list[str], whys: list[str]) -> str:
    if isinstance(cell, tuple):
        return ", ".join(str(tests.index(test) + 1) for test in cell)
    return "**Not yet**" if cell == NOT_YET else f"*{_letter(whys.index(cell))}*"


def _letter(at: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[at]


def _linked(test: str) -> str:
    """`[a case is raised](../tests/…py)`."""
    path, _, name = test.partition("::")
    return f"[{name.rpartition('::')[2].removeprefix('test_').replace('_', ' ')}](../tests/{path})"


if __name__ == "__main__":
    FILE.write_text(page())
