"""Who was near somebody before, and how people are found as the directory changes, on each kind of database."""

from dataclasses import replace

import pytest

from dialogs.model.finder import Near
from dialogs.model.press import Press
from dialogs.model.turns import Need, Scene, Wants
from store.unit_of_work import Store
from tests.builders import MO, PAT, SAL
from tests.crowd import LAST_OF_ALL, crowd
from tests.store.kept import kept, peopled
from tests.town import Town


def _scene(store: Store, words: str = "") -> tuple[Scene, list[str]]:
    """What is loaded for Pat to choose people, and whom words find."""
    terms = Town().terms
    with store.reading() as work:
        scene = work.view(PAT, Wants(press=Press("case", "raise"), needs=Need.BESIDE), lambda _: terms)
    found, _ = scene.find_in(scene.people).find(words, None, Near(who=scene.who, beside=scene.beside))
    return scene, [person.id for person in found]


def test_those_on_ones_cases_are_beside_one(store: Store) -> None:
    """Everybody on a case of theirs, also one that is over; nobody of another's."""
    town = kept("polling", peopled(store))
    before, _ = _scene(store)
    with store.reading() as work:
        outsider = work.case_members.beside(LAST_OF_ALL.id)

    assert {"pat", "mo", "sal", "nia", "hal", "bo", "kit"} == before.beside
    assert frozenset() == outsider
    assert town.case.id


def test_whoever_comes_is_found_and_whoever_leaves_is_not(store: Store) -> None:
    """Without a restart; a transaction that was given up has added nobody."""
    kept("raised", peopled(store))
    with store.begin() as work:
        work.people.save(crowd(300))
    here = _scene(store, "zabinska")[1]
    with store.begin() as work:
        work.people.save([replace(LAST_OF_ALL, active=False)])
    gone = _scene(store, "zabinska")[1]
    with pytest.raises(LookupError), store.begin() as work:
        work.people.save([LAST_OF_ALL])
        raise LookupError

    assert ([LAST_OF_ALL.id], [], []) == (here, gone, _scene(store, "zabinska")[1])
    assert [MO, SAL] == [id_ for id_ in _scene(store)[1] if id_ in (MO, SAL)]
