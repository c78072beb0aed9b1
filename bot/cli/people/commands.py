"""The commands of `jsv people`."""

# ruff: noqa: PLC0415 - imported when a command needs it, so that `jsv --help` is quick

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli import data

if TYPE_CHECKING:
    from bot.cli.people.importing import Change
    from store.unit_of_work import Work

FILE = click.Path(path_type=Path)
AT_ONCE: Final = 250  # people that are sealed between two steps of the bar


@click.group()
def people() -> None:
    """The directory of people."""


@people.command("import")
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--agency", default="", metavar="NAME", help="Whom everybody who is new works for, if the file has no such column."
)
def people_import(path: Path, dry_run: bool, agency: str) -> None:  # noqa: FBT001 - click passes by name
    """Take people from a file into the directory, as spreadsheets and personnel systems write it.

    All of them are taken, or none and every fault is said with its row and column. What has no column in the file stays
    as it is. All columns: docs/directory.md.
    """
    with data.opened() as kept:
        from bot.cli.people.importing import read
        from bot.cli.people.told import counted, told

        with kept.store.begin() as work:
            directory = work.people.directory()
            known = {person.email.lower(): person for person in directory.values() if person.email}
            found = read(path, known, kept.now.date(), agency.strip())
            lines = [*told(found, directory)] if dry_run else []
            if not dry_run:
                _save(work, [change for change in found.changes if change.before != change.after])
        for line in (*lines, *found.notes):
            click.echo(line, err=line in found.notes)
        click.echo(f"{'Would be taken: ' if dry_run else ''}{counted(found)}")


def _save(work: "Work", changes: "Sequence[Change]") -> None:
    """Saves them, with a bar where somebody looks on."""
    parts = [changes[start : start + AT_ONCE] for start in range(0, len(changes), AT_ONCE)]
    for part in _with_bar(parts):
        work.people.save(change.after for change in part)


def _with_bar(parts: "Sequence[Sequence[Change]]") -> "Iterator[Sequence[Change]]":
    if len(parts) < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one part is done before a bar is read
        yield from parts
        return
    with click.progressbar(parts, label="Taking people", file=sys.stderr) as bar:
        yield from bar


@people.command("end-links")
@click.argument("email")
def people_end_links(email: str) -> None:
    """End the calendar feed of somebody, and every personal link that they were sent until now: a phone is lost, a message went astray."""
    with data.opened() as kept:
        from bot.channels.calendar_feeds import end_all

        end_all(kept.store, email)
        click.echo("Their feed and their links are over. The next message brings them a new link.")


@people.command("accounts")
@click.argument("email")
def people_accounts(email: str) -> None:
    """List the accounts of somebody in Slack and Teams, each with the id that `jsv people unlink` takes."""
    with data.opened() as kept:
        from bot.channels.introductions import listed

        _say(listed(kept.store, email))


@people.command("unlink")
@click.argument("email")
@click.argument("account")
def people_unlink(email: str, account: str) -> None:
    """End an account of somebody for the partnership office, by the id that `jsv people accounts` lists. Links and the feed they had end too."""
    with data.opened() as kept:
        from bot.channels.introductions import unlink

        unlink(kept.store, email, account)
        click.echo("It is linked to nobody any more. What lay there is taken back as the service works its queue.")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


people.add_command(data.export_person)
