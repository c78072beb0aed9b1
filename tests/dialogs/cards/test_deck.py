import pytest

from dialogs import engine
from dialogs.cards.deck import DECK, kind_of, needs_of, without_the_case
from dialogs.ids import CaseId, turn_id
from dialogs.model.heard import Go, Handle, Pressed, Said, Submitted
from dialogs.model.press import SHOW, Press
from dialogs.model.turns import Need
from dialogs.verbs import VERBS
from tests.town import played

TURN, PAT = turn_id("deck", "1"), Handle("web", "", "pat")
CASE = CaseId("c1")


@pytest.mark.parametrize("card", DECK)
def test_what_a_card_needs_is_loaded_however_somebody_comes_to_it(card: str) -> None:
    """Pressed or told, its row is the one place that says it."""
    heard = Pressed(turn=TURN, sender=PAT, press=Press(card, SHOW, CASE))

    assert DECK[card].needs == engine.wants(heard).needs


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("calendar", Need.MINE | Need.FEED),
        ("feed", Need.MINE | Need.FEED),
        ("help", Need.MINE),
        ("JS-7K3M", Need.MINE | Need.REACH),
        ("my channels", Need.ACCOUNTS),
        ("link", Need.ACCOUNTS),
        ("Why nothing moves", Need.MINE),
    ],
)
def test_words_need_what_the_card_they_ask_for_needs(words: str, needs: Need) -> None:
    """Somebody who types may be answering a form, so their forms are there too."""
    assert needs == engine.wants(Said(turn=TURN, sender=PAT, words=words)).needs


@pytest.mark.parametrize(
    ("press", "needs"),
    [
        (Press("nomination", "nominate", CASE), Need.LOAD | Need.REACH | Need.BESIDE),
        (Press("poll", "invite", CASE), Need.REACH | Need.BESIDE),
        (Press("feedback", "feedback", CASE, "1"), Need.FEEDBACK),
        (Press("case", "withdraw", CASE), Need.REACH),
        (Press("poll", "vote", CASE), Need.NOTHING),
        (Press("no-such-card", "no-such-verb", CASE), Need.NOTHING),
    ],
)
def test_a_form_needs_what_its_verb_and_its_card_need(press: Press, needs: Need) -> None:
    """The same for its button and its screens; where somebody leaves it, their list may answer."""
    sent = Submitted(turn=TURN, sender=PAT, press=press, section="")
    left = Submitted(turn=TURN, sender=PAT, press=press, section="", go=Go.KEEP)

    assert (needs, needs, needs | Need.MINE) == (
        needs_of(press),
        engine.wants(sent).needs,
        engine.wants(left).needs,
    )


def test_the_case_is_lent_only_for_what_answers_with_the_same_card() -> None:
    """Who may see the learning and not the case opens nothing else with it (P20)."""
    verbs = (SHOW, *VERBS, "feedback", "find", "feed-make", "no-such-verb")
    lent = {(card, verb) for card in DECK for verb in verbs if without_the_case(Press(card, verb, CASE, "1"))}

    assert {("learning", "show"), ("learning", "answer-learning")} == lent


def test_what_is_no_card_of_the_deck_is_nothing() -> None:
    """A name that no button of ours carries is drawn as no case of anybody's, kept nowhere and told nobody."""
    town = played("raised")
    scene = town.scene(Pressed(turn=TURN, sender=PAT, press=Press("no-such-card", SHOW, town.case.id)))
    kind = kind_of("no-such-card")

    assert "nothing" == engine.draw("no-such-card", scene).name
    assert (False, False, False) == (kind.live, kind.refreshes, engine.still_owed("no-such-card", scene))
