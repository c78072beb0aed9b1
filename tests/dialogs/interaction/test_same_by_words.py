"""The talk is a front end like the window: whatever way people write, the same commands follow, or the same field is asked again."""

import random
from collections.abc import Callable

import pytest

from dialogs.ids import PersonId
from dialogs.model.fields import Day, Field, ManyOf, OneOf, PersonField, Raw, YesNo
from dialogs.model.views import Card, Page, Reply, Review
from dialogs.procedure import polls
from dialogs.procedure.people import Person
from tests.town import CHOSEN, INVITED, RAISED, Town, played

MOST = 40
YES = ("yes", "Yes", "y", "Yep", "Yes please", "YES!", "Yeah.")
NO = ("no", "No.", "n", "nope", "No thanks", "Nah")
NEWCOMER = Person(id=PersonId("aa"), name="Aa Newcomer", agency="Testshire Care")


def written(field: Field, given: str | tuple[str, ...], shown: Page, chance: random.Random) -> str:
    """One of the ways in which somebody may write an answer."""
    values = (given,) if isinstance(given, str) else given
    values = tuple(value for value in values if value)
    if not values:
        return chance.choice(("skip", "Skip", "skip it"))
    if isinstance(field, YesNo):
        return chance.choice(YES if values[0] == "yes" else NO)
    if isinstance(field, OneOf | ManyOf | PersonField):
        several = isinstance(field, ManyOf) or field.several
        ways = [_number, _label] if len(field.options) <= 20 else [_label]
        said = [chance.choice(ways)(field, value, chance) for value in values]
        return chance.choice((", ", " and ", "; ")).join(said) if several else said[0]
    if isinstance(field, Day):
        return values[0]
    return values[0]


def _number(field: OneOf | ManyOf | PersonField, value: str, chance: random.Random) -> str:
    place = [option.value for option in field.options].index(value) + 1
    label = next(option.label for option in field.options if option.value == value)
    if label[:1].isdecimal() or any(option.label[:1].isdecimal() for option in field.options):
        return label  # a number may be what the label says
    return chance.choice(("{}", "{}.", "number {}", "#{}", " {} ")).format(place)


def _label(field: OneOf | ManyOf | PersonField, value: str, chance: random.Random) -> str:
    label = next(option.label for option in field.options if option.value == value)
    return chance.choice((label, label.upper(), label.casefold(), f" {label} ", f"{label}."))


def talks(town: Town, who: str, shown: Reply, answers: Raw, chance: random.Random, *, first: str = "here") -> Card:
    """A form by words, to its end."""
    assert not isinstance(shown, Card), shown
    shown = town.says(who, "here")
    shown = town.says(who, first)
    for _ in range(MOST):
        match shown:
            case Card():
                return shown
            case Review():
                shown = town.says(who, chance.choice(("send", "Send", "send it", "Send.")))
            case Page():
                assert not shown.errors, shown.errors
                (field,) = shown.asked
                shown = town.says(who, written(field, answers.get(field.name, ""), shown, chance))
    raise AssertionError(shown)


def by_words(town: Town, chance: random.Random) -> None:
    """The usual way of a case, all forms by words, by eight people."""

    def does(who: str, card: str, verb: str, answers: Raw, first: str = "here") -> None:
        talks(town, who, town.presses(who, card, verb), answers, chance, first=first)

    town.says("pat", "raise")
    talks(town, "pat", town.says("pat", "here"), RAISED, chance)
    for words in ("agree", "yes"):
        town.says("mo", words)
    does("mo", "nomination", "nominate", CHOSEN)
    for who in ("sal", "nia"):
        town.says(who, "accept")
        town.says(who, chance.choice(YES))
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    does("sal", "poll", "invite", {**INVITED, "slots": offered}, "change people to invite")
    session = town.case.session
    assert session
    for who in ("sal", "nia", "pat", "hal", "bo", "kit"):
        does(who, "poll", "vote", {f"slot_{slot.id}": "yes" for slot in session.slots})
    town.does("sal", "poll", "book", {}, session.slots[0].id)
    booked = town.case.session.booked if town.case.session else None
    assert booked
    town.now = booked.end
    does("sal", "session", "hold", {"attended": ("sal", "nia", "pat", "hal", "bo", "kit")})


@pytest.mark.parametrize("seed", range(6))
def test_a_whole_case_by_words_is_the_case_of_the_windows(seed: int) -> None:
    """However it is written, every fact up to the session is the one the windows make."""
    town = Town()
    by_words(town, random.Random(seed))  # noqa: S311 - chance, no secret

    assert [fact.command for fact in played("held").facts[played("held").case.id]] == [
        fact.command for fact in town.facts[town.case.id]
    ]


INTERRUPTIONS: tuple[Callable[[Town], object], ...] = (
    lambda town: town.says("pat", "mine"),
    lambda town: town.presses("pat", "home", "find"),
    lambda town: town.later(hours=30),
    lambda town: town.says("pat", town.case.reference) if town.cases else None,
    lambda town: town.people.update({NEWCOMER.id: NEWCOMER}),
)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_comes_between_no_answer_lands_under_another_question(seed: int) -> None:
    """Cards, imports and days between at random: each value that is kept was written for its own question, and nothing is sent that was not shown."""
    chance, town = random.Random(seed), Town()  # noqa: S311 - chance, no secret
    town.says("pat", "raise")
    shown, last = town.says("pat", "here"), ""
    for _ in range(120):
        if isinstance(shown, Card) and shown.name not in ("whose", "home", "case"):
            break
        if chance.random() < 0.25:
            chance.choice(INTERRUPTIONS)(town)
            last = "between"
        if isinstance(shown, Review):
            before = {row.name: row.words for row in shown.rows}
            shown = town.says("pat", "send")
            if isinstance(shown, Review):
                assert before == {row.name: row.words for row in shown.rows}
            continue
        if town.cases:
            break
        if isinstance(shown, Card):
            shown = (
                town.says("pat", chance.choice(("answer", "here")))
                if shown.name == "whose"
                else town.says("pat", "here")
            )
            continue
        (field,) = shown.asked
        shown = town.says("pat", written(field, RAISED.get(field.name, ""), shown, chance))
        last = field.name
    case = town.case

    assert last
    assert ("mo",) == case.managers
    assert ("5-9", "cp", "practitioner", "kit", ("stuck", "drift")) == (
        case.age_band,
        case.status,
        case.raiser_role,
        case.keyworker,
        case.reasons,
    )
    assert ("CASE-1001", "A.B.", RAISED["thinking"], RAISED["lived"]) == (
        case.local_reference,
        case.initials,
        case.thinking,
        case.lived,
    )
