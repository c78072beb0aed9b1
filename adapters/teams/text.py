"""Text as Adaptive Cards show it. A TextBlock reads some Markdown and some {{functions}}, so whatever people wrote is escaped.

A label of an input and the title of a button are shown as they are: there nothing is escaped.
"""

import re
from functools import lru_cache
from typing import Any, Final

from adapters.shared.fitting import fit, seen
from adapters.shared.pieces import pieces
from adapters.teams.limits import TEXT, TITLE

Json = dict[str, object]

MARKS: Final = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")  # emphasis, links, tags, code, tables, entities
BEGINS: Final = re.compile(
    r"^(\s*)([-+#=:]|\d{1,9}(?=[.)]))", re.MULTILINE
)  # lists, headings, rules, at the head of a line
NOTHING: Final = "–"  # an empty TextBlock is refused by some clients


def shown(words: str) -> str:
    """What can be seen of the words; a dash for nothing."""
    return seen(words).strip() or NOTHING


@lru_cache(maxsize=2_048)
def label(words: str, limit: int) -> str:
    """Words for a place where nothing is read as markup: labels, options, buttons, drawn over and over."""
    return fit(shown(words), limit)


def escaped(words: str, limit: int = TEXT) -> str:
    """Words for a place where Markdown is read: shown just as they were typed, line by line."""
    lines = (line.strip() for line in fit(shown(words), limit).replace("\r", "\n").split("\n"))
    return "\n\n".join(_escaped(line) for line in lines if line)


def block(words: str, limit: int = TEXT, **more: object) -> Json:
    """A paragraph."""
    return {"type": "TextBlock", "text": escaped(words, limit), "wrap": True, **more}


def blocks(words: str, **more: Any) -> list[Json]:
    """Words of any length, whole, as paragraphs that each fit. `more` is how the first of them looks."""
    first, *rest = pieces(shown(words), TEXT)
    return [block(first.words, **more), *(block(piece.words) for piece in rest)]


def heading(words: str, *, first: bool = False) -> Json:
    """A heading: screen readers can jump to it."""
    size = {"size": "Large"} if first else {"size": "Medium", "separator": True, "spacing": "Medium"}
    return block(words, TITLE, style="heading", weight="Bolder", **size)


def small(words: str) -> Json:
    """A line beside something else, in its usual size: small grey letters are not read by everybody."""
    return block(words, spacing="Small")


def _escaped(line: str) -> str:
    marked = MARKS.sub(r"\\\1", line).replace("{{", "{ {").replace("${", "$ {")
    return BEGINS.sub(_begun, marked)


def _begun(found: re.Match[str]) -> str:
    """A digit may not be escaped, so the dot after it is."""
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"
