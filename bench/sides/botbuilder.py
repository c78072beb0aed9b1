"""botbuilder as it comes: `process_activity` with its own token checks and its own clients, answering an empty invoke."""

from http import HTTPStatus

from aiohttp import web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector.auth import BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory

from bench.child import ready
from bot.wiring import answer
from tests.doubles_teams.signing import ISSUER


async def main(*, app_id: str, openid: str, login: str) -> None:
    """Serve until asked to stop."""
    adapter = CloudAdapterBase(
        BotFrameworkAuthenticationFactory.create(
            to_bot_from_channel_token_issuer=ISSUER,
            to_bot_from_channel_open_id_metadata_url=openid,
            to_channel_from_bot_login_url=login,
            to_channel_from_bot_oauth_scope="https://api.botframework.example",
            oauth_url=login,
            to_bot_from_emulator_open_id_metadata_url=openid,
            credential_factory=PasswordServiceClientCredentialFactory(app_id, "shh"),
        )
    )

    async def empty(context: TurnContext) -> None:
        answered = InvokeResponse(status=int(HTTPStatus.OK), body=None)
        context.turn_state[CloudAdapterBase._INVOKE_RESPONSE_KEY] = Activity(
            type=ActivityTypes.invoke_response, value=answered
        )

    async def receive(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        found = await adapter.process_activity(request.headers["Authorization"], activity, empty)
        return web.Response(status=found.status)

    app = web.Application()
    app.add_routes([web.post("/api/messages", receive)])
    await answer(app, "127.0.0.1", 0, ready)
