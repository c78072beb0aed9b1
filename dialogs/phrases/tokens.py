"""Text cut into words, numbers and signs, each knowing where it stood and whether it touched the one before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase
from typing import Final

# Every change is one character for one, so that places in the tidied text are places in what was typed.
_TIDY: Final = str.maketrans(
    ascii_uppercase + "\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\u00a0\u202f\t\r\u2022*",
    ascii_lowercase + "------" + "''" + "    " + "  ",
)
# No part can match in two ways, so nothing is ever tried twice.
_TOKEN: Final = re.compile(r"[0-9]+|[ap]\.m(?![a-z])\.?|[a-z]+(?:'[a-z]+)*(?:'(?![0-9a-z]))?|\n|\S")
_TWO_WORDS: Final = {"tonight": ("this", "evening")}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, with its place in the text. `glued`: no space before it."""

    text: str
    start: int
    end: int
    glued: bool


Tokens = tuple[Token, ...]


def tokens_of(text: str) -> Tokens:
    """The tokens of a text, in lower case; the full stops that end a word or a sentence are left out."""
    found = tuple(_cut(text.translate(_TIDY)))
    after = (*found[1:], None)[: len(found)]
    return tuple(token for token, then in zip(found, after, strict=True) if not _is_full_stop(token, then))


def words_of(text: str) -> tuple[str, ...]:
    """The texts of its tokens, as `tokens_of` cuts them."""
    return tuple(token.text for token in tokens_of(text))


def _cut(text: str) -> Iterator[Token]:
    end = -1
    for match in _TOKEN.finditer(text):
        for word in _spoken(match.group()):
            yield Token(word, match.start(), match.end(), match.start() == end)
        end = match.end()


def _spoken(word: str) -> tuple[str, ...]:
    if word[0] in "ap" and "." in word:
        return (word.replace(".", ""),)
    if word[0] == "'":
        return (word,)
    return _TWO_WORDS.get(word, (word.replace("'", ""),))


def _is_full_stop(token: Token, then: Token | None) -> bool:
    return token.text == "." and token.glued and not (then and then.glued and then.text.isalnum())
