"""Repairs by words lose nothing: what stands is shown and stays, and only what is said twice is emptied or thrown away."""

import pytest

from dialogs.model.views import Page
from tests.dialogs.telling import card, errors, note, page, review
from tests.town import RECORD, Town, played


def writing() -> Town:
    """Nia has written the reason of the record by words, and is asked what it is like to be this child."""
    town = played("held")
    town.presses("nia", "record", "write", "1")
    town.says("nia", "here")
    town.says("nia", "The plan has stopped")
    return town


def reason(town: Town) -> str:
    """What the record says."""
    return town.case.sessions[0].text("reason")


@pytest.mark.parametrize(
    "how", [("change reason", "skip"), ("back", "skip"), ("change reason", "keep"), ("back", "back", "skip")]
)
def test_what_was_saved_stays_when_it_is_only_looked_at(how: tuple[str, ...]) -> None:
    """Two of the repairs once emptied a saved section for both who write it."""
    town = writing()
    first = page(town.says("nia", how[0]))
    for words in how[1:]:
        shown = page(town.says("nia", words))

    assert ("reason", "The plan has stopped") == (first.asked[0].name, first.stands)
    assert ("lived", "The plan has stopped") == (shown.asked[0].name, reason(town))


def test_another_text_takes_its_place() -> None:
    """What is written to “change” is saved instead."""
    town = writing()
    town.says("nia", "change reason")
    town.says("nia", "Nothing moves")

    assert "Nothing moves" == reason(town)


def test_clear_asks_first() -> None:
    """“clear” says what to write; “clear it” empties it, and then it can be skipped; anything else leaves it."""
    town = writing()
    town.says("nia", "change reason")
    asked = note(town.says("nia", "clear"))
    town.says("nia", "keep")
    kept = reason(town)
    for words in ("change reason", "clear", "clear it", "skip"):
        town.says("nia", words)

    assert "clear it" in asked
    assert ("The plan has stopped", "") == (kept, reason(town))


def test_cancel_asks_first() -> None:
    """“cancel” throws nothing away; an answer goes on; “throw it away” does."""
    town = Town()
    for words in ("raise", "here", "no"):
        town.says("pat", words)
    asked = page(town.says("pat", "cancel"))
    on = page(town.says("pat", "no"))
    town.says("pat", "cancel")
    gone = card(town.says("pat", "throw it away"))

    assert "Nothing has been thrown away yet." in note(asked)
    assert ("disagreement", "planning") == (asked.asked[0].name, on.asked[0].name)
    assert ("home", {}) == (gone.name, town.drafts)


def test_a_form_in_which_nothing_was_written_is_left_at_once() -> None:
    """There is nothing to lose."""
    town = played("raised")
    town.presses("mo", "agreement", "ask-more")
    town.says("mo", "here")

    assert "home" == card(town.says("mo", "cancel")).name
    assert {} == town.drafts


@pytest.mark.parametrize("typed", ["sometime soonish", "32 December", "tue 1 dec 1999 2pm"])
def test_skip_works_whatever_was_typed(typed: str) -> None:
    """Times that could not be read are gone with “skip”."""
    town = played("polling")
    town.presses("bo", "poll", "propose")
    for words in ("here", "On nights"):
        town.says("bo", words)
    fault = errors(town.says("bo", typed))

    assert ["typed"] == list(fault)
    assert "typed" not in [row.name for row in review(town.says("bo", "skip")).rows if row.words not in ("", "–")]
    assert "Nothing has been sent. Write “send”" in note(town.says("bo", "skip"))


def test_the_statement_stands_before_the_signature() -> None:
    """What is signed is said with the question, not after it (P18, P23)."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "family_on": "2026-12-28"}, "1")
    town.presses("nia", "record", "sign", "1")

    assert (town.profile.statement,) == page(town.says("nia", "here")).section.intro


def test_anonymity_is_said_before_the_first_answer() -> None:
    """Feedback: who sees it, before it is given (P22)."""
    town = played("held")
    town.presses("pat", "feedback", "feedback", "1")

    assert "Nobody can see who said what" in page(town.says("pat", "here")).section.intro[0]


def test_the_other_meeting_and_never_a_full_name_are_said_before_their_answers() -> None:
    """P05's signpost before “is there still something”, and the rule of initials before the case is described (P23)."""
    town = Town()
    for words in ("raise", "here", "no", "no"):
        town.says("pat", words)
    elsewhere = page(town.says("pat", "yes"))
    case = page(town.says("pat", "yes"))

    assert (town.profile.signposts["planning"].says,) == elsewhere.section.intro
    assert "Never a full name" in case.section.intro[0]
    assert "Your agency: Testshire Care" in case.section.intro[1]


def test_an_introduction_is_said_once_and_again_with_here() -> None:
    """Not before each question of its section; but whoever comes back hears it."""
    town = Town()
    town.says("pat", "raise")
    first = page(town.says("pat", "here"))
    second = page(town.says("pat", "no"))
    again = page(town.says("pat", "here"))

    assert first.section.intro == again.section.intro[:1] != ()
    assert () == second.section.intro


def test_how_many_are_left_counts_what_is_really_asked() -> None:
    """The agency is known: it is no part. With the third answer one question more is asked."""
    town = Town()
    town.says("pat", "raise")
    shown = [page(town.says("pat", words)) for words in ("here", "no", "no", "yes")]

    assert [(1, 15), (2, 15), (3, 15), (4, 16)] == [(asked.number, asked.of) for asked in shown]


def test_what_is_wrong_in_several_answers_brings_one_back_to_the_first() -> None:
    """Both managers have left between the review and “send”: the first question at fault is asked, then the other."""
    town = Town()
    said = (
        "raise",
        "here",
        "no",
        "no",
        "no",
        "CASE-7",
        "C.D.",
        "5 to 9",
        "child protection",
        "1",
        "Mo Madeup",
        "Kit",
        "stuck",
        "Why",
        "Quiet",
        "yes",
        "skip",
    )
    for words in said:
        shown = town.says("pat", words)
    for gone in ("mo", "kit"):
        town.people.pop(gone)  # type: ignore[call-overload] # a plain id
    first = page(town.says("pat", "send"))
    second = town.says("pat", "Nia Notreal")

    assert not isinstance(shown, Page)
    assert (["managers"], ["keyworker"]) == (
        [field.name for field in first.asked],
        [field.name for field in page(second).asked],
    )


def test_where_somebody_else_wrote_meanwhile_both_texts_are_shown() -> None:
    """The other's words and one's own stand before one, and nothing is saved over either."""
    town = played("held")
    for who in ("sal", "nia"):
        town.presses(who, "record", "write", "1")
        town.says(who, "here")
    town.says("nia", "The plan has stopped")
    told = page(town.says("sal", "Nothing moves"))

    assert "The plan has stopped" in note(told)
    assert "Nothing moves" == told.stands
    assert "The plan has stopped" == reason(town)
