"""Somebody's organisation says who they are: OpenID Connect, by an authorisation code with PKCE.

The provider is asked anew each time for where its things lie and which keys it signs with: people sign in a few times a
day, and a key that was turned over is never a stale one here. PyJWT checks the token; what it does not know of is added.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import aiohttp
import jwt
import structlog

from adapters.shared.loopback import is_loopback
from dialogs.errors import JsvError

PATIENCE: Final = aiohttp.ClientTimeout(total=5)  # for each of the three things that are asked
MOST_BYTES: Final = 512 * 1024
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)  # a public key checks them all
REQUIRED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")
LEEWAY: Final = 60  # seconds between two clocks
VOUCHED: Final = (True, "true", "1")  # as providers write it
NOT_USED_AGAIN: Final = "invalid_grant"

log = structlog.get_logger()


class NoAnswer(JsvError):
    """The provider cannot be asked just now, or answers nothing that can be used."""


class NotProved(JsvError):
    """What came back does not prove who somebody is; the word says why."""


class Provider:
    """One issuer, and what it knows us by. It vouches for e-mails that it says are verified, and for all in `domains`."""

    def __init__(
        self, session: aiohttp.ClientSession, issuer: str, client: str, secret: str, domains: Iterable[str] = ()
    ) -> None:
        self._session, self.issuer = session, issuer
        self._client, self._secret = client, secret
        self._domains = frozenset(domain.casefold() for domain in domains)

    async def address(self, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where the person signs in, and is led back from."""
        where = await self._where("authorization_endpoint")
        asked = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": back,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{where['authorization_endpoint']}{'&' if '?' in where['authorization_endpoint'] else '?'}{urlencode(asked)}"

    async def email(self, code: str, back: str, nonce: str, verifier: str) -> str:
        """The verified e-mail of whoever the code is for."""
        where = await self._where("token_endpoint", "jwks_uri")
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        told = await self._ask("POST", where["token_endpoint"], **self._as_ourselves(where, form))
        keys = await self._ask("GET", where["jwks_uri"])
        return self._vouched(self._proved(str(told.get("id_token", "")), keys, nonce))

    async def _where(self, *wanted: str) -> Mapping[str, Any]:
        found = await self._ask("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer or not all(_safe(found.get(name)) for name in wanted):
            log.warning("not usable", action="openid_not_usable", reason="issuer or addresses")
            raise NoAnswer
        return found

    def _as_ourselves(self, where: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
        """By header unless the provider takes that only in the form."""
        if "client_secret_basic" in where.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
            known = aiohttp.encode_basic_auth(quote(self._client, safe=""), quote(self._secret, safe=""))
            return {"data": form, "headers": {"Authorization": known}}
        return {"data": {**form, "client_id": self._client, "client_secret": self._secret}}

    async def _ask(self, method: str, url: str, **more: Any) -> Mapping[str, Any]:
        """A document; redirects are not followed."""
        try:
            async with self._session.request(method, url, allow_redirects=False, timeout=PATIENCE, **more) as answer:
                body = b""
                async for part in answer.content.iter_chunked(MOST_BYTES):
                    body += part
                    if len(body) > MOST_BYTES:
                        raise NoAnswer
                found = json.loads(body)
        except (TimeoutError, aiohttp.ClientError, ValueError) as fault:
            log.warning("no answer", action="openid_no_answer", fault=type(fault).__name__)
            raise NoAnswer from None
        if not isinstance(found, dict) or answer.status != 200:  # noqa: PLR2004 - fine
            if isinstance(found, dict) and found.get("error") == NOT_USED_AGAIN:
                raise NotProved("code")
            log.warning("no answer", action="openid_no_answer", status=answer.status)
            raise NoAnswer
        return found

    def _proved(self, token: str, keys: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """What the token says, if it is the provider's, for us, for this sign-in, and for now."""
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            fitting = [
                key
                for key in jwt.PyJWKSet.from_dict(dict(keys)).keys
                if key.public_key_use != "enc" and kid in (None, key.key_id)
            ]
            if len(fitting) != 1:
                raise NotProved("key")
            claims = jwt.decode(
                token,
                fitting[0],
                algorithms=ALGORITHMS,
                audience=self._client,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": [*REQUIRED]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as fault:
            raise NotProved(type(fault).__name__) from None
        if claims["nonce"] != nonce:
            raise NotProved("nonce")
        if claims["aud"] not in (self._client, [self._client]) or claims.get("azp", self._client) != self._client:
            raise NotProved("audience")
        return claims

    def _vouched(self, claims: Mapping[str, Any]) -> str:
        """The e-mail, if the provider vouches for it; `xms_edov` is Entra's word for that. Where it says nothing, our own settings do."""
        email = claims.get("email")
        if not isinstance(email, str) or "@" not in email:
            raise NotProved("no e-mail")
        said = [claims[claim] for claim in ("email_verified", "xms_edov") if claim in claims]
        verified = (
            all(value in VOUCHED for value in said) if said else email.rpartition("@")[2].casefold() in self._domains
        )
        if not verified:
            raise NotProved("e-mail not verified")
        return email


def _safe(url: object) -> bool:
    """Whether what we send there can be read by nobody else."""
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
