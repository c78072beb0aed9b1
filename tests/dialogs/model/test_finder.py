"""Somebody of thousands is found by words, those first who were near before."""

from dataclasses import replace

import pytest

from dialogs.ids import PersonId
from dialogs.model.finder import MOST, Finder, Near, folded
from dialogs.procedure.people import Person
from tests.crowd import LAST_OF_ALL, crowd

ANN = Person(id=PersonId("ann"), name="Ann Asker", agency="Sample School", line_manager=PersonId("boss"))
CROWD = {person.id: person for person in (ANN, *crowd(3_000))}
FINDER = Finder.of(CROWD)


def found(words: str, finder: Finder = FINDER, near: Near | None = None) -> list[PersonId]:
    return [person.id for person in finder.find(words, None, near or Near(who=ANN))[0]]


@pytest.mark.parametrize(
    "words",
    [
        "zoe",
        "ZOË",
        "zab",
        "zabinska",
        "obrien",
        "o'brien",
        "O’Brien",
        "o brien",
        "brien zoe",
        "żabińska-o",
        "zabinskaobrien",
        "zoe@zenith",
        "zoe@zenith.example",
        "zenith",
        "teacher zenith",
        "binska",
    ],
)
def test_somebody_is_found_however_they_are_typed(words: str) -> None:
    """Accents, apostrophes, hyphens and small letters, parts of the name in any order, the agency, the role, the address."""
    assert [LAST_OF_ALL.id] == found(words)


def test_what_names_nobody_finds_nobody() -> None:
    """Nobody is guessed at."""
    assert [] == found("xyzzy")
    assert ((), 0) == FINDER.find("zoe xyzzy", None, Near(who=ANN))


def test_letters_without_a_plain_one_are_typed_as_people_do() -> None:
    """Slashed and joined letters are found without their stroke."""
    assert ("soren lukasz oelaf dora", "ann marie o brien x") == (
        folded("Søren Łukasz Œlaf Đora"),
        folded("Ann-Marie  o/brien_X"),
    )


def test_those_who_were_near_come_first() -> None:
    """Named in this form, then team and line manager, then on the same cases, then the agency, then the alphabet."""
    who = CROWD[PersonId("c02500")]
    near = Near(who=who, beside=frozenset({PersonId("c02900"), PersonId("c02000")}), first=frozenset({LAST_OF_ALL.id}))
    order = found("", near=near)
    team = {id_ for id_, person in CROWD.items() if person.line_manager == who.line_manager} | {who.line_manager}

    assert LAST_OF_ALL.id == order[0]
    assert team == {*order[1 : 1 + len(team)]}
    assert [PersonId("c02000"), PersonId("c02900")] == sorted(order[1 + len(team) : 3 + len(team)])
    assert {who.agency} == {CROWD[id_].agency for id_ in order[3 + len(team) :]}


def test_no_more_than_can_be_read_are_found_at_once() -> None:
    """The rest is counted."""
    people, more = FINDER.find("social worker", None, Near(who=ANN))

    assert (MOST, len(CROWD) - 2 - MOST) == (len(people), more)


def test_two_of_one_name_are_told_apart() -> None:
    """By their address, or by their agency where there is none; nobody else's name grows."""
    one = replace(ANN, id=PersonId("one"), email="one@a.example")
    two = replace(ANN, id=PersonId("two"), name="ann  asker", agency="Hope Charity")
    finder = Finder.of({**CROWD, one.id: one, two.id: two})

    assert ["Ann Asker (one@a.example)", "ann  asker (Hope Charity)", LAST_OF_ALL.name] == [
        finder.called(person) for person in (one, two, LAST_OF_ALL)
    ]


def test_a_changed_directory_is_folded_only_where_it_changed() -> None:
    """Somebody who came is found, somebody who left is not, and everybody else is as they were."""
    new = replace(ANN, id=PersonId("new"), name="Nina Newcomer")
    left = {**CROWD, new.id: new, LAST_OF_ALL.id: replace(LAST_OF_ALL, active=False)}
    after = Finder.of(left, FINDER)

    assert ([new.id], []) == (found("nina newc", after), found("zoe", after))
    assert after.known[ANN.id] is FINDER.known[ANN.id]
