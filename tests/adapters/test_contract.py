"""What every channel must do with everything that can be shown: draw it, fit it, and bring back what was pressed and typed.

`tests/adapters/everything.py` has each card of the deck and each form, after every thing that is done in a case, for every
person; `tests/adapters/faces.py` the channels. A new channel is a new face.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from dialogs.cards.deck import DECK
from dialogs.flows.verbs import FLOWS
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, PersonField, ShortText, YesNo
from dialogs.model.heard import Go, Submitted
from dialogs.model.views import Page
from tests.adapters.everything import cards, everything, pages
from tests.adapters.faces import FACES, Face

pytestmark = [pytest.mark.slow]

FACED = pytest.mark.parametrize("face", FACES, ids=lambda one: one.name)


def test_the_contract_is_about_everything() -> None:
    """No card of the deck and no form of any verb is left out, so that a new one is judged from its first day."""
    forms = {verb for verb, flow in FLOWS.items() if flow.form}

    assert set() == set(DECK) - {card.name for card in cards()}
    assert UNSEEN == forms - {page.press.verb for page in pages()}


UNSEEN = {"drop-further"}
"""The same one question as calling a session off."""


@FACED
def test_everything_is_drawn_and_fits(face: Face) -> None:
    """Nothing is refused by the platform, too long for it, or without words."""
    wrong = [(one, said) for one in everything() if (said := face.faults(one))]

    assert [] == wrong[:3]


@FACED
def test_every_button_comes_back_as_the_press_it_was_drawn_from(face: Face) -> None:
    """All buttons of a card are drawn, and each is heard as itself."""
    for card in cards():
        assert sorted(str(button.press) for button in card.presses if not button.opens) == sorted(face.presses(card)), (
            card.title
        )


@FACED
def test_what_is_answered_on_a_screen_is_what_is_heard(face: Face) -> None:
    """Every screen of every form, filled with something for every field: the same press, section, way and answers."""
    for page in pages():
        answers = {one.name: given for one in page.asked if (given := _some(one))}
        heard = face.sent(page, answers)
        if heard is None:
            continue
        assert isinstance(heard, Submitted)
        assert (page.press, page.section.name, Go.NEXT) == (heard.press, heard.section, heard.go)
        assert {name: _set(one) for name, one in answers.items()} == {name: _set(heard.raw[name]) for name in answers}


def test_a_screen_without_an_answer_is_left_to_another_way_only_in_words() -> None:
    """Slack, Teams and the web take every screen themselves."""
    left = {face.name for face in FACES for page in pages() if face.sent(page, _answers(page)) is None}

    assert {"plain"} == left


def _answers(page: Page) -> Mapping[str, Any]:
    return {one.name: given for one in page.asked if (given := _some(one))}


def _some(field: Field) -> str | tuple[str, ...]:
    """An answer that can be given: words, a day, the last that may be chosen."""
    match field:
        case ShortText(kind="email"):
            return "sam@school.example"
        case ShortText() | LongText():
            return "Words <b>&amp; *more*</b>"
        case Day():
            return "2026-12-14"
        case YesNo():
            return "yes"
        case OneOf() | ManyOf() | PersonField():
            free = [option.value for option in field.options if not option.barred]
            return tuple(free[-2:]) if field.several else next(reversed(free), "")


def _set(given: str | tuple[str, ...]) -> object:
    return given if isinstance(given, str) else set(given)
