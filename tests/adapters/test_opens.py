"""A button that opens an address, on every channel: the address is there, and nothing of a press."""

import json

from adapters.shared import plain_text
from adapters.slack import render as slack
from adapters.teams import cards as teams
from adapters.web.render import card as web
from adapters.web.visits import HOME, Visit
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.views import Button, Card, Style
from tests.doubles_slack.rules import elements, faults_of_message
from tests.doubles_teams.rules import faults_of_card, things

ADDRESS = "https://jsv.example/calendar/file/" + "a" * 200 + ".ics"
OPEN = Button("Open the file", Press("invitation", "show"), Style.PRIMARY, opens=ADDRESS)
CARD = Card("invitation", "Add to your calendar", buttons=(OPEN, Button("Back", Press("session", "show"))))
PAT = PersonId("pat")


def test_documents_where_there_is_no_page() -> None:
    """A card's documents are links below its buttons in a chat; one without an address is none there."""
    kept = Card(
        "record",
        "Record",
        buttons=(Button("Back", Press("case", "show")),),
        files=(OPEN, Button("PDF", Press("record", "pdf"))),
    )
    in_slack = json.loads(json.dumps(slack.message(kept)))
    in_teams = teams.card(kept)

    assert [] == [*faults_of_message(in_slack), *faults_of_card(in_teams)]
    assert [ADDRESS] == [element["url"] for element in elements(in_slack["blocks"][-1:])]
    assert [ADDRESS] == [thing["url"] for thing in things(in_teams["body"]) if thing["type"] == "Action.OpenUrl"]
    assert plain_text.card(kept).endswith(f"You can: Back\n\nDocuments: Open the file ({ADDRESS})")


def test_slack() -> None:
    """A button with a `url`; its name is no press of ours."""
    drawn = json.loads(json.dumps(slack.message(CARD)))
    first, second = drawn["blocks"][-1]["elements"]

    assert faults_of_message(drawn) == []
    assert (first["url"], first["style"], "value" in first) == (ADDRESS, "primary", False)
    assert not first["action_id"].startswith("press-")
    assert second["value"] == "session/show//"


def test_teams() -> None:
    """An Action.OpenUrl."""
    drawn = json.loads(json.dumps(teams.card(CARD)))

    assert faults_of_card(drawn) == []
    assert [thing["url"] for thing in things(drawn["body"]) if thing["type"] == "Action.OpenUrl"] == [ADDRESS]


def test_web() -> None:
    """A link."""
    first, second = web(CARD, Visit(person=PAT, base="/as/pat", session="as pat", home=HOME))["buttons"]

    assert (first["href"], second["href"]) == (ADDRESS, "/as/pat/card/session~show~~")


def test_plain() -> None:
    """The address in words."""
    assert f"Open the file ({ADDRESS}), Back" in plain_text.card(CARD)
