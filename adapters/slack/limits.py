"""Slack's numbers, and what a text may not have there.

From docs.slack.dev/reference/block-kit and docs.slack.dev/reference/views, read in November 2026. Slack does not say
whether it counts code points or UTF-16 units; we count units (`adapters/shared/fitting.py`), which is never too little.
"""

import re
from typing import Final

from adapters.shared import fitting

MESSAGE_BLOCKS: Final = 50  # reference/block-kit/blocks
VIEW_BLOCKS: Final = 100  # the same page: modals and App Home
MESSAGE_ROOM: Final = 12_000  # of all texts of a message's blocks together, see `weight`; said nowhere but in an error
HOLDER: Final = 60  # ours: what a block and each of its elements count for beside their texts
MESSAGE_TEXT: Final = 4_000  # chat.postMessage recommends it; 40,000 is where it cuts
VIEW_ROOM: Final = 60_000  # ours: what keeps a card or a review below VIEW_BYTES, whatever its letters
VIEW_BYTES: Final = 250_000  # views.open, view_too_large
VIEW_TITLE: Final = 24  # reference/views/modal-views: title, submit and close alike
METADATA: Final = 3_000  # reference/views/modal-views: private_metadata
IDENTIFIER: Final = 255  # callback_id, block_id, action_id
HEADER: Final = 150  # blocks/header-block
SECTION: Final = 3_000  # blocks/section-block
PAIR: Final = 2_000  # one of `fields`, same page
PAIRS: Final = 10  # how many of them
CONTEXT: Final = 2_000  # text objects end at 3,000; what is grey and small should end sooner
LABEL: Final = 2_000  # blocks/input-block, and its hint
BUTTONS: Final = 25  # blocks/actions-block
BUTTON: Final = 75  # block-elements/button-element: text, and accessibility_label
VALUE: Final = 2_000  # the same page
PIECE: Final = 2_500  # ours: a longer answer is shown in several inputs, each with room to write on
TYPED: Final = 3_000  # block-elements/plain-text-input-element: max_length, and initial_value
PLACEHOLDER: Final = 150  # every element that has one
FEW: Final = 10  # radio-button-group-element, checkboxes-element
OPTIONS: Final = 100  # multi-static-select-element; in each group, and how many groups
OPTION: Final = 75  # composition-objects/option-object: text, and description
OPTION_VALUE: Final = 150  # the same page
GROUP: Final = 75  # composition-objects/option-group-object: label
ERROR: Final = 500  # no number is given for response_action errors; longer is not read under a field

OFFERED: Final = 400  # ours: so many people in one list keep three such lists well below VIEW_BYTES

MENTION: Final = re.compile("<(?=[!@#])")  # how a mention begins, should Slack ever read one in plain text


def weight(drawn: object) -> int:
    """What blocks count for in a message: Slack refuses some 13,200 characters with `msg_blocks_too_long` (bolt-js issues 2509 and 2867).

    Its staff speak of 12,000 of text "with a buffer for block containers", and messages below that have been refused as
    well. So every text counts, and every block and element for its holder.
    """
    if isinstance(drawn, str):
        return 0
    if isinstance(drawn, dict):
        text = drawn.get("text")
        own = fitting.units(text) if isinstance(text, str) else 0
        return own + (0 if own else HOLDER) + sum(map(weight, drawn.values()))
    return sum(map(weight, drawn)) if isinstance(drawn, list | tuple) else 0


def seen(text: str) -> str:
    """The text without what cannot be seen, and without what would call people."""
    clean = fitting.seen(text)
    return MENTION.sub("‹", clean) if "<" in clean else clean
