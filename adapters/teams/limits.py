"""Teams' numbers, and how a text is made to fit them.

From learn.microsoft.com/microsoftteams/platform, read in November 2026: bots/how-to/format-your-bot-messages (a message has
about 100 KB, counted as UTF-16, and 413 MessageSizeTooBig above), task-modules-and-cards/cards/cards-reference (cards: 28 KB,
never revised), bots/how-to/rate-limit. Where a page and its neighbour differ, the smaller number is kept.
"""

import re
from typing import Final

from pydantic_core import to_json

VERSION: Final = "1.5"  # Action.Execute needs 1.4; Teams takes 1.5 for cards that a bot sends
CARD_BYTES: Final = 25_000  # as UTF-16: what a card is cut to; below 28 KB with room for the envelope
MOST_BYTES: Final = 80_000  # as UTF-16: what a form, which cannot be cut, may have; below 100 KB
TITLE: Final = 200  # ours: a heading longer than that is not read
SUMMARY: Final = 256  # ours: what a notification shows
TEXT: Final = 4_000  # ours: one paragraph; longer ones are read on the web page
FACT: Final = 1_000  # ours: a value beside its name
BUTTON: Final = 60  # cards-reference names no number; desktop cuts what is longer
BUTTONS: Final = 5  # of one ActionSet: what the official renderer draws unless its host says otherwise; Teams says 6
CHOICE: Final = 150  # ours: one line of a list
OFFERED: Final = (
    400,
    150,
    60,
    25,
)  # how many choices of one list are offered: the first number with which the form fits
LONGEST_ID: Final = 255  # of an activity, a conversation, a user: theirs end far below
DIALOG_TITLE: Final = 60  # task-modules-and-cards/task-modules/invoking-task-modules

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""What is not seen but changes what is: controls, zero-width, bidirectional marks, tags, halves of a pair."""


def units(text: str) -> int:
    """How long a text is in UTF-16 units: a character beyond the first plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def weight(drawn: object) -> int:
    """The bytes that something drawn has for Teams."""
    return 2 * units(to_json(drawn).decode())


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
