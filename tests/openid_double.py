"""An OpenID provider on a free port of this machine: real signatures, codes that are good once, and PKCE that is checked."""

import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from jwt.algorithms import RSAAlgorithm

from tests.doubles_teams.signing import private_key

CLIENT = "the-dashboard"
PASSWORD = "shh: it's a secret"
EMAIL = "olu@testshire.example"


@dataclass
class Provider:
    """Lets everybody in at once. What it gets wrong is said by its fields; a claim that is None is left out."""

    claims: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)  # in the discovery document
    answer: dict[str, str] = field(default_factory=dict)  # what the person comes back with
    signs: str = "provider"
    kid: str | None = "k1"
    algorithm: str = "RS256"
    down: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    issuer: str = ""
    last: str = ""  # where the person was sent back to

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Provider"]:
        """Answering."""
        app = web.Application(middlewares=[self._failing])
        app.add_routes(
            [
                web.get("/tenant/.well-known/openid-configuration", self.discovery),
                web.get("/authorize", self.authorize),
                web.post("/token", self.token),
                web.get("/keys", self.keys),
            ]
        )
        async with TestServer(app) as server:
            self.issuer = str(server.make_url("/tenant"))
            yield self

    @web.middleware
    async def _failing(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        name = request.path.rpartition("/")[2]
        self.asked.append(name)
        if name in self.down:
            return web.Response(status=503, text="not now")
        if name in self.moved and "elsewhere" not in request.query:  # where all would be well
            raise web.HTTPTemporaryRedirect(f"{request.path}?elsewhere")
        return await handler(request)

    async def discovery(self, request: web.Request) -> web.Response:
        """Where things lie."""
        here = f"http://{request.host}"
        return web.json_response(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "jwks_uri": f"{here}/keys",
                **self.told,
            }
        )

    async def authorize(self, request: web.Request) -> web.Response:
        """The person has signed in."""
        asked = dict(request.query)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        assert (asked["client_id"], asked["response_type"], asked["scope"], asked["code_challenge_method"]) == (
            CLIENT,
            "code",
            "openid email",
            "S256",
        )
        self.last = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], **self.answer})}"
        raise web.HTTPFound(self.last)

    async def token(self, request: web.Request) -> web.Response:
        """A token for a code: once, to whom it was given, and to whoever began."""
        form = await request.post()
        basic = b64decode(request.headers.get("Authorization", "Basic ").removeprefix("Basic ")).decode()
        known = (
            {f"{CLIENT}:shh%3A%20it%27s%20a%20secret"}
            if not self.told
            else {"", f"{CLIENT}:shh%3A%20it%27s%20a%20secret"}
        )
        posted = (form.get("client_id"), form.get("client_secret"))
        if basic not in known or (not basic and posted != (CLIENT, PASSWORD)):
            return web.json_response({"error": "invalid_client"}, status=401)
        asked = self.codes.pop(str(form["code"]), None)
        proof = urlsafe_b64encode(sha256(str(form["code_verifier"]).encode()).digest()).decode().rstrip("=")
        if (
            asked is None
            or asked["code_challenge"] != proof
            or asked["redirect_uri"] != form["redirect_uri"]
            or len(str(form["code_verifier"])) < 43
        ):
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"token_type": "Bearer", "access_token": "x", "id_token": self.signed(asked["nonce"])})

    def signed(self, nonce: str) -> str:
        """A token, good for ten minutes but for what is said otherwise."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "someone",
            "aud": CLIENT,
            "iat": 0,
            "exp": 600,
            "nonce": nonce,
            "email": EMAIL,
            "email_verified": True,
        }
        said = {name: claim for name, claim in {**claims, **self.claims}.items() if claim is not None}
        said |= {name: now + said[name] for name in ("iat", "exp") if name in said}  # said in seconds from now
        key: Any = {"RS256": private_key(self.signs), "PS256": private_key(self.signs), "none": None}.get(
            self.algorithm, self._public_as_secret()
        )
        return jwt.encode(said, key, algorithm=self.algorithm, headers={"kid": self.kid} if self.kid else {})

    async def keys(self, _: web.Request) -> web.Response:
        """The keys that it signs with, and one for something else."""
        key = json.loads(RSAAlgorithm.to_jwk(private_key("provider").public_key()))
        other = json.loads(RSAAlgorithm.to_jwk(private_key("another").public_key()))
        return web.json_response({"keys": [{**key, "kid": "k1", "use": "sig"}, {**other, "kid": "k2", "use": "enc"}]})

    def _public_as_secret(self) -> bytes:
        """What some have mistaken for a secret that both know."""
        return str(json.loads(RSAAlgorithm.to_jwk(private_key("provider").public_key()))["n"]).encode()
