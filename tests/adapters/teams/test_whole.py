"""The whole bot behind Teams: real store, real queue, signed activities. Who may come in, who somebody is, and the way out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.teams.conversation_reference import Reference
from bot.runtime.clock import MovableClock
from bot.simulation.player import Player
from dialogs.model.heard import Handle
from tests.bot.acts import raised, stored
from tests.builders import still
from tests.doubles_teams.double import TENANT, Refusal, TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.rules import buttons, texts
from tests.doubles_teams.serving import Bot, serving
from tests.doubles_teams.signing import APP
from tests.waiting import until


@asynccontextmanager
async def in_teams(folder: Path, clock: MovableClock | None = None) -> AsyncIterator[tuple[Bot, TeamsDouble, Client]]:
    """The bot, with tokens on."""
    async with TeamsDouble() as teams:
        environ = {
            "JSV_TEAMS_APP_ID": APP,
            "JSV_TEAMS_APP_SECRET": "shh",
            "JSV_TEAMS_TENANTS": f"{TENANT}:testshire.example",
            "JSV_TEAMS_OPENID_URL": f"{teams.url}/openid",
            "JSV_TEAMS_TOKEN_URL": f"{teams.url}/token",
        }
        async with serving(folder, clock or still(), environ) as bot:
            yield bot, teams, Client(teams, bot.session, f"{bot.url}/api/messages")
            assert [] == teams.faults


async def _owned(teams: TeamsDouble, label: str) -> tuple[str, dict[str, object]]:
    """The message that has a button, waited for: it comes by the queue."""

    def owned() -> list[tuple[str, dict[str, object]]]:
        lying = [(message, body["attachments"][0]["content"]) for (_, message), body in teams.messages.items()]
        return [(message, card) for message, card in lying if label in [button["title"] for button in buttons(card)]]

    return (await until(owned))[0]


@pytest.mark.slow
async def test_a_case_reaches_its_manager_in_teams(tmp_path: Path) -> None:
    """Somebody whose tenant vouches for their address is known at once; what waits for them is sent, answered in place, and their list is redrawn."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        await client.says("umo", "mine")
        await teams.called("post")
        case = await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))

        message, card = await _owned(teams, "Agree")
        answer = await client.presses("umo", "Agree", card, message)

        assert (await asyncio.to_thread(stored, bot.runtime, case.id)).decided_on
        assert any(case.reference in text for text in [answer.card["fallbackText"], *texts(answer.card)])
        assert "Agree" not in [button["title"] for button in buttons(answer.card)]
        changed = await teams.called("put")
        assert changed.path.endswith("/m1")  # the list that was asked for first says so too


@pytest.mark.slow
async def test_a_case_is_raised_by_filling_the_form(tmp_path: Path) -> None:
    """Typed in a chat, each screen answered by the next, a half-filled one told what is missing and then put right."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        await client.says("umo", "help")  # who is asked can be told
        teams.employs("upat", "pat@testshire.example")
        await client.says("upat", "raise")
        message, first = await _owned(teams, "Next")
        second = await client.fills(
            "upat", "Next", first, {"risk": "no", "disagreement": "no", "planning": "no"}, message
        )
        answers = {
            "local_reference": "CASE-1001",
            "initials": "A.B.",
            "age_band": "5-9",
            "status": "cp",
            "role": "practitioner",
            "managers": "mo",
        }
        faulty = await client.fills("upat", "Next", second.card, {**answers, "initials": ""}, message)
        third = await client.fills("upat", "Next", faulty.card, answers, message)
        why = {
            "reasons": ["stuck", "drift"],
            "thinking": "Why nothing moves",
            "lived": "Quiet at home",
            "family_knows": "yes",
        }
        review = await client.fills("upat", buttons(third.card)[0]["title"], third.card, why, message)
        end = await client.fills("upat", "Send", _with(review.card), {}, message)

        assert any(text.startswith("There is a problem. Child's initials") for text in texts(faulty.card))
        assert ["See it as it is now"] == [button["title"] for button in buttons(end.card)]
        shown = await client.presses("upat", "See it as it is now", end.card, message)
        assert any("JS-" in text for text in texts(shown.card))


def _with(card: dict[str, object]) -> dict[str, object]:
    """The review's own button to send, under the name it has in a client."""
    title = next(button["title"] for button in buttons(card) if button["data"].get("go") == "send")
    for button in buttons(card):
        if button["title"] == title:
            button["title"] = "Send"
    return card


@pytest.mark.slow
async def test_whoever_takes_the_bot_away_is_reached_elsewhere(tmp_path: Path) -> None:
    """Gone when they remove it or block it, back when they are heard from."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        handle = Handle("teams", TENANT, "umo")
        await client.says("umo", "mine")
        await teams.called("post")
        await client.sends(client.activity("umo", type="installationUpdate", action="remove"))
        assert () == await asyncio.to_thread(_handles, bot)

        await client.says("umo", "mine")
        await teams.called("post", 2)
        assert (handle,) == await asyncio.to_thread(_handles, bot)

        teams.refuses("post", Refusal(403, "MessageWritesBlocked"))
        await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))
        await until(lambda: not _handles(bot))


@pytest.mark.slow
async def test_strangers_change_nothing(tmp_path: Path) -> None:
    """No token, another tenant: refused at the door, and where nobody was written nothing is kept."""
    async with in_teams(tmp_path) as (bot, teams, client):
        assert 401 == (await client.sends(client.activity("umo", text="raise"), None)).status
        stranger = Client(teams, bot.session, client.url, tenant="another")
        assert 403 == (await stranger.says("umo", "raise")).status
        async with bot.session.get(f"{bot.url}/readyz") as answer:
            assert await answer.json() == {"database": True, "queue": True}

        def kept() -> str | None:
            with bot.runtime.store.reading() as work:
                return work.chat_references.get(Handle("teams", "another", "umo"))

        assert await asyncio.to_thread(kept) is None


@pytest.mark.slow
async def test_where_to_write_to_somebody_is_kept_over_a_restart(tmp_path: Path) -> None:
    """The reference lies in the store, sealed."""
    async with in_teams(tmp_path) as (_, teams, client):
        teams.employs("umo", "mo@testshire.example")
        await client.says("umo", "mine")
        await teams.called("post")
    async with in_teams(tmp_path) as (bot, _, _):

        def kept() -> Reference | None:
            with bot.runtime.store.reading() as work:
                return Reference.read(work.chat_references.get(Handle("teams", TENANT, "umo")))

        found = await asyncio.to_thread(kept)
        assert found
        assert ("a:umo", "29:umo") == (found.conversation, found.user)
    assert not await asyncio.to_thread(_found, tmp_path, b"29:umo", b"a:umo")


def _found(folder: Path, *words: bytes) -> bool:
    return any(word in one.read_bytes() for one in folder.iterdir() for word in words)


def _handles(bot: Bot) -> tuple[Handle, ...]:
    from tests.builders import MO

    with bot.runtime.store.reading() as work:
        return work.people.handles(MO)
