"""Signatures as Standard Webhooks has them (standardwebhooks.com, version 1): pure.

What is signed is the message's id, the time it was sent at and the body, with dots between. A receiver that keeps to the
five minutes of the standard cannot be fooled with an old request, and one that remembers ids does nothing twice.
"""

import hmac
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

PREFIX: Final = "whsec_"
SHORTEST: Final = 24  # bytes; the standard's own limits
LONGEST: Final = 64


def keys_of(secrets: str) -> tuple[bytes, ...]:
    """The keys written as `whsec_...,whsec_...`; nothing if one of them is none. Several sign while one is turned over."""
    found = tuple(_key(secret.strip()) for secret in secrets.split(",") if secret.strip())
    return tuple(key for key in found if key) if all(found) else ()


def headers(keys: tuple[bytes, ...], id_: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The three headers of a request that goes out now."""
    seconds = str(int(at.timestamp()))
    signed = f"{id_}.{seconds}.".encode() + body
    marks = (b64encode(hmac.digest(key, signed, sha256)).decode() for key in keys)
    return {
        "webhook-id": id_,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{mark}" for mark in marks),
    }


def _key(written: str) -> bytes:
    try:
        key = b64decode(written.removeprefix(PREFIX), validate=True)
    except (Error, ValueError):
        return b""
    return key if written.startswith(PREFIX) and SHORTEST <= len(key) <= LONGEST else b""
