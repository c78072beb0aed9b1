"""The commands of `jsv people`."""

# ruff: noqa: PLC0415 - imported when a command needs it, so that `jsv --help` is quick

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli import data
from bot.config.errors import Plain

if TYPE_CHECKING:
    from bot.cli.people.rows import Change, Import
    from dialogs.procedure.terms import Terms
    from store.unit_of_work import Work

FILE = click.Path(path_type=Path)
AT_ONCE: Final = 250  # people that are sealed between two steps of the bar
MOST: Final = 1_000  # open cases of one person that are counted


@click.group()
def people() -> None:
    """The directory of people."""


@people.command("import")
@click.argument("path", metavar="[FILE]", type=FILE, required=False)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--agency", default="", metavar="NAME", help="Whom everybody who is new works for, if the file has no such column."
)
@click.option(
    "--domain-map",
    "domains",
    multiple=True,
    metavar="OLD=NEW",
    help="What stood after the @ of addresses, and what stands there now: people stay who they are. Works without a file, too.",
)
@click.option(
    "--twins-are-new",
    is_flag=True,
    help="Take people as new who have the name and address, but for its domain, of somebody known.",
)
@click.option("--yes", is_flag=True, help="Do not ask before addresses are changed by --domain-map.")
def people_import(path: Path | None, agency: str, domains: tuple[str, ...], **said: bool) -> None:
    """Take people from a file into the directory, as spreadsheets and personnel systems write it.

    All of them are taken, or none and every fault is said with its row and column. What has no column in the file stays
    as it is. All columns: docs/directory.md.
    """
    with data.opened() as kept:
        from bot.cli.people.domains import read_domains
        from bot.cli.people.importing import moved, read
        from bot.cli.people.rows import Against, Import
        from bot.cli.people.told import counted, told

        if path is None and not domains:
            raise Plain(["Name a file, or say --domain-map OLD=NEW."])
        with kept.store.reading() as work:
            directory = work.people.directory()
        known = {person.email.lower(): person for person in directory.values() if person.email}
        against = Against(known, kept.now.date(), agency.strip(), read_domains(domains), said["twins_are_new"])
        found = read(path, against) if path else Import(moved(against))
        lines = [*told(found, directory)] if said["dry_run"] or domains else []
        _say(lines)
        if domains and not (said["dry_run"] or said["yes"]) and sys.stdin.isatty():
            click.confirm("Change this?", abort=True)
        lines = [] if said["dry_run"] else _taken(kept, found)
        _say(lines)
        for note in found.notes:
            click.echo(note, err=True)
        click.echo(f"{'Would be taken: ' if said['dry_run'] else ''}{counted(found)}")


def _taken(kept: data.Opened, found: "Import") -> list[str]:
    """All of it in one transaction; what is to be said of it."""
    from bot.cli.people.merging import merge

    with kept.store.begin() as work:
        changes = []
        for change in found.changes:
            if change.twin and change.before:
                one = merge(work, change.before, change.twin, kept.now, data.CONSOLE)
                joined = replace(change, after=replace(change.after, id=one.id))  # whichever of the two ids stays
                work.people.save([joined.after])
                changes.append(joined)
            else:
                changes.append(change)
        _save(work, [change for change in found.changes if change.before != change.after and not change.twin])
        return [*_leavers(work, kept, changes)]


def _save(work: "Work", changes: "Sequence[Change]") -> None:
    """Saves them, with a bar where somebody looks on."""
    parts = [changes[start : start + AT_ONCE] for start in range(0, len(changes), AT_ONCE)]
    for part in _with_bar(parts):
        work.people.save(change.after for change in part)


def _leavers(work: "Work", kept: data.Opened, changes: "Sequence[Change]") -> "Iterator[str]":
    """What follows for whoever is a leaver by the file."""
    from bot.cli.people.leaving import leaves

    terms = _terms(kept) if any(change.leaves for change in changes) else None
    for change in changes:
        if change.leaves and terms:
            yield f"row {change.row}: {change.after.name} has left."
            yield from leaves(work, kept.jobs, change.after, terms, data.CONSOLE)


def _with_bar(parts: "Sequence[Sequence[Change]]") -> "Iterator[Sequence[Change]]":
    if len(parts) < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one part is done before a bar is read
        yield from parts
        return
    with click.progressbar(parts, label="Taking people", file=sys.stderr) as bar:
        yield from bar


@people.command("list")
@click.option("--agency", default="", metavar="NAME", help="Only those of agencies that have this in their name.")
@click.option("--left", is_flag=True, help="Those who have left, instead of those who are there.")
def people_list(agency: str, left: bool) -> None:  # noqa: FBT001 - click passes by name
    """List who is in the directory: address, name, agency, and what they may be asked."""
    with data.opened() as kept, kept.store.reading() as work:
        from bot.cli.people.listing import listed

        _say(listed(work.people.directory().values(), agency=agency, left=left))


@people.command("show")
@click.argument("email")
def people_show(email: str) -> None:
    """Show what the directory says of somebody, and on how many open cases they are."""
    with data.opened() as kept, kept.store.reading() as work:
        from bot.cli.people.listing import shown
        from bot.cli.people.merging import found

        person = found(work, email)
        cases = work.cases.of(person.id, limit=MOST)
        _say(shown(person, work.people.directory(), open_cases=len(cases)))


@people.command("leave")
@click.argument("email")
def people_leave(email: str) -> None:
    """Somebody has left: they are off every list at once, and what they owed is handed on.

    Their links, pages, calendar feed and accounts are over. What they did keeps their name.
    """
    with data.opened() as kept:
        from bot.cli.people.leaving import leaves
        from bot.cli.people.merging import found

        with kept.store.begin() as work:
            person = found(work, email)
            if not person.active:
                click.echo(f"{person.name} had left already.")
                return
            lines = [*leaves(work, kept.jobs, person, _terms(kept), data.CONSOLE)]
        click.echo(f"{person.name} has left: off every list. Links, pages, calendar feed and accounts are over.")
        _say(lines)


@people.command("remove")
@click.argument("email")
def people_remove(email: str) -> None:
    """Take somebody out of the directory who was never on a case: an entry made by mistake. Whoever was on one leaves instead."""
    with data.opened() as kept:
        from bot.cli.people.merging import found, remove

        with kept.store.begin() as work:
            person = found(work, email)
            remove(work, person, kept.now, data.CONSOLE)
        click.echo(f"{person.name} is in the directory no more.")


@people.command("merge")
@click.argument("old")
@click.argument("new")
def people_merge(old: str, new: str) -> None:
    """Make one person of two entries, by their addresses: cases and accounts of both, under the address NEW."""
    with data.opened() as kept:
        from bot.cli.people.merging import found, merge

        with kept.store.begin() as work:
            person = merge(work, found(work, old), found(work, new), kept.now, data.CONSOLE)
        click.echo(f"{person.name} is one person from now on, with the address {person.email}.")


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


def _terms(kept: data.Opened) -> "Callable[[str | None], Terms]":
    """What judges now, by a case's profile."""
    from bot.runtime.closures import Closures
    from bot.runtime.holidays import Almanac
    from bot.runtime.profiles import load
    from dialogs.procedure.terms import Terms

    profiles, almanac = load([*kept.settings.profiles]), Almanac(Closures(kept.settings.closures))

    def of(name: str | None) -> Terms:
        profile = profiles.of(name)
        return Terms(profile, almanac.of(profile, kept.now.date()), kept.now)

    return of


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


people.add_command(data.export_person)
