"""The channel against a connector that refuses, is slow, loses its answers, or knows nobody."""

import asyncio
import json
from dataclasses import replace

import aiohttp
import pytest

from adapters.shared.channel import Later, Posting, Stopped, Unreachable
from adapters.teams import connector as connector_module
from adapters.teams.access_tokens import by_identity
from adapters.teams.connector import Connector
from adapters.teams.conversation_reference import Reference
from adapters.teams.send import TeamsChannel
from tests.adapters.slack.samples import CARD
from tests.adapters.teams.conftest import MO, Script
from tests.doubles_teams.double import BOT, TENANT, Refusal, TeamsDouble
from tests.doubles_teams.signing import APP

KEY = "case/3f/1/mo"


@pytest.fixture
def known(teams: TeamsDouble, ports: Script) -> Reference:
    """Mo has met the bot."""
    reference = Reference(teams.service, BOT, "29:mo", TENANT, "a:mo")
    ports.references.kept[MO] = str(reference)
    return reference


async def test_a_card_is_sent_and_changed_where_it_lies(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble
) -> None:
    """The key travels with it, and the token is fetched once."""
    at = await channel.send(MO, CARD, key=KEY)
    same = await channel.edit(MO, at, replace(CARD, buttons=()))

    assert Posting("a:mo", "m1") == at == same
    assert {"posting": KEY} == teams.calls("post")[0].body["channelData"]
    assert (1, 1) == (len(teams.messages), teams.tokens)
    assert {
        "grant_type": "client_credentials",
        "client_id": APP,
        "client_secret": "shh",
        "scope": "https://api.botframework.com/.default",
    } == teams.calls("token")[0].body


async def test_whoever_has_never_met_the_bot_cannot_be_reached(channel: TeamsChannel, teams: TeamsDouble) -> None:
    """Nothing is tried, and the next way is taken."""
    with pytest.raises(Unreachable, match="never_installed"):
        await channel.send(MO, CARD, key=KEY)

    assert [] == teams.made


async def test_a_conversation_is_opened_for_whoever_was_met_in_a_group(
    channel: TeamsChannel, known: Reference, ports: Script, teams: TeamsDouble
) -> None:
    """Once, and then it is known."""
    ports.references.kept[MO] = str(replace(known, conversation=""))

    await channel.send(MO, CARD, key=KEY)
    await channel.send(MO, CARD, key=KEY)

    assert 1 == len(teams.calls("open"))
    assert {"bot": {"id": BOT}, "members": [{"id": "29:mo"}], "isGroup": False, "tenantId": TENANT} == {
        name: one for name, one in teams.calls("open")[0].body.items() if name != "channelData"
    }
    assert str(known) == ports.references.kept[MO]


@pytest.mark.parametrize(
    ("refusal", "seconds"),
    [
        (Refusal(429, "TooManyRequests", {"Retry-After": "7"}), 7.0),
        (Refusal(429, "TooManyRequests", {"Retry-After": "999999"}), 3_600.0),
        (Refusal(429, "TooManyRequests", {"Retry-After": "Mon, 23 Nov 2026 10:00:00 GMT"}), None),
        (Refusal(412, "PreconditionFailed"), None),
        (Refusal(502, body="<html>bad gateway</html>"), None),
        (Refusal(504), None),
        (Refusal(500, "ServiceError"), None),
        (Refusal(503, headers={"Retry-After": "3"}), 3.0),
        (Refusal(401, "Unauthorized"), None),
        (Refusal(302, headers={"Location": "http://127.0.0.1:1/"}), None),
        (Refusal(200, body="{not json"), None),
    ],
    ids=lambda one: f"{one.status}" if isinstance(one, Refusal) else None,
)
async def test_what_is_not_taken_just_now_is_tried_later(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble, refusal: Refusal, seconds: float | None
) -> None:
    """Nothing is tried again at once; it says how long to wait where Teams did, and the next try goes through."""
    teams.refuses("post", refusal)
    with pytest.raises(Later) as told:
        await channel.send(MO, CARD, key=KEY)

    assert (seconds, 1) == (told.value.seconds, len(teams.calls("post")))
    assert "m2" == (await channel.send(MO, CARD, key=KEY)).message


async def test_a_token_that_is_refused_is_fetched_anew(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble
) -> None:
    """The next call carries another."""
    teams.refuses("post", Refusal(401))
    with pytest.raises(Later):
        await channel.send(MO, CARD, key=KEY)
    await channel.send(MO, CARD, key=KEY)

    assert ["Bearer bearer-1", "Bearer bearer-2"] == [call.token for call in teams.calls("post")]


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(500),
        Refusal(200, body="{}"),
        Refusal(200, body="<html>"),
        Refusal(400, body='{"error":"invalid_client"}'),
    ],
)
async def test_without_a_token_nothing_is_called(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble, refusal: Refusal
) -> None:
    """The message waits."""
    teams.refuses("token", refusal)
    with pytest.raises(Later):
        await channel.send(MO, CARD, key=KEY)

    assert [] == teams.calls("post")
    assert await channel.send(MO, CARD, key=KEY)


async def test_credentials_that_are_refused_stop_the_tenant(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble
) -> None:
    """One token may end early; when the next is refused as well, or none is given, it is ours to mend and nobody's end."""
    for refusal in (Refusal(401), Refusal(401)):
        teams.refuses("post", refusal)
    with pytest.raises(Later, match="token_refused"):
        await channel.send(MO, CARD, key=KEY)
    with pytest.raises(Stopped, match="status_401") as stopped:
        await channel.send(MO, CARD, key=KEY)
    assert ("teams", MO.tenant) == (stopped.value.channel, stopped.value.place)

    teams.refuses("token", Refusal(401))
    with pytest.raises(Stopped, match="token_status_401"):
        await channel.send(MO, CARD, key=KEY)
    assert await channel.send(MO, CARD, key=KEY)


async def test_many_at_once_fetch_one_token(channel: TeamsChannel, known: Reference, teams: TeamsDouble) -> None:
    """Twenty messages, one look."""
    await asyncio.gather(*(channel.send(MO, CARD, key=f"{KEY}/{at}") for at in range(20)))

    assert (20, 1) == (len(teams.messages), teams.tokens)


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(403, "MessageWritesBlocked"),
        Refusal(403, "BotNotInConversationRoster"),
        Refusal(403, body=""),
        Refusal(404, "ConversationNotFound"),
    ],
)
async def test_whoever_has_blocked_or_left_cannot_be_reached(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble, refusal: Refusal
) -> None:
    """Said with Teams' own word, and not tried again."""
    teams.refuses("post", refusal)
    with pytest.raises(Unreachable, match=refusal.code or "status_403"):
        await channel.send(MO, CARD, key=KEY)

    assert 1 == len(teams.calls("post"))


async def test_a_card_that_is_gone_is_sent_anew(channel: TeamsChannel, known: Reference, teams: TeamsDouble) -> None:
    """Somebody has deleted the message: the person still has the card. Blocked there too, they cannot be reached."""
    assert Posting("a:mo", "m1") == await channel.edit(MO, Posting("a:mo", "m9"), CARD)

    teams.refuses("put", Refusal(403, "MessageWritesBlocked"))
    teams.refuses("post", Refusal(403, "MessageWritesBlocked"))
    with pytest.raises(Unreachable, match="MessageWritesBlocked"):
        await channel.edit(MO, Posting("a:mo", "m1"), CARD)


async def test_a_service_that_says_nothing_is_not_waited_for(
    channel: TeamsChannel, known: Reference, teams: TeamsDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its patience the message is for later, and no call is repeated."""
    monkeypatch.setattr(connector_module, "PATIENCE", 0.05)
    teams.refuses("post", Refusal(200, late=True, keeps=True))
    with pytest.raises(Later, match="TimeoutError"):
        await channel.send(MO, CARD, key=KEY)

    assert len(teams.calls("post")) <= 1


async def test_nobody_there_is_for_later(
    session: aiohttp.ClientSession, connector: Connector, ports: Script, known: Reference
) -> None:
    """A connection that is refused."""
    ports.references.kept[MO] = str(replace(known, service="http://127.0.0.1:1/"))
    with pytest.raises(Later, match="ClientConnectorError"):
        await TeamsChannel(connector, ports.references).send(MO, CARD, key=KEY)


async def test_no_token_leaves_for_a_strange_address(
    session: aiohttp.ClientSession, connector: Connector, ports: Script, known: Reference
) -> None:
    """Even a reference that was kept is looked at again."""
    ports.references.kept[MO] = str(replace(known, service="https://evil.example/"))
    with pytest.raises(Unreachable, match="strange_address"):
        await TeamsChannel(connector, ports.references).send(MO, CARD, key=KEY)


async def test_ids_cannot_lead_elsewhere(
    channel: TeamsChannel, known: Reference, ports: Script, teams: TeamsDouble
) -> None:
    """A conversation's id is one part of the path, whatever is in it."""
    ports.references.kept[MO] = str(replace(known, conversation="a/../../token?x=1#y"))
    await channel.send(MO, CARD, key=KEY)

    assert [("a/../../token?x=1#y", "m1")] == list(teams.messages)


async def test_a_machines_identity_needs_no_secret(
    session: aiohttp.ClientSession, ports: Script, known: Reference, teams: TeamsDouble
) -> None:
    """A user-assigned identity: the machine we run on vouches for us."""
    channel = TeamsChannel(
        Connector(session, by_identity(session, APP, f"{teams.url}/identity"), here=True), ports.references
    )
    await channel.send(MO, CARD, key=KEY)

    asked = teams.calls("token")[0]
    assert ("true", APP, "https://api.botframework.com") == (
        asked.token,
        asked.body["client_id"],
        asked.body["resource"],
    )


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "{}",
        json.dumps({"service": 1}),
        '{"service":"x","bot":"","user":"","tenant":"","conversation":"","more":""}',
    ],
)
def test_a_reference_that_is_none_is_none(text: str | None) -> None:
    """What is kept is read back whole, or not at all."""
    assert Reference.read(text) is None


def test_a_reference_reads_back() -> None:
    """As it was kept."""
    kept = Reference("https://x/", BOT, "29:mo", TENANT, "a:mo")

    assert kept == Reference.read(str(kept))
