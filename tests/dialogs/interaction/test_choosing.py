"""Choosing among thousands: a form asks for people by name, holds no list, and says why somebody cannot be chosen."""

from dataclasses import replace

import pytest

from dialogs import engine
from dialogs.ids import PersonId
from dialogs.model.fields import Found, PersonField
from dialogs.model.heard import SOUGHT, Go
from dialogs.model.press import Press
from dialogs.model.views import Card, Page
from dialogs.procedure import polls
from tests.crowd import LAST_OF_ALL, crowd
from tests.town import CHOSEN, INVITED, PEOPLE, RAISED, Town, played

THOUSANDS = {person.id: person for person in (*PEOPLE, *crowd(3_000))}


def crowded(stage: str = "") -> Town:
    """A town of thousands, whose case has come to that stage."""
    town = played(stage) if stage else Town()
    return replace(town, people={**THOUSANDS})


def field(page: object, name: str) -> PersonField:
    assert isinstance(page, Page)
    (found,) = (one for one in page.form.fields if one.name == name)
    assert isinstance(found, PersonField)
    return found


def suggested(town: Town, who: str, verb: str, name: str, words: str) -> Found:
    """As a channel asks while somebody types."""
    press = Press("poll", verb, town.case.id if town.cases else None)
    return engine.found_for(press, name, words, {}, town.looks_at(who, press))


@pytest.mark.parametrize(
    ("stage", "who", "card", "verb", "name"),
    [
        ("", "pat", "case", "raise", "managers"),
        ("", "pat", "case", "raise", "keyworker"),
        ("raised", "mo", "agreement", "hand-over", "who"),
        ("agreed", "mo", "nomination", "nominate", "supervisor_1"),
        ("nominated", "sal", "poll", "invite", "attendees"),
        ("nominated", "sal", "poll", "invite", "required"),
    ],
)
def test_a_form_of_thousands_holds_nobody(stage: str, who: str, card: str, verb: str, name: str) -> None:
    """It knows how to ask; only who is chosen already stands in it."""
    town = crowded(stage)
    page = town.presses(who, card, verb)

    assert field(page, name).search
    assert len(field(page, name).options) <= 4


def test_short_lists_stay_lists() -> None:
    """Where few are in question nobody has to type."""
    page = played("nominated").presses("sal", "poll", "invite")

    assert (None, len(PEOPLE)) == (field(page, "attendees").search, len(field(page, "attendees").options))


def test_the_last_of_the_alphabet_is_invited_and_remembered() -> None:
    """Looked up on the screen; what is typed elsewhere stays; sent, they are asked."""
    town = crowded("nominated")
    page = town.presses("sal", "poll", "invite")
    assert isinstance(page, Page)
    asked = town.answer("sal", page, {"place": "Room 4", "others": "half a line"}, Go.FIND)
    page = town.hears(replace(asked, about="attendees", raw={**asked.raw, SOUGHT + "attendees": "żabin"})).reply
    assert isinstance(page, Page)
    words, found = page.sought["attendees"]
    assert ("żabin", [LAST_OF_ALL.id]) == (words, [option.value for option in found.options])
    assert ("Room 4", "half a line", {}) == (page.given["place"], page.given["others"], page.errors)

    slots = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    chosen = {**INVITED, "attendees": ("pat", "kit", LAST_OF_ALL.id), "required": (LAST_OF_ALL.id,), "slots": slots}
    reply = town.fills("sal", Press("poll", "invite", town.case.id), chosen)

    assert isinstance(reply, Card)
    assert {LAST_OF_ALL.id: True, PersonId("pat"): False, PersonId("kit"): False} == {
        one.person: one.required for one in town.case.attendees
    }


def test_who_cannot_be_chosen_is_found_with_the_reason() -> None:
    """Whoever looks for them by name reads why; they are offered to nobody, and not taken either."""
    town = crowded("raised")
    page = town.presses("mo", "agreement", "hand-over")
    search = field(page, "who").search
    assert search
    (option,) = search.find("pat pret").options

    assert ("pat", "raised the case") == (option.value, option.barred)
    assert "pat" not in {option.value for option in search.find("").options}
    refused = town.does("mo", "agreement", "hand-over", {"who": "pat"})
    assert isinstance(refused, Page)
    assert {"who": "Pat Pretend cannot be chosen: raised the case."} == refused.errors
    assert isinstance(town.does("mo", "agreement", "hand-over", {"who": LAST_OF_ALL.id}), Card)
    assert LAST_OF_ALL.id in town.case.managers


def test_who_is_no_supervisor_is_found_with_the_reason() -> None:
    """Somebody outside the pool is not missing: it is said why they are not offered."""
    search = field(crowded("agreed").presses("mo", "nomination", "nominate"), "supervisor_1").search
    assert search

    assert ["is not among those who supervise"] == [option.barred for option in search.find("zabinska").options]
    assert all(not option.barred for option in search.find("").options)


def test_thousands_go_through_the_whole_procedure() -> None:
    """Raise, choose supervisors: what was chosen by id from a list is chosen so from a search."""
    town = crowded()
    town.raises("pat", {**RAISED, "managers": "mo"})
    town.presses("mo", "agreement", "agree")
    town.does("mo", "nomination", "nominate", CHOSEN)

    assert {PersonId("sal"), PersonId("nia")} == {nominee.person for nominee in town.case.nominees}


def test_in_a_chat_somebody_is_chosen_by_words() -> None:
    """Words that only one answers to are taken, and mean the same person for ever; others are asked back, with who they may be."""
    town = crowded("raised")
    town.presses("mo", "agreement", "hand-over")
    town.says("mo", "here")
    nobody = town.says("mo", "xyzzy")
    several = town.says("mo", "agency 7")
    assert isinstance(nobody, Page)
    assert isinstance(several, Page)
    assert "I did not find “xyzzy”." in nobody.errors["who"]
    assert "“agency 7” could be many of them. Write more of the name." == several.errors["who"]

    town.says("mo", "zabinska")
    town.says("mo", "send")

    assert LAST_OF_ALL.id in town.case.managers


@pytest.mark.parametrize(
    ("said", "name", "agency"),
    [
        ("Ian Xall", "Christian Maxall", "Leeds Care"),
        ("Xavier Smithson", "Anna Smithson", "St Xavier’s School"),
        ("Qi Xand", "Qi Xander", "Leeds Care"),
        ("Xeeds", "Anna Smithson", "Xeeds Care"),
        ("qi@xeeds.example", "Qi Other", "Leeds Care"),
    ],
)
def test_in_a_chat_a_name_never_becomes_somebody_else(said: str, name: str, agency: str) -> None:
    """Where the words find one person alone without naming them, that is said and nobody is chosen; their name chooses them."""
    town = crowded("raised")
    other = replace(LAST_OF_ALL, id=PersonId("other"), name=name, agency=agency, email="qi.other@xeeds.example")
    town.people[other.id] = other
    town.presses("mo", "agreement", "hand-over")
    town.says("mo", "here")
    asked = town.says("mo", said)
    assert isinstance(asked, Page)
    assert f"“{said}” may be {name}, or somebody else. Write “{name}” if you mean them." == asked.errors["who"]

    town.says("mo", name)
    town.says("mo", "send")
    assert (other.id,) == town.case.managers


@pytest.mark.parametrize(
    ("said", "name", "agency"),
    [("Ian Hall", "Ian Hallam", "Testshire Care"), ("John Sample", "Sal Sample", "St John’s School")],
)
def test_in_a_short_list_a_name_never_becomes_somebody_else(said: str, name: str, agency: str) -> None:
    """The same where few are in question: a beginning, or a word of an agency, names nobody."""
    town = played("raised")
    sal = next(person for person in PEOPLE if person.id == "sal")
    town = replace(town, people={**town.people, sal.id: replace(sal, name=name, agency=agency)})
    town.presses("mo", "agreement", "hand-over")
    town.says("mo", "here")
    asked = town.says("mo", said)
    assert isinstance(asked, Page)
    assert f"“{said}” may be {name}, or somebody else. Write “{name}” if you mean them." == asked.errors["who"]

    town.says("mo", f"{name}, {agency}")
    town.says("mo", "send")
    assert (sal.id,) == town.case.managers


def test_in_a_chat_two_who_are_called_alike_are_asked_between() -> None:
    """A number answers, of the two that were shown with the question; and of those who are near before anybody was looked for."""
    town = crowded("raised")
    twin = replace(LAST_OF_ALL, id=PersonId("zoe-2"), agency="Aardvark School", email="zoe@aardvark.example")
    town.people[twin.id] = twin
    town.presses("mo", "agreement", "hand-over")
    begun = town.says("mo", "here")
    assert isinstance(begun, Page)
    near = [option.value for option in begun.asked[0].options]  # type: ignore[union-attr] # people
    asked = town.says("mo", "zabinska")
    assert isinstance(asked, Page)
    said = asked.errors["who"]
    town.says("mo", "2")
    town.says("mo", "send")

    assert "sal" in near
    assert "pat" not in near
    assert "Which do you mean?" in said
    assert "zoe@aardvark.example" in said
    assert (LAST_OF_ALL.id,) == town.case.managers


def test_suggestions_are_for_whoever_may_fill_the_form() -> None:
    """As somebody types they are answered; who may not do it, or is nobody, learns no name."""
    town = crowded("raised")

    assert [LAST_OF_ALL.id] == [one.value for one in suggested(town, "mo", "hand-over", "who", "zab").options]
    assert Found() == suggested(town, "kit", "hand-over", "who", "zab")
    assert Found() == suggested(town, "nobody", "hand-over", "who", "zab")
    assert Found() == suggested(town, "mo", "hand-over", "no such field", "zab")
