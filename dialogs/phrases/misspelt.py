"""Words that are nearly the name of a weekday or a month, or "tomorrow" and its like: read as that, and always asked about."""

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import product
from typing import Final

from dialogs.phrases.tokens import Tokens
from dialogs.phrases.vocabulary import DAY_NAMES, MONTH_NAMES

SHORTEST: Final = 5  # letters: shorter words are near too many
LIKE: Final = 0.8
MOST: Final = 4  # ways to read a text: as many as there are buttons
_NAMES: Final = (
    *(name.lower() for name in (*DAY_NAMES, *MONTH_NAMES)),
    "tomorrow",
    "fortnight",
    "afternoon",
    "morning",
)


def nearly(word: str) -> tuple[str, ...]:
    """The names that a word may have been meant for, the nearest first; none for a word that is one."""
    if len(word) < SHORTEST or not word.isalpha() or word.removesuffix("s") in _NAMES:  # “Tuesdays” are many
        return ()
    near = [(SequenceMatcher(None, word, name).ratio(), name) for name in _NAMES]
    return tuple(name for ratio, name in sorted(near, reverse=True) if ratio >= LIKE)


def corrected(tokens: Tokens, unknown: frozenset[str]) -> tuple[Tokens, ...]:
    """The tokens with each of the unknown words as the names it is nearly, in every way; none where there is no such word."""
    near = {word: names for word in unknown if (names := nearly(word))}
    if not near:
        return ()
    ways = product(*near.values())
    found = [dict(zip(near, names, strict=True)) for names in ways]
    return tuple(
        tuple(replace(token, text=way.get(token.text, token.text)) for token in tokens) for way in found[:MOST]
    )
