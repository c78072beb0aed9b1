"""The command line: arguments only. Everything else is imported when a command needs it, so that `jsv --help` is quick."""

# ruff: noqa: PLC0415 - see above

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.plain import Plain

FILE = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="joint-supervision-bot", prog_name="jsv")
def main() -> None:
    """Joint agency group supervision, from end to end, in Slack or by personal link."""


@main.command()
def serve() -> None:
    """Run the service, as the JSV_ settings say."""
    with plainly():
        from bot import logs, wiring
        from bot.settings import Settings

        settings = Settings.read().for_production()
        logs.configure(settings.log_format)
        asyncio.run(wiring.serve(settings))


@main.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on; only this machine can reach it.")
@click.option("--folder", default=Path(".demo"), show_default=True, type=FILE, help="Where the demo keeps what was done.")
@click.option("--fresh", is_flag=True, help="Forget what was done before.")
def demo(port: int, folder: Path, fresh: bool) -> None:  # noqa: FBT001 - click passes by name
    """Try everything in a browser, with invented people and a clock that can be moved."""
    with plainly():
        from bot import demo as town
        from bot import logs

        logs.configure("plain", level="warning")
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            town.forget(folder)
        asyncio.run(town.demo(folder, port, click.echo))


@main.command()
def migrate() -> None:
    """Bring the database to what this release needs."""
    with plainly():
        from bot import logs, wiring
        from bot.settings import Settings

        settings = Settings.read()
        logs.configure(settings.log_format)
        wiring.migrate(settings.database_url)
        click.echo("The database is up to date.")


@main.command()
def play() -> None:
    """Play one whole case over HTTP, two people in Slack against a double, and say what happened. From a checkout only."""
    with plainly():
        from importlib import import_module
        from importlib.util import find_spec

        if find_spec("tests") is None:
            raise Plain(("`jsv play` needs the project's checkout: the doubles of the platforms lie in its tests.",))
        sys.exit(import_module("tests.play.__main__").main())


@main.group()
def profile() -> None:
    """The procedure's profile."""


@profile.command("check")
@click.argument("name", metavar="FILE")
def profile_check(name: str) -> None:
    """Say whether a profile can be used; if not, every fault with its line."""
    with plainly():
        from bot.profiles import load

        click.echo(f"{load([name]).current.id}: this profile can be used.")


@main.group()
def people() -> None:
    """The directory of people."""


@people.command("import")
@click.argument("path", metavar="FILE.csv", type=FILE)
def people_import(path: Path) -> None:
    """Take people from a CSV file into the directory: all of them, or none and every fault with its line and column."""
    with plainly():
        from bot import logs, wiring
        from bot.people_file import read
        from bot.settings import Settings
        from store.secrets import KeyRing

        settings = Settings.read().with_keys()
        logs.configure(settings.log_format)
        wiring.migrate(settings.database_url)
        with wiring.open_store(settings.database_url, KeyRing.from_text(settings.keys)) as (store, _), store.begin() as work:
            known = {one.email.lower(): one for one in work.people.directory().values() if one.email}
            found = read(path, known)
            work.people.save(found)
        new = sum(one.email not in known for one in found)
        click.echo(f"{len(found)} people: {new} new, {len(found) - new} known already.")


@contextmanager
def plainly() -> Iterator[None]:
    """What stops a command is told in plain lines."""
    try:
        yield
    except Plain as fault:
        lines = fault.lines
    except OSError as fault:
        lines = (f"{fault.strerror or fault}.",)
    except Exception as fault:
        if not _is_outage(fault):
            raise
        lines = ("The database does not answer, or cannot be used. Check JSV_DATABASE_URL, and that its server runs.",)
    else:
        return
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def _is_outage(fault: Exception) -> bool:
    """Whether it is the database's; its library is not imported only to ask."""
    return type(fault).__module__.startswith(("sqlalchemy", "psycopg"))


if __name__ == "__main__":
    main()
