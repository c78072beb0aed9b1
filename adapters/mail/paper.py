"""A letter's two parts, plain text and a page, made from the same list of words, so that both say the same. Pure.

The page is for mail programs: it loads nothing, reads well without its styles, in the dark and at any width, and a screen
reader finds its headings, its table's row heads and one link that says where it goes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from adapters.mail.letterhead import Letterhead
from dialogs.model.cover import WHAT_IT_IS, Cover

WHAT: Final = "What this is"
GENUINE: Final = "Is this letter genuine?"
NEVER: Final = "We never ask for a password or for money."


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of the letter or of a part of it."""

    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Link:
    """The one way on."""

    label: str
    to: str


Facts = tuple[tuple[str, str], ...]
Piece = Heading | Link | Facts | str


def pieces(cover: Cover, head: Letterhead, link: str) -> Iterator[Piece]:
    """All that a letter says, from top to bottom."""
    yield Heading(cover.subject, 1)
    yield from cover.says
    facts = (*cover.facts, *((("Reference", cover.reference),) if cover.reference else ()))
    if facts:
        yield facts
    if link:
        yield Link(cover.button, link)
        yield cover.link_is
    yield Heading(WHAT, 2)
    yield WHAT_IT_IS.format(partnership=head.partnership)
    yield Heading(GENUINE, 2)
    yield _check(cover, head)
    yield f"{NEVER} The link leads to {head.site}, and nowhere else." if link and head.site else NEVER


def text_of(cover: Cover, head: Letterhead, link: str = "") -> str:
    """As plain text."""
    return "\n\n".join(map(_plain, pieces(cover, head, link))) + f"\n\n-- \n{head.partnership}\n"


def page_of(cover: Cover, head: Letterhead, link: str = "") -> str:
    """As a page."""
    body = "\n".join(map(_drawn, pieces(cover, head, link)))
    return PAGE.format(title=escape(cover.subject), body=body, partnership=escape(head.partnership))


def _check(cover: Cover, head: Letterhead) -> str:
    ways = " or ".join(
        filter(None, (f"ring {head.phone}" if head.phone else "", f"write to {head.email}" if head.email else ""))
    )
    if not ways and head.contact:
        ways = f"ask {head.contact}"
    said = f", and say the reference {cover.reference}" if cover.reference else ""
    own = "If you would rather not trust a number in a letter, find the office on the partnership’s own website."
    if not ways:
        return f"You need not believe it. Ask the office of {head.partnership}{said}; find its number on the partnership’s own website."
    return f"You need not believe it. To check, {ways}{said}. That is the partnership’s office. {own}"


def _plain(piece: Piece) -> str:
    match piece:
        case Heading(words=said, level=1):
            return said
        case Heading(words=said):
            return said.upper()
        case Link(label=label, to=to):
            return f"{label}:\n{to}"
        case str():
            return piece
        case _:
            return "\n".join(f"{label}: {value}" for label, value in piece)


def _drawn(piece: Piece) -> str:
    match piece:
        case Heading(words=said, level=level):
            return f'<h{level} class="h{level}">{escape(said)}</h{level}>'
        case Link(label=label, to=to):
            return f'<p style="margin:24px 0"><a class="go" href="{escape(to)}">{escape(label)}</a></p>'
        case str():
            return f"<p>{escape(piece)}</p>"
        case _:
            rows = "".join(
                f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>' for label, value in piece
            )
            return f"<table>{rows}</table>"


PAGE: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; padding: 0; background: #f3f2f1; color: #0b0c0c; font: 17px/1.5 Arial, Helvetica, sans-serif; }}
.sheet {{ max-width: 600px; margin: 0 auto; padding: 24px 20px; background: #ffffff; }}
.from {{ margin: 0 0 16px; padding-bottom: 12px; border-bottom: 4px solid #1d5c63; font-weight: bold; }}
.h1 {{ margin: 0 0 16px; font-size: 24px; line-height: 1.25; }}
.h2 {{ margin: 28px 0 8px; font-size: 18px; line-height: 1.3; }}
p {{ margin: 0 0 14px; overflow-wrap: anywhere; }}
table {{ width: 100%; margin: 8px 0 16px; border-collapse: collapse; }}
th, td {{ padding: 8px 12px 8px 0; border-bottom: 1px solid #b1b4b6; text-align: left; vertical-align: top; overflow-wrap: anywhere; }}
th {{ width: 36%; }}
.go {{ display: inline-block; padding: 14px 22px; border-radius: 4px; background: #1d5c63; color: #ffffff; font-weight: bold; text-decoration: underline; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #0f1214; color: #f3f2f1; }}
  .sheet {{ background: #1b1f22; }}
  .from {{ border-color: #7cc4cc; }}
  th, td {{ border-color: #505a5f; }}
  .go {{ background: #7cc4cc; color: #0b0c0c; }}
}}
</style>
</head>
<body>
<div class="sheet" role="article" aria-label="{title}">
<p class="from">{partnership}</p>
{body}
</div>
</body>
</html>
"""
