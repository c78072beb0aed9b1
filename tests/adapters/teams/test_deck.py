"""The real cards and forms of one whole case, drawn for Teams: each fits, in a chat and in a dialog, and comes back as it was meant."""

from dataclasses import dataclass, field, replace

import pytest

from adapters.teams import render
from adapters.teams.cards import Kind
from adapters.teams.limits import CARD_BYTES, weight
from adapters.teams.parse import noticed
from dialogs.model.heard import Heard, Pressed, Submitted
from dialogs.model.turns import Turn
from dialogs.model.views import Card, Page, Reply, Review
from tests.adapters.teams.test_parse import activity
from tests.adapters.teams.test_render import card_of, loaded
from tests.doubles_teams.person import action
from tests.doubles_teams.rules import buttons, faults_of_card, faults_of_message
from tests.town import Town, played

CARDS = (
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
)


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
        for card in CARDS:
            here.presses(who, card, "show", "1")
    return here


@pytest.mark.parametrize("kind", Kind)
def test_everything_that_was_shown_fits(town: Watched, kind: Kind) -> None:
    """No card, page or review of a whole case is too large or of a shape that Teams does not know."""
    faults = [(render.title(one), faults_of_card(card_of(one, kind))) for one in town.shown]

    assert {Card, Page, Review} == {type(one) for one in town.shown}
    assert [] == [fault for fault in faults if fault[1]]
    assert [] == [fault for one in town.shown for fault in faults_of_message(loaded(render.message(one)))]
    assert max(weight(render.drawn(one, kind)) for one in town.shown if isinstance(one, Card)) <= CARD_BYTES


def test_every_button_is_the_press_it_was_drawn_from(town: Watched) -> None:
    """All of a card's buttons are drawn, and each is heard as itself, in clients of today and of yesterday."""
    for shown in town.shown:
        if not isinstance(shown, Card):
            continue
        drawn = card_of(shown)
        heard = [
            noticed(activity(type="invoke", name="adaptiveCard/action", value={"action": button}))
            for button in buttons(drawn)
        ]
        before = [noticed(activity(value=button["fallback"]["data"])) for button in buttons(drawn)]

        assert sorted(str(press.press) for press in shown.presses) == sorted(
            str(one.press) for one in heard if isinstance(one, Pressed)
        )
        assert heard == before


@pytest.mark.parametrize("kind", Kind)
def test_what_is_typed_is_what_the_core_hears(town: Watched, kind: Kind) -> None:
    """Every screen of every form, filled in Teams with the same answers, is the same thing submitted."""
    pages = [(shown, sent) for shown, sent in town.done if isinstance(shown, Page)]

    assert len(pages) > 10
    for shown, sent in pages:
        drawn = card_of(replace(shown, mark="0a1b"), kind)
        onward = buttons(drawn)[0]
        data = action(onward, drawn, {name: raw for name, raw in sent.raw.items() if raw})["data"]
        heard = noticed(activity(type="invoke", name="task/submit", value={"data": data}))

        assert isinstance(heard, Submitted)
        assert (sent.press, sent.section, sent.go, "0a1b") == (heard.press, heard.section, heard.go, heard.mark)
        assert {one.name: sent.raw.get(one.name) or (() if one.several else "") for one in shown.asked} == heard.raw


def test_no_word_of_a_case_travels_with_a_button(town: Watched) -> None:
    """What a button carries are a press, a section, a mark, a way, and names of fields."""
    allowed = {"press", "section", "mark", "go", "asked", "msteams", "about"}

    assert {name for one in town.shown for pressed in buttons(card_of(one)) for name in pressed["data"]} <= allowed
