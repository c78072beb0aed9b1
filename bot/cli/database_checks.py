"""The database, as `jsv doctor` looks at it: whether it answers, its revision, disk, keys, queue and directory."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.cli.finding import ADRIFT, BY_NTP, CLOSED, Finding
from bot.config.settings import BadSettings, Settings
from bot.runtime.clock import Clock
from dialogs import words
from store.crypto.key_ring import KeyRing
from store.database.connect import knows, open_engine, revision, time_of, wanted_revision
from store.database.outages import cause
from store.queue.failed_jobs import FailedJobs
from store.queue.jobs import DbosJobs
from store.rows.key_checks import KeyChecks
from store.unit_of_work import Store

ROOM: Final = 500 * 1024**2  # bytes
WAITS: Final = timedelta(minutes=15)
SILENT: Final = "it does not answer"
NO_FILE: Final = "there is no such file yet."
MIGRATE: Final = "`jsv migrate` makes it; so does the first start."
IMPORT: Final = "`jsv people import FILE` takes everybody from a file (docs/directory.md)."


def answers(found: Finding) -> bool:
    """Whether it makes sense to ask a database more, after what was found: asking one that is away would go on for minutes."""
    return not found.says.startswith(SILENT)


def begun(settings: Settings) -> bool:
    """Whether there is anything to connect to: looking makes no file."""
    return not settings.sqlite or Path(settings.database_url.removeprefix("sqlite:///")).exists()


def database(settings: Settings, clock: Clock) -> Finding:
    """Whether it answers, with a clock like ours, and has every table."""
    if not begun(settings):
        return Finding("Database", NO_FILE, MIGRATE)
    try:
        engine = open_engine(settings.database_url)
        try:
            found, wanted, told = revision(engine), wanted_revision(), time_of(engine)
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError, ValueError, ImportError) as fault:
        why = cause(fault) or type(fault).__name__
        return Finding("Database", f"{SILENT}: {why}.", "Is it running, and is JSV_DATABASE_URL right?")
    if told and abs(told - clock()) > ADRIFT:
        return Finding("Database", "our clock and the database's differ by more than a minute.", BY_NTP)
    if settings.sqlite and not os.access(settings.database_url.removeprefix("sqlite:///"), os.W_OK):
        return Finding("Database", "the file cannot be written to.", "Give it to the user that the bot runs as.")
    return _revision(found, wanted)


def _revision(found: str | None, wanted: str | None) -> Finding:
    if found == wanted:
        return Finding("Database", f"answers, and is at revision {wanted}.")
    if found and not knows(found):
        return Finding("Database", f"is at revision {found}, of a newer release.", "Start the newer release.")
    mend = "`jsv migrate` brings it there; so does the next start."
    return Finding("Database", f"is at revision {found or 'nothing'}, not {wanted}.", mend)


def key_ring(settings: Settings) -> Finding:
    """Whether our keys open what is stored."""
    try:
        keys = KeyRing.from_text(settings.with_keys().keys)
    except BadSettings as fault:
        return Finding("Keys", "there is no key ring that can be used.", fault.lines[0])
    if not begun(settings):
        return Finding("Keys", "nothing is stored yet.")
    engine = open_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            fault_found = KeyChecks(connection, keys).fault()
    except SQLAlchemyError:
        return Finding("Keys", "nothing is stored yet.")
    finally:
        engine.dispose()
    if fault_found:
        return Finding("Keys", "the ring does not open what is stored.", fault_found)
    return Finding("Keys", f"the ring opens what is stored, and seals with the key {keys.names[0]!r}.")


def room(settings: Settings) -> Finding:
    """Whether there is space for more."""
    where = Path(settings.database_url.removeprefix("sqlite:///")).parent if settings.sqlite else Path.cwd()
    try:
        free = shutil.disk_usage(where).free
    except OSError:
        return Finding("Disk", f"there is no folder {where}.", "Make it, or write another JSV_DATABASE_URL.")
    said = f"{free // 1024**2:,} MB are free at {where}."
    return Finding("Disk", said, "Make room: a full disk stops every turn." if free < ROOM else "")


def queue(settings: Settings) -> Finding:
    """Whether jobs are done."""
    if not begun(settings):
        return Finding("Queue", "there is none yet.", MIGRATE)
    engine = open_engine(settings.database_url)
    try:
        kept = FailedJobs(engine)
        aside, oldest = len(kept.all()), kept.waiting_since()
    except SQLAlchemyError:
        return Finding("Queue", "there is none yet.", MIGRATE)
    finally:
        engine.dispose()
    if aside:
        return Finding(
            "Queue",
            f"{words.count(aside, 'job')} set aside.",
            "`jsv jobs` lists them, `jsv jobs retry --all` has them tried again.",
        )
    if oldest and datetime.now(UTC) - oldest > WAITS:  # noqa: TID251 - the queue's own times are real ones
        return Finding(
            "Queue",
            f"a job has waited since {oldest:%-d %b, %H:%M} UTC.",
            "Does a process work the queue? Start `jsv serve` or `jsv worker`.",
        )
    return Finding("Queue", "nothing is set aside, and nothing waits too long.")


def directory(settings: Settings) -> Iterator[Finding]:
    """Whether the people are there without whom no case goes on: anybody at all, a partnership office, two agencies' supervisors (P10)."""
    engine = open_engine(settings.database_url)
    try:
        with Store(engine, KeyRing.from_text(settings.keys), DbosJobs(engine)).reading() as work:
            everybody = [person for person in work.people.directory().values() if person.active]
    except CLOSED:  # said by others
        return
    finally:
        engine.dispose()
    if not everybody:
        yield Finding("Directory", "nobody is in it, so nobody can raise a case.", IMPORT)
        return
    agencies = {person.agency for person in everybody if person.pool}
    if not any(person.office for person in everybody):
        yield Finding("Directory", "it has no partnership office, to whom what nobody answers climbs.", IMPORT)
    if len(agencies) <= 1:
        said = "it has no supervisors" if not agencies else "its supervisors are all of one agency"
        yield Finding("Directory", f"{said}; a case needs two, of two agencies.", IMPORT)
    if any(person.office for person in everybody) and len(agencies) > 1:
        yield Finding(
            "Directory",
            f"{words.count(len(everybody), 'person', 'people')}, with supervisors of {len(agencies)} agencies.",
        )
