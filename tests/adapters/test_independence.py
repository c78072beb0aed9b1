"""Independence is shown where people are chosen, and stands in the record (P11)."""

from dataclasses import replace

from dialogs.ids import PersonId
from dialogs.procedure import polls
from tests.adapters.faces import channels_with, channels_without
from tests.dialogs.telling import page, review
from tests.town import CHOSEN, INVITED, RECORD, Town, named, played


def tied() -> Town:
    """Nia line-manages Kit, the keyworker, and Sal is in one team with Pat, who raised it; Hal is managed by Sal."""
    town = played("agreed")
    for who, manager in (("kit", "nia"), ("sal", "mo"), ("hal", "sal")):
        town.people[PersonId(who)] = named(town.people[PersonId(who)], line_manager=PersonId(manager))
    return town


def test_it_is_shown_where_supervisors_are_chosen() -> None:
    """The form says of each who is tied how; of a manager who chooses herself that she decided on the case (P11)."""
    town = tied()
    town.people[PersonId("mo")] = replace(town.people[PersonId("mo")], pool=True)
    form = page(town.presses("mo", "nomination", "nominate"))
    hints = {option.value: option.hint for option in form.section.fields[0].options}  # type: ignore[union-attr] # a choice of people

    assert "line-manages Kit Keyworker" in hints["nia"]
    assert "is line-managed by Mo Madeup" in hints["sal"]
    assert "is in one team with Pat Pretend" in hints["sal"]
    assert "decided on this case" in hints["mo"]
    assert "line-manages Pat Pretend" in hints["mo"]


def test_whoever_accepts_declares_it_and_the_record_says_so() -> None:
    """Before accepting it is said what the record will say; then the record says it, also when it is so no more (P11)."""
    town = tied()
    town.does("mo", "nomination", "nominate", CHOSEN)
    asked = town.sees("nia", "nomination")
    for who in ("sal", "nia"):
        town.presses(who, "nomination", "accept")
    manager = town.sees("mo", "nomination")
    answers = {**INVITED, "slots": (polls.propose(town.case, town.terms, 90)[0].id,)}
    dates = page(town.hears(town.answer("sal", page(town.presses("sal", "poll", "invite")), answers)).reply)
    shown = review(town.hears(town.answer("sal", dates, answers)).reply)

    assert [] == channels_without("If you accept, the record says of you: line-manages Kit Keyworker.", asked)
    assert [] == channels_without("Not independent: line-manages Kit Keyworker.", manager)
    assert [] == channels_without("line-manages Hal Hypothetical", shown)


def test_strangers_are_not_spoken_of() -> None:
    """Where nothing ties anybody, nothing is said (P11)."""
    town = played("nominated")

    assert [] == channels_with("independent", town.sees("mo", "nomination"))


def test_it_stands_in_the_record() -> None:
    """The declaration of the day on which they accepted (P11)."""
    town = played("held", tied_town())
    town.people[PersonId("kit")] = named(town.people[PersonId("kit")], line_manager=None)
    town.does("nia", "record", "write", RECORD, "1")
    card = town.sees("sal", "record", "1")

    assert [] == channels_without("Nia Notreal line-manages Kit Keyworker", card)


def tied_town() -> Town:
    """A town in which Nia line-manages Kit."""
    town = Town()
    town.people[PersonId("kit")] = named(town.people[PersonId("kit")], line_manager=PersonId("nia"))
    return town
