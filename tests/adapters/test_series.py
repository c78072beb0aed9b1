"""A case with a further session on every channel: its cards fit, and each session is a press away (P21)."""

import json

import pytest

from adapters.shared import plain_text
from adapters.slack import render as slack
from adapters.teams import cards as teams
from adapters.web.render import card as web
from adapters.web.visits import HOME, Visit
from dialogs.ids import PersonId
from dialogs.model.views import Card
from tests.dialogs.procedure.test_further import planned, wanted
from tests.doubles_slack.rules import faults_of_message, faults_of_view
from tests.doubles_teams.rules import faults_of_card

VISIT = Visit(person=PersonId("pat"), base="/as/pat", session="as pat", home=HOME)


@pytest.fixture(scope="module", params=["yes", "no"], ids=["agreed in the room", "polled"])
def cards(request: pytest.FixtureRequest) -> tuple[Card, ...]:
    """The case, both sessions, the poll and the circulation as everybody sees them."""
    town = wanted()
    planned(town, agreed=request.param)
    shown = [("case", ""), ("session", "1"), ("session", ""), ("poll", ""), ("circulation", "1"), ("invitation", "")]
    return tuple(town.sees(who, card, about) for who in ("sal", "pat", "mo", "olu") for card, about in shown)


def test_every_card_fits(cards: tuple[Card, ...]) -> None:
    """Neither Slack nor Teams refuses one."""
    for card in cards:
        assert faults_of_message(json.loads(json.dumps(slack.message(card)))) == []
        assert faults_of_view(json.loads(json.dumps(slack.window(card)))) == []
        assert faults_of_card(json.loads(json.dumps(teams.card(card)))) == []


def test_both_sessions_are_on_the_case(cards: tuple[Card, ...]) -> None:
    """In Slack and Teams as buttons, on the web as links, in plain text as words."""
    case = next(card for card in cards if card.name == "case")
    first = f"session/show/{case.case}/1"

    assert first in json.dumps(slack.message(case))
    assert first in json.dumps(teams.card(case))
    assert f"/as/pat/card/session~show~{case.case}~1" in repr(web(case, VISIT))
    assert "Session 1: Held on" in plain_text.card(case)
