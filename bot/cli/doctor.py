"""What is missing for the bot to work, looked for and said in plain lines (`jsv doctor`). Nothing is changed by looking.

Each check answers for itself: one that cannot be done says why, and keeps no other from being done. Nobody is written to.
"""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Final

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from adapters.shared.channel import Later, Unreachable
from adapters.slack.send import API
from bot.cli import manifest
from bot.cli.days_off import days_off
from bot.cli.finding import Finding as Finding
from bot.cli.post import incoming, outgoing
from bot.cli.reaching import reaching, without_mail
from bot.config.settings import BadSettings, Settings
from bot.config.vouched_domains import SLACK, TEAMS
from bot.runtime.clock import Clock, london
from dialogs import words
from store.crypto.key_ring import KeyRing
from store.database.connect import knows, open_engine, revision, time_of, wanted_revision
from store.queue.failed_jobs import FailedJobs
from store.rows.key_checks import KeyChecks

PATIENCE: Final = 10.0  # seconds for one answer
ADRIFT: Final = timedelta(seconds=60)  # Slack refuses what is five minutes old
ROOM: Final = 500 * 1024**2  # bytes
WAITS: Final = timedelta(minutes=15)
SCOPE: Final = re.compile(r"^ +- ([a-z:._]+)", re.MULTILINE)
SILENT: Final = "it does not answer."
BY_NTP: Final = "Set both machines' clocks by NTP."


UNNAMED: Final = Finding("Database", "none is named.", "Write JSV_DATABASE_URL: there is none by default.")
Check = Callable[[], Awaitable[Finding]]


async def looked_over(settings: Settings, *, clock: Clock = london, slack: str = API) -> AsyncIterator[Finding]:
    """Every finding, as it is made."""
    for setting in _settings(settings):
        yield setting
    for said in _vouching(settings):
        yield said
    for days in days_off(settings, clock()):
        yield days
    database = await asyncio.to_thread(_database, settings, clock) if settings.database_url else UNNAMED
    yield database
    yield await asyncio.to_thread(_room, settings)
    if database is not UNNAMED and database.says != SILENT:  # the queue lies in it, and asking would go on for minutes
        yield await asyncio.to_thread(_keys, settings)
        yield await asyncio.to_thread(_queue, settings)
        for finding in await asyncio.to_thread(reaching, settings) if _begun(settings) else ():
            yield finding
    for finding in without_mail(settings):
        yield finding
    async with _session() as session:
        for about, check in _outside(settings, session, clock, slack).items():
            yield await _answered(about, check)


@asynccontextmanager
async def _session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE), trust_env=True) as session:
        yield session


async def _answered(about: str, check: Check) -> Finding:
    try:
        return await check()
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        return Finding(about, "no answer.", f"Is it reachable from here? ({type(fault).__name__})")
    except (ValueError, AttributeError) as fault:  # a page in place of JSON, a port that is no number
        return Finding(about, "what answers is something else.", f"Is the address right? ({type(fault).__name__})")


def _outside(settings: Settings, session: aiohttp.ClientSession, clock: Clock, slack: str) -> Mapping[str, Check]:
    """What lies beyond this machine, as far as it is set up."""
    checks: dict[str, Check] = {}
    if settings.public_url:
        checks["Public address"] = partial(_address, settings, session)
    for team, token in settings.slack_tokens.items():
        about = f"Slack {team}".strip()
        checks[about] = partial(
            _slack, about, token, session, workspaces=settings.allowed_slack_workspaces, clock=clock, api=slack
        )
    if settings.teams_app_id:
        checks["Teams"] = partial(_teams, settings, session)
    if settings.oidc_issuer:
        checks["Sign-in"] = partial(_sign_in, settings, session)
    checks["Mail"] = partial(outgoing, settings)
    if settings.mailbox:
        checks["Mailbox"] = partial(incoming, settings)
    return checks


def _settings(settings: Settings) -> tuple[Finding, ...]:
    try:
        settings.for_production()
    except BadSettings as fault:
        return tuple(Finding("Settings", "the service does not start like this.", line) for line in fault.lines)
    return (Finding("Settings", "complete."),)


def _vouching(settings: Settings) -> Iterator[Finding]:
    """Which workspace and which tenant vouches for which e-mail domains."""
    for setting, bound in ((SLACK, settings.slack_domains), (TEAMS, settings.teams_domains)):
        for place, domains in bound.items():
            about = f"People of {setting.kind} {place}"
            if domains:
                yield Finding(about, f"are known by their addresses at {', '.join(sorted(domains))}.")
            else:
                mend = f"Write the e-mail domains it vouches for in {setting.name}, such as {place}:council.example+school.example."
                yield Finding(
                    about,
                    "come in by a code only, for it vouches for nobody. Whoever is linked already stays so.",
                    mend,
                )


def _begun(settings: Settings) -> bool:
    """Whether there is anything to connect to: looking makes no file."""
    return not settings.sqlite or Path(settings.database_url.removeprefix("sqlite:///")).exists()


def _database(settings: Settings, clock: Clock) -> Finding:
    if not _begun(settings):
        return Finding("Database", "there is no such file yet.", "`jsv migrate` makes it; so does the first start.")
    try:
        engine = open_engine(settings.database_url)
        try:
            found, wanted, told = revision(engine), wanted_revision(), time_of(engine)
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError, ValueError, ImportError) as fault:
        return Finding("Database", SILENT, f"Is it running, and is JSV_DATABASE_URL right? ({type(fault).__name__})")
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


def _keys(settings: Settings) -> Finding:
    try:
        keys = KeyRing.from_text(settings.with_keys().keys)
    except BadSettings as fault:
        return Finding("Keys", "there is no key ring that can be used.", fault.lines[0])
    if not _begun(settings):
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


def _room(settings: Settings) -> Finding:
    where = Path(settings.database_url.removeprefix("sqlite:///")).parent if settings.sqlite else Path.cwd()
    try:
        free = shutil.disk_usage(where).free
    except OSError:
        return Finding("Disk", f"there is no folder {where}.", "Make it, or write another JSV_DATABASE_URL.")
    said = f"{free // 1024**2:,} MB are free at {where}."
    return Finding("Disk", said, "Make room: a full disk stops every turn." if free < ROOM else "")


def _queue(settings: Settings) -> Finding:
    if not _begun(settings):
        return Finding("Queue", "there is none yet.", "`jsv migrate` makes it; so does the first start.")
    engine = open_engine(settings.database_url)
    try:
        kept = FailedJobs(engine)
        aside, oldest = len(kept.all()), kept.waiting_since()
    except SQLAlchemyError:
        return Finding("Queue", "there is none yet.", "`jsv migrate` makes it; so does the first start.")
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


async def _address(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    async with session.get(f"{settings.public_url.rstrip('/')}/healthz") as answered:
        if answered.status == 200 and await answered.json(content_type=None) == {"up": True}:  # noqa: PLR2004 - OK
            return Finding("Public address", f"{settings.public_url} leads here.")
        return Finding(
            "Public address",
            f"{settings.public_url} answers {answered.status}.",
            "Does it lead to this bot, and is the bot running?",
        )


async def _slack(
    about: str, token: str, session: aiohttp.ClientSession, *, workspaces: frozenset[str], clock: Clock, api: str
) -> Finding:
    async with session.post(f"{api}auth.test", headers={"Authorization": f"Bearer {token}"}) as answered:
        told = await answered.json(content_type=None)
        scopes, date = answered.headers.get("X-OAuth-Scopes", ""), answered.headers.get("Date", "")
    if not told.get("ok"):
        return Finding(
            about,
            f"the token is refused: {told.get('error')}.",
            "Install the app in the workspace again, and write its new JSV_SLACK_BOT_TOKEN.",
        )
    team = told.get("team_id")
    if team not in workspaces:
        return Finding(
            about,
            f"the token is of the workspace {team}, which is not in JSV_SLACK_TEAMS.",
            "Add it there: all that comes from it is refused.",
        )
    missing = sorted(wanted_scopes() - {scope.strip() for scope in scopes.split(",")})
    if missing:
        return Finding(
            about,
            f"the app lacks {', '.join(missing)}.",
            "Paste the manifest of this release (`jsv manifest build`), and install the app again.",
        )
    if date and abs(parsedate_to_datetime(date) - clock()) > ADRIFT:
        return Finding(about, "our clock and Slack's differ by more than a minute.", BY_NTP)
    return Finding(about, f"the token is good for {team}, with every scope.")


def wanted_scopes() -> set[str]:
    """What the app manifest asks Slack for."""
    _, _, asked = manifest.slack(manifest.Told(domain=manifest.NOWHERE)).decode().partition("\n  scopes:\n")
    return set(SCOPE.findall(asked.partition("\nsettings:")[0]))


async def _teams(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    from bot.channels.teams import bearer  # noqa: PLC0415 - only where Teams is set up

    try:
        await bearer(settings, session).headers()
    except (Later, Unreachable) as fault:
        return Finding(
            "Teams",
            f"no token can be had: {fault}.",
            "Are JSV_TEAMS_APP_ID, _SECRET and _TENANT right? Has the secret run out?",
        )
    return Finding("Teams", "our credentials give a token.")


async def _sign_in(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    async with session.get(f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration") as answered:
        told = await answered.json(content_type=None)
    if told.get("issuer") != settings.oidc_issuer:
        return Finding(
            "Sign-in", f"the provider calls itself {told.get('issuer')}.", "Write JSV_OIDC_ISSUER exactly so."
        )
    return Finding("Sign-in", "the provider answers, and is the one that is set.")
