"""Words of somebody who needs the police or an ambulance and has written to us instead (P03). They are shown 999 at once.

Rule 1: to show it once too often costs a glance. But "urgent" in an answer to one of our own questions is an answer, so there
only words that can hardly mean anything else count.
"""

import re
from typing import Final

HARMED: Final = (
    r"(?:hurt|hit|beat(?:en|ing)?|attack(?:ed|ing)|abus(?:ed|ing)|assault(?:ed|ing)|strangl(?:ed|ing)|stabb(?:ed|ing)"
    r"|rap(?:ed|ing)|harm(?:ed|ing)|kill(?:ed|ing)|hurting|hitting)"
)
NOW: Final = r"(?:right now|just now|at this moment|this (?:very )?(?:minute|second|moment)|as we speak|now)"

PLAIN: Final = re.compile(
    rf"""
      (?<![\w-])(?:999|112)(?![\w-])
    | \b{HARMED}\b [^.!?]* \b{NOW}\b
    | \b{NOW}\b [^.!?]* \b{HARMED}\b
    | \b(?:is|are|being)\s+being\s+{HARMED}\b
    | \bin\s+(?:immediate\s+|imminent\s+|real\s+|serious\s+)?danger\b(?!\s+of\s+(?!harm|being|death|dying|violence))
    | \b(?:immediate|imminent)\s+(?:risk|danger|harm)\b
    | \b(?:police|ambulance|help)\s+(?:us\s+|me\s+|him\s+|her\s+|them\s+)?(?:{NOW}|immediately|urgently)\b
    | \b(?:need|send|call)\s+(?:the\s+|an?\s+)?(?:police|ambulance)\b
    | \b(?:not|stopped)\s+breathing\b | \bunconscious\b
    | \bgoing\s+to\s+(?:kill|hurt|harm|stab)\b
    | \ban?\s+emergency\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
PERHAPS: Final = re.compile(r"\b(?:urgent|urgently|emergency|danger|police|ambulance)\b", re.IGNORECASE)


def emergency(said: str, *, answering: bool = False) -> bool:
    """Whether the words are those of an emergency; of an answer to a question of ours, whether they hardly can be anything else."""
    line = " ".join(said.split())
    return bool(PLAIN.search(line)) or (not answering and bool(PERHAPS.search(line)))
