"""What stands behind `jsv audit`: whether the log holds, how far it had got, and all of it for others to read."""

# ruff: noqa: PLC0415 - imported when a command needs it, so that `jsv --help` is quick

import json
from collections.abc import Iterator, Mapping
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot.cli.data import FILE, opened
from bot.cli.files import write
from bot.config.errors import Plain

if TYPE_CHECKING:
    from datetime import datetime

    from store.unit_of_work import Work

SAID: Final = {"done": "what was done", "seen": "what was seen"}
COLUMNS: Final = ("at", "log", "case", "number", "who", "name", "what", "channel", "was", "now")


@click.group()
def audit() -> None:
    """The log of what was done and seen."""


@audit.command("verify")
@click.option("--anchor", type=FILE, help="Compare with this file as well, which `jsv audit anchor` wrote.")
def verify(anchor: Path | None) -> None:
    """Say whether any line of the log was changed, removed or moved since it was written; with an anchor, also whether any was cut off."""
    from store import anchors

    with opened() as kept, kept.store.reading() as work:
        broken = [*_broken(work)]
        found = dict.fromkeys(broken)
        if anchor:
            try:
                known = anchors.read(anchor.read_text(encoding="utf-8"), work)
            except (anchors.BadAnchor, UnicodeDecodeError) as fault:
                raise Plain([f"{anchor}: {fault}"]) from None
            found |= dict.fromkeys(anchors.faults(known, work))
        if found:
            raise Plain([_said(*fault, cut=fault not in broken) for fault in found])
        keyed = "" if work.chain_keys.kept() else " They were written by an earlier release, without a key."
        click.echo(f"Every line is as it was written.{keyed}")
        if anchor:
            click.echo(f"Nothing of {known.at} is missing: {len(known.ends)} chains, head {known.head}.")


def _broken(work: "Work") -> Iterator[tuple[str, str, int]]:
    yield from (("done", case, number) for case, number in work.facts.broken())
    yield from (("seen", case, number) for case, number in work.audit.broken())


def _said(log: str, case: str, number: int, *, cut: bool) -> str:
    if cut:
        return f"Case {case or '-'}: {SAID[log]} is not as the anchor has it: line {number} is gone, or is another."
    return f"Case {case or '-'}: {SAID[log]} does not hold from line {number} on."


@audit.command("anchor")
@click.argument("file", type=FILE)
def write_anchor(file: Path) -> None:
    """Write into FILE how far the log has got. Keep it where whoever runs the database cannot change it; it holds no name and no word."""
    from store import anchors

    with opened() as kept, kept.store.begin() as work:
        if faulty := [*_broken(work)]:
            raise Plain([*(_said(*fault, cut=False) for fault in faulty), "No anchor was written."])
        text = anchors.written(work, kept.now)
        write(file, text.encode())
        head = json.loads(text.partition("\n")[0])
        click.echo(f"{file}: {head['done']} lines of what was done, {head['seen']} of what was seen.")
        click.echo(f"Head: {head['head']}")


@audit.command("export")
@click.option(
    "--out", type=FILE, required=True, help="A .jsonl file, for a log collector; or a .csv, for an inspector."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only lines from this day on.")
@click.option("--case", "reference", help="Only lines of this case, by its reference.")
def export(out: Path, since: "datetime | None", reference: str | None) -> None:
    """Write who did and saw what, when: every line in order of time, without a word of any case. That is noted too."""
    from bot.cli.data import CONSOLE
    from bot.runtime.clock import LONDON

    if out.suffix not in (".jsonl", ".csv"):
        raise Plain(["--out: name a file that ends with .jsonl or .csv."])
    with opened() as kept, kept.store.begin() as work:
        case = work.cases.by_reference(reference) if reference else None
        if reference and case is None:
            raise Plain([f"There is no case {reference}, or it has been erased."])
        begin = since.replace(tzinfo=LONDON) if since else None
        rows = [row for row in _lines(work, case.id if case else None) if begin is None or row["at"] >= begin]
        write(out, (_as_csv(rows, work) if out.suffix == ".csv" else _as_lines(rows)).encode())
        work.audit.seen(CONSOLE, "export of the log", case.id if case else None, kept.now)
        click.echo(f"{len(rows)} lines are in {out}.")


def _lines(work: "Work", case: str | None) -> Iterator[dict[str, Any]]:
    """Both logs, the first first."""
    from sqlalchemy import select

    from store.database.tables import audit as looks
    from store.database.tables import facts

    done = select(facts.c.at, facts.c.case, facts.c.number, facts.c.by.label("who"), facts.c.command.label("what"))
    done = done.add_columns(facts.c.channel, facts.c.was, facts.c.now).order_by(
        facts.c.at, facts.c.case, facts.c.number
    )
    seen = select(looks.c.at, looks.c.case, looks.c.number, looks.c.person.label("who"), looks.c.what)
    seen = seen.order_by(looks.c.at, looks.c.case, looks.c.number)
    if case is not None:
        done, seen = done.where(facts.c.case == case), seen.where(looks.c.case == case)
    return merge(_rows("done", done, work), _rows("seen", seen, work), key=lambda row: row["at"])


def _rows(log: str, query: Any, work: "Work") -> Iterator[dict[str, Any]]:
    return ({"log": log, **row._asdict()} for row in work.connection.execute(query))


def _as_lines(rows: list[dict[str, Any]]) -> str:
    """One JSON object a line, with ids alone."""
    return "".join(f"{json.dumps({**row, 'at': row['at'].isoformat()})}\n" for row in rows)


def _as_csv(rows: list[dict[str, Any]], work: "Work") -> str:
    """A table with names and references. Nothing in it is a formula to a spreadsheet."""
    people, references = work.people.directory(), _references(work)

    def cells(row: dict[str, Any]) -> list[str]:
        known = people.get(row["who"])
        told = {
            **row,
            "at": row["at"].isoformat(sep=" ", timespec="seconds"),
            "case": references.get(row["case"], row["case"]),
            "name": known.name if known else "",
        }
        return [str("" if told.get(name) is None else told[name]) for name in COLUMNS]

    from bot.runtime.spreadsheet import as_csv

    return as_csv([COLUMNS, *map(cells, rows)])


def _references(work: "Work") -> Mapping[str, str]:
    """What people call each case that is still kept."""
    from sqlalchemy import select

    from store.database.tables import cases

    known = select(cases.c.id, cases.c.reference).where(cases.c.key.is_not(None))
    return {row.id: row.reference for row in work.connection.execute(known)}
