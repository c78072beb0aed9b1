"""Reading what a platform sent, whatever its shape: each of these finds what it looks for, or says that it is not there.

Rule 1: nothing is raised. A payload comes from outside, and a key may hold anything.
"""

from collections.abc import Mapping
from typing import Any, Final

from adapters.shared.fitting import storable

Payload = Mapping[str, Any]

LONGEST_ID: Final = 255  # of anything that a platform names: their own ids end far below


def at(thing: object, *path: str) -> object:
    """What lies at a path of keys, if anything does."""
    for step in path:
        thing = thing.get(step) if isinstance(thing, dict) else None
    return thing


def ident(thing: object, *path: str) -> str:
    """An id at a path of keys; empty when there is none, or none that could be one."""
    found = words(thing, *path)
    return found if len(found) <= LONGEST_ID and found.isascii() and found.isprintable() else ""


def words(thing: object, *path: str) -> str:
    """A text at a path of keys, without what no database can hold; empty when there is none."""
    found = at(thing, *path)
    return storable(found) if isinstance(found, str) else ""


def listed(thing: object, *path: str) -> list[object]:
    """A list at a path of keys; empty when there is none."""
    found = at(thing, *path)
    return found if isinstance(found, list) else []
