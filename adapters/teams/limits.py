"""Teams' numbers, and what a thing weighs there.

From learn.microsoft.com/microsoftteams/platform, read in November 2026: bots/how-to/format-your-bot-messages (a message has
about 100 KB, counted as UTF-16, and 413 MessageSizeTooBig above), task-modules-and-cards/cards/cards-reference (cards: 28 KB,
never revised), bots/how-to/rate-limit. Where a page and its neighbour differ, the smaller number is kept.
"""

from typing import Final

from pydantic_core import to_json

from adapters.shared.fitting import units

VERSION: Final = "1.5"  # Action.Execute needs 1.4; Teams takes 1.5 for cards that a bot sends
CARD_BYTES: Final = 25_000  # as UTF-16: what a card is cut to; below 28 KB with room for the envelope
MOST_BYTES: Final = 80_000  # as UTF-16: what a form, which cannot be cut, may have; below 100 KB
TITLE: Final = 200  # ours: a heading longer than that is not read
SUMMARY: Final = 256  # ours: what a notification shows
TEXT: Final = 4_000  # ours: one paragraph; longer ones are read on the web page
FACT: Final = 1_000  # ours: a value beside its name
BUTTON: Final = 60  # cards-reference names no number; desktop cuts what is longer
BUTTONS: Final = 3  # of one ActionSet, ours: so many can be read side by side on a phone of 320 px; Teams draws 6
CHOICE: Final = 150  # ours: one line of a list
OFFERED: Final = (
    400,
    150,
    60,
    25,
)  # how many choices of one list are offered: the first number with which the form fits
DIALOG_TITLE: Final = 60  # task-modules-and-cards/task-modules/invoking-task-modules


def weight(drawn: object) -> int:
    """The bytes that something drawn has for Teams."""
    return 2 * units(to_json(drawn).decode())
