"""The real cards and forms of one whole case, drawn for Slack: each fits, on every surface, and comes back as it was meant."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from adapters.slack import modals, parse, render
from dialogs.model.heard import Heard, Submitted
from dialogs.model.turns import Turn
from dialogs.model.views import Card, Page, Reply, Review
from tests.doubles_slack.desk import Desk
from tests.doubles_slack.rules import faults_of_message, faults_of_view
from tests.town import Town, played


@dataclass
class Watched(Town):
    """A town in which everything that was shown is kept, with what was done next."""

    shown: list[Reply] = field(default_factory=list)
    done: list[tuple[Reply, Submitted]] = field(default_factory=list)

    def hears(self, heard: Heard) -> Turn:
        """As in any town, but kept."""
        if isinstance(heard, Submitted):
            self.done.append((self.shown[-1], heard))
        turn = super().hears(heard)
        self.shown.append(turn.reply)
        return turn


@pytest.fixture(scope="module")
def town() -> Watched:
    """A case from the first worry to its close, with every card as everybody sees it on the way."""
    here = Watched()
    played("closed", here)
    for who in list(here.people):
        here.says(who, "")
        here.says(who, "help")
        for card in (
            "case",
            "agreement",
            "nomination",
            "poll",
            "session",
            "invitation",
            "record",
            "circulation",
            "timeline",
            "feedback",
            "feed",
        ):
            here.presses(who, card, "show", "1")
    return here


def _loaded(drawn: Any) -> Any:
    return json.loads(json.dumps(drawn))


def test_everything_that_was_shown_fits(town: Watched) -> None:
    """No card, page or review of a whole case is refused by Slack."""
    faults = [(one, *faults_of_view(_loaded(render.window(one)))) for one in town.shown]
    faults += [(one, *faults_of_view(_loaded(render.home(one)))) for one in town.shown]
    faults += [
        (one, *faults_of_message(_loaded(render.message(one) if isinstance(one, Card) else render.question(one))))
        for one in town.shown
    ]

    assert {Card, Page, Review} == {type(one) for one in town.shown}
    assert [] == [fault for fault in faults if len(fault) > 1]


def test_what_is_typed_in_a_window_is_what_the_core_hears(town: Watched) -> None:
    """Every screen of every form, filled in Slack with the same answers, is the same thing submitted."""
    pages = [(shown, sent) for shown, sent in town.done if isinstance(shown, Page)]

    assert len(pages) > 10
    for shown, sent in pages:
        view = {**_loaded(render.window(replace(shown, mark="0a1b"))), "id": "V1", "hash": "h"}
        answers = {name: raw for name, raw in sent.raw.items() if raw}
        state = {"values": Desk.state(None, view, answers)}  # type: ignore[arg-type] # it needs no desk
        heard = parse.heard(
            {"type": "view_submission", "view": {**view, "state": state}, "user": {"id": "U1", "team_id": "T1"}}
        )

        assert isinstance(heard, Submitted)
        assert (sent.press, sent.section, sent.go, "0a1b") == (heard.press, heard.section, heard.go, heard.mark)
        expected = {
            one.name: sent.raw.get(one.name) or (() if one.several else "")
            for one in shown.asked
            if one.name in heard.raw
        }
        assert {name: _set(raw) for name, raw in expected.items()} == {
            name: _set(raw) for name, raw in heard.raw.items()
        }


def _set(raw: str | tuple[str, ...]) -> object:
    return raw if isinstance(raw, str) else set(raw)


def test_no_word_of_a_case_travels_with_a_window(town: Watched) -> None:
    """What a window carries is a press, a section and a mark, whatever was typed in it."""
    for shown in town.shown:
        if isinstance(shown, Page):
            assert modals.metadata(shown.press, shown.section.name, shown.mark) == render.window(shown).get(
                "private_metadata", modals.metadata(shown.press, shown.section.name, shown.mark)
            )
