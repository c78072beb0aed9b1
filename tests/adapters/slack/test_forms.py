"""Forms in windows, sent for real: screen by screen, put right, reviewed, ended; and what never loses what was typed."""

import json
from dataclasses import replace

from dialogs.model.heard import Go, Submitted
from dialogs.model.views import Card, Note, Tone
from tests.adapters.slack.conftest import Script
from tests.adapters.slack.samples import CARD, CASE, FILL, LAST, PAGE, REVIEW
from tests.doubles_slack.desk import Desk
from tests.slack_double import SlackDouble


async def test_a_window_goes_on_to_the_next_screen_and_back(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Next brings what was typed and gets the next screen in the same window; Back brings what was typed there too."""
    ports.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (number,) = slack.views
    ports.reply = LAST

    sent = await desk.sends(
        "UMO", slack.views[number], {"reference": "A 12", "family": "yes", "role": "p", "decided_on": "2026-11-20"}
    )

    heard = ports.heard[-1]
    assert isinstance(heard, Submitted)
    assert (FILL, "case", Go.NEXT) == (heard.press, heard.section, heard.go)
    assert {"reference": "A 12", "mail": "", "decided_on": "2026-11-20", "family": "yes", "role": "p"} == heard.raw
    assert "update" == sent.body["response_action"]

    ports.reply = PAGE
    await desk.presses("UMO", "Back", slack.views[number])
    await slack.called("views.update")

    heard = ports.heard[-1]
    assert isinstance(heard, Submitted)
    assert ("why", Go.BACK, ()) == (heard.section, heard.go, heard.raw["reasons"])


async def test_faults_stand_beside_their_fields_and_the_window_can_be_put_right(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """Faults are named by field in the answer; the same window, put right, is another event and goes on."""
    ports.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    ports.reply = replace(PAGE, errors={"reference": "Answer “Your reference”."})

    wrong = await desk.sends("UMO", view, {})
    ports.reply = LAST
    right = await desk.sends("UMO", view, {"reference": "A 12"})

    assert {"response_action": "errors", "errors": {"reference": "Answer “Your reference”."}} == wrong.body
    assert "update" == right.body["response_action"]
    assert ports.heard[-2].turn != ports.heard[-1].turn


async def test_a_window_that_comes_without_its_answers_stays_open(
    desk: Desk, ports: Script, slack: SlackDouble
) -> None:
    """Where Slack sends the answers of another screen, nothing is taken, the window stays, and sending it again works."""
    ports.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    odd = desk.submission("UMO", view)
    odd["view"]["state"] = {"values": {"another": {"answer-1": {"type": "plain_text_input", "value": "x"}}}}

    answer = await desk.acts(odd)

    assert (1, "errors") == (len(ports.heard), answer.body["response_action"])
    assert "update" == (await desk.sends("UMO", view)).body["response_action"]


async def test_the_same_window_sent_twice_is_one_event(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A window sent again because no answer came has a new trigger, but is the same event."""
    ports.reply = PAGE
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()
    first, second = desk.submission("UMO", view, {"reference": "A"}), desk.submission("UMO", view, {"reference": "A"})

    answers = [await desk.acts(first), await desk.acts(second)]

    assert first["trigger_id"] != second["trigger_id"]
    assert answers[0].body == answers[1].body
    assert 2 == len(ports.heard)  # the command, and the window once


async def test_a_review_leads_to_a_section_and_sends(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Change names the section of its answer; sending the review says send."""
    ports.reply = REVIEW
    await desk.shortcut("UMO")
    await slack.called("views.open")
    (number,) = slack.views

    await desk.presses("UMO", "Change", slack.views[number])
    changed = ports.heard[-1]
    await slack.called("views.update")
    ports.reply = CARD.saying("Sent. The manager has been asked.", Tone.DONE)
    sent = await desk.sends("UMO", slack.views[number])

    assert isinstance(changed, Submitted)
    assert (Go.CHANGE, "case") == (changed.go, changed.section)
    assert isinstance(ports.heard[-1], Submitted)
    assert Go.SEND == ports.heard[-1].go
    assert "Sent." in json.dumps(sent.body)
    assert "submit" not in sent.body["view"]


async def test_whom_to_call_is_shown_where_the_form_was(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A form that ends in a card without a note still shows it: nobody is left before a window that just closes."""
    ports.reply = PAGE
    await desk.shortcut("UMO")
    await slack.called("views.open")
    (view,) = slack.views.values()
    ports.reply = Card("signpost", "Call now", (Note("Call 999.", Tone.WARNING),), case=CASE)

    sent = await desk.sends("UMO", view, {})

    assert "Call 999." in json.dumps(sent.body)


async def test_a_long_text_shows_the_way_to_the_web(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A screen with a field that may be longer than Slack's has a personal link beside it."""
    ports.reply = replace(LAST, web="https://bot.example/UMO")

    await desk.types("UMO", "raise")
    opened = await slack.called("views.open")

    assert "https://bot.example/UMO" in json.dumps(opened)


async def test_a_press_on_a_link_is_no_turn(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Slack reports the press of a link too; it is acknowledged, and that is all."""
    ports.reply = replace(LAST, web="https://bot.example/UMO")
    await desk.types("UMO", "raise")
    await slack.called("views.open")
    (view,) = slack.views.values()

    answer = await desk.presses("UMO", "Open web page", view)

    assert (200, 1) == (answer.status, len(ports.heard))
