"""Typed answers become values as they are answered, by the list that was shown; what could mean two things is asked about."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs.ids import PersonId, TurnId
from dialogs.interaction.spellings import yes_or_no
from dialogs.interaction.understanding import Meant, Unclear, understood
from dialogs.model.fields import ManyOf, OneOf, Option, PersonField
from dialogs.model.heard import Handle, Said
from dialogs.model.views import Page
from dialogs.phrases import read_days
from dialogs.procedure.case import Stage
from tests.dialogs.telling import errors, note, page, review
from tests.town import Town, played

TODAY = date(2026, 11, 23)  # a Monday
TO_THE_CASE = ("no", "no", "no", "CASE-7", "C.D.", "5 to 9", "Child Protection", "1")


def chatting(*said: str, town: Town | None = None) -> Town:
    """Pat raises a case by words."""
    here = town or Town()
    for line in ("raise", "here", *said):
        here.says("pat", line)
    return here


def given(town: Town) -> dict[str, str | tuple[str, ...]]:
    """What is kept of the one form that was begun."""
    (draft,) = town.drafts.values()
    return dict(draft.given)


@pytest.mark.parametrize(
    "said", ["Yes", "yes.", "Yes please", "y", "Y", "Yep", "yeah", "Yes, they do.", "YES!", "Yes 👍", "sure"]
)
def test_yes_as_people_write_it(said: str) -> None:
    """Each of them is yes."""
    assert "yes" == yes_or_no(said)


@pytest.mark.parametrize(
    "said", ["No", "No.", "n", "nope", "Nah", "no thanks", "No, it isn't.", "no they don’t", "not at all"]
)
def test_no_as_people_write_it(said: str) -> None:
    """Each of them is no."""
    assert "no" == yes_or_no(said)


@pytest.mark.parametrize(
    "said",
    [
        "maybe",
        "not sure",
        "yes and no",
        "no idea",
        "yes but not today",
        "I don't think so",
        "ok",
        "1",
        "?",
        "No, that's right",
        "no I will",
        "no they do",
        "no of course",
    ],
)
def test_what_is_neither_yes_nor_no_is_asked_again(said: str) -> None:
    """None of them is taken for either."""
    assert "" == yes_or_no(said)


@pytest.mark.parametrize("said", ["Yes", "Yes please", "y", "Yep."])
def test_a_capital_does_not_skip_the_other_meeting(said: str) -> None:
    """Whoever wants a plan, in whatever way they say so, is asked whether something remains to think about (P05)."""
    town = chatting("No.", "nope", said)

    assert "reflective" == page(town.says("pat", "where was I")).asked[0].name


@pytest.mark.parametrize("said", ["Yes", "y", "Yes please", "Yep"])
def test_immediate_risk_is_heard_in_whatever_way_it_is_said(said: str) -> None:
    """The door stops at once (P03)."""
    town = chatting(said)

    assert (Stage.REDIRECTED, {}) == (town.case.stage, town.drafts)


def test_a_number_is_kept_as_who_it_stood_for() -> None:
    """“4” is Mo when it is answered, said back with the agency; somebody imported since then moves nobody, and Mo is asked (P07)."""
    town = chatting(*TO_THE_CASE)
    asked = page(town.says("pat", "where was I"))
    names = [option.label for option in _options(asked)]
    number = names.index("Mo Madeup") + 1
    said = note(town.says("pat", str(number)))
    town.people[PersonId("aa")] = replace(town.people[PersonId("mo")], id=PersonId("aa"), name="Aa Newcomer", email="")
    for line in ("skip", "the first two", "Why nothing moves", "Quiet", "Yes, they do"):
        town.says("pat", line)
    check = review(town.says("pat", "skip"))
    town.says("pat", "send")

    assert "Accountable manager: Mo Madeup, Testshire Care." == said
    assert ("Mo Madeup", "It is complex and It is stuck", "Yes") == tuple(
        row.words for row in check.rows if row.name in ("managers", "reasons", "family_knows")
    )
    assert ("mo",) == town.case.managers


def test_a_list_that_has_changed_is_shown_again() -> None:
    """Somebody is imported between the question and the number: nobody is chosen, the list as it is now is shown, and its number counts."""
    town = chatting(*TO_THE_CASE)
    names = [option.label for option in _options(page(town.says("pat", "where was I")))]
    town.people[PersonId("aa")] = replace(town.people[PersonId("mo")], id=PersonId("aa"), name="Aa Newcomer", email="")
    again = page(town.says("pat", str(names.index("Mo Madeup") + 1)))
    now = [option.label for option in _options(again)]
    town.says("pat", str(now.index("Mo Madeup") + 1))

    assert "The list has changed since it was shown" in errors(again)["managers"]
    assert ["Aa Newcomer", *names] == now
    assert "mo" == given(town)["managers"]


def test_two_people_of_one_name_are_asked_about() -> None:
    """Neither is taken: both are shown with where they work, and a number of that short list says who."""
    town = Town()
    town.people[PersonId("mo2")] = replace(town.people[PersonId("hal")], id=PersonId("mo2"), name="Mo Madeup", email="")
    chatting(*TO_THE_CASE, town=town)
    asked = page(town.says("pat", "Mo Madeup"))
    before = "managers" in given(town)
    said = note(town.says("pat", "2"))

    assert ["mo", "mo2"] == [option.value for option in _options(asked)]
    assert "Which do you mean?" in errors(asked)["managers"]
    assert not before
    assert ("mo2", "Accountable manager: Mo Madeup, Testshire Health.") == (given(town)["managers"], said)


def test_a_part_of_a_name_and_where_they_work_are_enough() -> None:
    """“madeup”, “Mo from Testshire Care”: the one who is meant."""
    for said in ("madeup", "mo", "Mo Madeup, Testshire Care", "Mo from Testshire Care"):
        town = chatting(*TO_THE_CASE)
        town.says("pat", said)
        assert "mo" == given(town)["managers"], said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1 and 2", ("complex", "stuck")),
        ("1 2", ("complex", "stuck")),
        ("1, 3.", ("complex", "drift")),
        ("the first two", ("complex", "stuck")),
        ("It's stuck and drifting", ("stuck", "drift")),
        ("stuck, drift", ("stuck", "drift")),
        ("It is stuck, It is drifting", ("stuck", "drift")),
        ("emotional impact", ("emotional",)),
        ("2-4", ("stuck", "drift", "views")),
    ],
)
def test_several_as_people_write_them(said: str, meant: tuple[str, ...]) -> None:
    """Numbers and words, with commas, "and" or nothing between."""
    town = chatting(*TO_THE_CASE, "Mo Madeup", "skip", said)

    assert meant == given(town)["reasons"]


def test_a_number_that_may_be_an_age_is_asked_about() -> None:
    """“7” is a place in the list and an age within “5 to 9”: it is asked which."""
    town = chatting(*TO_THE_CASE[:5])
    asked = page(town.says("pat", "7"))
    town.says("pat", "5 to 9")

    assert ["5 to 9", "18 or over"] == [option.label for option in _options(asked)]
    assert "5-9" == given(town)["age_band"]


def test_of_several_only_what_is_not_clear_is_asked() -> None:
    """Two of three names are clear: of the third it is asked who, and then all three are kept."""
    town = played("nominated")
    town.people[PersonId("kit2")] = replace(
        town.people[PersonId("kit")], id=PersonId("kit2"), name="Kit Other", email=""
    )
    town.presses("sal", "poll", "invite")
    town.says("sal", "here")
    town.says("sal", "change people to invite")
    asked = page(town.says("sal", "Pat Pretend, Kit and Bo"))
    town.says("sal", "Kit Other")

    assert {"kit", "kit2"} == {option.value for option in _options(asked)}
    assert ("bo", "kit2", "pat") == given(town)["attendees"]


def test_the_words_of_the_signature_sign() -> None:
    """The sentence that is signed holds a comma, and is one answer (P18)."""
    town = played("held")
    town.does(
        "nia",
        "record",
        "write",
        dict.fromkeys(("reason", "lived", "worried", "impact", "hypotheses", "thinking"), "Written")
        | {"further": "no"},
        "1",
    )
    town.presses("nia", "record", "sign", "1")
    town.says("nia", "here")

    assert "Yes" != given(town).get("confirm")
    review(town.says("nia", "I was there, and this record is fair"))


def test_how_long_is_what_was_said() -> None:
    """“3” in the list of lengths is 120 minutes, and the dates that are proposed then are as long."""
    town = played("nominated")
    town.presses("sal", "poll", "invite")
    town.says("sal", "here")
    town.says("sal", "change how long")
    asked = town.says("sal", "3")

    assert isinstance(asked, Page)
    assert "How long? 120 minutes." == note(asked)
    assert "120" == given(town)["minutes"]


def test_tomorrow_is_the_day_it_was_when_it_was_written() -> None:
    """A time typed on Monday for tomorrow is that of Tuesday, also when it is sent on Wednesday (P15)."""
    town = played("polling")
    town.presses("bo", "poll", "propose")
    for line in ("here", "On nights", "thurs 3 dec 2pm, tomorrow week at 10am"):
        shown = town.says("bo", line)
    typed = given(town)["typed"]

    assert "tomorrow" not in str(typed)
    assert "10am" in repr(review(shown).rows)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("today", (TODAY,)),
        ("Yesterday", (date(2026, 11, 22),)),
        ("yesterday.", (date(2026, 11, 22),)),
        ("it was on Friday", (date(2026, 11, 20),)),
        ("last Friday", (date(2026, 11, 20),)),
        ("Monday", (date(2026, 11, 16), TODAY)),
        ("3 days ago", (date(2026, 11, 20),)),
        ("a week ago", (date(2026, 11, 16),)),
        ("3 September", (date(2026, 9, 3),)),
        ("3/9/2026", (date(2026, 9, 3),)),
        ("the 3rd", (date(2026, 11, 3),)),
        ("2026-11-03", (date(2026, 11, 3),)),
        ("20th of November", (date(2026, 11, 20),)),
        ("tomorrow", (date(2026, 11, 24),)),
        ("Friday at 2pm", ()),
        ("3", ()),
        ("soon", ()),
        ("99999999999 days ago", ()),
    ],
)
def test_a_day_that_is_over_as_people_say_it(said: str, days: tuple[date, ...]) -> None:
    """Read by the one reader, back in time where only that can be; two that could be meant are both given."""
    assert days == read_days(said, TODAY, (None, TODAY))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("tomorrow", (date(2026, 11, 24),)),
        ("Friday", (date(2026, 11, 27),)),
        ("3 Dec", (date(2026, 12, 3),)),
        ("next Friday", (date(2026, 11, 27), date(2026, 12, 4))),
        ("in two weeks time", (date(2026, 12, 7),)),
    ],
)
def test_a_day_to_come_as_people_say_it(said: str, days: tuple[date, ...]) -> None:
    """The next to come; where speakers differ, both."""
    assert days == read_days(said, TODAY)


def test_a_day_is_said_back_in_full() -> None:
    """“today” is written as its date, and an unclear day is asked about."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    town.presses("kit", "circulation", "file", "1")
    town.says("kit", "here")
    town.says("kit", "FILE-9")
    shown = page(town.says("kit", "change on which day"))
    unclear = errors(town.says("kit", "soon"))
    town.says("kit", "yesterday")

    assert "on" == shown.asked[0].name
    assert "Write one day, such as “today”" in unclear["on"]
    assert date.fromordinal(town.now.date().toordinal() - 1).isoformat() == given(town)["on"]


def test_a_fault_is_said_at_its_own_question() -> None:
    """Dates that cannot be read are said at once, not after the next questions."""
    town = played("polling")
    town.presses("bo", "poll", "propose")
    for line in ("here", "On nights"):
        town.says("bo", line)
    shown = page(town.says("bo", "sometime soonish"))

    assert ["typed"] == list(errors(shown)) == [field.name for field in shown.asked]
    assert review(town.says("bo", "skip"))


def _options(shown: Page) -> list:  # type: ignore[type-arg] # options
    (field,) = shown.asked
    assert isinstance(field, OneOf | ManyOf | PersonField)
    return list(field.options)


def test_a_list_is_counted_as_it_was_shown() -> None:
    """Of twenty-five things twenty were listed: the last two are two of these, and whoever writes "all" is asked which."""
    field = ManyOf(name="which", label="Which?", options=tuple(Option(f"v{n}", f"Thing {n}") for n in range(1, 26)))
    shown = tuple(f"v{n}" for n in range(1, 21))
    scene = Town().scene(Said(turn=TurnId("t"), sender=Handle("web", "", "pat"), words="help"))

    assert Meant(("v19", "v20")) == understood(field, "the last two", scene, shown)
    assert Unclear("There are more than were listed. Write which ones.") == understood(field, "all", scene, shown)


def test_a_bank_holiday_is_known_by_all_its_names_where_a_day_is_asked() -> None:
    """As it is where times are offered."""
    holidays = {"may day": (date(2027, 5, 3),)}

    assert (date(2027, 5, 3),) == read_days("early may bank holiday", date(2027, 4, 1), bank_holidays=holidays)
