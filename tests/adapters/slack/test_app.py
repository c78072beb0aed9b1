"""Signed requests against the running app, and a Slack that keeps what it is sent: the edge for real."""

import json
from dataclasses import replace

import pytest

from dialogs.ids import turn_id
from dialogs.model.heard import Handle, Pressed, Said
from dialogs.model.press import Press
from dialogs.model.views import Card, Tone
from tests.adapters.slack.conftest import HOME, Script
from tests.adapters.slack.samples import AGREE, CARD, CASE, FILL, PAGE
from tests.doubles_slack.desk import Desk
from tests.slack_double import TEAM, TOKEN, SlackDouble

MO = Handle("slack", TEAM, "UMO")
QUESTION = replace(PAGE, section=replace(PAGE.section, fields=PAGE.section.fields[:1]), as_question=True)


async def _posted(slack: SlackDouble, desk: Desk, ports: Script, card: Card) -> dict[str, object]:
    """A card that lies in somebody's conversation with the bot, as a press needs it."""
    ports.reply = card
    await desk.says("UMO", "hello")
    await slack.called("chat.postMessage")
    ports.heard.clear()
    ((channel, ts), sent) = list(slack.messages.items())[-1]
    return {"on": sent.body, "channel_id": channel, "message_ts": ts}


async def test_a_command_is_heard_and_answered_in_the_same_breath(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """A slash command becomes words, and its card is the answer to the very request, for one pair of eyes."""
    ports.reply = CARD

    answer = await desk.types("UMO", "mine")

    assert 200 == answer.status
    assert "ephemeral" == answer.body["response_type"]
    assert "Your agreement is needed" == answer.body["text"]
    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert (MO, "mine", False) == (heard.sender, heard.words, heard.private)


async def test_a_command_for_a_form_opens_a_window(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A form is opened as a window with the command's own trigger, with the workspace's token."""
    ports.reply = PAGE

    answer = await desk.types("UMO", "raise")
    opened = await slack.called("views.open")

    assert (200, "") == (answer.status, answer.text)
    assert "page" == opened["view"]["callback_id"]
    assert TOKEN == slack.made[-1].token


async def test_a_trigger_that_has_expired_becomes_a_message_with_a_button(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """When no window can open, a message offers the form again; its button brings a fresh trigger and the window."""
    ports.reply = PAGE
    slack.fails("views.open", "expired_trigger_id")

    await desk.types("UMO", "raise")
    offered = await slack.called("chat.postMessage")

    assert "DMO" == offered["channel"]
    assert "here" in json.dumps(offered["blocks"])

    await desk.presses("UMO", "Open the form", offered, channel_id="DMO", message_ts="1.2")
    await slack.called("views.open", 2)

    assert isinstance(ports.heard[-1], Pressed)
    assert FILL == ports.heard[-1].press
    assert 1 == len(slack.views)


async def test_the_shortcut_says_raise_and_shows_a_card_in_a_window(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """The global shortcut has no channel, so also a card comes in a window."""
    ports.reply = CARD

    await desk.shortcut("UMO")
    opened = await slack.called("views.open")

    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert ("raise", True) == (heard.words, heard.private)
    assert "card" == opened["view"]["callback_id"]


async def test_a_press_changes_the_card_where_it_lies(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """The same card comes back in the place of the one that was pressed."""
    lies = await _posted(slack, desk, ports, CARD)
    ports.reply = replace(CARD, buttons=()).saying("Agreed by Mo.", Tone.DONE)

    answer = await desk.presses("UMO", "Agree", **lies)  # type: ignore[arg-type] # a message by names
    changed = await slack.called("chat.update")

    (heard,) = ports.heard
    assert isinstance(heard, Pressed)
    assert (AGREE, MO) == (heard.press, heard.sender)
    assert (200, "") == (answer.status, answer.text)
    assert lies["message_ts"] == changed["ts"]
    assert "Agreed by Mo." in json.dumps(changed)


async def test_a_refusal_is_whispered_and_the_card_made_true(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A warning is for the one who pressed; the card itself is drawn as it is now, without it."""
    lies = await _posted(slack, desk, ports, CARD)
    ports.reply = CARD.saying("Jo has declined already.", Tone.WARNING)

    await desk.presses("UMO", "Agree", **lies)  # type: ignore[arg-type] # ditto
    whispered = await slack.called("chat.postEphemeral")

    assert "UMO" == whispered["user"]
    assert "declined already" in json.dumps(whispered)
    assert "declined already" not in json.dumps(slack.calls("chat.update"))


async def test_another_card_is_whispered_beside_the_first(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A press that leads to another card leaves the pressed one alone."""
    lies = await _posted(slack, desk, ports, CARD)
    ports.reply = Card("case", "JS-7K3M", case=CASE)

    await desk.presses("UMO", "Agree", **lies)  # type: ignore[arg-type] # ditto
    await slack.called("chat.postEphemeral")

    assert [] == slack.calls("chat.update")


async def test_what_cannot_be_whispered_is_sent_to_them_alone(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Where the bot may not whisper, the card comes in the conversation between the two."""
    lies = await _posted(slack, desk, ports, CARD)
    ports.reply = Card("case", "JS-7K3M", case=CASE)
    slack.fails("chat.postEphemeral", "not_in_channel")

    await desk.presses("UMO", "Agree", **{**lies, "channel_id": "C0PUBLIC"})  # type: ignore[arg-type] # ditto
    sent = await slack.called("chat.postMessage", 2)

    assert "DMO" == sent["channel"]


async def test_a_press_in_a_channel_is_never_answered_where_others_read(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """Even the same card is whispered, not edited, in a channel."""
    lies = await _posted(slack, desk, ports, CARD)

    await desk.presses("UMO", "Agree", **{**lies, "channel_id": "C0PUBLIC"})  # type: ignore[arg-type] # ditto
    whispered = await slack.called("chat.postEphemeral")

    assert ("C0PUBLIC", "UMO") == (whispered["channel"], whispered["user"])
    assert [] == slack.calls("chat.update")


async def test_a_press_on_a_whisper_replaces_the_whisper(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """An ephemeral card cannot be edited by its id: it is replaced through the address that came with the press."""
    ports.reply = CARD
    command = await desk.types("UMO", "JS-7K3M")

    await desk.presses("UMO", "Agree", command.body, channel_id="C0PUBLIC", message_ts="1.2", is_ephemeral=True)
    await slack.called("reply_url")

    assert [(True, "ephemeral")] == [(reply["replace_original"], reply["response_type"]) for reply in slack.replies]


async def test_an_address_that_is_not_slacks_is_never_called(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A reply address elsewhere is not called; the answer goes to the person instead."""
    ports.reply = CARD
    command = await desk.types("UMO", "JS-7K3M")
    payload = desk.press("UMO", "Agree", command.body, channel_id="C0PUBLIC", message_ts="1.2", is_ephemeral=True)

    await desk.acts({**payload, "response_url": "http://169.254.169.254/latest"})
    sent = await slack.called("chat.postMessage")

    assert "DMO" == sent["channel"]
    assert [] == slack.replies


async def test_the_home_tab_is_drawn_when_it_is_opened(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Opening the tab presses home; the card is published there, and its own buttons redraw it."""
    ports.reply = replace(CARD, name="home", case="")

    await desk.opens_home("UMO")
    await slack.called("views.publish")
    (heard,) = ports.heard
    assert isinstance(heard, Pressed)
    assert Press("home", "show") == heard.press

    ports.reply = CARD
    await desk.presses("UMO", "Agree", slack.homes["UMO"])
    opened = await slack.called("views.open")

    assert "card" == opened["view"]["callback_id"]

    ports.reply = HOME
    await desk.presses("UMO", "Agree", slack.homes["UMO"])
    await slack.called("views.publish", 2)


async def test_the_other_tabs_are_no_event(desk: Desk, ports: Script) -> None:
    """Opening the messages tab asks for nothing."""
    answer = await desk.opens_home("UMO", tab="messages")

    assert (200, []) == (answer.status, ports.heard)


async def test_words_in_a_chat_are_answered_there(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A question of a chat is asked as a question, with a way to the window."""
    ports.reply = QUESTION

    await desk.says("UMO", "mail <mailto:a@b.org|a@b.org> &amp; <@U9|Jo>")
    asked = await slack.called("chat.postMessage")

    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert ("mail a@b.org & Jo", True) == (heard.words, heard.private)
    assert "DMO" == asked["channel"]
    assert "Your reference" in json.dumps(asked)
    assert asked["text"].startswith("Raise joint supervision. Your reference. Write your answer.")


@pytest.mark.parametrize("where", ["C0PUBLIC", "G0SEVERAL", "DOFTWO"], ids=["channel", "several", "two colleagues"])
async def test_a_question_is_asked_where_nobody_else_reads(
    desk: Desk, ports: Script, slack: SlackDouble, where: str
) -> None:
    """Wherever the command is typed, its question is asked between the two of us, and what is said there holds nothing of it."""
    ports.reply = QUESTION

    answer = await desk.types("UMO", "here", channel=where)
    asked = await slack.called("chat.postMessage")

    assert ("ephemeral", False) == (answer.body["response_type"], "Your reference" in answer.text)
    assert "in our own chat" in answer.text
    assert ("DMO", True) == (asked["channel"], "Your reference" in json.dumps(asked))
    assert [] == slack.calls("views.open")


async def test_a_question_that_cannot_be_asked_there_is_offered_as_a_form(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """Where Slack will not open the chat between us, the form is offered to their eyes only."""
    ports.reply = QUESTION
    slack.fails("conversations.open", "user_disabled")

    await desk.types("UMO", "here", channel="C0PUBLIC")
    said = await slack.called("reply_url")

    assert ("ephemeral", True) == (said["response_type"], "Open the form" in json.dumps(said))


@pytest.mark.parametrize(
    "more", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}, {"text": " "}]
)
async def test_what_no_person_wrote_to_us_is_not_heard(desk: Desk, ports: Script, more: dict[str, str]) -> None:
    """Bots, edits, channels and silence are no turns."""
    answer = await desk.says("UMO", **{"text": "hello", **more})

    assert (200, []) == (answer.status, ports.heard)


@pytest.mark.parametrize("fails", [True, False], ids=["the first failed", "the first was answered"])
async def test_an_event_delivered_again_is_the_same_event(
    desk: Desk, ports: Script, slack: SlackDouble, *, fails: bool
) -> None:
    """A retry has the id of the first delivery, and it is not thrown away: the first may have failed. Else nobody is answered twice."""
    ports.reply = RuntimeError() if fails else ports.reply
    event = {
        "type": "message",
        "channel_type": "im",
        "user": "UMO",
        "team": TEAM,
        "text": "hi",
        "channel": "DMO",
        "ts": "1.1",
    }

    await desk.event(event, "Ev1")
    await slack.called("chat.postMessage")
    await desk.event(event, "Ev1", **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"})

    await desk.says("UMO", "mine")
    await slack.called("chat.postMessage", 2 + fails)
    assert [turn_id("slack", "Ev1")] * (1 + fails) == [one.turn for one in ports.heard[:-1]]
    assert 2 + fails == len(slack.calls("chat.postMessage"))


async def test_a_message_that_was_changed_is_heard(desk: Desk, ports: Script) -> None:
    """As it is now; what we changed ourselves, and a link that Slack has looked at, are none."""
    now = {"type": "message", "user": "UMO", "text": "mine", "ts": "1.1", "edited": {"user": "UMO", "ts": "1.2"}}
    before = {**now, "text": "mien"}
    for changed, old in (
        (now, before),
        (now, now),
        ({**now, "bot_id": "B1"}, before),
        ({key: value for key, value in now.items() if key != "edited"}, before),
    ):
        await desk.says("", "", subtype="message_changed", channel="DMO", message=changed, previous_message=old)

    (heard,) = ports.heard
    assert isinstance(heard, Said)
    assert ("mine", True, "UMO") == (heard.words, heard.edited, heard.sender.user)
