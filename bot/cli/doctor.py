"""What is missing for the bot to work, looked for and said in plain lines (`jsv doctor`). Nothing is changed by looking.

Each check answers for itself: one that cannot be done says why, and keeps no other from being done. Nobody is written to.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import aiohttp

from adapters.slack.send import API
from bot.cli.database_checks import answers, begun, database, directory, key_ring, queue, room
from bot.cli.days_off import days_off
from bot.cli.finding import Finding as Finding
from bot.cli.mail_checks import incoming, outgoing
from bot.cli.platform_checks import public_address, sign_in, slack_token, teams_token
from bot.cli.platform_checks import wanted_scopes as wanted_scopes
from bot.cli.reaching import reaching, without_mail
from bot.config.errors import Plain
from bot.config.settings import BadSettings, Settings
from bot.config.vouched_domains import SLACK, TEAMS
from bot.outbox.documents import writers
from bot.runtime.clock import Clock, london

PATIENCE: Final = 10.0  # seconds for one answer
NOT_SO: Final = "the service does not start like this."
UNNAMED: Final = Finding("Database", "none is named.", "Write JSV_DATABASE_URL: there is none by default.")
Check = Callable[[], Awaitable[Finding]]


async def looked_over(
    settings: Settings, *, faults: Iterable[str] = (), clock: Clock = london, slack: str = API
) -> AsyncIterator[Finding]:
    """Every finding, as it is made. `faults` are of settings that could not be read at all."""
    for line in faults:
        yield Finding("Settings", NOT_SO, line)
    for setting in _settings(settings, faulty=bool(faults)):
        yield setting
    for said in _vouching(settings):
        yield said
    for days in days_off(settings, clock()):
        yield days
    for template in await asyncio.to_thread(lambda: tuple(_template(settings))):
        yield template
    found = await asyncio.to_thread(database, settings, clock) if settings.database_url else UNNAMED
    yield found
    yield await asyncio.to_thread(room, settings)
    if found is not UNNAMED and answers(found):
        for finding in await asyncio.to_thread(_inside, settings):
            yield finding
    for finding in without_mail(settings):
        yield finding
    async with _session() as session:
        for about, check in _outside(settings, session, clock, slack).items():
            yield await _answered(about, check)


def _inside(settings: Settings) -> tuple[Finding, ...]:
    """What lies in a database that answers."""
    inside = (*directory(settings), *reaching(settings)) if begun(settings) else ()
    return (key_ring(settings), queue(settings), *inside)


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
        checks["Public address"] = partial(public_address, settings, session)
    for team, token in settings.slack_tokens.items():
        about = f"Slack {team}".strip()
        checks[about] = partial(
            slack_token, about, token, session, workspaces=settings.allowed_slack_workspaces, clock=clock, api=slack
        )
    if settings.teams_app_id:
        checks["Teams"] = partial(teams_token, settings, session)
    if settings.oidc_issuer:
        checks["Sign-in"] = partial(sign_in, settings, session)
    checks["Mail"] = partial(outgoing, settings)
    if settings.mailbox:
        checks["Mailbox"] = partial(incoming, settings)
    return checks


def _settings(settings: Settings, *, faulty: bool) -> tuple[Finding, ...]:
    try:
        settings.for_production()
    except BadSettings as fault:
        return tuple(Finding("Settings", NOT_SO, line) for line in fault.lines)
    return () if faulty else (Finding("Settings", "complete."),)


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


def _template(settings: Settings) -> Iterator[Finding]:
    """A Word template of the partnership's own is tried: each record would fail by it, long after."""
    if not settings.word_template:
        return
    try:
        writers(settings.word_template)
    except Plain as fault:
        yield Finding("Word template", "JSV_WORD_TEMPLATE cannot be used.", " ".join(fault.lines))
    else:
        yield Finding("Word template", f"{settings.word_template} takes a record.")
