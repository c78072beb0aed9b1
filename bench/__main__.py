"""`python -m bench [S1 S7 ...]`: measures, prints one table, and never fails for being slow."""

import asyncio
import sys
import tempfile
from pathlib import Path
from traceback import format_exc
from typing import Final

import click

from bench import table
from bench.figures import Line
from bench.run import NotHere, Run
from bench.sections import SECTIONS
from bot.config import logs
from bot.runtime.clock import london

LAST: Final = Path(__file__).parent / "last.json"


@click.command()
@click.argument("codes", nargs=-1)
@click.option("--quick", is_flag=True, help="A smoke run: everything runs, the figures mean nothing and are not kept.")
@click.option("--full", is_flag=True, help="The largest sizes: S6 up to 1,000,000 cases.")
@click.option("--rounds", default=5, show_default=True, help="How often both sides take their turn.")
@click.option(
    "--json",
    "kept",
    type=click.Path(path_type=Path),
    default=LAST,
    show_default=True,
    help="Where the figures are kept.",
)
@click.option(
    "--write",
    "page",
    type=click.Path(path_type=Path, exists=True),
    help="A page that gets the table between its marks.",
)
def main(codes: tuple[str, ...], *, quick: bool, full: bool, rounds: int, kept: Path, page: Path | None) -> None:
    """Measure these sections, or all."""
    wanted = tuple(code.upper() for code in codes) or tuple(SECTIONS)
    if unknown := [code for code in wanted if code not in SECTIONS]:
        raise click.UsageError(f"There is no {', '.join(unknown)}; there are {', '.join(SECTIONS)}.")
    logs.configure("json", level="warning")
    with tempfile.TemporaryDirectory(prefix="jsv-bench-") as folder:
        run = Run(folder=Path(folder), rounds=1 if quick else rounds, quick=quick, full=full)
        measured: list[Line] = []
        for code in wanted:
            lines = _measured(code, run)
            measured += lines
            if lines and not quick:
                _keep(kept, code, lines)
    click.echo(table.text(measured))
    if page and not quick:
        table.write_page(page, table.read_json(kept))


def _measured(code: str, run: Run) -> tuple[Line, ...]:
    """One section; where it cannot be measured or breaks, the others go on."""
    click.echo(f"{code} ...", err=True)
    try:
        return asyncio.run(SECTIONS[code](run))
    except NotHere as why:
        click.echo(f"{code} is left out: {why}", err=True)
    except Exception:  # an hour's figures are not lost to one fault
        click.echo(f"{code} broke: {format_exc()}", err=True)
        if run.quick:  # a smoke run is there to find out
            raise
    return ()


def _keep(path: Path, code: str, lines: tuple[Line, ...]) -> None:
    """In the place of what an earlier run has measured; sections that were not run stay as they are."""
    now = {"on": f"{london():%Y-%m-%d}", "machine": table.machine(), "lines": [table.to_json(line) for line in lines]}
    sections = {**table.read_json(path), code: now}
    table.write_json(path, {each: sections[each] for each in SECTIONS if each in sections})


if __name__ == "__main__":
    sys.exit(main())
