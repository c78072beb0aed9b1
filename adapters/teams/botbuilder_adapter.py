"""botbuilder's part: it takes an activity that we have let in, gives it to us, and knows what an invoke is answered with.

Of botbuilder-core this uses `CloudAdapterBase.process_activity`, whose own checks and clients are slow, block the loop or
fail on any invoke with a body (docs/teams.md). So what it asks for is handed in: who has been let in, and no client at all.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector.auth import AuthenticateRequestResult, ClaimsIdentity

from adapters.shared.payload import Payload, ident, words
from adapters.teams.answer import Answer
from adapters.teams.origin import CHANNEL

Hear = Callable[[Payload], Awaitable[Answer]]
KIND: Final = "invoke"


class Adapter(CloudAdapterBase):  # type: ignore[misc] # botbuilder ships no types
    """An adapter that checks nothing, since `authentication` has, and sends nothing, since `connector` does."""

    def __init__(self, hear: Hear) -> None:
        super().__init__(_LetIn())
        self._hear = hear

    async def answered(self, body: Payload) -> Answer:
        """What is answered to an activity."""
        activity = Activity(
            type=words(body, "type"),
            id=ident(body, "id"),
            channel_id=CHANNEL,
            service_url=words(body, "serviceUrl"),
            value=body,
        )
        found: InvokeResponse | None = await self.process_activity(_let_in(), activity, self._turn)
        if found is None or isinstance(found.body, Answer):
            return found.body if found else Answer()
        return Answer(found.status, found.body)

    async def _turn(self, context: TurnContext) -> None:
        """One activity. An invoke's answer is left where botbuilder looks for it; it travels through unwritten."""
        said = await self._hear(context.activity.value)
        if context.activity.type == KIND:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = Activity(
                type=ActivityTypes.invoke_response, value=InvokeResponse(status=int(said.status), body=said)
            )


class _LetIn:
    """In the place of botbuilder's own authentication."""

    async def create_user_token_client(self, _: object) -> None:
        """Nobody signs in through us."""


class _NoClient:
    """In the place of botbuilder's own client: ours are in `connector`, and reused."""

    async def create(self, *_: object) -> "_NoClient":
        """Something, for botbuilder insists on it."""
        return self


def _let_in() -> Any:
    found = AuthenticateRequestResult()
    found.claims_identity, found.audience, found.caller_id, found.connector_factory = (
        ClaimsIdentity({}, True),
        "",
        None,
        _NoClient(),
    )
    return found
