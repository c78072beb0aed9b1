"""The double's rules have teeth: each fault they are there for is found."""

from typing import Any

import pytest

from adapters.slack import render
from tests.adapters.slack.samples import CARD, PAGE
from tests.doubles_slack.rules import faults_of_message, faults_of_view

MESSAGE: Any = render.message(CARD)
VIEW: Any = render.window(PAGE)
BUTTON = {"type": "button", "action_id": "press-1", "text": {"type": "plain_text", "text": "x"}}


def _block(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "plain_text", "text": "x"}, **more}


@pytest.mark.parametrize(
    "body",
    [
        {**MESSAGE, "text": ""},
        {**MESSAGE, "text": "<!channel>"},
        {**MESSAGE, "blocks": [_block()] * 51},
        {**MESSAGE, "blocks": VIEW["blocks"]},
        {**MESSAGE, "blocks": [_block(text={"type": "plain_text", "text": "x" * 3_001})]},
        {**MESSAGE, "blocks": [_block(text={"type": "plain_text", "text": "\U0001f600" * 1_501})]},
        {**MESSAGE, "blocks": [_block(text={"type": "mrkdwn", "text": "<@U1>"})]},
        {**MESSAGE, "blocks": [_block(text={"type": "plain_text", "text": "a\u202eb"})]},
        {**MESSAGE, "blocks": [_block(text={"type": "plain_text", "text": ""})]},
        {**MESSAGE, "blocks": [_block(accessory=BUTTON), _block(accessory=BUTTON)]},
        {**MESSAGE, "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]},
        {**MESSAGE, "blocks": [{"type": "actions", "elements": []}]},
    ],
)
def test_a_message_slack_would_refuse_is_found_out(body: dict[str, Any]) -> None:
    """Too long, too many, empty, twice, markup that calls somebody."""
    assert [] != faults_of_message(body)


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3_001},
        {"blocks": []},
        {"blocks": [_block()] * 101},
        {"blocks": [VIEW["blocks"][3]] * 2},
        {"submit": {"type": "plain_text", "text": "x" * 25}},
        {"callback_id": "x" * 256},
        {"type": "window"},
        {"blocks": [_block(text={"type": "plain_text", "text": "é" * 2_999})] * 90},
    ],
)
def test_a_window_slack_would_refuse_is_found_out(change: dict[str, Any]) -> None:
    """Titles, metadata, blocks, ids twice, kinds and size."""
    assert [] != faults_of_view({**VIEW, **change})


def test_an_input_needs_a_way_to_send_it() -> None:
    """A modal with inputs and no submit is refused."""
    assert [] != faults_of_view({key: value for key, value in VIEW.items() if key != "submit"})
