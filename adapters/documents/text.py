"""Text as a document can hold it: everything that can be read stays, what cannot be written goes."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 does not allow or discourages, and no reader shows; tabs and new lines stay."""
HALVES: Final = re.compile("[\ud800-\udfff]")  # of a character: no encoding holds one
COVERED: Final = re.compile(
    "[\n\t\x20-\x7e\xa0-\xac\xae-\u024f\u0300-\u0304\u0306-\u0308\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u2010-\u2015\u2018-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\u2190-\u2193\u2212]"
)
"""What the font that comes with the PDF's writer surely has: the Latin letters of Europe, Greek, Cyrillic, usual marks."""


def writable(text: str) -> str:
    """The text without what no document can hold; line ends as one new line."""
    one_end = text.replace("\r\n", "\n").replace("\r", "\n")
    return HALVES.sub("\ufffd", UNWRITABLE.sub("", one_end))


def spelled(text: str) -> str:
    """The text with every character that the font may lack named in brackets, so that nothing is lost: [grinning face]."""
    return "".join(letter if COVERED.match(letter) else _named(letter) for letter in text)


def _named(one: str) -> str:
    if unicodedata.category(one) in ("Cf", "Mn", "Me"):  # seen only with its neighbour
        return ""
    name = unicodedata.name(one, "")
    return f"[{name.lower()}]" if name else f"[U+{ord(one):04X}]"


def every(given: Any, change: Any) -> Any:
    """The same plain values with every text changed."""
    if isinstance(given, str):
        return change(given)
    if isinstance(given, Mapping):
        return {key: every(value, change) for key, value in given.items()}
    if isinstance(given, (list, tuple)):
        return [every(value, change) for value in given]
    return given
