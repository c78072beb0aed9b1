from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.web.render import at_words, card, page, review
from adapters.web.visits import HOME, Visit, shows
from dialogs.ids import CaseId
from dialogs.model.fields import WHOLE
from dialogs.model.press import Press
from dialogs.model.views import Button, Card, Heading, Note, Page, Row, Rows, Steps, Style, Text, Tone
from tests.adapters.web import sample_pages as pages
from tests.adapters.web.doubles import MO

DEMO = Visit(person=MO, base="/as/mo", session="as mo", home=HOME)
POLL = Press("poll", "show", CaseId("c1"))
LINKED = Visit(person=MO, base="/p/1234", session="link t", home=POLL, token="t")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 12, 1, 14, 0, tzinfo=UTC), "Tue 1 Dec 2026, 2pm"),
        (datetime(2026, 12, 10, 9, 5, tzinfo=UTC), "Thu 10 Dec 2026, 9.05am"),
        (datetime(2026, 12, 1, 12, 30, tzinfo=UTC), "Tue 1 Dec 2026, 12.30pm"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=UTC), "Tue 1 Dec 2026, 12am"),
    ],
)
def test_times_are_said_as_people_say_them(at: datetime, said: str) -> None:
    """A time has its weekday, no leading noughts, and minutes only if there are any."""
    assert said == at_words(at)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("no link", (("no link", ""),)),
        ("", ()),
        (
            "see https://a.example/x?y=1&z=2.",
            (("see ", ""), ("https://a.example/x?y=1&z=2", "https://a.example/x?y=1&z=2"), (".", "")),
        ),
        ("(https://a.example)", (("(", ""), ("https://a.example", "https://a.example"), (")", ""))),
        ("http://a.example javascript:alert(1) https://", (("http://a.example javascript:alert(1) https://", ""),)),
        ('https://a.example/"><script>', (("https://a.example/", "https://a.example/"), ('"><script>', ""))),
    ],
)
def test_only_secure_addresses_become_links_and_are_shown_as_they_are(
    words: str, pieces: tuple[tuple[str, str], ...]
) -> None:
    """A link says where it leads; what ends a sentence is not part of it; nothing else is a link."""
    assert pieces == card(Card("home", "x", (Text(words),)), DEMO)["blocks"][0]["words"]


def test_what_shows_is_a_link_and_what_does_is_a_form() -> None:
    """Only the verb show travels in an address."""
    drawn = card(
        Card(
            "poll", "x", buttons=(Button("See", POLL), Button("Yes", Press("poll", "yes", CaseId("c1")), Style.PRIMARY))
        ),
        DEMO,
    )

    assert ["/as/mo/card/poll~show~c1~", ""] == [one["href"] for one in drawn["buttons"]]


def test_a_link_draws_no_button_that_it_would_refuse() -> None:
    """Behind a personal link there are no dead buttons: what is of another case or another card is left out."""
    buttons = tuple(
        Button(str(press), press)
        for press in (
            Press("poll", "yes", CaseId("c1")),
            Press("poll", "yes", CaseId("c2")),
            Press("record", "open", CaseId("c1")),
            HOME,
        )
    )
    rows = Rows((Row("A slot", buttons=buttons),))
    drawn = card(Card("poll", "x", (rows,), buttons), LINKED)

    assert ["poll/yes/c1/"] == [one["label"] for one in drawn["buttons"]]
    assert ["poll/yes/c1/"] == [one["label"] for one in drawn["blocks"][0]["rows"][0]["buttons"]]


def test_steps_are_done_now_or_to_come() -> None:
    """The steps say where it is, also in words."""
    drawn = card(Card("x", "x", (Steps(("a", "b", "c"), 1), Steps(("a",), 1))), DEMO)["blocks"]

    assert ((("a", "done"), ("b", "now"), ("c", "next")), "Step 2 of 3: b") == (drawn[0]["steps"], drawn[0]["reached"])
    assert ((("a", "done"),), "") == (drawn[1]["steps"], drawn[1]["reached"])


def test_headings_never_skip_a_level() -> None:
    """Titles of rows stand one level below the heading above them."""
    rows = Rows((Row("one"),))
    drawn = card(Card("x", "x", (rows, Heading("h"), rows)), DEMO)["blocks"]

    assert [2, 3] == [drawn[0]["level"], drawn[2]["level"]]


@pytest.mark.parametrize(("tone", "said"), [(Tone.INFO, ""), (Tone.WARNING, "Warning"), (Tone.DONE, "Done")])
def test_a_note_says_in_words_what_it_is(tone: Tone, said: str) -> None:
    """No note speaks by colour alone."""
    assert said == card(Card("x", "x", note=Note("words", tone)), DEMO)["note"]["first"]


def test_faults_stand_in_the_order_of_the_page_and_point_into_it() -> None:
    """The fault of the whole leads to the first question; one of another page leads nowhere and is still said."""
    fault = {"lead": "L", "elsewhere": "E", WHOLE: "W", "supervisors": "S"}
    asked = Page(form=pages.NOMINATION, press=pages.RAISE, section=pages.SUPERVISORS, given={}, errors=fault)

    assert (("W", "f-supervisors"), ("S", "f-supervisors"), ("L", "f-lead"), ("E", "")) == page(asked)["faults"]


def test_a_review_points_to_its_rows_and_its_changes_to_their_fields() -> None:
    """A fault in a review leads to its row, a change to its field."""
    drawn = review(replace(pages.REVIEW, errors={"initials": "Too long."}))

    assert (("Too long.", "r-initials"),) == drawn["faults"]
    assert ("child", "f-initials", "Too long.") == tuple(
        drawn["rows"][2][name] for name in ("section", "field", "error")
    )


def test_a_card_is_shown_again_about_the_same_thing() -> None:
    """The address of a reply keeps what the press was about, if it is the same card of the same case."""
    pressed = Press("poll", "yes", CaseId("c1"), "slot2")

    assert Press("poll", "show", CaseId("c1"), "slot2") == shows(Card("poll", "x", case="c1"), pressed)
    assert Press("poll", "show", CaseId("c2")) == shows(Card("poll", "x", case="c2"), pressed)
    assert HOME == shows(Card("no card of ours / at all", "x"), pressed)


@pytest.mark.parametrize(
    ("label", "described", "more"),
    [
        ("Open", "", " A row"),
        ("Open", "Open JS-7K3M", " JS-7K3M"),
        ("✓ Yes", "Yes, Tue 8 Dec 2026, 2pm", ", Tue 8 Dec 2026, 2pm"),
        ("Go", "Carry on with it", " Carry on with it"),
    ],
)
def test_a_screen_reader_hears_the_label_once_and_then_the_rest(label: str, described: str, more: str) -> None:
    """What is said of a button begins with what is seen on it; where nothing is said, its row is."""
    drawn = card(Card("x", "x", (Rows((Row("A row", buttons=(Button(label, HOME, described=described),)),)),)), DEMO)
    (button,) = drawn["blocks"][0]["rows"][0]["buttons"]

    assert more == button["more"]
    assert label.startswith("✓") is button["chosen"]
