"""Real keys and real signatures, as Microsoft makes them."""

import json
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.example"
APP = "0a0a0a0a-1111-2222-3333-444444444444"
KID = "key-1"


@cache
def private_key(name: str) -> RSAPrivateKey:
    """A key of that name; making one takes a moment."""
    return generate_private_key(65537, 2048)


@dataclass
class Signer:
    """Somebody who signs tokens, and says with which keys."""

    kid: str = KID
    name: str = KID
    endorses: tuple[str, ...] = ("msteams", "webchat")
    claims: dict[str, Any] = field(default_factory=dict)

    def token(self, service: str, **more: Any) -> str:
        """A token for the bot, good for an hour but for what is said otherwise; a claim that is None is left out."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": service,
            "nbf": now - 10,
            "exp": now + 3600,
            **self.claims,
            **more,
        }
        said = {name: claim for name, claim in claims.items() if claim is not None}
        return jwt.encode(said, private_key(self.name), algorithm="RS256", headers={"kid": self.kid})

    def published(self) -> dict[str, Any]:
        """The public key, as it is published."""
        public = json.loads(RSAAlgorithm.to_jwk(private_key(self.name).public_key()))
        return {**public, "kid": self.kid, "use": "sig", "endorsements": list(self.endorses)}
