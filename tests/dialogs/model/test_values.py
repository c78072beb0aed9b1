"""Presses, references, fields and the profile: small values, read strictly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.ids import CaseId, born, reference, turn_id
from dialogs.model.drafts import Repair, repair
from dialogs.model.fields import (
    Day,
    Form,
    Holds,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Raw,
    Section,
    ShortText,
    YesNo,
)
from dialogs.model.press import Press
from dialogs.procedure.profile import Profile, read_profile
from dialogs.procedure.terms import Terms
from dialogs.remarks import known, remark
from tests.town import MONDAY, PEOPLE, PROFILE_FILE, england, norfolk

NAMES = st.from_regex(r"\A[a-z][a-z-]{0,20}\Z")


@given(
    NAMES, NAMES, st.one_of(st.none(), st.from_regex(r"\A[0-9a-f]{32}\Z")), st.from_regex(r"\A[A-Za-z0-9_.:-]{0,32}\Z")
)
def test_a_press_reads_back_as_it_was_written(card: str, verb: str, case: str | None, about: str) -> None:
    """What a button carries, read again, is the same press."""
    press = Press(card, verb, CaseId(case) if case else None, about)

    assert Press.read(str(press)) == press


@given(st.text())
def test_no_token_is_ever_an_error(token: str) -> None:
    """Whatever a forged button carries, it is a press or nothing."""
    found = Press.read(token)

    assert found is None or str(found) == token


def test_the_same_event_makes_the_same_ids() -> None:
    """Ids come from the event: twice delivered is once made; another event makes others."""
    one, again, other = turn_id("slack", "E1"), turn_id("slack", "E1"), turn_id("web", "E1")

    assert born(one, "case") == born(again, "case") != born(other, "case")


def test_a_reference_can_be_read_out_on_the_phone_and_grows_when_it_is_taken() -> None:
    """JS and four letters or digits that cannot be mistaken; one more for each attempt."""
    case = CaseId(born(turn_id("web", "1"), "case"))

    assert [len(reference(case, attempt)) for attempt in range(3)] == [7, 8, 9]
    assert not set(reference(case, 5)[3:]) & set("01IO")


FORM = Form(
    name="all",
    version=1,
    title="All kinds",
    sections=(
        Section(
            name="one",
            title="One",
            fields=(
                ShortText(name="short", label="Short", longest=5),
                LongText(name="long", label="Long", required=False),
                Day(name="day", label="Day", earliest=date(2026, 11, 23), latest=date(2026, 12, 23)),
                YesNo(name="yes", label="Yes?"),
                OneOf(name="one", label="One", options=(Option("a", "Apple"), Option("b", "Bean"))),
                ManyOf(
                    name="many",
                    label="Many",
                    options=(Option("a", "Apple"), Option("b", "Bean"), Option("c", "Corn")),
                    most=2,
                ),
                PersonField(
                    name="who", label="Who", options=(Option("pat", "Pat"), Option("mo", "Mo", barred="on leave"))
                ),
            ),
        ),
    ),
)
GOOD: Raw = {
    "short": " abc ",
    "long": "",
    "day": "2026-12-01",
    "yes": "yes",
    "one": "b",
    "many": ("c", "a"),
    "who": "pat",
}


def test_every_kind_of_field_reads_what_it_should() -> None:
    """Values of options are read; text is trimmed; choices come in the order offered."""
    answers, errors = FORM.check(GOOD)

    assert errors == {}
    assert answers == {
        "short": "abc",
        "long": None,
        "day": date(2026, 12, 1),
        "yes": True,
        "one": "b",
        "many": ("a", "c"),
        "who": "pat",
    }


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("short", "abcdef", "Shorten this to 5 characters; it has 6."),
        ("short", "  ", "Answer “Short”."),
        ("day", "1/12/2026", "Choose a day, or write it as year-month-day, such as 2026-12-01."),
        ("day", "2026-11-22", "Choose Mon 23 Nov 2026 or later."),
        ("day", "2026-12-24", "Choose Wed 23 Dec 2026 or earlier."),
        ("yes", "perhaps", "Choose yes or no."),
        ("yes", "Yes", "Choose yes or no."),
        ("yes", "y", "Choose yes or no."),
        ("one", "c", "Choose one of those offered."),
        ("one", "2", "Choose one of those offered."),
        ("many", ("Apple",), "Choose one of those offered."),
        ("many", ("a", "b", "c"), "Choose at most 2."),
        ("who", "mo", "Mo cannot be chosen: on leave."),
    ],
)
def test_a_fault_is_said_beside_its_field_and_mending_it_is_enough(
    name: str, raw: str | tuple[str, ...], says: str
) -> None:
    """Each fault stands at its own field; with the right answer the form is done."""
    _, errors = FORM.check({**GOOD, name: raw})
    _, mended = FORM.check(GOOD)

    assert errors == {name: says}
    assert mended == {}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("back", (Repair.BACK, "")),
        ("Change initials", (Repair.CHANGE, "initials")),
        ("SKIP.", (Repair.SKIP, "")),
        ("where was I?", (Repair.WHERE, "")),
        ("stop", (Repair.CANCEL, "")),
        ("They are stuck", None),
    ],
)
def test_repairs_are_recognised_and_answers_are_not(said: str, meant: tuple[Repair, str] | None) -> None:
    """Six words are repairs, however they are typed; a sentence is an answer."""
    assert repair(said) == meant


TOLD = known({person.id: person for person in PEOPLE}, Terms(norfolk(), england(), MONDAY))


@pytest.mark.parametrize(
    ("holds", "text", "says"),
    [
        (
            Holds.PROSE,
            "Ask Billy Invented, born 1/2/2018",
            "This looks as if it holds a date of birth and a full name. Use initials and your reference instead, if you can.",
        ),
        (Holds.PROSE, "A.B. was sad at Testshire Care", ""),
        (Holds.PLACE, "Room 4, Carrow House, 12 Example Road, NR1 3JU, 01603 960001", ""),
        (
            Holds.PLACE,
            "At Siân Evans’s",
            "This looks as if it holds a full name. Everybody invited has it in their calendar. Write a room or a link instead, if you can.",
        ),
        (
            Holds.REFERENCE,
            "943 476 5919",
            "This looks as if it holds an NHS number. Use the reference of your own system instead.",
        ),
        (Holds.REFERENCE, "EX3 0AB", ""),
        (Holds.INITIALS, "Tom Lee", "This looks like a name. Write initials only, such as A.B."),
        (Holds.INITIALS, "T.L.", ""),
        (Holds.WHO_OR_WHEN, "Billy Invented, 12/03/15, b@example.org", ""),
    ],
)
def test_what_would_identify_somebody_is_pointed_out_where_it_was_not_asked(holds: Holds, text: str, says: str) -> None:
    """A room may have an address, a list of guests has names; a name is pointed out everywhere else, with what to write instead (P23)."""
    assert says == remark(text, holds, TOLD)


NORFOLK = PROFILE_FILE.read_text()


def line_of(begins: str) -> int:
    """The line of the shipped profile that begins so."""
    return next(number for number, line in enumerate(NORFOLK.splitlines(), 1) if line.startswith(begins))


def test_the_shipped_profile_is_valid() -> None:
    """The profile of 2022 reads without a fault, with the procedure's numbers."""
    profile = read_profile(NORFOLK)

    assert isinstance(profile, Profile)
    assert (
        profile.id,
        profile.window_days,
        profile.supervisors,
        profile.agencies,
        profile.note_from,
        profile.most,
    ) == ("norfolk-2022/1", 15, 2, 2, 9, 10)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "working_days = 15",
            'working_days = "15"',
            "line 11: window.working_days: Write a whole number from 1 to 260; found '15'.",
        ),
        ("most = 10", "mots = 10", "line 21: supervisees.most: This is missing. Write a whole number from 1 to 100."),
        (
            'opens = "09:00"',
            'opens = "9am"',
            "line 27: session.opens: Write a time in quotes, such as \"09:00\"; found '9am'.",
        ),
        (
            "agree = { person = [1, 3, 5]",
            "agree = { person = [5, 3]",
            f"line {line_of('agree = ')}: reminders.agree.person: Write rising whole numbers, such as [1, 3, 5]; found [5, 3].",
        ),
        (
            "note_from = 9",
            "note_from = 12",
            "line 22: note_from: `note_from` comes before the hard stop: write a number up to `most`.",
        ),
        (
            'points = "thinking"',
            'points = "talking"',
            f'line {line_of("[fidelity]")}: fidelity: No [[record]] section is called "talking": write the name of one as `points`.',
        ),
        (
            "[window]",
            "[window",
            "line 10: This is not TOML: Expected ']' at the end of a table declaration (at line 10, column 28).",
        ),
    ],
)
def test_a_fault_in_a_profile_is_one_plain_line(old: str, new: str, says: str) -> None:
    """A wrong profile is refused with the line, the key and what to write instead."""
    assert old in NORFOLK
    faults = read_profile(NORFOLK.replace(old, new, 1))

    assert isinstance(faults, tuple)
    assert says in map(str, faults)


def test_a_profile_may_appoint_one_facilitator() -> None:
    """The 2024 revision's single facilitator is a matter of numbers."""
    one = NORFOLK.replace("count = 2", "count = 1").replace("agencies = 2", "agencies = 1")
    profile = read_profile(one)

    assert isinstance(profile, Profile)
    assert (profile.supervisors, profile.agencies) == (1, 1)
