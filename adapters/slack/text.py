"""Text objects. Nearly all are `plain_text`, which Slack shows as it is; only bold words of our own are `mrkdwn`."""

from typing import Final

from adapters.slack.limits import BUTTON, CONTEXT, HEADER, SECTION, fit, seen

Json = dict[str, object]

MARKUP: Final = frozenset("*_~`\n")
NOTHING: Final = "–"  # Slack refuses an empty text


def plain(words: str, limit: int = SECTION) -> Json:
    """Words shown just as they are: no markup, no mention, no link; `:knife:` stays a word between colons."""
    return {"type": "plain_text", "text": fit(shown(words), limit), "emoji": False}


def strong(words: str, limit: int = SECTION) -> Json:
    """Words in bold, or plain where bold could be broken out of. `verbatim` keeps addresses and @names plain."""
    text = fit(shown(words), (limit - 2) // 5)  # 2 for the stars; an escape makes up to five letters of one
    if MARKUP.isdisjoint(text):
        return {"type": "mrkdwn", "text": f"*{escaped(text)}*", "verbatim": True}
    return plain(words, limit)


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


def header(words: str) -> Json:
    """A heading: screen readers can jump to it."""
    return {"type": "header", "text": plain(words, HEADER)}


def context(words: str) -> Json:
    """A line in small letters."""
    return {"type": "context", "elements": [plain(words, CONTEXT)]}


def link(label: str, address: str, action: str) -> Json:
    """A button that opens an address. Slack tells us of the press too; its name is no press of ours."""
    return {"type": "button", "action_id": action, "text": plain(label, BUTTON), "url": address}
