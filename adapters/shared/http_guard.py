"""The door before anything is read: kind, size, pace and depth of a request, cheaply and with the right number."""

import asyncio
import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from aiohttp import web

from adapters.shared.payload import Payload

LARGEST: Final = 1_000_000  # bytes; what platforms send ends far below
DEEPEST: Final = 32
A_BODY: Final = 3.0  # seconds for a body to arrive


def too_strange(headers: Mapping[str, str], kinds: Collection[str]) -> int:
    """The number to turn a request away with before a byte of its body is read; 0 when it may go on. `kinds` are the media types that may come."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in kinds or headers.get("Content-Encoding", "identity") != "identity":
        return 415
    length = headers.get("Content-Length", "0")
    return 413 if len(length) > len(str(LARGEST)) or (length.isdecimal() and int(length) > LARGEST) else 0


async def body_of(request: web.Request) -> bytes | int:
    """The body; or the number to turn it away with, if it is too large or too slow."""
    raw = bytearray()
    try:
        async with asyncio.timeout(A_BODY):
            async for piece in request.content.iter_any():
                raw += piece
                if len(raw) > LARGEST:
                    return 413
    except TimeoutError:
        return 408
    return bytes(raw)


def json_object(body: bytes | str) -> Payload | None:
    """The object that JSON holds, if it is one and not too deep; nothing for anything else."""
    try:
        found = json.loads(body.decode() if isinstance(body, bytes) else body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not deeper(found, DEEPEST) else None


def deeper(thing: dict[str, Any] | list[Any], than: int) -> bool:
    """Whether lists and objects lie within each other more than so many deep. Asked of every body, so it is quick."""
    level: list[Any] = [thing]
    for _ in range(than):
        insides = (nested.values() if type(nested) is dict else nested for nested in level)
        level = [child for inside in insides for child in inside if type(child) is dict or type(child) is list]
        if not level:
            return False
    return True
