"""A text as the recognisers read it: one spelling for each letter, apostrophe and dash; and its sentences."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import combining, normalize

ONE_SPELLING: Final = str.maketrans("’‘ʼ′`´‑‐–\u00a0\u2009", "''''''---  ")
STROKES: Final = str.maketrans("łøđıß", "lodis")
LETTERS: Final = r"(?:[^\W\d_][\u0300-\u036f]*)+"  # some letters of Yoruba have no composed form
WORD: Final = re.compile(rf"{LETTERS}(?:['-]{LETTERS})*'?")
ENDS: Final = re.compile(
    r"(?<!\b[^\W\d_])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\be\.g)(?<!\bno)[.!?;…]+[\"”’')]*(?=\s|$)|$"
)
"""Where a sentence ends: a stop before a space, not that of initials (`A.B.`) or of a title."""


UNREADABLE: Final = re.compile(r"\S{120,}")  # no sentence: an address of a meeting, a key that was stuck


def listed(words: str) -> frozenset[str]:
    """The words of a list, as it stands in a source."""
    return frozenset(words.split())


def plain(text: str) -> str:
    """The text with letters composed and every kind of apostrophe, dash and space as on a keyboard, without what nobody could read."""
    return UNREADABLE.sub(" ", normalize("NFC", text).translate(ONE_SPELLING))


def folded(word: str) -> str:
    """A word in small letters without accents: how names are compared, for they are often typed so."""
    if word.isascii():
        return word.casefold()
    bare = "".join(letter for letter in normalize("NFD", word.casefold()) if not combining(letter))
    return bare.translate(STROKES)


def sentences(line: str) -> Iterator[str]:
    """A line cut at the end of each sentence: together the pieces are the line."""
    begin = 0
    for end in ENDS.finditer(line):
        if end.end() > begin:
            yield line[begin : end.end()]
        begin = end.end()
