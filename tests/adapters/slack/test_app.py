"""Signed requests against the running app, and a Slack that keeps what it is sent: the edge for real."""

import asyncio
import json
from dataclasses import replace

import pytest
import structlog

from adapters.slack import app as app_module
from dialogs.heard import Go, Handle, Pressed, Said, Submitted
from dialogs.ids import turn_id
from dialogs.press import Press
from dialogs.views import Card, Note, Tone
from tests.adapters.slack.conftest import HOME, Script
from tests.adapters.slack.samples import AGREE, CARD, CASE, FILL, LAST, PAGE, REVIEW
from tests.doubles_slack.desk import Desk
from tests.slack_double import TEAM, TOKEN, SlackDouble

MO = Handle("slack", TEAM, "UMO")
QUESTION = replace(PAGE, section=replace(PAGE.section, fields=PAGE.section.fields[:1]), as_question=True)


async def _posted(slack: SlackDouble, desk: Desk, house: Script, card: Card) -> dict[str, object]:
    """A card that lies in somebody's conversation with the bot, as a press needs it."""
    house.reply = card
    await desk.says("UMO", "hello")
    await slack.called("chat.postMessage")
    house.heard.clear()
    ((channel, ts), sent) = list(slack.messages.items())[-1]
    return {"on": sent.body, "channel_id": channel, "message_ts": ts}


async def test_a_command_is_heard_and_answered_in_the_same_breath(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A slash command becomes words, and its card is the answer to the very request, for one pair of eyes."""
    house.reply = CARD

    answer = await desk.types("UMO", "mine")

    assert 200 == answer.status
    assert "ephemeral" == answer.body["response_type"]
    assert CARD.title == answer.body["text"]
    (heard,) = house.heard
    assert isinstance(heard, Said)
    assert (MO, "mine", False) == (heard.sender, heard.words, heard.private)


async def test_a_command_for_a_form_opens_a_window(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A form is opened as a window with the command's own trigger, with the workspace's token."""
    house.reply = PAGE

    answer = await desk.types("UMO", "raise")
    opened = await slack.called("views.open")

    assert (200, "") == (answer.status, answer.text)
    assert "page" == opened["view"]["callback_id"]
    assert TOKEN == slack.made[-1].token


async def test_a_trigger_that_has_expired_becomes_a_message_with_a_button(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """When no window can open, a message offers the form again; its button brings a fresh trigger and the window."""
    house.reply = PAGE
    slack.fails("views.open", "expired_trigger_id")

    await desk.types("UMO", "raise")
    offered = await slack.called("chat.postMessage")

    assert "DMO" == offered["channel"]
    assert "here" in json.dumps(offered["blocks"])

    await desk.presses("UMO", "Open the form", offered, channel_id="DMO", message_ts="1.2")
    await slack.called("views.open", 2)

    assert isinstance(house.heard[-1], Pressed)
    assert FILL == house.heard[-1].press
    assert 1 == len(slack.views)


async def test_the_shortcut_says_raise_and_shows_a_card_in_a_window(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """The global shortcut has no channel, so also a card comes in a window."""
    house.reply = CARD

    await desk.shortcut("UMO")
    opened = await slack.called("views.open")

    (heard,) = house.heard
    assert isinstance(heard, Said)
    assert ("raise", True) == (heard.words, heard.private)
    assert "card" == opened["view"]["callback_id"]


async def test_a_press_changes_the_card_where_it_lies(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """The same card comes back in the place of the one that was pressed."""
    lies = await _posted(slack, desk, house, CARD)
    house.reply = replace(CARD, buttons=()).saying("Agreed by Mo.", Tone.DONE)

    answer = await desk.presses("UMO", "Agree", **lies)  # type: ignore[arg-type] # a message by names
    changed = await slack.called("chat.update")

    (heard,) = house.heard
    assert isinstance(heard, Pressed)
    assert (AGREE, MO) == (heard.press, heard.sender)
    assert (200, "") == (answer.status, answer.text)
    assert lies["message_ts"] == changed["ts"]
    assert "Agreed by Mo." in json.dumps(changed)


async def test_a_refusal_is_whispered_and_the_card_made_true(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A warning is for the one who pressed; the card itself is drawn as it is now, without it."""
    lies = await _posted(slack, desk, house, CARD)
    house.reply = CARD.saying("Jo has declined already.", Tone.WARNING)

    await desk.presses("UMO", "Agree", **lies)  # type: ignore[arg-type] # ditto
    whispered = await slack.called("chat.postEphemeral")

    assert "UMO" == whispered["user"]
    assert "declined already" in json.dumps(whispered)
    assert "declined already" not in json.dumps(slack.calls("chat.update"))


async def test_another_card_is_whispered_beside_the_first(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A press that leads to another card leaves the pressed one alone."""
    lies = await _posted(slack, desk, house, CARD)
    house.reply = Card("case", "JS-7K3M", case=CASE)

    await desk.presses("UMO", "Agree", **lies)  # type: ignore[arg-type] # ditto
    await slack.called("chat.postEphemeral")

    assert [] == slack.calls("chat.update")


async def test_what_cannot_be_whispered_is_sent_to_them_alone(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Where the bot may not whisper, the card comes in the conversation between the two."""
    lies = await _posted(slack, desk, house, CARD)
    house.reply = Card("case", "JS-7K3M", case=CASE)
    slack.fails("chat.postEphemeral", "not_in_channel")

    await desk.presses("UMO", "Agree", **{**lies, "channel_id": "C0PUBLIC"})  # type: ignore[arg-type] # ditto
    sent = await slack.called("chat.postMessage", 2)

    assert "DMO" == sent["channel"]


async def test_a_press_in_a_channel_is_never_answered_where_others_read(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Even the same card is whispered, not edited, in a channel."""
    lies = await _posted(slack, desk, house, CARD)

    await desk.presses("UMO", "Agree", **{**lies, "channel_id": "C0PUBLIC"})  # type: ignore[arg-type] # ditto
    whispered = await slack.called("chat.postEphemeral")

    assert ("C0PUBLIC", "UMO") == (whispered["channel"], whispered["user"])
    assert [] == slack.calls("chat.update")


async def test_a_press_on_a_whisper_replaces_the_whisper(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """An ephemeral card cannot be edited by its id: it is replaced through the address that came with the press."""
    house.reply = CARD
    command = await desk.types("UMO", "JS-7K3M")

    await desk.presses("UMO", "Agree", command.body, channel_id="C0PUBLIC", message_ts="1.2", is_ephemeral=True)
    await slack.called("reply_url")

    assert [(True, "ephemeral")] == [(one["replace_original"], one["response_type"]) for one in slack.replies]


async def test_an_address_that_is_not_slacks_is_never_called(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A reply address elsewhere is not called; the answer goes to the person instead."""
    house.reply = CARD
    command = await desk.types("UMO", "JS-7K3M")
    payload = desk.press("UMO", "Agree", command.body, channel_id="C0PUBLIC", message_ts="1.2", is_ephemeral=True)

    await desk.acts({**payload, "response_url": "http://169.254.169.254/latest"})
    sent = await slack.called("chat.postMessage")

    assert "DMO" == sent["channel"]
    assert [] == slack.replies


async def test_a_window_goes_on_to_the_next_screen_and_back(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Next brings what was typed and gets the next screen in the same window; Back brings what was typed there too."""
    house.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (number,) = slack.views
    house.reply = LAST

    sent = await desk.sends("UMO", slack.views[number], {"reference": "A 12", "family": "yes", "role": "p", "decided_on": "2026-11-20"})

    heard = house.heard[-1]
    assert isinstance(heard, Submitted)
    assert (FILL, "case", Go.NEXT) == (heard.press, heard.section, heard.go)
    assert {"reference": "A 12", "mail": "", "decided_on": "2026-11-20", "family": "yes", "role": "p"} == heard.raw
    assert "update" == sent.body["response_action"]

    house.reply = PAGE
    await desk.presses("UMO", "Back", slack.views[number])
    await slack.called("views.update")

    heard = house.heard[-1]
    assert isinstance(heard, Submitted)
    assert ("why", Go.BACK, ()) == (heard.section, heard.go, heard.raw["reasons"])


async def test_faults_stand_beside_their_fields_and_the_window_can_be_put_right(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Faults are named by field in the answer; the same window, put right, is another event and goes on."""
    house.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    house.reply = replace(PAGE, errors={"reference": "Answer “Your reference”."})

    wrong = await desk.sends("UMO", view, {})
    house.reply = LAST
    right = await desk.sends("UMO", view, {"reference": "A 12"})

    assert {"response_action": "errors", "errors": {"reference": "Answer “Your reference”."}} == wrong.body
    assert "update" == right.body["response_action"]
    assert house.heard[-2].turn != house.heard[-1].turn


async def test_a_window_that_comes_without_its_answers_stays_open(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Where Slack sends the answers of another screen, nothing is taken, the window stays, and sending it again works."""
    house.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    odd = desk.submission("UMO", view)
    odd["view"]["state"] = {"values": {"another": {"answer-1": {"type": "plain_text_input", "value": "x"}}}}

    answer = await desk.acts(odd)

    assert (1, "errors") == (len(house.heard), answer.body["response_action"])
    assert "update" == (await desk.sends("UMO", view)).body["response_action"]


async def test_the_same_window_sent_twice_is_one_event(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A window sent again because no answer came has a new trigger, but is the same event."""
    house.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    first, second = desk.submission("UMO", view, {"reference": "A"}), desk.submission("UMO", view, {"reference": "A"})

    await desk.acts(first)
    await desk.acts(second)

    assert first["trigger_id"] != second["trigger_id"]
    assert house.heard[-2].turn == house.heard[-1].turn


async def test_a_review_leads_to_a_section_and_sends(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Change names the section of its answer; sending the review says send."""
    house.reply = REVIEW
    await desk.shortcut("UMO")
    await slack.called("views.open")
    (number,) = slack.views

    await desk.presses("UMO", "Change", slack.views[number])
    changed = house.heard[-1]
    await slack.called("views.update")
    house.reply = CARD.saying("Sent. The manager has been asked.", Tone.DONE)
    sent = await desk.sends("UMO", slack.views[number])

    assert isinstance(changed, Submitted)
    assert (Go.CHANGE, "case") == (changed.go, changed.section)
    assert isinstance(house.heard[-1], Submitted)
    assert Go.SEND == house.heard[-1].go
    assert "Sent." in json.dumps(sent.body)
    assert "submit" not in sent.body["view"]


async def test_whom_to_call_is_shown_where_the_form_was(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A form that ends in a card without a note still shows it: nobody is left before a window that just closes."""
    house.reply = PAGE
    await desk.shortcut("UMO")
    await slack.called("views.open")
    (view,) = slack.views.values()
    house.reply = Card("signpost", "Call now", (Note("Call 999.", Tone.WARNING),), case=CASE)

    sent = await desk.sends("UMO", view, {})

    assert "Call 999." in json.dumps(sent.body)


async def test_the_home_tab_is_drawn_when_it_is_opened(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Opening the tab presses home; the card is published there, and its own buttons redraw it."""
    house.reply = replace(CARD, name="home", case="")

    await desk.opens_home("UMO")
    await slack.called("views.publish")
    (heard,) = house.heard
    assert isinstance(heard, Pressed)
    assert Press("home", "show") == heard.press

    house.reply = CARD
    await desk.presses("UMO", "Agree", slack.homes["UMO"])
    opened = await slack.called("views.open")

    assert "card" == opened["view"]["callback_id"]

    house.reply = HOME
    await desk.presses("UMO", "Agree", slack.homes["UMO"])
    await slack.called("views.publish", 2)


async def test_the_other_tabs_are_no_event(desk: Desk, house: Script) -> None:
    """Opening the messages tab asks for nothing."""
    answer = await desk.opens_home("UMO", tab="messages")

    assert (200, []) == (answer.status, house.heard)


async def test_words_in_a_chat_are_answered_there(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A question of a chat is asked as a question, with a way to the window."""
    house.reply = QUESTION

    await desk.says("UMO", "mail <mailto:a@b.org|a@b.org> &amp; <@U9|Jo>")
    asked = await slack.called("chat.postMessage")

    (heard,) = house.heard
    assert isinstance(heard, Said)
    assert ("mail a@b.org & Jo", True) == (heard.words, heard.private)
    assert "DMO" == asked["channel"]
    assert "Your reference" in json.dumps(asked)
    assert "Raise joint supervision" == asked["text"]


async def test_a_question_is_never_made_a_window(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """One question is no screen: a command that is answered by one shows it, and opens nothing."""
    house.reply = QUESTION

    answer = await desk.types("UMO", "here", channel="DMO")

    assert "Your reference" in answer.text
    assert [] == slack.calls("views.open")


@pytest.mark.parametrize("more", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}, {"text": " "}])
async def test_what_no_person_wrote_to_us_is_not_heard(desk: Desk, house: Script, more: dict[str, str]) -> None:
    """Bots, edits, channels and silence are no turns."""
    answer = await desk.says("UMO", **{"text": "hello", **more})

    assert (200, []) == (answer.status, house.heard)


async def test_an_event_delivered_again_is_the_same_event(desk: Desk, house: Script) -> None:
    """A retry has the id of the first delivery, and it is not thrown away: the first may have failed."""
    event = {"type": "message", "channel_type": "im", "user": "UMO", "team": TEAM, "text": "hi", "channel": "DMO", "ts": "1.1"}

    await desk.event(event, "Ev1")
    await desk.event(event, "Ev1", **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"})

    assert [turn_id("slack", "Ev1")] * 2 == [one.turn for one in house.heard]


async def test_somebody_new_is_introduced_once(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """The first turn of a handle is preceded by its confirmed e-mail; the second is not."""
    await desk.types("UMO", "mine")
    await desk.types("UMO", "mine")

    assert [(MO, "mo@care.example", True)] == house.met
    assert 1 == len(slack.calls("users.info"))


@pytest.mark.parametrize(
    ("more", "active"),
    [({"deleted": True}, False), ({"is_bot": True}, False), ({"is_email_confirmed": False}, True), ({"is_stranger": True}, True)],
)
async def test_only_what_the_workspace_vouches_for_is_passed_on(
    desk: Desk, house: Script, slack: SlackDouble, more: dict[str, bool], active: bool
) -> None:
    """Who has left, is a bot, or has an e-mail nobody confirmed, is introduced as such, without the e-mail."""
    slack.employs("UMO", "mo@care.example", **more)

    await desk.types("UMO", "mine")

    assert [(MO, None, active)] == house.met


async def test_a_slow_profile_does_not_hold_up_the_answer(desk: Desk, house: Script, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """When Slack does not say who it is, the turn is taken all the same, and it is not asked again at once."""
    monkeypatch.setattr(app_module, "A_LOOK", 0.05)
    slack.fails("users.info", "hang")

    answers = [await desk.types("UMO", "mine"), await desk.types("UMO", "mine")]

    assert [200, 200] == [one.status for one in answers]
    assert (2, [], 1) == (len(house.heard), house.met, len(slack.calls("users.info")))


async def test_who_has_left_is_known_to_have_left(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A deactivated account is introduced as not active; any other change is looked up at the next contact."""
    await desk.types("UMO", "mine")
    await desk.event({"type": "user_change", "user": {"id": "UMO", "team_id": TEAM, "deleted": False}})
    await desk.types("UMO", "mine")
    await desk.event({"type": "user_change", "user": {"id": "UMO", "team_id": TEAM, "deleted": True}})

    assert [True, True, False] == [active for _, _, active in house.met]
    assert 2 == len(slack.calls("users.info"))


async def test_a_fault_of_ours_is_a_sorry_card_with_a_reference(desk: Desk, house: Script) -> None:
    """Whatever breaks in a turn, somebody reads words and a reference; the log has it, and not what they typed."""
    house.reply = RuntimeError("the words of a case")

    with structlog.testing.capture_logs() as logs:
        answer = await desk.types("UMO", "mine")

    reference = house.heard[0].turn[:8]
    assert 200 == answer.status
    assert reference in answer.text
    (line,) = [one for one in logs if one["action"] == "turn_failed"]
    assert ("RuntimeError", house.heard[0].turn) == (line["fault"], line["turn"])
    assert "words of a case" not in str(logs)

    house.reply = CARD
    assert CARD.title in (await desk.types("UMO", "mine")).text


async def test_a_fault_of_ours_takes_nothing_typed_away(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A window that could not be taken stays as it is, with the apology beside its first field; sent again, it goes on."""
    house.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    house.reply = RuntimeError()

    broken = await desk.sends("UMO", view, {"reference": "A"})
    house.reply = LAST
    mended = await desk.sends("UMO", view, {"reference": "A"})

    assert ("errors", ["reference"]) == (broken.body["response_action"], list(broken.body["errors"]))
    assert "update" == mended.body["response_action"]
    assert house.heard[-2].turn == house.heard[-1].turn


async def test_a_late_turn_is_answered_in_time_and_finished(desk: Desk, house: Script, bot: app_module.SlackApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer than Slack does; the turn itself is not cut off."""
    monkeypatch.setattr(app_module, "PATIENCE", 0.1)
    done = []

    async def slow(heard: object) -> Card:
        await asyncio.sleep(0.3)
        done.append(heard)
        return HOME

    bot._house = replace(bot._house, take_turn=slow)

    answer = await desk.types("UMO", "mine")

    assert "may still go through" in answer.text
    assert 0 == await bot.errands.finish(2)
    assert 1 == len(done)


async def test_a_long_text_shows_the_way_to_the_web(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """A screen with a field that may be longer than Slack's has a personal link beside it."""
    house.reply = LAST

    await desk.types("UMO", "raise")
    opened = await slack.called("views.open")

    assert "https://bot.example/UMO" in json.dumps(opened)


async def test_a_press_on_a_link_is_no_turn(desk: Desk, house: Script, slack: SlackDouble) -> None:
    """Slack reports the press of a link too; it is acknowledged, and that is all."""
    house.reply = LAST
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()

    answer = await desk.presses("UMO", "Open web page", view)

    assert (200, 1) == (answer.status, len(house.heard))
