"""Who reads which words, through the real doors: pages, signed Slack payloads, Teams activities, files (P23, V6)."""

import asyncio
from pathlib import Path
from typing import Any, Final

import pytest

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.adapters.teams.test_whole import in_teams
from tests.bot.acts import raised, stored
from tests.bot.channels.test_slack import serving
from tests.bot.channels.web_pages import pages_of, words
from tests.builders import MO, NIA, PAT, SAL, still
from tests.doubles_teams.rules import texts
from tests.town import CHOSEN
from tests.waiting import until

QUESTION, ANSWER, NOTE, UNABLE = (
    "Who lives there now",
    "The uncle moved in",
    "Talked it through by phone",
    "In hospital in May",
)
WORDS: Final = (QUESTION, ANSWER, NOTE, UNABLE, "Why nothing moves", "Quiet at home", "A.B.", "CASE-1001")


def asked(runtime: Runtime, player: Player) -> Case:
    """Mo asked a question and Pat answered it; Mo agreed; Nia cannot, so Tess is asked beside Sal, who is in."""
    case = raised(runtime, player)
    player.fills(MO, Press("agreement", "ask-more", case.id), {"question": QUESTION})
    player.fills(PAT, Press("agreement", "add-more", case.id), {"answer": ANSWER})
    player.fills(MO, Press("agreement", "agree-earlier", case.id), {"decided_on": "2026-11-20", "note": NOTE})
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    player.presses(SAL, Press("nomination", "accept", case.id))
    player.fills(NIA, Press("nomination", "turn-down", case.id), {"reason": UNABLE})
    player.fills(MO, Press("nomination", "nominate", case.id), {"supervisor_1": "tess", "lead": "sal"})
    return stored(runtime, case.id)


async def test_on_pages(runtime: Runtime, player: Player) -> None:
    """The office reads no word on any page of a case, somebody merely asked who the child is; the manager reads what they wrote."""
    case = asked(runtime, player)
    async with pages_of(runtime) as browser:
        read = {
            who: " ".join(
                [
                    words(await browser.get(f"/as/{who}/card/{card}~show~{case.id}~"))
                    for card in ("case", "agreement", "nomination", "timeline")
                ]
            )
            for who in ("olu", "tess", "nia", "mo")
        }

    said = {who: [word for word in WORDS if word in text] for who, text in read.items()}
    assert said == {"olu": [], "tess": ["A.B."], "nia": [], "mo": [*WORDS[:-1]]}


@pytest.mark.slow
async def test_in_slack(tmp_path: Path) -> None:
    """The same for all that Slack is sent: the case by its reference, and its agreement, supervisors and timeline by their buttons."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UOLU", "olu@testshire.example")
        await bot.desk.types("UOLU", "help")
        case = await asyncio.to_thread(asked, bot.runtime, Player(bot.runtime))
        await bot.desk.says("UOLU", case.reference)
        for card in ("agreement", "nomination", "timeline"):
            await bot.desk.carries("UOLU", str(Press(card, "show", case.id)))
        await until(lambda: "Cannot do it" in repr(bot.slack.made) and "Agreed by Mo Madeup" in repr(bot.slack.made))

        assert [word for word in WORDS if word in repr(bot.slack.made)] == []


@pytest.mark.slow
async def test_in_teams(tmp_path: Path) -> None:
    """And in Teams, where a card answers its very press."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("uolu", "olu@testshire.example")
        await client.says("uolu", "help")
        await teams.called("post")
        case = await asyncio.to_thread(asked, bot.runtime, Player(bot.runtime))
        await client.says("uolu", case.reference)
        message, card = next(
            (where[1], body["attachments"][0]["content"])
            for where, body in await until(lambda: _about(teams, case.reference))
        )
        read = [
            texts((await client.presses("uolu", label, card, message)).card)
            for label in ("Agreement", "Supervisors", "Timeline")
        ]

        assert [word for word in WORDS if word in repr([texts(card), *read])] == []
        assert "Agreed by Mo Madeup" in repr(read)


def _about(teams: Any, reference: str) -> list[tuple[tuple[str, str], Any]]:
    return [(where, body) for where, body in teams.messages.items() if f"Joint supervision {reference}" in repr(body)]
