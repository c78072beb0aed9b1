"""The door before Bolt: what is not surely Slack's is turned away, cheaply and with the right number, before it is read.

Bolt reads a body before it checks the signature, and answers 500 to a timestamp that is no number, to a signature that
is not ASCII and to JSON nested a thousand deep. So the signature is checked here, on the raw bytes, and the body is read here.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier

from adapters.shared.http_guard import json_object
from adapters.shared.payload import Payload

FIELDS: Final = 100  # of a form: a slash command has about 15
FORM: Final = "application/x-www-form-urlencoded"
KINDS: Final = ("application/json", FORM)
STAMP: Final = re.compile(r"\d{1,12}", re.ASCII)
SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


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
            return json_object(form["payload"]) if "payload" in form else form
    except ValueError:
        return None
    return json_object(text)
