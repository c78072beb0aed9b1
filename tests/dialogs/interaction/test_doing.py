"""What a button does, done by words: said back with its case, and done by a “yes” to exactly that."""

import pytest

from dialogs.model.views import Card
from dialogs.procedure.case import Stage
from dialogs.procedure.commands.reminding import RemindLater
from tests.dialogs.telling import card, note, page, review
from tests.town import CHOSEN, RAISED, Town, played


def reference(town: Town) -> str:
    """Of the latest case."""
    return town.case.reference


@pytest.mark.parametrize("said", ["agree", "Agree.", "I agree", "agree {}", "I agree to {}", "Agree to case {}"])
@pytest.mark.parametrize("yes", ["yes", "Yes please", "y"])
def test_agreeing_by_words(said: str, yes: str) -> None:
    """With a reference or without: nothing is done until the “yes”, and then what the button does (P07)."""
    town = played("raised")
    back = card(town.says("mo", said.format(reference(town))))
    before = town.case.stage
    done = card(town.says("mo", yes))

    assert f"“Agree”, for {reference(town)}, A.B." in repr(back)
    assert (Stage.RAISED, Stage.AGREED) == (before, town.case.stage)
    assert "Agreed. The window has started." in note(done)
    assert {} == town.drafts


@pytest.mark.parametrize("said", ["no", "No thanks"])
def test_no_leaves_it(said: str) -> None:
    """Nothing is done, and a later “yes” is nobody's."""
    town = played("raised")
    town.says("mo", "agree")
    left = card(town.says("mo", said))
    town.says("mo", "yes")

    assert "Nothing has been done" == left.title
    assert (Stage.RAISED, {}) == (town.case.stage, town.drafts)


@pytest.mark.parametrize("between", ["mine", "help", "JS-2222"])
def test_yes_below_something_newer_does_nothing(between: str) -> None:
    """A card stands between: what would be done is said back once more, and then a “yes” does it."""
    town = played("raised")
    town.says("mo", "agree")
    town.says("mo", between) if between != "help" else town.presses("mo", "help", "show")
    again = card(town.says("mo", "yes"))
    before = town.case.stage
    town.says("mo", "yes")

    assert "Nothing has been done yet." == note(again)
    assert (Stage.RAISED, Stage.AGREED) == (before, town.case.stage)


def test_yes_of_another_day_does_nothing() -> None:
    """What was said back two days ago is said back again."""
    town = played("raised")
    town.says("mo", "agree")
    town.later(days=2)

    assert "Nothing has been done yet." == note(town.says("mo", "yes"))
    assert Stage.RAISED is town.case.stage


def test_of_several_cases_it_is_asked_which() -> None:
    """Two wait for her: neither is agreed to; the reference says which."""
    town = played("raised")
    first = town.case
    town.raises("pat", {**RAISED, "local_reference": "CASE-2002"})
    which = card(town.says("mo", "agree"))
    town.says("mo", "yes")
    before = {case.stage for case in town.cases.values()}
    town.says("mo", f"agree {first.reference.casefold()}")
    town.says("mo", "yes")

    assert all(case.reference in repr(which) for case in town.cases.values())
    assert {Stage.RAISED} == before
    assert [Stage.AGREED, Stage.RAISED] == [case.stage for case in town.cases.values()]


@pytest.mark.parametrize(
    "said",
    ["agree", "accept", "received", "filed", "vote", "cannot come", "sign", "remind me tomorrow", "agree JS-2222"],
)
def test_what_is_not_theirs_is_said(said: str) -> None:
    """Somebody for whom nothing of it waits: nothing is done, and no case of others is told apart from none (P23)."""
    town = played("raised")

    assert "confirm" == card(town.says("tess", said)).name or "nothing" == card(town.says("tess", said)).name
    assert Stage.RAISED is town.case.stage


def test_accepting_receiving_and_not_coming_by_words() -> None:
    """A whole way of what has no form: each said back and done (P10, P16, P18)."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    for who in ("sal", "nia"):
        town.says(who, "I accept")
        town.says(who, "yes")
    booked = played("booked")
    booked.says("pat", "I can't come")
    booked.says("pat", "Yes")
    recorded = played("recorded")
    recorded.says("sal", "circulate")
    recorded.says("sal", "yes")
    recorded.says("pat", f"received {recorded.case.reference}")
    recorded.says("pat", "yes please")

    assert ("sal", "nia") == town.case.supervisors
    assert (("pat", False),) == tuple(coming for coming in booked.case.sessions[0].coming if coming[0] == "pat")
    assert "pat" in recorded.case.sessions[0].received


def test_filing_by_words_asks_for_the_reference() -> None:
    """What needs more is asked in the chat, for the case that is named, and sent after its review (P18)."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    asked = page(town.says("kit", "filed"))
    checked = review(town.says("kit", "FILE-9"))
    town.says("kit", "send")

    assert f"For {reference(town)}: I have filed it." == note(asked)
    assert "FILE-9" in repr(checked.rows)
    assert "FILE-9" in repr(town.case.sessions[0].filings)


def test_voting_by_words() -> None:
    """“vote yes to all” fills every date in and shows it before it is sent; “vote” asks date by date (P15)."""
    town = played("polling")
    asked = page(town.says("hal", "vote"))
    filled = town.says("bo", "vote yes to all")
    for words in ("skip", "send"):
        filled = town.says("bo", words)
    session = town.case.sessions[0]

    assert asked.asked[0].name.startswith("slot_")
    assert isinstance(filled, Card)
    assert {"yes"} == {str(session.choices(slot)["bo"].value) for slot in session.slots}  # type: ignore[index] # a plain id


def test_being_reminded_tomorrow() -> None:
    """The day is understood, said in the review, and sent with “send” (P17)."""
    town = played("raised")
    checked = review(town.says("mo", "remind me tomorrow"))
    town.says("mo", "send")

    assert "Tue 24 Nov 2026" in repr(checked.rows)
    assert any(isinstance(fact.command, RemindLater) for fact in town.facts[town.case.id])


def test_an_open_question_right_above_keeps_its_answer() -> None:
    """“agree” written right under a question for a text is that text; with a reference it is a wish."""
    town = played("raised")
    town.presses("mo", "agreement", "ask-more")
    town.says("mo", "here")
    back = card(town.says("mo", f"agree {reference(town)}"))
    town.says("mo", "no")
    town.says("mo", "here")
    text = review(town.says("mo", "agree"))

    assert "“Agree”" in repr(back)
    assert "agree" in repr(text.rows)


def test_what_is_said_back_is_no_form_half_way() -> None:
    """“here” and “mine” know nothing of it."""
    town = played("raised")
    town.says("mo", "agree")

    assert "You have no form to carry on with." == note(town.says("mo", "here"))
    assert "Begun and not sent" not in repr(town.says("mo", "mine"))


def test_what_somebody_else_did_meanwhile_stops_it_with_the_reason() -> None:
    """The deputy agrees before the “yes”: the card as it is now, with why not, and nothing waits any more (P07)."""
    town = played("raised")
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    town.says("mo", "agree")
    town.presses("sal", "agreement", "agree")
    shown = card(town.says("mo", "yes"))

    assert "agreement" == shown.name
    assert {} == town.drafts
