"""Who is offered for what: one rule for each part, on every form that offers people (P07, P10, P13)."""

from dataclasses import replace

from dialogs.ids import PersonId
from dialogs.model.fields import OneOf, PersonField
from dialogs.model.views import Page
from dialogs.procedure.eligible import agencies, may_be_keyworker, may_decide
from dialogs.procedure.people import Person
from tests.town import PEOPLE, played

GUEST = Person(id=PersonId("gus"), name="Gus Guest", agency="Typed Agency", email="gus@typed.example", guest=True)


def nobody() -> frozenset[PersonId]:
    """Who line-manages somebody."""
    return frozenset()


BY_ID = {person.id: person for person in PEOPLE}


def offered(page: Page, name: str) -> set[str]:
    field = next(field for field in page.section.fields if field.name == name)
    assert isinstance(field, PersonField | OneOf)
    return {option.value for option in field.options}


def test_managers_are_those_with_oversight() -> None:
    """Whoever may have oversight by what the directory says; no officer, keyworker, guest or member of the office (P07)."""
    decide = {person.id for person in PEOPLE if may_decide(person, nobody)}

    assert {"pat", "mo", "sal", "hal", "nia", "tess"} == decide


def test_what_the_directory_says_goes_before_a_title() -> None:
    """It may say who decides; whoever line-manages somebody does; of whom it says no role, nothing is known against them."""
    bo = BY_ID[PersonId("bo")]

    assert may_decide(replace(bo, decides=True), nobody)
    assert not may_decide(replace(BY_ID[PersonId("mo")], decides=False), nobody)
    assert may_decide(bo, lambda: frozenset({bo.id}))
    assert may_decide(replace(bo, role="Police sergeant"), nobody)
    assert may_decide(replace(bo, role=""), nobody)
    assert not may_decide(replace(bo, decides=True, guest=True), nobody)


def test_a_guest_is_keyworker_only_where_they_are_invited() -> None:
    """And brings in no agency."""
    assert not may_be_keyworker(GUEST)
    assert may_be_keyworker(GUEST, (GUEST.id,))
    assert GUEST.agency not in agencies({GUEST.id: GUEST, **BY_ID})


def test_a_guest_is_offered_to_decide_on_no_form() -> None:
    """Typed in with an invitation, they can be invited again, and nobody hands a case to them."""
    town = played("raised")
    town.people[GUEST.id] = GUEST
    page = town.presses("mo", "agreement", "hand-over")
    assert isinstance(page, Page)

    assert {"sal", "nia", "tess"} <= offered(page, "who")
    assert not {"gus", "olu", "bo", "kit"} & offered(page, "who")
