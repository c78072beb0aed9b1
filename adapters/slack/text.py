"""Text objects. Nearly all are `plain_text`, which Slack shows as it is; only bold words of our own are `mrkdwn`."""

import re
from functools import lru_cache
from typing import Final

from adapters.shared.fitting import fit, units
from adapters.shared.pieces import pieces
from adapters.slack.limits import BUTTON, CONTEXT, HEADER, SECTION, seen

Json = dict[str, object]

MARKED: Final = re.compile(
    r"[*_~`>]|:[\w+'-]+:"
)  # what bold could be broken out of, quoted or turned into a picture with
NOTHING: Final = "–"  # Slack refuses an empty text


def plain(words: str, limit: int = SECTION) -> Json:
    """Words shown just as they are: no markup, no mention, no link; `:knife:` stays a word between colons."""
    ordinary = (
        2 * len(words) <= limit
        and words.isascii()
        and words.isprintable()
        and "<" not in words
        and words
        and not words.isspace()
    )
    return {"type": "plain_text", "text": words if ordinary else fit(shown(words), limit), "emoji": False}


@lru_cache(maxsize=2_048)
def label(words: str, limit: int) -> Json:
    """The same for words of ours that are drawn over and over: labels, options, buttons. Drawn once; nobody changes what is drawn."""
    return plain(words, limit)


def strong(words: str, limit: int = SECTION) -> Json:
    """Words in bold, or plain where they have marks of their own."""
    return titled(words, "", limit)


def titled(title: str, more: str, limit: int = SECTION) -> Json:
    """A title in bold and words below it; all plain where either has marks. `verbatim` keeps addresses and @names plain."""
    head, rest = shown(title), f"\n{shown(more)}" if more else ""
    text = f"*{escaped(head)}*{escaped(rest)}"
    if units(text) > limit or "\n" in head or MARKED.search(head) or MARKED.search(rest):
        return plain(f"{head}{rest}", limit)
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def fallback(words: str, limit: int) -> str:
    """Words for the `text` of a message, which Slack reads as markup whatever is beside it."""
    return escaped(fit(shown(words), limit // 5))


def escaped(words: str) -> str:
    """Slack's three control characters, written out: nothing can be a mention, a link or a channel."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(words: str) -> str:
    """What can be seen of the words; a dash for nothing."""
    return seen(words).strip() or NOTHING


def section(text: Json, **more: object) -> Json:
    """A paragraph, with whatever stands beside or below it."""
    return {"type": "section", "text": text, **more}


def paragraphs(words: str, limit: int = SECTION) -> list[Json]:
    """Words of any length, whole, as paragraphs that each fit."""
    return [section(plain(piece.words, limit)) for piece in pieces(shown(words), limit)]


def header(words: str) -> Json:
    """A heading: screen readers can jump to it."""
    return {"type": "header", "text": plain(words, HEADER)}


def context(words: str) -> Json:
    """A line in small letters."""
    return {"type": "context", "elements": [plain(words, CONTEXT)]}


def contexts(words: str) -> list[Json]:
    """Words of any length in small letters, whole."""
    return [context(piece.words) for piece in pieces(shown(words), CONTEXT)]


def link(words: str, address: str, action: str) -> Json:
    """A button that opens an address. Slack tells us of the press too; its name is no press of ours."""
    return {"type": "button", "action_id": action, "text": label(words, BUTTON), "url": address}
