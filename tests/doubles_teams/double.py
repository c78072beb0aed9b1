"""Microsoft's side on a free port of this machine: who signs, who gives tokens, and the connector service."""

from collections import defaultdict
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.doubles_teams.rules import faults_of_message
from tests.doubles_teams.signing import ISSUER, Signer
from tests.waiting import never, until

Json = dict[str, Any]
TENANT = "7e7e7e7e-1111-2222-3333-444444444444"
BOT = "28:0a0a0a0a-1111-2222-3333-444444444444"


@dataclass(frozen=True)
class Made:
    """A call that was made."""

    method: str
    path: str
    token: str
    body: Any


@dataclass
class Refusal:
    """What is answered instead: a status, Teams' word for it, more headers; or nothing for so many seconds."""

    status: int
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    late: bool = False  # it is never answered
    keeps: bool = False  # it was taken all the same


@dataclass
class TeamsDouble:
    """Keeps what it was sent; `faults` says what of it Teams would refuse."""

    signers: list[Signer] = field(default_factory=lambda: [Signer()])
    made: list[Made] = field(default_factory=list)
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    members: dict[str, Json] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    refusals: dict[str, list[Refusal]] = field(default_factory=lambda: defaultdict(list))
    blocked: set[str] = field(default_factory=set)  # conversations in which the bot may not write any more
    tokens: int = 0
    looked_for_keys: int = 0
    keys_down: bool = False
    server: TestServer | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(
            [
                web.get("/openid", self._openid),
                web.get("/keys", self._keys),
                web.post("/token", self._token),
                web.get("/identity", self._token),
                web.post("/v3/conversations", self._open),
                web.post("/v3/conversations/{conversation}/activities", self._post),
                web.put("/v3/conversations/{conversation}/activities/{message}", self._put),
                web.delete("/v3/conversations/{conversation}/activities/{message}", self._delete),
                web.get("/v3/conversations/{conversation}/members/{user}", self._member),
            ]
        )
        self.server = TestServer(app)
        await self.server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.server
        await self.server.close()

    @property
    def url(self) -> str:
        """Where it is."""
        assert self.server
        return str(self.server.make_url("/")).rstrip("/")

    @property
    def service(self) -> str:
        """The service URL of its activities."""
        return f"{self.url}/"

    def employs(self, user: str, address: str, **more: str) -> None:
        """Somebody is in the tenant: a row of the roster, with what Microsoft's own Playground puts into one."""
        named = {"name": user.title(), "givenName": user.title(), "surname": "X"}
        address_of = {"email": address, "userPrincipalName": address}
        self.members[f"29:{user}"] = {
            "id": f"29:{user}",
            "aadObjectId": user,
            **named,
            **address_of,
            "tenantId": TENANT,
            "userRole": "user",
            **more,
        }

    def refuses(self, method: str, *refusals: Refusal) -> None:
        """The next calls of that method are refused."""
        self.refusals[method] += refusals

    def calls(self, method: str) -> list[Made]:
        """The calls of a method that were made."""
        return [one for one in self.made if one.method == method]

    async def called(self, method: str, times: int = 1) -> Made:
        """The latest call of a method, waited for."""
        await until(lambda: len(self.calls(method)) >= times)
        return self.calls(method)[-1]

    def cards(self) -> list[Json]:
        """The cards that lie somewhere, the oldest first."""
        return [
            message["attachments"][0]["content"] for message in self.messages.values() if message.get("attachments")
        ]

    async def _openid(self, _: web.Request) -> web.Response:
        self.looked_for_keys += 1
        if self.keys_down:
            return web.Response(status=500)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [signer.published() for signer in self.signers]})

    async def _token(self, request: web.Request) -> web.Response:
        self.tokens += 1
        asked = dict(await request.post()) if request.method == "POST" else dict(request.query)
        self.made.append(Made("token", request.path, request.headers.get("Metadata", ""), asked))
        return self._refused("token") or web.json_response(
            {"access_token": f"bearer-{self.tokens}", "expires_in": "3600"}
        )

    async def _open(self, request: web.Request) -> web.Response:
        body = await self._note("open", request)
        return await self._late("open") or web.json_response({"id": f"a:{body['members'][0]['id'][3:]}"})

    async def _post(self, request: web.Request) -> web.Response:
        body = await self._note("post", request)
        if barred := self._barred(request):
            return barred
        number = f"m{len(self.calls('post'))}"
        refusal = self.refusals["post"][:1]
        if not refusal or refusal[0].keeps:
            self.messages[(request.match_info["conversation"], number)] = body
        return await self._late("post") or web.json_response({"id": number}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        body = await self._note("put", request)
        if refused := self._barred(request) or await self._late("put"):
            return refused
        where = (request.match_info["conversation"], request.match_info["message"])
        if where not in self.messages:
            return web.json_response({"error": {"code": "ActivityNotFoundInConversation"}}, status=404)
        self.messages[where] = body
        return web.json_response({"id": where[1]})

    async def _delete(self, request: web.Request) -> web.Response:
        await self._note("delete", request)
        if refused := self._barred(request) or await self._late("delete"):
            return refused
        where = (request.match_info["conversation"], request.match_info["message"])
        if self.messages.pop(where, None) is None:
            return web.json_response({"error": {"code": "ActivityNotFoundInConversation"}}, status=404)
        return web.Response(status=200)

    async def _member(self, request: web.Request) -> web.Response:
        await self._note("member", request)
        if refused := await self._late("member"):
            return refused
        found = self.members.get(request.match_info["user"])
        return (
            web.json_response(found)
            if found
            else web.json_response({"error": {"code": "MemberNotFoundInConversation"}}, status=404)
        )

    async def _note(self, method: str, request: web.Request) -> Any:
        body = await request.json() if request.can_read_body else {}
        self.made.append(Made(method, request.path, request.headers.get("Authorization", ""), body))
        if method in ("post", "put"):
            self.faults += faults_of_message(body)
        return body

    def _barred(self, request: web.Request) -> web.Response | None:
        if request.match_info["conversation"] not in self.blocked:
            return None
        return web.json_response({"error": {"code": "MessageWritesBlocked", "message": "no"}}, status=403)

    async def _late(self, method: str) -> web.Response | None:
        late = bool(self.refusals[method]) and self.refusals[method][0].late
        refused = self._refused(method)
        if late:
            await never()
        return refused

    def _refused(self, method: str) -> web.Response | None:
        if not self.refusals[method]:
            return None
        one = self.refusals[method].pop(0)
        if one.body is not None:
            return web.Response(status=one.status, text=one.body, headers=one.headers)
        return web.json_response({"error": {"code": one.code, "message": "no"}}, status=one.status, headers=one.headers)
