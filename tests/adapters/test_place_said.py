"""Where a session is: changed after people were invited, read on every channel, and looked at before it goes into calendars (P16, P23)."""

import pytest

from dialogs import words
from dialogs.model.fields import Raw
from dialogs.model.press import Press
from dialogs.model.turns import Invitation
from dialogs.model.views import Card, Review
from tests.adapters.faces import channels_with, channels_without
from tests.dialogs.telling import errors, note, page, review
from tests.town import INVITED, buttons, played

LINK = "https://meet.example/room-5"


def test_a_changed_place_is_read_by_everybody() -> None:
    """Booked for Room 4, then a link: on the card and in the timeline of somebody invited, the old one struck out, each told once; the invitation counts on."""
    town = played("booked")
    session = town.case.session
    assert session
    told = len(town.told)
    form = page(town.presses("sal", "session", "change-place"))
    turn = town.hears(town.answer("sal", form, {"place": LINK}))
    card = town.sees("bo", "session")

    assert form.given["place"] == "Room 4"
    assert note(turn.reply) == "Changed. Everybody is being told where it is now."
    assert [effect for effect in turn.effects if isinstance(effect, Invitation)] == [
        Invitation(town.case.id, 1, session.sequence + 1, cancel=False)
    ]
    assert {telling.person for telling in town.told[told:]} == {"nia", "pat", "hal", "bo", "kit"}
    assert [channels_without(said, card) for said in (LINK, "Not there any more", "Room 4")] == [[], [], []]
    assert channels_without("changed where the session is", town.sees("bo", "timeline")) == []
    assert channels_without(f"Now: {LINK}", town.sees("bo", "timeline")) == []


def test_a_place_is_changed_while_dates_are_polled() -> None:
    """Before a date is booked it stands on the dates, and no invitation goes out yet."""
    town = played("polling")
    turn = town.hears(town.answer("sal", page(town.presses("sal", "poll", "change-place")), {"place": LINK}))

    assert [effect for effect in turn.effects if isinstance(effect, Invitation)] == []
    assert [channels_without(said, town.sees("bo", "poll")) for said in (LINK, "Not there any more", "Room 4")] == [
        []
    ] * 3


def test_the_same_place_is_no_change_and_nobody_else_changes_it() -> None:
    """What it is already is refused beside the field; who does not coordinate has no button, nor has anybody once it was held."""
    town = played("booked")
    same = town.does("sal", "session", "change-place", {"place": "Room 4"})
    other = note(town.presses("bo", "session", "change-place"))

    assert errors(same) == {"place": words.trouble("unchanged")}
    assert other == words.trouble("not-yours")
    assert "change-place" in [*buttons(town.sees("sal", "session"))]
    assert "change-place" not in [*buttons(town.sees("bo", "session")), *buttons(played("held").sees("sal", "session"))]


IN_CALENDARS = "Everybody invited has it in their calendar."
WHEN: Raw = {"slots": (), "typed": "thurs 3 dec 2026 2pm", "agreed": "no"}


def sent_to_review(verb: str, place: str) -> Review:
    """The lead coordinator writes a place in a form, and comes to the review of their answers."""
    stage = {"invite": "nominated", "change-place": "booked", "further": "held"}[verb]
    town = played(stage)
    press = Press("session", verb, town.case.id)
    shown = town.presses("sal", press.card, verb)
    for _ in range(3):
        if isinstance(shown, Review | Card):
            break
        shown = town.hears(town.answer("sal", shown, {**INVITED, **WHEN, "place": place})).reply
    return review(shown)


def remark_of(shown: Review) -> str:
    """What stands beside the place."""
    return next(row.remark for row in shown.rows if row.name == "place")


@pytest.mark.parametrize(
    "place", ["Siân Llŷr Evans’s house", "A.B.’s school", "Office, ask for AB", "Room 4, CASE-1001"]
)
@pytest.mark.parametrize("verb", ["invite", "change-place", "further"])
def test_what_names_somebody_or_the_case_is_looked_at_again(place: str, verb: str) -> None:
    """A name, the child's initials or the case's reference is pointed out before it goes into calendars, wherever a place is written, on every channel."""
    shown = sent_to_review(verb, place)

    assert IN_CALENDARS in remark_of(shown)
    assert channels_without(IN_CALENDARS, shown) == []


@pytest.mark.parametrize(
    "place", ["Room AB2, 4 School Road", "https://meet.example/ab-1001", "Cab office, room 1001", "Labs"]
)
def test_a_room_and_a_link_are_no_names(place: str) -> None:
    """What people write for a place raises no remark."""
    shown = sent_to_review("invite", place)

    assert remark_of(shown) == ""
    assert channels_with(IN_CALENDARS, shown) == []
