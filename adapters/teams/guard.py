"""The door before anything is read: size, kind and shape of a request, cheaply and with the right number."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from adapters.teams.origin import Payload

LARGEST: Final = 1_000_000  # bytes; Teams' own activities end far below
DEEPEST: Final = 32
A_BODY: Final = 3.0  # seconds for a body to arrive


def too_strange(headers: Mapping[str, str]) -> int:
    """The number to turn a request away with before a byte of its body is read; 0 when it may go on."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json" or headers.get("Content-Encoding", "identity") != "identity":
        return 415
    length = headers.get("Content-Length", "0")
    return 413 if len(length) > len(str(LARGEST)) or (length.isdecimal() and int(length) > LARGEST) else 0


async def read(request: web.Request) -> Payload | int:
    """What a request says, or the number it is turned away with: too large, too slow, or not an object."""
    raw = bytearray()
    try:
        async with asyncio.timeout(A_BODY):
            async for piece in request.content.iter_any():
                raw += piece
                if len(raw) > LARGEST:
                    return 413
    except TimeoutError:
        return 408
    found = payload(bytes(raw))
    return 400 if found is None else found


def payload(body: bytes) -> Payload | None:
    """An object, not too deep; nothing for anything else."""
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not deeper(found, DEEPEST) else None


def deeper(thing: dict[str, Any] | list[Any], than: int) -> bool:
    """Whether lists and objects lie within each other more than so many deep."""
    level: list[Any] = [thing]
    for _ in range(than):
        insides = (one.values() if type(one) is dict else one for one in level)
        level = [child for inside in insides for child in inside if type(child) is dict or type(child) is list]
        if not level:
            return False
    return True
