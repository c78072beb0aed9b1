"""A text that is too long for one place of a platform's, in pieces that fit; and the text put together again. Pure.

A record's part may hold twenty thousand characters, a paragraph or an input of a chat three or four. What stood between two pieces
is kept in the name of the second, so that an answer nobody has changed comes back as it was, to the letter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from adapters.shared.fitting import units

MARK: Final = "~"  # between a field's name and the number of a piece: no field has it in its name
NAMED: Final = re.compile(r"(?P<field>[^~]+)~(?P<number>\d{1,3})\.(?P<kind>[nsx])(?P<times>\d{1,3})", re.ASCII)
BETWEEN: Final = {"n": "\n", "s": " ", "x": ""}
BREAKS: Final = (re.compile(r"\n{2,99}"), re.compile(r"\n"), re.compile(r" {1,99}"))
"""Where a text is cut rather than elsewhere: between two paragraphs, two lines, two words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and what stood before it: line breaks, blanks, or nothing."""

    words: str
    before: str = ""

    def named(self, field: str, number: int) -> str:
        """How the piece of a field's answer is called; the first one as the field is."""
        kind = next(kind for kind, between in BETWEEN.items() if between == self.before[:1])
        return f"{field}{MARK}{number}.{kind}{len(self.before)}" if number > 1 else field


@dataclass(frozen=True, slots=True)
class Part:
    """What stays together where not all that is drawn has room. `counted` says whether it is one of several things."""

    drawn: Sequence[dict[str, object]]
    counted: bool = True


SPARE: Final = Piece("", "\n\n")
"""Room to go on writing, below a text that fills its place."""


def pieces(text: str, limit: int) -> list[Piece]:
    """The text in pieces of at most so many UTF-16 units; together, with what stood between them, they are the text."""
    found, before = [], ""
    while units(text) > limit:
        end, start = _break(text, len(_within(text, limit)))
        found.append(Piece(text[:end], before))
        before, text = text[end:start], text[start:]
    return [*found, Piece(text, before)]


def whole(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Answers by field, from the answers of its pieces by their names; a piece that was emptied leaves no gap."""
    parts: dict[str, list[tuple[int, Piece]]] = {}
    for name, words in named:
        found = NAMED.fullmatch(name)
        field, number = (found["field"], int(found["number"])) if found else (name, 1)
        between = BETWEEN[found["kind"]] * int(found["times"]) if found else ""
        parts.setdefault(field, []).append((number, Piece(words, between)))
    for field, several in parts.items():
        written = [piece for _, piece in sorted(several, key=lambda part: part[0]) if piece.words]
        yield field, "".join(f"{piece.before if at else ''}{piece.words}" for at, piece in enumerate(written))


def _within(text: str, limit: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore")


def _break(text: str, most: int) -> tuple[int, int]:
    """Where a piece ends and the next begins; in the second half of what fits, if there is a break in it."""
    for pattern in BREAKS:
        found = list(pattern.finditer(text, most // 2, most))
        if found:
            return found[-1].span()
    return most, most
