"""When two names are of one agency: as people mean them, not as they spell them (P08, P10)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

ENDINGS: Final = frozenset({"ltd", "limited", "plc", "llp", "lp", "inc", "co", "company", "cic", "cio"})
"""What stands at the end of a registered name and is left out when people speak of it."""


def same_agency(one: str, other: str) -> bool:
    """Whether two names are of one agency: case, spacing, punctuation, accents, "&" and such endings tell nothing apart."""
    return spelled_alike(one) == spelled_alike(other)


def distinct(names: Iterable[str]) -> int:
    """How many agencies these names are of."""
    return len({spelled_alike(name) for name in names})


def spelled_alike(name: str) -> str:
    """What all spellings of an agency's name have in common; of a name of which nothing is left, itself."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ").replace("+", " and ")
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.findall(r"\w+", re.sub(r"[.\'’`]", "", bare))
    kept = words[1:] if words[:1] == ["the"] else words
    while len(kept) > 1 and kept[-1] in ENDINGS:
        kept = kept[:-1]
    return "".join(kept) or name.strip()
