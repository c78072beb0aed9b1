"""Signing in to the figures with one's organisation's own account: what belongs to one attempt, and who comes of it.

An attempt is a cookie of ten minutes, from which all else is derived: nothing has to be kept until the person is back.
That they have been back is kept, so that an answer counts once.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import structlog

from adapters.web.openid import NoAnswer, NotProved, Provider
from adapters.web.ports import NotLetIn, NotNow, TryAgain
from adapters.web.security import seal, sealed
from bot.dashboard.email_sign_in import EmailSignIn
from bot.runtime.runtime import Runtime

ATTEMPT: Final = timedelta(minutes=10)
BACK: Final = "/dashboard/account/back"
CAME: Final = "sign-in by account"

log = structlog.get_logger()


class OidcSignIn:
    """Leads people to their provider, and takes them in when they come back."""

    def __init__(self, runtime: Runtime, signing_in: EmailSignIn, provider: Provider, secret: bytes) -> None:
        self._runtime, self._signing_in, self._provider, self._secret = runtime, signing_in, provider, secret

    async def address(self, attempt: str) -> str:
        """Where the browser has to go to sign in with the organisation.

        Raises:
            NotNow: the provider does not answer.
        """
        until = str(int((self._runtime.clock() + ATTEMPT).timestamp()))
        nonce, verifier = self._parts(attempt, until)
        try:
            return await self._provider.address(
                self._back, f"{until}.{seal(self._secret, 'state', attempt, until)}", nonce, verifier
            )
        except NoAnswer:
            raise NotNow from None

    async def session(self, attempt: str, answer: Mapping[str, str]) -> str:
        """The session that begins with an answer of the provider.

        Raises:
            TryAgain: it was cancelled, came too late or twice, or is no answer to this attempt.
            NotNow: the provider does not answer.
            NotLetIn: nobody who may see figures.
        """
        state, code = answer.get("state", ""), answer.get("code", "")
        until, _, mark = state.partition(".")
        ours = (
            sealed(mark, self._secret, "state", attempt, until)
            and answer.get("iss", self._provider.issuer) == self._provider.issuer
        )
        if not ours or not await self._runtime.in_thread(self._first, state, int(until)) or not code:
            log.warning("not let in", action="sign_in_not_begun", reason="cancelled" if ours else "state")
            raise TryAgain
        try:
            email = await self._provider.email(code, self._back, *self._parts(attempt, until))
        except NoAnswer:
            raise NotNow from None
        except NotProved as fault:
            log.warning("not let in", action="sign_in_refused", reason=str(fault))
            email = ""
        session = await self._runtime.in_thread(self._signing_in.come, email, CAME)
        if session is None:
            raise NotLetIn(await self._runtime.in_thread(self._signing_in.whom_to_ask))
        return session

    def _first(self, state: str, until: int) -> bool:
        over = datetime.fromtimestamp(until, self._runtime.clock().tzinfo)
        with self._runtime.store.begin() as work:
            return self._runtime.clock() < over and work.used_tokens.spend(f"state {state}", over)

    def _parts(self, attempt: str, until: str) -> tuple[str, str]:
        """The nonce, and what proves to the provider that whoever brings the code is who asked for it (at least 43 letters)."""
        nonce, *verifier = (
            seal(self._secret, purpose, attempt, until) for purpose in ("nonce", "verifier", "verifier, on")
        )
        return nonce, "".join(verifier)

    @property
    def _back(self) -> str:
        return f"{self._signing_in.base().rstrip('/')}{BACK}"
