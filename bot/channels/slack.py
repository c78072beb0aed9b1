"""Slack, joined to the bot: which workspaces may come in, who somebody is, and both ways in."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import ClientSession, web

from adapters.slack.app import SlackApp, SlackPorts, routes, socket
from adapters.slack.send import API, HOOKS, SlackChannel, web_client
from bot.channels.introductions import introducing
from bot.channels.suggestions import suggesting
from bot.config.settings import Settings
from bot.outbox.copies import showing
from bot.runtime.runtime import Runtime
from bot.turn import turns

FINISH_WITHIN: Final = 2.0  # seconds for answers that are on their way


class SlackChannelSetup:
    """The channel, and the listeners once the bot runs."""

    def __init__(self, settings: Settings, session: ClientSession, *, api: str = API, hooks: str = HOOKS) -> None:
        self._settings = settings
        self._client = web_client(session, api)
        self._hooks = hooks
        self._tokens = settings.slack_tokens
        self.channel = SlackChannel(self._client, self._token)

    @asynccontextmanager
    async def open(self, app: web.Application, runtime: Runtime) -> AsyncIterator[None]:
        """Listen: over HTTP where there is a signing secret, by Socket Mode where there is an app-level token."""
        known = SlackPorts(
            take_turn=turns(runtime),
            introduce=introducing(runtime, self._settings.slack_domains),
            shown=showing(runtime),
            suggest=suggesting(runtime),
        )
        slack = SlackApp(
            known,
            signing_secret=self._settings.slack_signing_secret,
            tokens=self._token,
            client=self._client,
            hooks=self._hooks,
        )
        if self._settings.slack_signing_secret:
            app.add_routes(routes(slack))
        connected = (
            await socket(slack, self._settings.slack_app_token, self._client)
            if self._settings.slack_app_token
            else None
        )
        try:
            yield
        finally:
            if connected:
                await connected.close_async()  # type: ignore[no-untyped-call] # theirs
            await slack.errands.finish(FINISH_WITHIN)

    async def _token(self, team: str) -> str | None:
        return allowed(self._tokens, self._settings.allowed_slack_workspaces, team)


def allowed(tokens: Mapping[str, str], teams: frozenset[str], team: str) -> str | None:
    """The token for a workspace on the list: its own, or the one for all."""
    return tokens.get(team) or tokens.get("") if team in teams else None
