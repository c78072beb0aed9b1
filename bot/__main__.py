"""The command line: arguments only. Everything else is imported when a command needs it, so that `jsv --help` is quick."""

# ruff: noqa: PLC0415 - see above

import asyncio
import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli import data
from bot.cli.audit import audit
from bot.cli.people.commands import people
from bot.config.errors import Plain, plainly

if TYPE_CHECKING:
    from bot.cli.doctor import Finding
    from store.queue.failed_jobs import FailedJobs

FILE = click.Path(path_type=Path)
NEW_OBJECTS = 50_000  # between two looks for rubbish: modules stay, and looking among them takes a fifth of a start
OTHERS_NOTHING = 0o077  # of whatever is made: databases, their logs, copies, exports


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="joint-supervision-bot", prog_name="jsv")
def main() -> None:
    """Joint agency group supervision, from end to end, in Slack, in Teams or by personal link."""
    gc.set_threshold(NEW_OBJECTS)
    os.umask(OTHERS_NOTHING)


@main.command()
@click.option("--no-worker", is_flag=True, help="Only answer; `jsv worker` in other processes works the queue.")
def serve(no_worker: bool) -> None:  # noqa: FBT001 - click passes by name
    """Run the service, as the JSV_ settings say."""
    _run(answers=True, works=not no_worker)


@main.command()
def worker() -> None:
    """Work the queue, and answer nothing: what `jsv serve --no-worker` leaves to others. As many as you like, on PostgreSQL."""
    _run(answers=False, works=True)


def _run(*, answers: bool, works: bool) -> None:
    with plainly():
        from bot import wiring
        from bot.config import logs
        from bot.config.settings import Settings

        settings = Settings.read().for_production()
        logs.configure(settings.log_format)
        asyncio.run(wiring.serve(settings, answers=answers, works=works))


@main.command()
@click.option(
    "--port",
    default=8000,
    type=click.IntRange(0, 65535),
    show_default=True,
    help="The port to listen on; only this machine can reach it.",
)
@click.option(
    "--folder", default=Path(".demo"), show_default=True, type=FILE, help="Where the demo keeps what was done."
)
@click.option("--fresh", is_flag=True, help="Forget what was done before.")
@click.option(
    "--year", is_flag=True, help="Begin with a year of cases behind, so that the dashboard has something to show."
)
def demo(port: int, folder: Path, fresh: bool, year: bool) -> None:  # noqa: FBT001 - click passes by name
    """Try everything in a browser, with invented people and a clock that can be moved."""
    with plainly():
        from bot.config import logs
        from bot.demo import app as demo_app

        logs.configure("plain", level="warning")
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            demo_app.forget(folder)
        asyncio.run(demo_app.demo(folder, port, click.echo, year=year))


@main.command()
def migrate() -> None:
    """Bring the database to what this release needs."""
    with plainly():
        from bot import wiring
        from bot.cli import named
        from bot.config import logs

        settings = named.settings()
        logs.configure(settings.log_format)
        wiring.migrate(settings.database_url)
        if settings.keys:
            with data.opened(settings):  # stops with keys that do not open what is there
                pass
        click.echo("The database is up to date.")


@main.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As JSON: a list of what was looked at, what is so, and what is to be mended.",
)
def doctor(as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Look over everything the bot needs, and say in a line each what is as it should be and what is to be mended. Changes nothing."""
    with plainly():
        from bot.cli import named
        from bot.cli.doctor import looked_over
        from bot.config import logs
        from bot.config.settings import Settings

        settings, faults = Settings.as_far_as_can_be()
        if settings.database_url:
            named.said(settings)
        logs.configure(settings.log_format, level="warning")

        async def look() -> "list[Finding]":
            return [_shown(found, quiet=as_json) async for found in looked_over(settings, faults=faults)]

        found = asyncio.run(look())
        if as_json:
            click.echo(json.dumps([asdict(finding) for finding in found], indent=1, ensure_ascii=False))
        sys.exit(1 if any(finding.mend for finding in found) else 0)


def _shown(found: "Finding", *, quiet: bool) -> "Finding":
    if not quiet:
        click.echo(found)
    return found


@main.command()
def play() -> None:
    """Play one whole case over HTTP, two people in Slack against a double, and say what happened. From a checkout only."""
    with plainly():
        from importlib import import_module
        from importlib.util import find_spec

        if find_spec("tests") is None:
            raise Plain(("`jsv play` needs the project's checkout: the doubles of the platforms lie in its tests.",))
        sys.exit(import_module("tests.play.__main__").main())


@main.command()
@click.option(
    "--cases", default=200, show_default=True, help="How many cases in the year; 2000 take some twenty minutes."
)
@click.option("--seed", default=1, show_default=True, help="Another number is another year.")
@click.option("--json", "out", type=FILE, help="Write the figures there, too.")
def simulate(cases: int, seed: int, out: Path | None) -> None:
    """Play a year of cases with invented people, with the bot's reminders and without, and check every promise at every step."""
    with plainly():
        from bot.config import logs
        from bot.simulation.report import simulate as simulated

        logs.configure("plain", level="warning")
        if not simulated(cases, seed, click.echo, out):
            raise Plain(["Promises were broken. The figures say which."])


@main.group()
def profile() -> None:
    """The procedure's profile."""


@profile.command("check")
@click.argument("name", metavar="FILE")
def profile_check(name: str) -> None:
    """Say whether a profile can be used; if not, every fault with its line."""
    with plainly():
        from bot.runtime.profiles import load

        click.echo(f"{load([name]).current.id}: this profile can be used.")


@main.group()
def manifest() -> None:
    """What Teams and Slack must be told about this bot."""


@manifest.command("build")
@click.option(
    "--domain", required=True, metavar="HOST", help="The public host name of the bot, such as jsv.partnership.example."
)
@click.option("--app-id", "app", default="", metavar="ID", help="The bot's application id in Entra; Teams needs it.")
@click.option("--slack", "kinds", flag_value="slack", help="Only Slack's.")
@click.option("--teams", "kinds", flag_value="teams", help="Only Teams'.")
@click.option(
    "--socket", is_flag=True, help="Slack's for Socket Mode: we call Slack, and Slack needs no address of ours."
)
@click.option(
    "--package-version",
    "version",
    default="",
    metavar="X.Y.Z",
    help="Of Teams' package: each upload needs a higher one. As the release's, if not said.",
)
@click.option("--developer", default="Joint supervision", show_default=True, help="Whose app it is, as Teams shows it.")
@click.option("--out", required=True, type=FILE, metavar="FOLDER", help="Where they are written.")
def manifest_build(**asked: Any) -> None:
    """Write teams.zip and slack.yaml for one address."""
    with plainly():
        from bot.cli import manifest as manifest_files

        out, kinds = asked.pop("out"), asked.pop("kinds")
        for written in manifest_files.build(
            manifest_files.Told(**asked), out, (kinds,) if kinds else manifest_files.KINDS
        ):
            click.echo(written)


@main.group(invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """List what was tried often enough and set aside: its key, what it is, and since when."""
    if context.invoked_subcommand:
        return
    with plainly(), _failed_jobs() as kept:
        found = kept.all()
        for job in found:
            click.echo(f"{job.key}  {job.workflow}  since {job.at:%Y-%m-%d %H:%M} UTC")
        click.echo(f"{len(found)} set aside." if found else "Nothing is set aside.")


@jobs.command("retry")
@click.argument("keys", metavar="[KEY]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that are set aside.")
def jobs_retry(keys: tuple[str, ...], everything: bool) -> None:  # noqa: FBT001 - click passes by name
    """Have jobs that were set aside tried again, from the beginning. What was sent before is edited, not repeated."""
    with plainly(), _failed_jobs() as kept:
        found = kept.all()
        unknown = [key for key in keys if key not in {job.key for job in found}]
        if unknown or not (keys or everything):
            raise Plain(
                [f"No job is set aside under {key}. `jsv jobs` lists them." for key in unknown]
                or ["Write a KEY that `jsv jobs` lists, or --all."]
            )
        again = [job for job in found if everything or job.key in keys]
        kept.retry(again)
        click.echo(f"{len(again)} back in the queue.")


@contextmanager
def _failed_jobs() -> "Iterator[FailedJobs]":
    from bot import wiring
    from bot.cli import named
    from bot.config import logs

    settings = named.settings()
    logs.configure(settings.log_format)
    with wiring.failed_jobs(settings.database_url) as kept:
        yield kept


for _command in (audit, people, *data.ALL):
    main.add_command(_command)


if __name__ == "__main__":
    main()
