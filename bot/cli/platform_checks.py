"""What lies beyond this machine, as `jsv doctor` asks it: our own address, Slack, Teams, whoever signs people in."""

import re
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp

from adapters.shared.channel import Later, Unreachable
from bot.cli import manifest
from bot.cli.finding import ADRIFT, BY_NTP, Finding
from bot.config.settings import Settings
from bot.runtime.clock import Clock

SCOPE: Final = re.compile(r"^ +- ([a-z:._]+)", re.MULTILINE)


async def public_address(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    """Whether the address that people know leads to this bot."""
    async with session.get(f"{settings.public_url.rstrip('/')}/healthz") as answered:
        if answered.status == 200 and await answered.json(content_type=None) == {"up": True}:  # noqa: PLR2004 - OK
            return Finding("Public address", f"{settings.public_url} leads here.")
        return Finding(
            "Public address",
            f"{settings.public_url} answers {answered.status}.",
            "Does it lead to this bot, and is the bot running?",
        )


async def slack_token(
    about: str, token: str, session: aiohttp.ClientSession, *, workspaces: frozenset[str], clock: Clock, api: str
) -> Finding:
    """Whether a workspace's token is good, of a workspace that may come in, with every scope."""
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


async def teams_token(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    """Whether our credentials are good."""
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


async def sign_in(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    """Whether the provider answers, by the name that is set."""
    async with session.get(f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration") as answered:
        told = await answered.json(content_type=None)
    if told.get("issuer") != settings.oidc_issuer:
        return Finding(
            "Sign-in", f"the provider calls itself {told.get('issuer')}.", "Write JSV_OIDC_ISSUER exactly so."
        )
    return Finding("Sign-in", "the provider answers, and is the one that is set.")
