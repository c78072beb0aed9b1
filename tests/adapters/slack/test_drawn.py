"""Properties of all that is drawn, for Slack's eyes: nothing over a limit, nothing that calls anybody, every press comes back."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from adapters.slack import modals, render
from adapters.slack.parse import heard
from dialogs.model.heard import Pressed
from dialogs.model.views import Card, Note, Page, Review, Tone
from tests.adapters.slack.samples import CARD, CARDS, FIRST, LAST, PAGE, REVIEW, pages, reviews
from tests.doubles_slack.rules import elements, faults_of_message, faults_of_view
from tests.trying import tries

unhurried = settings(max_examples=tries(60), suppress_health_check=list(HealthCheck))


def _loaded(drawn: Any) -> Any:
    """As it goes over the wire and comes back."""
    return json.loads(json.dumps(drawn))


@unhurried
@given(CARDS)
def test_no_card_breaks_a_limit_on_any_surface(card: Card) -> None:
    """Any card, of any length and of any letters, is accepted as a message, as a window and as the home tab."""
    faults = [
        *faults_of_message(_loaded(render.message(card))),
        *faults_of_view(_loaded(render.window(card))),
        *faults_of_view(_loaded(render.home(card))),
    ]

    assert [] == faults


@unhurried
@given(pages())
def test_no_page_breaks_a_limit(page: Page) -> None:
    """Any screen of any form is accepted as a window, as a question and as an offer on the home tab."""
    faults = [
        *faults_of_view(_loaded(render.window(page))),
        *faults_of_view(_loaded(render.window(replace(page, web="https://example.org/x")))),
        *faults_of_message(_loaded(render.question(page))),
        *faults_of_view(_loaded(render.home(page))),
    ]

    assert [] == faults


@unhurried
@given(reviews())
def test_no_review_breaks_a_limit(review: Review) -> None:
    """Any review is accepted as a window and as a question."""
    faults = [*faults_of_view(_loaded(render.window(review))), *faults_of_message(_loaded(render.question(review)))]

    assert [] == faults


@unhurried
@given(CARDS)
def test_every_press_that_is_drawn_comes_back_as_itself(card: Card) -> None:
    """What is drawn, pressed and parsed is the press the core gave; as many as there was room for, in their order."""
    drawn = [element for element in elements(_loaded(render.message(card))["blocks"]) if "value" in element]

    presses = [found.press for found in map(_pressed, drawn) if isinstance(found, Pressed)]

    assert len(drawn) == len(presses)
    wanted = [press.press for press in card.presses]
    assert presses[-len(card.buttons) :] == wanted[-len(card.buttons) :] if card.buttons else True
    assert presses[: len(presses) - len(card.buttons)] == wanted[: len(presses) - len(card.buttons)]


def _pressed(button: dict[str, Any]) -> object:
    who = {"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "trigger_id": "1.1"}
    return heard({"type": "block_actions", "actions": [button], **who})


@pytest.mark.parametrize("shown", [CARD, PAGE, LAST, REVIEW], ids=["card", "page", "last page", "review"])
def test_the_ordinary_is_drawn_without_faults(shown: Card | Page | Review) -> None:
    """The samples, which have one of everything, are accepted as windows."""
    assert [] == faults_of_view(_loaded(render.window(shown)))


def test_a_last_word_is_drawn_without_faults() -> None:
    """The window that ends a form is accepted."""
    assert [] == faults_of_view(_loaded(modals.done(Note("Sent.", Tone.DONE))))


def test_the_samples_have_every_kind_of_field() -> None:
    """A kind of field that is missing here would be drawn untested."""
    assert 7 == len({type(one) for one in (*FIRST.fields, *LAST.asked)})
