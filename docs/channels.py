"""Writes docs/channels.md: what each channel can do, from the channels' own abilities, limits and words, and from what the contract tests promise."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from adapters.mail.send import MailChannel
from adapters.shared.channel import Abilities
from adapters.slack import limits as slack_limits
from adapters.slack import parse as slack_words
from adapters.slack.send import ABILITIES as SLACK
from adapters.teams import limits as teams_limits
from adapters.teams import parse as teams_words
from adapters.teams.send import ABILITIES as TEAMS
from adapters.web.parse import MOST_BYTES
from adapters.web.send import ABILITIES as WEB
from dialogs.flows.flow import FEW

HERE: Final = Path(__file__).parent
FILE: Final = HERE / "channels.md"
CONTRACT: Final = HERE.parent / "tests" / "adapters" / "test_contract.py"
CHANNELS: Final[Mapping[str, Abilities]] = {
    "Slack": SLACK,
    "Teams": TEAMS,
    "web link": WEB,
    "e-mail": MailChannel.abilities,
}
LINK: Final = "by the link in the letter"
HEAD: Final = """# What each channel can do

The same cards, forms and rules on every channel; where one cannot do a thing, this is the other way it offers.
This page is made from the code (`python -m docs.channels`); a test fails when it is out of date."""

Line = tuple[str, str, str, str, str]


def page() -> str:
    """The whole page."""
    lines = [_row("what people do", *CHANNELS), _row(*["---"] * 5), *(_row(*row) for row in rows())]
    return "\n".join(
        (
            HEAD,
            "",
            *lines,
            "",
            "## What every channel is held to",
            "",
            INTRO,
            "",
            *(f"- {promise}" for promise in promises()),
            "",
        )
    )


INTRO: Final = (
    "`tests/adapters/test_contract.py` plays cases to their end, and after every step draws every card and every form for everybody, "
    "on every channel. A new channel has to pass it. It promises:"
)


def rows() -> Iterator[Line]:
    """Each thing that people do, and how they do it where."""
    yield from _ways_in()
    yield from _forms()
    yield (
        "a card that changes",
        *_each("edits", "changed where it lies", "the letter stays as it is; its link shows what is so now"),
    )
    yield "an answer where others read", *_private()
    yield "a file", *_each("files", "attached, or downloaded from its page", "by a link for one person and one day")
    yield (
        "news and reminders",
        "a card in the chat with the bot",
        "a card in the chat with the bot",
        "on My list",
        "a letter with a personal link, never a word of the case",
    )


def _ways_in() -> Iterator[Line]:
    shortcuts, menu = "shortcut “Raise joint supervision”", ", ".join(f"`{one}`" for one in teams_words.MENU)
    slack = f"`{slack_words.COMMAND}` with words after it, the {shortcuts}, the App Home tab, words to the bot"
    teams = f"words to the bot with or without a slash or its @name, the command menu ({menu}), “Raise joint supervision” in the box for writing"
    yield "ways in", slack, teams, "a personal link, signed, for one person and 14 days", "a letter with that link"
    yield (
        "pressing a button",
        f"at most {SLACK.most_buttons} in a row",
        f"at most {TEAMS.most_buttons} in a row",
        "every button",
        LINK,
    )


def _forms() -> Iterator[Line]:
    window = _each("windows", "a window", LINK)
    yield (
        "a form",
        f"{window[0]} (modal), screen by screen",
        f"{window[1]} (dialog), or cards in the chat",
        "pages that work without script",
        window[3],
    )
    yield (
        "a form without a window",
        "say `here`: one question at a time",
        "say `here`: one question at a time",
        "not needed",
        LINK,
    )
    slack, teams = (
        f"in boxes of {slack_limits.TYPED:,} characters, as many as it needs",
        f"up to {teams_limits.MOST_BYTES // 1000} kB a screen; longer on the web page, by a personal link",
    )
    yield "a long text", slack, teams, f"as long as the question allows, up to {MOST_BYTES // 1024:,} kB a screen", LINK
    people = (
        f"up to {FEW} as a list; of more somebody is found as one types",
        f"up to {FEW} as a list; of more somebody is found as one types, or by words in the chat",
        f"up to {FEW} as a list; of more somebody is found as one types, and page by page without a script",
    )
    yield "choosing people", *people, LINK
    yield (
        "a long card",
        f"{slack_limits.MESSAGE_BLOCKS} blocks, some {slack_limits.MESSAGE_ROOM:,} characters; what is left out is counted, with a personal link to all of it",
        f"{teams_limits.CARD_BYTES // 1000} kB; what is left out is counted, with a personal link to all of it",
        "whole",
        "only its title",
    )


def _private() -> tuple[str, str, str, str]:
    said = _each(
        "whispers",
        "seen by the one who asked alone",
        "in their own chat with the bot; only that there is an answer is said",
    )
    return said[0], said[1], "nobody else reads", "nobody else reads"


def _each(ability: str, able: str, unable: str) -> tuple[str, str, str, str]:
    slack, teams, web, mail = (able if getattr(channel, ability) else unable for channel in CHANNELS.values())
    return slack, teams, web, mail


def promises() -> Iterator[str]:
    """The first line of what each contract test says."""
    for one in ast.parse(CONTRACT.read_text()).body:
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
            said = (ast.get_docstring(one) or "").partition("\n")[0]
            yield f"**{one.name.removeprefix('test_').replace('_', ' ').capitalize()}.** {said}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    FILE.write_text(page())
