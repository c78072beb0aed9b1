"""What the settings of the filing hook, and of other folders that files are put into, must be, in plain lines."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from adapters.hook.sign import keys_of
from adapters.shared.loopback import reached_safely


def faults(url: str, secret: str, put: str, *, record: bool) -> Iterator[str]:
    """Every fault, one line each."""
    if url:
        yield from _receiver(url, secret)
    elif secret:
        yield "JSV_HOOK_URL is missing: write the address of the case system that JSV_HOOK_SECRET signs for, or take the secret out."
    yield from folder("JSV_HOOK_FOLDER", put)
    if record and not (url or put):
        yield "JSV_HOOK_RECORD says what goes to a case system, but there is none: write JSV_HOOK_URL or JSV_HOOK_FOLDER."


def folder(setting: str, path: str) -> Iterator[str]:
    """What is wrong with a folder that files are put into, if one is set."""
    if path and not (Path(path).is_absolute() and Path(path).is_dir() and os.access(path, os.W_OK | os.X_OK)):
        yield f"{setting}: write the full path of a folder that is there and that the bot may write to."


def _receiver(url: str, secret: str) -> Iterator[str]:
    where = urlsplit(url)
    if not reached_safely(url) or where.username or where.fragment:
        yield "JSV_HOOK_URL must begin with https:// and name a host, without a user or a #; http:// only to this machine."
    if not keys_of(secret):
        yield "JSV_HOOK_SECRET is missing or too short: write whsec_ and what `openssl rand -base64 32` prints. With several, after commas, each signs."
