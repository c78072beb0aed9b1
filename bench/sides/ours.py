"""Our service with Slack and Teams for its channels, as `jsv serve` wires it; only the platforms are on this machine."""

import os
from contextlib import AsyncExitStack

from aiohttp import ClientSession

from bench.child import ready
from bot.channels import slack, teams
from bot.config import logs
from bot.config.settings import Settings
from bot.wiring import Outside, answer, application, open_runtime, running
from store.crypto.key_ring import KeyRing


async def main(*, environ: dict[str, str], api: str, works: bool = True) -> None:
    """Serve until asked to stop. `api` is where Slack's Web API is."""
    logs.configure("json")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # lines of log are made as ever; nobody reads them
    settings = Settings.read(environ)
    secret = settings.secret.encode()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        slack_setup, teams_setup = (
            slack.SlackChannelSetup(settings, session, api=api, hooks=api),
            teams.TeamsChannelSetup(settings, session, here=True),
        )
        outside = Outside(
            keys=KeyRing.development(), channels={"slack": slack_setup.channel, "teams": teams_setup.channel}
        )
        runtime = await stack.enter_async_context(open_runtime(settings, outside))
        engine = await stack.enter_async_context(running(runtime, settings, outside.poll)) if works else None
        app = application(runtime, engine, secret)
        await stack.enter_async_context(slack_setup.open(app, runtime))
        await stack.enter_async_context(teams_setup.open(app, runtime))
        await answer(app, settings.host, settings.port, ready)
