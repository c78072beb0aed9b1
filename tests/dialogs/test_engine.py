"""The two ways in: forms overtaken, repeated, left, thrown away; what is no longer told; when a case is due again."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dialogs import words
from dialogs.engine import draw, still_owed
from dialogs.ids import CaseId
from dialogs.model.heard import Go, Handle, Pressed, Said, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Page
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Stage
from dialogs.procedure.nudges import next_due
from tests.dialogs.telling import card, errors, note, owed, owed_by, page, review
from tests.town import CHOSEN, INVITED, LONDON, RAISED, RECORD, Town, iso, played

WEB = Handle("web", "", "mo")


def test_a_form_of_a_case_that_one_has_left_shows_nothing() -> None:
    """Somebody who is taken off the case while their form is open is shown nothing of it (P23)."""
    town = played("polling")
    form = page(town.presses("bo", "poll", "propose"))
    town.does("sal", "poll", "change-people", {"attendees": ("pat", "kit"), "required": ()})
    sent = town.hears(town.answer("bo", form, {"note": "On nights"}))

    assert (card(sent.reply).name, sent.facts) == ("nothing", ())


def test_a_screen_of_a_verb_that_asks_nothing_does_it() -> None:
    """A reason that is no longer needed, because the case keeps a longer window, stops no booking (P14, P15)."""
    town = played("nominated")
    town.does("sal", "poll", "invite", {**INVITED, "slots": (), "typed": "tue 1 dec 2026 10am, thurs 17 dec 2026 10am"})
    form = page(town.presses("sal", "poll", "book", "20261217T1000"))
    town.profile = replace(town.profile, window_days=30)
    town.hears(town.answer("sal", form, {"reason": "Nobody is free before"}))

    assert town.case.stage is Stage.BOOKED


@pytest.mark.parametrize("about", ["raise", "decline"])
def test_a_form_thrown_away_is_gone_from_the_list_at_once(about: str) -> None:
    """Cancel keeps nothing of what was typed, and the card that answers offers nothing to carry on with."""
    town = played("raised")
    who, press = (
        ("hal", Press("case", "raise")) if about == "raise" else ("mo", Press("agreement", "decline", town.case.id))
    )
    form = page(town.hears(Pressed(turn=town._event(), sender=Handle("web", "", who), press=press)).reply)
    shown = card(town.hears(town.answer(who, form, {}, Go.CANCEL)).reply)

    assert (note(shown), shown.name) == ("The form has been thrown away.", "home" if about == "raise" else "agreement")
    assert ("Carry on" in repr(shown), town.drafts) == (False, {})


def test_a_repeated_event_of_each_kind_shows_and_does_nothing() -> None:
    """A press, a screen, a send, feedback and a line of chat, each delivered twice, are each done once."""
    town = Town()
    opened = Pressed(turn=town._event(), sender=Handle("web", "", "pat"), press=Press("case", "raise"))
    first, again = (town.hears(opened).reply for _ in range(2))
    screen = town.answer("pat", page(first), RAISED)
    second, twice = (town.hears(screen).reply for _ in range(2))
    town.says("pat", "here")
    line = Said(turn=town._event(), sender=Handle("web", "", "pat"), words="CASE-9")
    asked, kept = (page(town.hears(line).reply).asked[0].name for _ in range(2))

    assert page(again).section.name == page(first).section.name == "door"
    assert page(twice).section.name == page(second).section.name == "case"
    assert (asked, kept) == ("initials", "initials")
    assert [draft.given.get("initials") for draft in town.drafts.values()] == [None]


def test_a_send_of_a_case_delivered_twice_before_it_is_loaded_shows_my_list() -> None:
    """Where a repeated send finds no case yet, the list is shown, and nothing is made."""
    town = Town()
    heard = Submitted(
        turn=town._event(), sender=Handle("web", "", "pat"), press=Press("case", "raise"), section="door", raw={}
    )
    town.seen.add(heard.turn)
    turn = town.hears(heard)

    assert (card(turn.reply).name, turn.facts, town.cases) == ("home", (), {})


def test_feedback_delivered_twice_is_given_once_and_of_no_case_not_at_all() -> None:
    """The same answers sent twice count once; without a case to speak of there is nothing to answer (P22)."""
    town = played("held")
    form = page(town.presses("pat", "feedback", "feedback", "1"))
    sent = town.answer("pat", form, {one.name: "4" for one in town.profile.feedback if one.kind == "scale"})
    for _ in range(2):
        shown = town.hears(sent).reply
    nowhere = CaseId("0" * 32)
    lost = [
        town.hears(
            Pressed(turn=town._event(), sender=Handle("web", "", "pat"), press=Press("feedback", "feedback", nowhere))
        ).reply,
        town.hears(replace(sent, turn=town._event(), press=Press("feedback", "feedback", nowhere))).reply,
    ]

    assert (len(town.feedback), "Thank you" in repr(shown)) == (1, True)
    assert [card(one).name for one in lost] == ["nothing", "nothing"]


def test_somebody_who_has_left_the_directory_is_told_nothing() -> None:
    """Whoever is no longer active gets no card, whatever they owe."""
    town = played("raised")
    scene = town.scene(Pressed(turn=town._event(), sender=WEB, press=Press("agreement", "show", town.case.id)))
    assert scene.actor

    assert [still_owed("agreement", one) for one in (scene, replace(scene, actor=replace(scene.actor, active=False)), replace(scene, actor=None))] == [
        True, False, False,
    ]  # fmt: skip


def test_a_card_drawn_by_mistake_for_somebody_outside_has_no_way_in() -> None:
    """Even handed the case, the card of somebody who is not on it leads to none of its chapters (P23)."""
    town = played("held")
    scene = town.scene(
        Pressed(turn=town._event(), sender=Handle("web", "", "sal"), press=Press("case", "show", town.case.id))
    )
    outside = replace(scene, actor=town.people["tess"])  # type: ignore[index] # a plain id
    ways = {press.press.card for press in draw("case", outside).presses if press.press.verb == "show"}

    assert ways == {"timeline"}


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("polling", datetime(2026, 11, 24, 9, tzinfo=LONDON)),
        ("booked", datetime(2026, 11, 24, 9, tzinfo=LONDON)),
    ],
)
def test_when_a_case_is_looked_at_again(stage: str, expected: datetime) -> None:
    """The next morning while the window runs; then when a reminder or a turning point comes (P17)."""
    town = played(stage)

    assert next_due(town.case, town.terms) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 12, 24), False), (date(2026, 12, 29), False), (date(2026, 12, 30), False), (date(2026, 12, 31), True)],
    ids=str,
)
def test_a_request_made_before_christmas_lapses_in_working_days(day: date, expected: bool) -> None:
    """Asked on Christmas Eve, a nominee has the 29th and the 30th to answer; on the 31st the place is open again (P10)."""
    town = Town()
    town.to(date(2026, 12, 23))
    town.raises("pat", RAISED)
    town.to(date(2026, 12, 24))
    town.presses("mo", "agreement", "agree")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.to(day)

    assert ("nominate" in owed_by(town, "mo")) is expected


def test_with_both_supervisors_gone_nobody_is_asked_to_circulate_and_the_manager_finds_others() -> None:
    """A signed record waits while a further session has no supervisors; whoever leads next circulates it (P10, P18)."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "further": "yes", "family_points": ""}, "1")
    for who in ("nia", "sal"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, "1")
    town.does(
        "sal", "circulation", "further", {"agreed": "yes", "place": "Room 5", "typed": "wed 16 dec 2026 10am"}, "1"
    )
    for who in ("nia", "sal"):
        town.does(who, "nomination", "stand-down", {"reason": "Reorganised"})
    alone = owed(town)
    town.people["ulla"] = replace(town.people["tess"], id="ulla", name="Ulla Unreal", agency="Hope Charity")  # type: ignore[index, arg-type] # a plain id
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "supervisor_2": "ulla", "lead": "tess"})
    town.presses("tess", "nomination", "accept")

    assert alone == {("nominate", "mo")}
    assert ("circulate", "tess") in owed(town)


def test_a_family_meeting_that_is_due_wakes_the_case() -> None:
    """On the working day after the meeting the case is looked at in the morning, to ask what became of the points (P19); before it, for feedback once more."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    for who in ("pat", "hal", "bo", "kit"):
        town.presses(who, "circulation", "receive", "1")
    town.does("kit", "circulation", "file", {"reference": "F-1", "on": iso(town.now.date())}, "1")

    assert open_asks(town.case, town.terms) == ()
    assert next_due(town.case, town.terms) == datetime(2026, 12, 3, 9, tzinfo=LONDON)
    town.to(date(2026, 12, 4))
    assert next_due(town.case, town.terms) == datetime(2026, 12, 8, 9, tzinfo=LONDON)


def test_an_answer_that_has_become_wrong_is_asked_again_from_the_review() -> None:
    """A manager who has left since is refused beside the field at sending; another is chosen, and it goes (P07)."""
    town = Town()
    shown = town.presses("pat", "case", "raise")
    while isinstance(shown, Page):
        shown = town.hears(town.answer("pat", shown, RAISED)).reply
    back = page(town.hears(replace(town.answer("pat", review(shown), {}, Go.CHANGE), section="case")).reply)
    town.hears(town.answer("pat", back, {"initials": "C.D."}))
    town.people["mo"] = replace(town.people["mo"], active=False)  # type: ignore[index] # a plain id
    wrong = page(town.hears(town.answer("pat", review(shown), {})).reply)
    good = review(town.hears(town.answer("pat", wrong, {"managers": "nia"})).reply)
    town.hears(town.answer("pat", good, {}))

    assert (back.section.name, errors(wrong)) == ("case", {"managers": "Choose one of those offered."})
    assert (town.case.managers, town.case.initials) == (("nia",), "C.D.")


def test_a_reference_that_is_open_already_is_pointed_out_without_saying_whose() -> None:
    """The same local reference in a live case is said, naming nobody; the person may go on (P23)."""
    town = played("raised")
    form = page(
        town.hears(Pressed(turn=town._event(), sender=Handle("web", "", "hal"), press=Press("case", "raise"))).reply
    )
    case = page(town.hears(town.answer("hal", form, RAISED)).reply)
    why = page(town.hears(town.answer("hal", case, RAISED)).reply)
    said = note(why)
    shown = review(town.hears(town.answer("hal", why, RAISED)).reply)
    town.hears(town.answer("hal", shown, {}))

    assert said == "A case with this reference may already be in a live session. You can go on."
    assert (len(town.cases), note(town.presses("hal", "agreement", "agree"))) == (2, words.trouble("not-yours"))
