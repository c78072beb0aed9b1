"""Copies of the whole database, made while it is in use, and put back: of SQLite by its own backup, of PostgreSQL by `pg_dump`.

What is in a copy is sealed as it is in the database: without the key ring, which is not in it, nobody can read it. Keep the
ring elsewhere, and keep it as long as the copies.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import inspect, make_url

from dialogs.errors import JsvError
from store.database.connect import conninfo, open_engine

OWNER_ONLY: Final = 0o600
SQLITE_MARK: Final = b"SQLite format 3\0"


class BadCopy(JsvError):
    """The copy cannot be made, or cannot be used: the text says why."""


def back_up(url: str, file: Path) -> None:
    """Write a copy of the database to that file, whole or not at all; only its owner may read it."""
    where = make_url(url)
    draft = file.with_name(f"{file.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(OWNER_ONLY)
    try:
        if where.get_backend_name() == "sqlite":
            _copy(Path(where.database or ""), draft)
            check(draft)
        else:
            _run(["pg_dump", "--format=custom", "--no-owner", f"--file={draft}"], url)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(file)


def put_back(file: Path, url: str) -> None:
    """Make the database what that copy says. It must hold nothing yet: no copy ever overwrites what is there.

    Raises:
        BadCopy: the copy is not whole, or there is something in the database.
    """
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        check(file)
        target = Path(where.database or "")
        if target.exists():
            raise BadCopy(f"{target} is there already. Move it away first, or name another file in JSV_DATABASE_URL.")
        _copy(file, target)
        return
    if _tables(url):
        raise BadCopy("The database is not empty. Make a new one, and name it in JSV_DATABASE_URL.")
    _run(
        [
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            str(file),
        ],
        url,
    )


def check(file: Path) -> None:
    """See that a file is a whole SQLite database.

    Raises:
        BadCopy: it is not there, something else, or damaged.
    """
    if not file.is_file():
        raise BadCopy(f"There is no file {file}.")
    with file.open("rb") as begins:
        if begins.read(len(SQLITE_MARK)) != SQLITE_MARK:
            raise BadCopy(f"{file} is no copy of a SQLite database.")
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        try:
            found = [line for (line,) in copy.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as fault:
            raise BadCopy(f"{file} is damaged: {fault}.") from None
    if found != ["ok"]:
        raise BadCopy(f"{file} is damaged: {found[0]}.")


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise BadCopy(f"There is no database {source}.")
    with (
        closing(sqlite3.connect(source.absolute().as_uri() + "?mode=ro", uri=True)) as ours,
        closing(sqlite3.connect(target)) as theirs,
    ):
        ours.backup(theirs)  # in one go: it keeps no writer waiting, and in pieces every write would make it begin anew
        theirs.execute("PRAGMA journal_mode = DELETE")
    target.chmod(OWNER_ONLY)


def _tables(url: str) -> list[str]:
    engine = open_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def _run(command: Sequence[str], url: str) -> None:
    """One of PostgreSQL's own programs, where we ourselves connect to. The password goes by the environment, for anybody can read a command line."""
    tool = shutil.which(command[0])
    if tool is None:
        raise BadCopy(f"{command[0]} is not installed here. It comes with PostgreSQL's client programs.")
    given = {name: str(text) for name, text in conninfo_to_dict(conninfo(url)).items() if text is not None}
    password = given.pop("password", "")
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    whole = [tool, f"--dbname={make_conninfo(**given)}", *command[1:]]
    done = subprocess.run(whole, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words, no shell
    if done.returncode:
        raise BadCopy((done.stderr.strip().splitlines() or [f"{command[0]} failed."])[0])
