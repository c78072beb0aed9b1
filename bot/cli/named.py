"""Which database a command works on, and which settings said so: told before anything is done, for a folder away it is another one."""

from pathlib import Path

import click

from bot.config.settings import DOTENV, Settings


def settings() -> Settings:
    """The settings, with a database named in them; which one that is, is said on standard error."""
    read = Settings.read().with_database()
    said(read)
    return read


def said(read: Settings) -> None:
    """Which database they name, and where they were read."""
    click.echo(f"Database: {_where(read)}. Settings: {_said_by()}.", err=True)


def _where(read: Settings) -> str:
    from sqlalchemy import make_url  # noqa: PLC0415 - only where a database is named

    where = make_url(read.database_url)
    if read.sqlite:
        return str(Path(where.database or "").absolute())
    said = where.set(query={}).render_as_string(hide_password=True)
    elsewhere = where.normalized_query.get(
        "host", ()
    )  # what the query says of the host counts more than what stands before it
    return f"{said} at {', '.join(elsewhere)}" if elsewhere else said


def _said_by() -> str:
    return f"{DOTENV.absolute()} and the environment" if DOTENV.is_file() else "the environment alone"
