"""Somebody is asked whom no chat knows yet: looked up where her workspace vouches for her, or told at first contact; and whoever asked knows."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.dashboard.figures import figures
from bot.schedule.reminders import sweep
from bot.simulation.player import Player
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.bot.acts import raised
from tests.bot.channels.test_slack import Bot, serving
from tests.builders import MO, OLU, PAT, SAL, days, still
from tests.slack_double import TEAM, Json
from tests.waiting import until

pytestmark = pytest.mark.slow

MO_AT = "mo@testshire.example"
UNREACHED = "The accountable manager has not been reached"
NOTHING = "Nothing reaches them"


def lying(bot: Bot, user: str) -> list[Json]:
    """All messages that lie before somebody."""
    return [sent.body for sent in bot.slack.messages.values() if sent.channel == f"D{user[1:]}"]


async def shown(bot: Bot, user: str, words: str, times: int = 1) -> list[Json]:
    """The messages before somebody that say something, waited for."""

    def saying() -> list[Json]:
        found = [body for body in lying(bot, user) if words in repr(body)]
        return found if len(found) >= times else []

    return await until(saying)


async def asked(bot: Bot) -> Case:
    """Pat, who is known in Slack, raises a case with Mo for its manager."""
    bot.slack.employs("UPAT", "pat@testshire.example")
    await bot.desk.types("UPAT", "mine")
    return await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))


async def test_a_manager_whom_nobody_knows_is_found_by_her_address(tmp_path: Path) -> None:
    """She never opened the bot. Her workspace vouches for her address, so she is written to; she can answer there, and nobody says she was not reached."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UMO", MO_AT)
        case = await asked(bot)

        (card,) = await shown(bot, "UMO", "Agree")
        assert case.reference in repr(card)
        assert [MO_AT] == [call["email"] for call in bot.slack.calls("users.lookupByEmail")]
        (mine,) = await shown(bot, "UPAT", case.reference)
        assert UNREACHED not in repr(mine)
        assert NOTHING not in repr(mine)
        (sent,) = [one for one in bot.slack.messages.values() if one.channel == "DMO"]
        await bot.desk.presses("UMO", "Agree", sent.body, channel_id=sent.channel, message_ts=sent.ts)
        await shown(bot, "UPAT", "Agreed by Mo Madeup")
        assert [] == bot.slack.faults


@pytest.mark.parametrize(
    "said",
    [
        {"is_restricted": True},
        {"is_email_confirmed": False},
        {"is_bot": True},
        {"deleted": True},
        {"team_id": "T0ELSEWHERE"},
        {"profile": {"email": MO_AT, "fields": {}}, "is_stranger": True},
    ],
    ids=str,
)
async def test_whoever_is_found_is_believed_no_more_than_at_first_contact(tmp_path: Path, said: dict[str, Any]) -> None:
    """A guest, the unconfirmed, a bot, somebody of another workspace: nothing is written to them."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UEVE", MO_AT, **said)
        await asked(bot)
        await shown(bot, "UPAT", UNREACHED)

        assert [] == lying(bot, "UEVE")


@pytest.mark.parametrize("how", ["home", "message", "command"])
async def test_what_could_not_be_told_goes_out_at_first_contact(tmp_path: Path, how: str) -> None:
    """She joins the workspace only later. Whatever she does there first, she gets the card of now, once; the raiser's card no longer says she was not reached."""
    async with serving(tmp_path, still()) as bot:
        case = await asked(bot)
        await shown(bot, "UPAT", UNREACHED)

        bot.slack.employs("UMO", MO_AT)
        doing = {
            "home": bot.desk.opens_home("UMO"),
            "message": bot.desk.says("UMO", "hello"),
            "command": bot.desk.types("UMO", "help"),
        }
        done = doing.pop(how)
        for other in doing.values():
            other.close()
        await done

        (card,) = await shown(bot, "UMO", "Agree to joint supervision?")
        assert case.reference in repr(card)
        await until(lambda: [] == [body for body in lying(bot, "UPAT") if UNREACHED in repr(body)])
        await bot.desk.opens_home("UMO")
        assert 1 == len([body for body in lying(bot, "UMO") if "Agree to joint supervision?" in repr(body)])
        assert [] == bot.slack.faults


async def test_what_is_not_wanted_any_more_is_not_told(tmp_path: Path) -> None:
    """The case is withdrawn before she comes: she is told how it is now, and asked for nothing."""
    async with serving(tmp_path, still()) as bot:
        case = await asked(bot)
        await shown(bot, "UPAT", UNREACHED)
        player = Player(bot.runtime)
        await asyncio.to_thread(player.fills, PAT, _press("withdraw", case), {"reason": "Not needed"})

        bot.slack.employs("UMO", MO_AT)
        await bot.desk.opens_home("UMO")

        await shown(bot, "UMO", "Withdrawn")
        assert [] == [body for body in lying(bot, "UMO") if "Agree to joint supervision?" in repr(body)]


async def test_what_waits_is_tried_again_by_itself(tmp_path: Path) -> None:
    """Her account is made the next day, and she does nothing: the first look of the day finds her."""
    clock = still()
    async with serving(tmp_path, clock) as bot:
        await asked(bot)
        await shown(bot, "UPAT", UNREACHED)
        bot.slack.employs("UMO", MO_AT)

        clock.move(days(1))
        await asyncio.to_thread(sweep, bot.runtime)

        await shown(bot, "UMO", "Agree to joint supervision?")


async def test_the_partnership_office_hears_of_a_manager_who_is_not_reached(tmp_path: Path) -> None:
    """It can name somebody else, and sees who is not reached and no word of the case."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UOLU")
        with bot.runtime.store.begin() as work:
            work.people.link(Handle("slack", TEAM, "UOLU"), OLU, bot.runtime.clock())
        case = await asked(bot)

        (card,) = await shown(bot, "UOLU", UNREACHED)
        assert case.reference in repr(card)
        assert "Mo Madeup" in repr(card)


async def test_whoever_gave_an_account_up_is_not_found_again(tmp_path: Path) -> None:
    """What somebody unlinked themselves stays so, though the workspace vouches for the address."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UMO", MO_AT)
        with bot.runtime.store.begin() as work:
            handle = Handle("slack", TEAM, "UMO")
            work.people.link(handle, MO, bot.runtime.clock())
            work.people.put_away(handle)
        await asked(bot)

        await shown(bot, "UPAT", UNREACHED)
        assert [] == lying(bot, "UMO")


def _press(verb: str, case: Case) -> Press:
    return Press("case", verb, case.id)


async def test_the_raiser_chooses_another_manager(tmp_path: Path) -> None:
    """The way on stands on the card that says who was not reached; the other is asked, and the card says so no more."""
    async with serving(tmp_path, still()) as bot:
        case = await asked(bot)
        await until(lambda: 1 == len([body for body in lying(bot, "UPAT") if UNREACHED in repr(body)]))
        (card,) = await shown(bot, "UPAT", UNREACHED)  # the copy that it has taken the place of is gone
        bot.slack.employs("USAL", "sal@testshire.example")

        assert "Choose another manager" in repr(card)
        await asyncio.to_thread(Player(bot.runtime).fills, PAT, _press("hand-over", case), {"who": SAL})

        await shown(bot, "USAL", "Agree to joint supervision?")
        await until(lambda: [] == [body for body in lying(bot, "UPAT") if UNREACHED in repr(body)])


async def test_the_office_sees_on_its_page_who_could_not_be_reached(tmp_path: Path) -> None:
    """By name and with the reason, while something waits for them; then the table is gone."""
    async with serving(tmp_path, still()) as bot:
        await asked(bot)
        await shown(bot, "UPAT", UNREACHED)

        def listed() -> list[tuple[str, ...]]:
            board = figures(bot.runtime, OLU, "")
            return (
                [tuple(row) for table in board.tables if table.name == "untold" for row in table.rows] if board else []
            )

        assert ("Mo Madeup", "Has not opened me in Slack or Teams yet") in await asyncio.to_thread(listed)
        bot.slack.employs("UMO", MO_AT)
        await bot.desk.opens_home("UMO")
        await shown(bot, "UMO", "Agree to joint supervision?")
        assert "Mo Madeup" not in [who for who, _ in await asyncio.to_thread(listed)]
