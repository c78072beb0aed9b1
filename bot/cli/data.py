"""Commands for whoever looks after what is kept: checks, keys, copies, holds, erasing."""

# ruff: noqa: PLC0415 - imported when a command needs it, so that `jsv --help` is quick

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot.cli.files import write
from bot.config.errors import Plain, plainly
from dialogs.ids import PersonId

if TYPE_CHECKING:
    from bot.config.settings import Settings
    from dialogs.procedure.case import Case
    from store.queue.jobs import DbosJobs
    from store.unit_of_work import Store, Work

FILE = click.Path(path_type=Path)
UNPURGED: Final = "its key can still be read in the database's files: {why}. Say `jsv tidy` when that is over; each night tries again."
BEYOND: Final = (
    "its messages in Slack and Teams, until the bot has changed them (`jsv jobs` lists what it could not); what those platforms keep of them for themselves;",
    "e-mails and calendar entries in people's mailboxes, and documents that they have saved;",
    "what a case system was told, and what `jsv export` wrote;",
    "copies made before, by `jsv backup` or of the machine: delete them when their time is up, or turn over the key ring and destroy the old key;",
)
BEYOND_SQLITE: Final = "what the disk itself keeps of blocks that were freed: encrypt the disk."
BEYOND_POSTGRESQL: Final = "PostgreSQL's write-ahead log until its segments are used again, and its archives, replicas and snapshots: see docs/keeping.md."
CONSOLE: Final = PersonId("console")  # who, in the log of looking, somebody at the command line is


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command works on."""

    settings: "Settings"
    store: "Store"
    jobs: "DbosJobs"
    now: datetime


@click.group()
def keys() -> None:
    """The key ring."""


@keys.command("rotate")
def keys_rotate() -> None:
    """Seal everything with the first key of the ring. Afterwards the others can be taken out of JSV_KEYS."""
    from store.key_rotation import rotate

    with opened() as kept:
        click.echo(f"{rotate(kept.store)} sealed anew.")


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write a copy of the whole database to FILE, while the bot runs. The key ring is not in it."""
    from bot.cli import named
    from store.database.backup import BadCopy, back_up

    with plainly():
        try:
            back_up(named.settings().database_url, file)
        except BadCopy as fault:
            raise Plain([str(fault)]) from None
        click.echo(f"Copied to {file}. Keep the key ring (JSV_KEYS) elsewhere: without it the copy cannot be read.")


@click.command()
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Make the database of JSV_DATABASE_URL, which must hold nothing yet, from the copy in FILE; then check it."""
    from bot.cli import named
    from store.database.backup import BadCopy, put_back

    with plainly():
        settings = named.settings().with_keys()
        try:
            put_back(file, settings.database_url)
        except BadCopy as fault:
            raise Plain([str(fault)]) from None
        click.echo(f"The copy in {file} is put back. Checking it ...", err=True)
        with opened(settings) as kept, kept.store.reading() as work:
            if [*work.facts.broken(), *work.audit.broken()]:
                raise Plain(["The copy was put back, but its log does not hold. `jsv audit verify` says where."])
        click.echo("Put back and checked.")


@click.command()
@click.argument("reference", metavar="CASE")
@click.option("--release", is_flag=True, help="It may be erased again.")
def hold(reference: str, release: bool) -> None:  # noqa: FBT001 - click passes by name
    """Keep a case, by its reference, from being erased: for a review, a complaint or a court."""
    with opened() as kept, kept.store.begin() as work:
        case = _case(work, reference)
        work.cases.hold(case.id, None if release else kept.now)
        work.audit.seen(CONSOLE, "release" if release else "hold", case.id, kept.now)
        click.echo(
            f"{case.reference} may be erased again." if release else f"{case.reference} is on hold: nothing erases it."
        )


@click.command()
@click.argument("reference", metavar="CASE")
@click.option("--open", "even_open", is_flag=True, help="Even while the case is not over.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase(reference: str, even_open: bool, yes: bool) -> None:  # noqa: FBT001 - click passes by name
    """Erase a case, by its reference: nothing written about it can be read again. Copies made before have to be deleted."""
    from bot.schedule.retention import erase as erased

    with opened() as kept:
        with kept.store.reading() as work:
            case = _erasable(work, reference, even_open=even_open)
        if not yes:
            click.confirm(f"Erase {case.reference} for good?", abort=True)
        with kept.store.begin() as work:
            case = _erasable(
                work, reference, even_open=even_open
            )  # while the question stood, somebody may have put it on hold
            erased(work, kept.jobs, case.id)
            work.audit.seen(CONSOLE, "erase", case.id, kept.now)
        left = kept.store.purge()
        if left:
            raise Plain([f"{case.reference} is erased here, but {UNPURGED.format(why=left)}"])
        click.echo(f"{case.reference} is erased: nothing written about it can be read from this database again.")
        click.echo("\n  ".join(["What this does not reach:", *_beyond(kept.settings)]))


@click.command()
@click.argument("reference", metavar="CASE")
@click.option("--out", type=FILE, help="Where to; on the screen if nothing is said.")
def export(reference: str, out: Path | None) -> None:
    """Write all that is kept about a case, as JSON: as it stands, what was done, who has looked. That is noted too."""
    from bot.cli.export import everything_of

    with opened() as kept, kept.store.begin() as work:
        case = _case(work, reference)
        work.audit.seen(CONSOLE, "export", case.id, kept.now)
        if _written(everything_of(case, work), out):
            click.echo(
                f"{case.reference} is in {out}. It holds all that was written about the case: keep it as you keep the child's file."
            )


@click.command("export")
@click.argument("email")
@click.option("--out", type=FILE, help="Where to; on the screen if nothing is said.")
def export_person(email: str, out: Path | None) -> None:
    """Write all that is kept about somebody who uses the bot, as JSON: a subject access request. No word about a child is in it. That is noted too."""
    from bot.cli.export import everything_on

    with opened() as kept, kept.store.begin() as work:
        known = work.people.by_email(email)
        if known is None:
            raise Plain([f"Nobody in the directory has the address {email}."])
        found = work.people.directory()[known]
        if _written(everything_on(found, work), out):
            click.echo(f"All that is kept about {found.name} is in {out}.")
        work.audit.seen(CONSOLE, f"export of {found.id}", None, kept.now)


def _written(told: dict[str, Any], out: Path | None) -> bool:
    """On the screen, or in a file for one's own eyes; whether it was a file."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    if out is None:
        click.echo(text)
        return False
    write(out, text.encode())
    return True


@click.command()
@click.option(
    "--from",
    "begin",
    default="",
    metavar="2026-01",
    help="The first month of the figures that are wanted; the latest if nothing is said.",
)
@click.option("--out", type=FILE, required=True, help="A .pdf, a .html page, a .csv or an .xlsx file.")
def report(begin: str, out: Path) -> None:
    """Write the partnership's figures for a board meeting. No case, no child and no small number is in it."""
    with plainly():
        from bot.cli.report import KINDS

        if out.suffix not in KINDS:
            raise Plain([f"Name a file that ends in {', '.join(KINDS)}."])
    from bot.cli.report import reported

    with opened() as kept:
        click.echo("Reading the cases ...")
        board = reported(kept.store, kept.settings.profiles, begin, kept.now)
        if begin and board.key != begin:
            raise Plain(
                [
                    f"No figures begin with {begin}. There are: {', '.join(key for key, _ in board.periods) or 'none yet'}."
                ]
            )
        write(out, KINDS[out.suffix](board))
        click.echo(f"The figures of {board.label or 'today'} are in {out}.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
def tidy(dry_run: bool) -> None:  # noqa: FBT001 - click passes by name
    """Delete what has been kept long enough. A bot that runs does so each night."""
    from bot.schedule.retention import due
    from bot.schedule.retention import tidy as tidied

    with opened() as kept:
        days = kept.settings.kept
        counts = due(kept.store, kept.now, days) if dry_run else tidied(kept.store, kept.jobs, kept.now, days)
        verb = "Would be deleted" if dry_run else "Deleted"
        click.echo(
            f"{verb}: {counts.cases} cases, {counts.drafts} drafts, {counts.events} heard events, {counts.answers} answers."
        )
        if counts.left:
            raise Plain(
                [f"What was deleted can still be read in the database's files: {counts.left}. Say it again later."]
            )


ALL: Final = (keys, backup, restore, hold, erase, export, tidy, report)


def _beyond(settings: "Settings") -> tuple[str, ...]:
    """What still holds an erased case, and for how long, a line each."""
    return (*BEYOND, BEYOND_SQLITE if settings.sqlite else BEYOND_POSTGRESQL)


def _case(work: "Work", reference: str) -> "Case":
    found = work.cases.by_reference(reference)
    if found is None:
        raise Plain([f"There is no case {reference}, or it has been erased."])
    return found


def _erasable(work: "Work", reference: str, *, even_open: bool) -> "Case":
    case = _case(work, reference)
    if since := work.cases.held(case.id):
        raise Plain(
            [f"{case.reference} is on hold since {since:%-d %B %Y}. `jsv hold {case.reference} --release` lets it go."]
        )
    if not case.over and not even_open:
        raise Plain([f"{case.reference} is not over: it is {case.stage}. Close or withdraw it first, or say --open."])
    return case


@contextmanager
def opened(named_already: "Settings | None" = None) -> Iterator[Opened]:
    """The store that the settings name, as this release needs it, with words for whatever is wrong."""
    with plainly():
        from bot import wiring
        from bot.cli import named
        from bot.config import logs
        from bot.runtime.clock import london
        from store.crypto.key_ring import KeyRing

        settings = (named_already or named.settings()).with_keys()
        logs.configure(settings.log_format)
        wiring.migrate(settings.database_url)
        with wiring.open_store(settings.database_url, KeyRing.from_text(settings.keys)) as (store, jobs):
            yield Opened(settings, store, jobs, london())
