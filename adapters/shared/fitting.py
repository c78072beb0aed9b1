"""How a text is made to fit a platform: counted in UTF-16 units, cut between two characters, rid of what is not seen."""

import re
from typing import Final

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""What is not seen but changes what is: controls, zero-width, bidirectional marks, tags, halves of a pair."""


def units(text: str) -> int:
    """How long a text is in UTF-16 units: a character beyond the first plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(text: str, limit: int) -> str:
    """The text, or as much of it as there is room for and an ellipsis; never half a character."""
    if 2 * len(text) <= limit or units(text) <= limit:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return f"{cut.rstrip()}…"


def storable(text: str) -> str:
    """The text without what no database and no UTF-8 holds: the zero byte, halves of a pair."""
    return text if text.isprintable() else text.replace("\0", "").encode("utf-8", "replace").decode()


def seen(text: str) -> str:
    """The text without what cannot be seen."""
    return text if text.isascii() and text.isprintable() else UNSEEN.sub("", text)
