"""How much the recognisers find, how often they are wrong, and each kind by its own rule (P05, P23)."""

from datetime import date
from pathlib import Path

import pytest

from dialogs.recognisers import Kind, Known, identifying, tasks
from dialogs.recognisers.numbers import nhs_number, pupil_number
from dialogs.recognisers.people import more_than_initials
from tests.dialogs.recognisers.measuring import KNOWN, measured, read

DOCS = Path(__file__).parents[3] / "docs" / "recognisers.md"
SETS = {"tuned on": "tuned_on.tsv", "held out": "held_out.tsv"}


@pytest.mark.parametrize("name", SETS)
def test_enough_is_found_and_little_is_found_where_nothing_is(name: str) -> None:
    """Of what is there at least 85 % is found, of sentences that hold nothing at most 5 % are pointed out; the figures stand in the docs."""
    told = measured(read(SETS[name]))

    assert told.found >= 0.85, told.missed
    assert told.false <= 0.05, told.alarms
    assert told.row(name) in DOCS.read_text(encoding="utf-8"), told.row(name)


def test_no_sentence_is_both_held_out_and_tuned_on() -> None:
    """What is held out is nowhere else, and there are at least 300 sentences in all."""
    held, tuned = ({one.text for one in read(name)} for name in ("held_out.tsv", "tuned_on.tsv"))

    assert set() == held & tuned
    assert len(held) >= 100
    assert len(held | tuned) >= 300


def test_what_the_docs_say_is_missed_is_what_is_missed() -> None:
    """Each sentence that is missed or wrongly pointed out in either set is listed in the docs, and no other."""
    docs = DOCS.read_text(encoding="utf-8")
    wrong = [
        f"- {kind}: {text}"
        for name in SETS.values()
        for told in [measured(read(name))]
        for kind, text in (*told.missed, *told.alarms)
    ]

    assert sorted(wrong) == sorted(
        line for line in docs.partition("## Missed")[2].splitlines() if line.startswith("- ")
    )


@pytest.mark.parametrize("institution", ["Elm Fold Collective", "Wren Osprey"])
def test_an_institution_that_is_known_is_no_person(institution: str) -> None:
    """The names of the directory's agencies are no names of people; where nobody knows them they look like one."""
    told = Known.of(date(2026, 11, 23), [institution])

    assert (Kind.NAME,) == identifying(f"We asked {institution} for it.", KNOWN)
    assert () == identifying(f"We asked {institution} for it.", told)


def test_the_check_signs_decide() -> None:
    """A number whose check digit or letter is wrong is no NHS number and no pupil number."""
    assert [nhs_number(one) for one in ("9434765919", "9434765918", "943476591")] == [True, False, False]
    assert [pupil_number(one) for one in ("A123456789012", "B123456789012", "a123456789012")] == [True, False, True]


def test_a_recent_date_is_an_event_and_an_old_one_a_birth() -> None:
    """A bare date of the last two years is taken for something that happened; older ones, and any with the word, for a birth."""
    told = [
        Kind.BIRTH in identifying(text, KNOWN)
        for text in ("12/11/2026", "12/11/16", "born 12/11/2026", "since 12/11/2016", "12/11/1899")
    ]

    assert [False, True, True, False, False] == told


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("A.B.", False),
        ("AB", False),
        ("T.L.", False),
        ("a b", False),
        ("Tom Lee", True),
        ("TOM LEE", True),
        ("Siân", True),
        ("Bo", True),
    ],
)
def test_initials_are_no_name(text: str, more: bool) -> None:
    """Where initials are asked, a name is more than they."""
    assert more == more_than_initials(text)


def test_a_task_is_given_back_as_it_stands() -> None:
    """Each sentence that reads like a task is given whole and as it was typed, so that it can be moved."""
    text = "We are tired.  Bo’s mother to ring the school by Friday!\n- SW to visit weekly\nWhat does A.B. see?"

    assert ("- SW to visit weekly",) == tasks(text)
    assert all(sentence in text for sentence in tasks(text, ("mother",)))


def test_a_partnerships_own_signs_are_found_as_whole_words() -> None:
    """What a partnership takes for a sign of a task is one, in whatever case; a part of a word is none."""
    assert ("Strategic objective set.",) == tasks("Strategic objective set. Objectively sad.", ("objective",))


@pytest.mark.parametrize(
    "text",
    ["A" * 20_000, "a'" * 10_000, "mum and " * 2_500, "school " * 2_800, "A.B. " * 4_000, "1 " * 10_000, "\n" * 20_000],
)
def test_a_text_of_any_kind_is_read_to_its_end(text: str) -> None:
    """Twenty thousand letters that are no sentences hold nobody and are no task; a pattern that goes back and forth would not come to an end."""
    assert () == tuple(kind for kind in identifying(text, KNOWN) if kind is not Kind.NAME)
    assert tasks(text) in ((), (text.strip(),))
