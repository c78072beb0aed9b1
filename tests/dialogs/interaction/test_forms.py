"""Forms and what stands beside their fields: people typed by e-mail, records written, choices shown with reasons (P11-P13, P18-P20)."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs.procedure import polls
from dialogs.procedure.case import Stage
from tests.dialogs.telling import TWO_LEADS, errors, goes_on, page, profiled, review
from tests.town import INVITED, RAISED, RECORD, Town, iso, played


def test_more_leads_than_the_profile_wants_are_refused_beside_the_field() -> None:
    """Three accountable managers where two are wanted are too many; two go on (P08)."""
    town = profiled(TWO_LEADS)
    refused = town.raises("pat", {**RAISED, "managers": ("mo", "nia", "sal")})
    goes_on(town, "pat", refused, {**RAISED, "managers": ("mo", "nia")})

    assert errors(refused) == {"managers": "Choose at most 2 people."}
    assert town.case.managers == ("mo", "nia")


def test_risk_alone_ends_the_door_whatever_else_is_empty() -> None:
    """Whoever ticks immediate risk and sends is shown whom to call at once; nothing missing is asked for (P03)."""
    town = Town()
    town.raises("pat", {"risk": "yes"})

    assert (town.case.stage, town.case.signpost) == (Stage.REDIRECTED, "risk")


@pytest.mark.parametrize(
    "others",
    [
        "Gwen Guest, Guest School",
        "Gwen Guest, Guest School, gwen",
        "Gwen Guest, Guest School, gwen@guest",
        "Gwen, , gwen@guest.example",
        "a, b, c d@guest.example",
    ],
)
def test_a_line_that_is_no_person_is_quoted_and_put_right(others: str) -> None:
    """A line without name, agency and address is quoted beside the field; empty lines are passed over (P12)."""
    town = played("nominated")
    slots = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    wrong = town.does(
        "sal", "poll", "invite", {**INVITED, "attendees": (), "required": (), "others": others, "slots": slots}
    )
    goes_on(town, "sal", wrong, {"others": "Gwen Guest, Guest School, gwen@guest.example\n\n , ,", "slots": slots})

    assert errors(wrong)["others"].startswith("“")
    assert [town.people[attendee.person].name for attendee in town.case.attendees] == ["Gwen Guest"]


def test_nobody_invited_is_refused_and_without_a_keyworker_nothing_is_asked_about_one() -> None:
    """At least one person comes; the question about the keyworker is only asked where there is one (P12, P13, P15)."""
    town = Town()
    town.raises("pat", {**RAISED, "keyworker": ""})
    town.presses("mo", "agreement", "agree")
    town.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"})
    for who in ("sal", "nia"):
        town.presses(who, "nomination", "accept")
    slots = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    nobody = town.does("sal", "poll", "invite", {**INVITED, "attendees": (), "required": (), "slots": slots})
    names = {field.name for field in page(nobody).form.fields}
    goes_on(town, "sal", nobody, {"attendees": ("pat",), "slots": slots})

    assert errors(nobody) == {"attendees": "Choose at least one person, or write somebody's e-mail below."}
    assert "keyworker_required" not in names
    assert polls.voters(town.case) == ("sal", "nia", "pat")


def test_who_is_not_independent_is_shown_and_may_be_chosen() -> None:
    """A supervisor who line-manages an attendee or the keyworker is said to; a supervisee is not offered (P11)."""
    town = played("polling")
    town.people["tess"] = replace(town.people["tess"], id="tess")  # type: ignore[index, arg-type] # a plain id
    town.people["pat"] = replace(town.people["pat"], line_manager="tess", pool=True)  # type: ignore[index, arg-type] # a plain id
    town.people["kit"] = replace(town.people["kit"], line_manager="tess")  # type: ignore[index, arg-type] # a plain id
    town.does("sal", "poll", "change-people", {"attendees": ("hal", "pat"), "required": ()})
    town.does("nia", "nomination", "stand-down", {"reason": "Ill"})
    field = page(town.presses("mo", "nomination", "nominate")).asked[0]
    offer = {option.value: (option.hint, option.barred) for option in field.options}  # type: ignore[union-attr] # a choice of people
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "sal"})

    assert offer["tess"] == (
        "Sample School, line-manages Pat Pretend, line-manages Kit Keyworker, 0 open now, no training date known",
        "",
    )
    assert offer["pat"][1] == "is a supervisee in this session"
    assert {nominee.person for nominee in town.case.nominees} >= {"tess"}


def test_the_record_asks_for_what_belongs_together() -> None:
    """Points without a meeting, a day or a person, and learning without a theme, are refused beside their fields (P19, P20)."""
    town = played("held")
    alone = town.does("nia", "record", "write", {"family_points": "What we wondered"}, "1")
    wanted = {"family_meeting": "core-group", "family_on": iso(town.now.date()), "family_by": "kit"}
    learning = page(town.hears(town.answer("nia", page(alone), {"family_points": "What we wondered", **wanted})).reply)
    bare = page(town.hears(town.answer("nia", learning, {"learning_text": "Ring first"})).reply)
    town.does("nia", "record", "write", RECORD, "1")
    assert town.case.session

    assert (errors(alone), errors(bare)) == (
        {"family_meeting": "Say at which meeting, when and by whom the points are shared."},
        {"learning_theme": "Give the learning a theme."},
    )
    assert (town.case.session.family is not None, town.case.session.learning is not None) == (True, True)


@pytest.mark.parametrize(
    ("text", "remarks"), [("They must complete the form by when?", {"reason"}), ("They wait", set())]
)
def test_a_record_that_reads_like_tasks_is_pointed_out_and_never_stopped(text: str, remarks: set[str]) -> None:
    """Words of tasks and decisions, and an empty child's experience, are remarked beside their section; all is saved (P05)."""
    town = played("held")
    form = page(town.presses("nia", "record", "write", "1")).form
    answers, _ = form.check({"reason": text, "lived": ""})
    town.does("nia", "record", "write", {"reason": text, "further": "no"}, "1")
    assert town.case.session

    assert remarks | {"lived", "impact"} == form.remarks(answers).keys()
    assert town.case.session.text("reason") == text


def test_a_day_is_said_in_full_at_the_end_of_a_chat() -> None:
    """Answered line by line, a filing is checked with its day in words before it is sent (P18)."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    town.presses("kit", "circulation", "file", "1")
    town.says("kit", "here")
    town.says("kit", "FILE-9")
    shown = review(town.says("kit", "where was I"))
    town.says("kit", "send")

    assert {row.name: row.words for row in shown.rows} == {"reference": "FILE-9", "on": "Mon 30 Nov 2026"}
    assert town.case.stage is Stage.FILED


def test_a_question_that_the_web_has_made_needless_is_passed_over_in_the_chat() -> None:
    """Asked in a chat what another meeting leaves, somebody changes that answer on the web: the chat goes on (P05)."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    for said in ("no", "no", "yes"):
        town.says("pat", said)
    door = page(town.presses("pat", "home", "go-on", "raise:"))
    back = page(
        town.hears(
            town.answer(
                "pat",
                replace(door, section=door.form.sections[0]),
                {"risk": "no", "disagreement": "no", "planning": "no"},
            )
        ).reply
    )
    asked = page(town.says("pat", "yes")).asked[0].name

    assert (back.section.name, asked) == ("case", "local_reference")


def test_the_last_screen_of_a_form_knows_that_it_is_the_last() -> None:
    """Continue becomes the word that sends only on the last screen."""
    town = Town()
    door = page(town.presses("pat", "case", "raise"))
    case = page(town.hears(town.answer("pat", door, RAISED)).reply)
    why = page(town.hears(town.answer("pat", case, RAISED)).reply)

    assert [one.last for one in (door, case, why)] == [False, False, True]


def test_what_no_reader_understands_is_said_beside_the_dates() -> None:
    """A day that neither our grammar nor the second reader knows is quoted; written otherwise it is taken (P15)."""
    town = played("polling")
    refused = town.does("sal", "poll", "offer-more", {"slots": (), "typed": "lammastide 2pm"})
    goes_on(town, "sal", refused, {"typed": "thurs 3 dec 2026 2pm"})
    assert town.case.session

    assert errors(refused)["typed"].startswith("“lammastide 2pm”")
    assert "20261203T1400" in {slot.id for slot in town.case.session.slots}


def test_further_dates_stand_in_no_window() -> None:
    """A further session has no last permitted day: a typed date is echoed in full with nothing beside it (P14, P21)."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "further": "yes", "family_points": ""}, "1")
    town.does(
        "sal",
        "circulation",
        "further",
        {"agreed": "no", "place": "Room 5", "slots": (), "typed": "wed 16 dec 2026 10am"},
        "1",
    )
    form = page(town.presses("sal", "poll", "offer-more"))
    shown = review(
        town.hears(town.answer("sal", form, {"typed": "thurs 17 dec 2026 10am, fri 18 dec 2026 at 12"})).reply
    )
    town.hears(town.answer("sal", shown, {}))
    assert town.case.session

    assert {row.name: row.words for row in shown.rows}[
        "typed"
    ] == "Thu 17 Dec 2026, 10am to 11.30am\nFri 18 Dec 2026, 12 noon to 1.30pm"
    assert [slot.start.date() for slot in town.case.session.slots] == [
        date(2026, 12, 16),
        date(2026, 12, 17),
        date(2026, 12, 18),
    ]
