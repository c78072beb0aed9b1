"""The door before Bolt: what is not surely Slack's is turned away, cheaply and with the right number, before it is read.

Bolt reads a body before it checks the signature, and answers 500 to a timestamp that is no number, to a signature that
is not ASCII and to JSON nested a thousand deep. So the signature is checked here, on the raw bytes, and the body is read here.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier

from adapters.slack.parse import Payload

LARGEST: Final = 1_000_000  # bytes; Slack's own payloads end far below
DEEPEST: Final = 32
FIELDS: Final = 100  # of a form: a slash command has about 15
FORM: Final = "application/x-www-form-urlencoded"
KINDS: Final = ("application/json", FORM)
STAMP: Final = re.compile(r"\d{1,12}", re.ASCII)
SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


def too_strange(headers: Mapping[str, str]) -> int:
    """The number to turn a request away with before a byte of its body is read; 0 when it may go on."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in KINDS or headers.get("Content-Encoding", "identity") != "identity":
        return 415
    length = headers.get("Content-Length", "0")
    return 413 if len(length) > len(str(LARGEST)) or (length.isdecimal() and int(length) > LARGEST) else 0


def signed(headers: Mapping[str, str], body: bytes, verifier: SignatureVerifier) -> bool:
    """Whether Slack signed these very bytes in the last five minutes."""
    stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    if not (STAMP.fullmatch(stamp) and SIGNATURE.fullmatch(signature)):
        return False
    try:
        return verifier.is_valid(body, stamp, signature)
    except UnicodeDecodeError:
        return False


def payload(headers: Mapping[str, str], body: bytes) -> Payload | None:
    """What a request says: an object, not too deep. Slack sends it bare, or as the field `payload` of a form, or as a form."""
    try:
        text = body.decode()
        if headers.get("Content-Type", "").lower().startswith(FORM):
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS))
            return _read(form["payload"]) if "payload" in form else form
        return _read(text)
    except (ValueError, RecursionError):
        return None


def deeper(thing: dict[str, Any] | list[Any], than: int) -> bool:
    """Whether lists and objects lie within each other more than so many deep. Asked of every body, so it is quick."""
    level: list[Any] = [thing]
    for _ in range(than):
        insides = (one.values() if type(one) is dict else one for one in level)
        level = [child for inside in insides for child in inside if type(child) is dict or type(child) is list]
        if not level:
            return False
    return True


def _read(text: str) -> Payload | None:
    found = json.loads(text)
    return found if isinstance(found, dict) and not deeper(found, DEEPEST) else None
