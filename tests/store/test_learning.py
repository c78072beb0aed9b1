"""Fetched and permitted in one: the case behind wider learning loads for its card alone, for whom it went to (P20, P23)."""

import pytest

from dialogs import engine
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.procedure.people import Person
from store.unit_of_work import Store
from tests.store.kept import KeptTown, kept, peopled, pressed
from tests.town import POLICE

RITA, RON = PersonId("rita"), PersonId("ron")


@pytest.fixture
def town(store: Store) -> KeptTown:
    """A signed record; two representatives, of whom one's agency was there."""
    here = peopled(store)
    reps = [
        Person(id=RITA, name="Rita Rep", agency=POLICE, learning=True),
        Person(id=RON, name="Ron Rep", agency="Elsewhere", learning=True),
    ]
    with store.begin() as work:
        work.people.save(reps)
    here.people.update({rep.id: rep for rep in reps})
    return kept("recorded", here)


@pytest.mark.parametrize(
    ("who", "press", "loads"),
    [
        (RITA, "learning/show", True),
        (RITA, "learning/answer-learning", True),
        (RITA, "learning/withdraw", False),
        (RITA, "case/show", False),
        (RITA, "circulation/answer-learning", False),
        (RON, "learning/show", False),
        (RON, "learning/answer-learning", False),
    ],
)
def test_the_case_loads_for_its_learning_alone(
    store: Store, town: KeptTown, who: PersonId, press: str, loads: bool
) -> None:
    """By card and verb together, and only for an agency that was in the room."""
    card, _, verb = press.partition("/")
    heard = pressed(who, card, verb, town.case.id, about="1")
    with store.reading() as work:
        scene = work.scene(heard, engine.wants(heard), town.of)

    assert (scene.case is not None) is loads


def test_a_reply_is_kept_and_read_again(store: Store, town: KeptTown) -> None:
    """With who said it and when; its fact is one of the case's."""
    town.fills(RITA, Press("learning", "answer-learning", town.case.id, "1"), {"reply": "Spring"})
    with store.reading() as work:
        case = work.cases.get(town.case.id)
        facts = work.facts.of(town.case.id)
    assert case

    assert [(learning_reply.by, learning_reply.text) for learning_reply in case.sessions[0].learning_replies] == [
        (RITA, "Spring")
    ]
    assert type(facts[-1].command).__name__ == "AnswerLearning"
