"""The channel against a Slack that fails in every way: what waits, what never arrives, what is sent anew."""

import aiohttp
import pytest

from adapters.shared.channel import Channel, Later, Posting, Refused, Stopped, Unreachable
from adapters.slack import send
from adapters.slack.answer import Call
from adapters.slack.carry import perform
from adapters.slack.send import SlackChannel, web_client
from dialogs.model.heard import Handle
from tests.adapters.slack.conftest import tokens
from tests.adapters.slack.samples import CARD
from tests.slack_double import TEAM, TOKEN, SlackDouble
from tests.waiting import PATIENCE

MO = Handle("slack", TEAM, "UMO")


@pytest.fixture
def channel(slack: SlackDouble, session: aiohttp.ClientSession) -> SlackChannel:
    return SlackChannel(web_client(session, slack.base_url), tokens)


async def test_a_card_is_sent_into_the_conversation_of_two(channel: SlackChannel, slack: SlackDouble) -> None:
    """The conversation is opened once; the message carries its key, unfolds no link, and its text is the title."""
    first = await channel.send(MO, CARD, key="k1")
    await channel.send(MO, CARD, key="k2")

    assert "DMO" == first.conversation
    assert 1 == len(slack.calls("conversations.open"))
    sent = slack.calls("chat.postMessage")[0]
    assert {"event_type": "jsv_posting", "event_payload": {"key": "k1"}} == sent["metadata"]
    assert (False, False, "Your agreement is needed") == (sent["unfurl_links"], sent["unfurl_media"], sent["text"])
    assert {TOKEN} == {one.token for one in slack.made}
    assert not any("token" in one.body for one in slack.made)


async def test_what_was_sent_is_found_by_its_key(channel: SlackChannel, slack: SlackDouble) -> None:
    """Also when its answer was lost; what was never sent is nothing, and so is what Slack will not say."""
    await channel.send(MO, CARD, key="k1")
    slack.fails("chat.postMessage", "lost")
    with pytest.raises(Later):
        await channel.send(MO, CARD, key="k2")

    found = await channel.find(MO, "k2")
    assert found is not None
    assert slack.messages[found.conversation, found.message].body["metadata"]["event_payload"] == {"key": "k2"}
    assert await channel.find(MO, "k3") is None
    slack.fails("conversations.history", "missing_scope")
    assert await channel.find(MO, "k2") is None


async def test_a_card_is_changed_where_it_lies(channel: SlackChannel, slack: SlackDouble) -> None:
    """An edit is no new message."""
    lies = await channel.send(MO, CARD, key="k1")

    assert lies == await channel.edit(MO, lies, CARD)
    assert (1, 1) == (len(slack.messages), len(slack.calls("chat.update")))


async def test_a_card_that_is_gone_is_sent_anew(channel: SlackChannel, slack: SlackDouble) -> None:
    """A message somebody deleted is sent again, with a key of its own."""
    anew = await channel.edit(MO, Posting("DMO", "1.1"), CARD)

    assert anew != Posting("DMO", "1.1")
    assert {"key": "DMO/1.1"} == slack.calls("chat.postMessage")[0]["metadata"]["event_payload"]


@pytest.mark.parametrize(
    "how", ["429", "500", "html", "half", "text", "close", "internal_error", "ratelimited", "missing_scope"]
)
async def test_what_passes_is_tried_later_and_sent_once(channel: SlackChannel, slack: SlackDouble, how: str) -> None:
    """An outage, a limit, half an answer or something an operator can mend is `Later`; nothing is repeated by itself; then it goes."""
    slack.fails("chat.postMessage", how)

    with pytest.raises(Later) as later:
        await channel.send(MO, CARD, key="k")

    assert 1 == len(slack.calls("chat.postMessage"))
    assert (7.0 if how == "429" else None) == later.value.seconds
    assert "DMO" == (await channel.send(MO, CARD, key="k")).conversation


async def test_silence_is_tried_later(
    channel: SlackChannel, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Slack that does not answer is not waited for."""
    monkeypatch.setattr(send, "PATIENCE", 0.05)
    slack.fails("chat.postMessage", "hang")

    with pytest.raises(Later):
        await channel.send(MO, CARD, key="k")

    monkeypatch.setattr(send, "PATIENCE", PATIENCE)
    assert await channel.send(MO, CARD, key="k")


@pytest.mark.parametrize(
    "code",
    [
        "user_not_found",
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "cannot_dm_bot",
    ],
)
@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
async def test_who_cannot_be_reached_is_said_to_be_so(
    channel: SlackChannel, slack: SlackDouble, method: str, code: str
) -> None:
    """A refusal for good is `Unreachable` with Slack's own word; if they come back, the next card arrives."""
    slack.fails(method, code)

    with pytest.raises(Unreachable, match=code):
        await channel.send(MO, CARD, key="k")

    assert await channel.send(MO, CARD, key="k")


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "invalid_auth", "missing_scope"])
async def test_a_token_that_is_refused_is_nobodys_end(channel: SlackChannel, slack: SlackDouble, code: str) -> None:
    """It is the app that Slack refuses, in this workspace; the message waits."""
    slack.fails("chat.postMessage", code)

    with pytest.raises(Stopped, match=code) as stopped:
        await channel.send(MO, CARD, key="k")
    assert ("slack", TEAM) == (stopped.value.channel, stopped.value.place)


@pytest.mark.parametrize(("code", "smaller"), [("msg_blocks_too_long", True), ("a_word_of_tomorrow", False)])
async def test_a_message_that_is_refused_says_nothing_of_its_person(
    channel: SlackChannel, slack: SlackDouble, code: str, smaller: bool
) -> None:
    """Too long, or a word that we do not know."""
    slack.fails("chat.postMessage", code)

    with pytest.raises(Refused, match=code) as refused:
        await channel.send(MO, CARD, key="k")
    assert (smaller, False) == (refused.value.smaller, refused.value.gone)


async def test_an_edit_that_is_refused_for_good_is_not_sent_anew(channel: SlackChannel, slack: SlackDouble) -> None:
    """Only a message that is gone is sent again; somebody who is gone is not."""
    slack.fails("chat.update", "user_not_found")

    with pytest.raises(Unreachable, match="user_not_found"):
        await channel.edit(MO, Posting("DMO", "1.1"), CARD)

    assert [] == slack.calls("chat.postMessage")


async def test_a_workspace_that_is_not_on_the_list_is_not_called(channel: SlackChannel, slack: SlackDouble) -> None:
    """Without a token there is no call."""
    with pytest.raises(Unreachable, match="not_installed"):
        await channel.send(Handle("slack", "T0STRANGE", "U1"), CARD, key="k")

    assert [] == slack.made


async def test_conversations_are_forgotten_before_they_fill_the_memory(
    channel: SlackChannel, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest goes, and is opened again when it is needed."""
    monkeypatch.setattr(send, "CONVERSATIONS", 1)

    for user in ("U1", "U2", "U1"):
        await channel.send(Handle("slack", TEAM, user), CARD, key="k")

    assert 3 == len(slack.calls("conversations.open"))


async def test_no_server_at_all_is_later(session: aiohttp.ClientSession) -> None:
    """A connection that is refused is an outage."""
    lost = SlackChannel(web_client(session, "http://127.0.0.1:9/api/"), tokens)

    with pytest.raises(Later):
        await lost.send(MO, CARD, key="k")


async def test_an_answer_that_is_refused_goes_the_next_way_and_then_ends(
    slack: SlackDouble, session: aiohttp.ClientSession
) -> None:
    """Each refusal leads to what was to be done otherwise; the last one ends it, without an exception."""
    slack.fails("views.open", "expired_trigger_id")
    slack.fails("chat.postMessage", "500")
    last = Call("chat.postMessage", {"channel": "UMO", "text": "x"})

    await perform(
        Call("views.open", {"trigger_id": "1", "view": {}}, otherwise=last),
        web_client(session, slack.base_url),
        slack.hooks,
    )

    assert ["views.open", "conversations.open", "chat.postMessage"] == [one.method for one in slack.made]


def test_it_is_a_channel(channel: SlackChannel) -> None:
    """It promises what every channel promises."""
    one: Channel = channel

    assert "slack" == one.name
    assert one.abilities.windows
