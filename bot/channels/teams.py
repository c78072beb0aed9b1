"""Teams, joined to the bot: who may come in, who somebody is, where to write to them, and the way out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from aiohttp import ClientSession, web

from adapters.teams.access_tokens import LOGIN, Bearer, NoBearer, by_identity, by_secret
from adapters.teams.app import TeamsApp, TeamsPorts, routes
from adapters.teams.authentication import Anonymous, Authenticator, Signed
from adapters.teams.connector import Connector
from adapters.teams.send import TeamsChannel
from adapters.teams.signing_keys import Keys
from bot.channels.introductions import introducing
from bot.channels.suggestions import suggesting
from bot.config.settings import Settings
from bot.outbox.copies import showing
from bot.outbox.scenes import look
from bot.runtime.runtime import Runtime
from bot.turn import turns
from dialogs.model.heard import Handle
from dialogs.model.reach import State

FINISH_WITHIN: Final = 2.0  # seconds for answers that are on their way

log = structlog.get_logger()


class StoredReferences:
    """The references, in the store, which is there once the bot runs."""

    def __init__(self) -> None:
        self.runtime: Runtime | None = None

    async def get(self, who: Handle) -> str | None:
        """What was put there last."""
        return await self.runtime.in_thread(_get, self.runtime, who) if self.runtime else None

    async def put(self, who: Handle, reference: str) -> None:
        """Puts a reference in the place of the earlier one."""
        if self.runtime:
            await self.runtime.in_thread(_put, self.runtime, who, reference)


class TeamsChannelSetup:
    """The channel, and the way in once the bot runs. `here` is for tests: Teams is played on this machine."""

    def __init__(self, settings: Settings, session: ClientSession, *, here: bool = False) -> None:
        self._settings, self._session = settings, session
        self._here = here or settings.teams_anonymous
        self._kept = StoredReferences()
        self._connector = Connector(session, bearer(settings, session), here=self._here)
        self.channel = TeamsChannel(self._connector, self._kept)

    @asynccontextmanager
    async def open(self, app: web.Application, runtime: Runtime) -> AsyncIterator[None]:
        """Listen."""
        self._kept.runtime = runtime
        rooms = TeamsPorts(
            take_turn=turns(runtime),
            introduce=introducing(runtime, self._settings.teams_domains),
            left=lambda who: runtime.in_thread(left, runtime, who),
            references=self._kept,
            look=lambda who, press: runtime.in_thread(look, runtime, who, press),
            shown=showing(runtime),
            suggest=suggesting(runtime),
        )
        teams = TeamsApp(rooms, self._door(), self._connector)
        app.add_routes(routes(teams))
        try:
            yield
        finally:
            await teams.errands.finish(FINISH_WITHIN)

    def _door(self) -> Authenticator:
        given = self._settings
        if given.teams_anonymous:
            log.warning("anonymous", action="teams_anonymous")
            return Anonymous()
        return Signed(
            Keys(self._session, given.teams_openid_url),
            given.teams_app_id,
            given.allowed_teams_tenants,
            here=self._here,
        )


def left(runtime: Runtime, who: Handle) -> None:
    """Somebody took the bot away: they are reached elsewhere from now on, until they are heard from again."""
    with runtime.store.begin() as work:
        work.people.reachable(who, State.REMOVED)
    log.info("removed", action="handle_gone", channel=who.channel, code="uninstalled")


def bearer(given: Settings, session: ClientSession) -> Bearer:
    """What our own calls are signed with, as the settings say."""
    if given.teams_anonymous:
        return NoBearer()
    if not given.teams_app_secret:
        return by_identity(session, given.teams_app_id)
    return by_secret(
        session,
        given.teams_app_id,
        given.teams_app_secret,
        given.teams_token_url or LOGIN.format(tenant=given.teams_tenant),
    )


def _get(runtime: Runtime, who: Handle) -> str | None:
    with runtime.store.reading() as work:
        return work.chat_references.get(who)


def _put(runtime: Runtime, who: Handle, reference: str) -> None:
    with runtime.store.begin() as work:
        work.chat_references.put(who, reference)
