"""Whose fault a refusal is, seen from outside: a revoked token, a message that is too long, a word that nobody knows."""

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.outbox.stopping import stops
from bot.simulation.player import Player
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from tests.bot.acts import raised
from tests.bot.channels.attacked import COUNCIL, MO_AT, attacked
from tests.bot.channels.test_first_contact import lying, shown
from tests.bot.channels.test_slack import Bot, serving
from tests.builders import MO, OLU, still
from tests.slack_double import TEAM
from tests.waiting import until

pytestmark = pytest.mark.slow

ASKED = "Agree to joint supervision?"


def states(bot: Bot) -> list[State]:
    with bot.runtime.store.reading() as work:
        return [account.state for account in work.people.reach((MO,))[MO]]


async def met(bot: Bot) -> None:
    """Mo and the office are known in Slack."""
    for user, person in (("UMO", MO), ("UOLU", OLU)):
        bot.slack.employs(user, f"{person}@testshire.example")
        with bot.runtime.store.begin() as work:
            work.people.link(Handle("slack", TEAM, user), person, bot.runtime.clock())


def stopped(bot: Bot) -> list[str]:
    with bot.runtime.store.reading() as work:
        return [*stops(work)]


def _more_made(bot: Bot, than: int) -> bool:
    return len(bot.slack.made) > than


async def ready(bot: Bot) -> dict[str, object]:
    async with bot.session.get(f"{bot.url}/readyz") as answer:
        assert answer.status == 200
        return dict(await answer.json())


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_token_that_is_revoked_for_an_evening(tmp_path: Path, code: str) -> None:
    """Sending stops and says so; nobody is given up, nothing is set aside, however often it is tried; then it goes on by itself, each message once."""
    clock = still()
    async with serving(tmp_path, clock) as bot:
        await met(bot)
        for method in ("conversations.open", "chat.postMessage", "chat.update"):
            bot.slack.breaks(method, code)

        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))
        await until(lambda: bot.slack.calls("conversations.open"))
        for _ in range(5):  # more often than a message is ever tried
            made = len(bot.slack.made)
            clock.move(timedelta(minutes=2))
            await until(partial(_more_made, bot, made))

        assert {f"slack/{TEAM}": code} == (await ready(bot))["stopped"]
        assert [State.OK] == states(bot)
        bot.slack.mended()
        clock.move(timedelta(minutes=2))

        await shown(bot, "UMO", ASKED)
        assert 1 == len([body for body in lying(bot, "UMO") if ASKED in repr(body)])
        await until(lambda: not stopped(bot))
        assert "stopped" not in await ready(bot)
        assert [] == [*bot.runtime.jobs.set_aside()]


async def test_while_it_is_stopped_one_message_a_minute_looks(tmp_path: Path) -> None:
    """The others are not tried: a workspace that refuses us is not called again and again."""
    async with serving(tmp_path, still()) as bot:
        await met(bot)
        bot.slack.breaks("conversations.open", "token_revoked")
        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))
        await until(lambda: bot.slack.calls("conversations.open"))
        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime), "CASE-1002")
        await until(lambda: stopped(bot))

        assert 1 == len(bot.slack.calls("conversations.open"))


async def test_a_message_that_is_too_long_comes_as_a_smaller_one(tmp_path: Path) -> None:
    """Slack does not take all of it: what comes leads to the rest, and nobody is given up."""
    async with serving(tmp_path, still()) as bot:
        await met(bot)
        bot.slack.fails("chat.postMessage", "msg_blocks_too_long")
        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))

        (card,) = await shown(bot, "UMO", "There is more to this than fits into a message here.")
        assert ASKED in repr(card)
        assert "See it as it is now" in repr(card)
        assert [State.OK] == states(bot)


async def test_a_word_that_nobody_knows_is_nobodys_end(tmp_path: Path) -> None:
    """It is tried again, and the account stays what it was."""
    async with serving(tmp_path, still()) as bot:
        await met(bot)
        bot.slack.fails("chat.postMessage", "a_word_of_tomorrow")
        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))

        await shown(bot, "UMO", ASKED)
        assert [State.OK] == states(bot)


async def test_the_office_hears_by_another_way(tmp_path: Path) -> None:
    """A workspace refuses us: its people get letters, and the office one that says so and nothing of a case."""
    async with attacked(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        here.slack.employs("UMO", MO_AT, team_id=COUNCIL)
        await here.desk().types("UMO", "mine")
        for method in ("conversations.open", "chat.postMessage", "chat.update"):
            here.slack.breaks(method, "token_revoked")

        case = await here.raise_case()

        (letter,) = here.letters("olu@partnership.example")
        text = letter.get_body(("plain",))
        assert text
        assert f"Nothing can be sent in Slack ({COUNCIL})" in text.get_content()
        assert case.reference not in letter.as_string()
        assert here.letters(MO_AT)
