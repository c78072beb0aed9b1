"""A copy is made true when its one reader looks at it: no turn, nothing written down, and nothing for anybody else."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.teams.limits import CARD_BYTES, weight
from adapters.teams.render import drawn
from bot.simulation.player import Player
from dialogs.model.press import Press
from dialogs.model.views import Card, Note, Row, Rows
from tests.adapters.slack.samples import LAST, REVIEW
from tests.adapters.teams.conftest import HOME, MO, Script
from tests.adapters.teams.test_whole import in_teams
from tests.bot.acts import raised
from tests.doubles_teams.double import TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.rules import texts

CASE = Card("case", "JS-7K3M", case="c1")


def test_what_asks_to_be_looked_at() -> None:
    """A card that says how things are, for its one reader; no form, no answer that is to be read, no record, no older copy."""
    cards = (CASE, HOME)
    others = (
        LAST,
        REVIEW,
        replace(CASE, note=Note("Agreed.")),
        replace(CASE, looked="case"),
        Card("record", "R", case="c1"),
        Card("older", "JS-7K3M"),
    )

    assert [["29:mo"]] * 2 == [drawn(card, reader="29:mo")["refresh"]["userIds"] for card in cards]  # type: ignore[index] # it is a dict
    assert not any("refresh" in drawn(other, reader="29:mo") for other in others)
    assert not any("refresh" in drawn(card) for card in cards)


def test_there_is_room_for_it() -> None:
    """Also on a card that is cut."""
    long = replace(CASE, body=(Rows(tuple(Row(f"Row {at}", "x" * 300) for at in range(90))),))

    assert weight(drawn(long, reader="29:" + "x" * 120)) < CARD_BYTES + 1_500


async def test_a_look_is_no_turn(client: Client, ports: Script, teams: TeamsDouble) -> None:
    """The client asks by itself: the card takes its own place, nobody is introduced, nothing is sent, and it asks again next time."""
    ports.reply = CASE
    await client.says("mo", "JS-7K3M")
    await teams.called("post")
    (card,) = teams.cards()
    told, met = len(ports.heard), len(ports.met)
    now = await client.looks("mo", card)

    assert "As it is now" == now.card["fallbackText"]
    assert card["refresh"] == now.card["refresh"]
    assert [(MO, Press("case", "show", CASE.case))] == ports.looks  # type: ignore[arg-type] # an id of a case
    assert (told, met, 1) == (len(ports.heard), len(ports.met), len(teams.calls("post")))


async def test_nobody_else_sees_it(client: Client, ports: Script) -> None:
    """Somebody who may not, and the reader where others read, get a card that says nothing; what no card asks for is not answered."""
    card = drawn(CASE, reader="29:mo")
    stranger = await client.looks("bo", card)
    group = await client.looks(
        "mo", card, conversation={"id": "19:g@thread.v2", "conversationType": "groupChat", "tenantId": client.tenant}
    )
    forged = await client.invokes(
        "mo", "adaptiveCard/action", {"action": {"verb": "look", "data": {"press": "record/show/c1/"}}}, replyToId="m1"
    )

    assert ["There is nothing to see here"] * 2 == [one.card["fallbackText"] for one in (stranger, group)]
    assert "As it is now" not in forged.text
    assert [] == ports.heard


async def test_what_breaks_leaves_the_copy_as_it_is(client: Client, ports: Script) -> None:
    """No words of ours come up where nobody did anything."""
    ports.looks = None  # type: ignore[assignment] # a bot that breaks
    answer = await client.looks("mo", drawn(CASE, reader="29:mo"))

    assert (503, "") == (answer.status, answer.text)


@pytest.mark.slow
async def test_the_whole_way(tmp_path: Path) -> None:
    """A list that answered typed words says what is so once it is looked at; a case that was erased is not there; the log of looking has no line of it."""
    async with in_teams(tmp_path) as (bot, teams, client):
        teams.employs("umo", "mo@testshire.example")
        teams.employs("ubo", "nobody@elsewhere.example")
        await client.says("umo", "mine")
        await teams.called("post")
        (old,) = teams.cards()
        case = await asyncio.to_thread(raised, bot.runtime, Player(bot.runtime))
        now = await client.looks("umo", old)
        other = await client.looks("ubo", old)
        gone = await client.looks("umo", drawn(Card("case", "x", case="0" * 32), reader="29:umo"))
        shown = await client.looks("umo", drawn(Card("case", "x", case=case.id), reader="29:umo"))

        assert case.reference not in " ".join(texts(old))
        assert case.reference in " ".join(texts(now.card))
        assert case.reference in shown.card["fallbackText"] + " ".join(texts(shown.card))
        assert case.reference not in other.text
        assert "There is no such case here" == gone.card["fallbackText"]
