from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import parse
from dialogs.ids import PersonId
from dialogs.model.heard import Go, Handle, Submitted
from dialogs.model.press import Press

EVENT = "e" * 24
RAISE = Press("raise", "open")
MO = PersonId("mo")


def body(*pairs: tuple[str, str]) -> bytes:
    return urlencode([("event", EVENT), *pairs]).encode()


def a_post(*pairs: tuple[str, str]) -> parse.PostedForm:
    post = parse.read(body(*pairs))
    assert post is not None
    return post


def test_answers_keep_their_names_and_several_stay_several() -> None:
    """A single field gives one text, a field of several a tuple, also of one or none."""
    post = a_post(
        ("a.reference", "CYP"),
        ("m.reasons", ""),
        ("m.reasons", "stuck"),
        ("m.nobody", ""),
        ("m.two", "x"),
        ("m.two", "y"),
    )

    assert {"reference": "CYP", "reasons": ("stuck",), "nobody": (), "two": ("x", "y")} == post.raw


def test_the_last_value_of_a_single_field_counts() -> None:
    """The empty value sent before radio buttons gives way to the one that was chosen."""
    assert {"risk": "yes", "other": ""} == a_post(("a.risk", ""), ("a.risk", "yes"), ("a.other", "")).raw


def test_unknown_keys_are_dropped() -> None:
    """What is no answer and no part of our forms leaves no trace."""
    post = a_post(("x.reference", "1"), ("reference", "1"), ("a.", "1"), ("a.no spaces", "1"), ("a.__proto__\n", "1"))

    assert {} == post.raw


def test_control_characters_are_taken_out() -> None:
    """Typed text keeps its lines and tabs, and loses what no keyboard writes and no database takes."""
    assert {"think": "one\r\n\ttwo"} == a_post(("a.think", "one\x00\r\n\ttwo\x1b")).raw


def test_change_names_its_section() -> None:
    """A Change button of the review goes to the section it names."""
    post = a_post(("section", ""), ("change", "child"))

    assert (Go.CHANGE, "child") == (post.go, post.section)


@pytest.mark.parametrize("go", list(Go), ids=str)
def test_every_way_out_of_a_screen_is_understood(go: Go) -> None:
    """Whatever a button of a form says, it is heard so."""
    assert go is a_post(("go", go.value)).go


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"event=short",
        b"event=" + b"e" * 65,
        b"event=" + b"%20" * 20,
        body(("go", "sideways")),
        b"&".join([b"a.x=1"] * 3000),
        b"a" * (1024 * 1024 + 1),
    ],
    ids=["empty", "short event", "long event", "odd event", "unknown way", "too many", "too big"],
)
def test_what_no_form_of_ours_sends_is_nothing(junk: bytes) -> None:
    """Junk is not read in part."""
    assert None is parse.read(junk)


@given(st.binary(max_size=500))
def test_no_bytes_break_the_reader(junk: bytes) -> None:
    """Any body is read or refused; none raises."""
    for attempt in (junk, body() + b"&" + junk):
        post = parse.read(attempt)

        assert post is None or post.go in Go


def test_the_same_form_sent_twice_is_one_turn() -> None:
    """A double click makes one turn id, and the sender is a handle of the web."""
    once, again = (
        parse.submitted(a_post(("a.x", "1"), ("section", "s"), ("mark", "0a1b")), RAISE, MO) for _ in range(2)
    )

    assert (
        once
        == again
        == Submitted(
            turn=once.turn, sender=Handle("web", "", "mo"), press=RAISE, section="s", raw={"x": "1"}, mark="0a1b"
        )
    )


@pytest.mark.parametrize(
    "other",
    [
        (("a.x", "2"),),
        (("a.x", "1"), ("go", "keep")),
        (("a.x", "1"), ("section", "s")),
        (("a.x", "1"), ("press", "a/b//")),
    ],
    ids=["answer", "way", "section", "press"],
)
def test_an_old_page_sent_with_something_else_is_another_turn(other: tuple[tuple[str, str], ...]) -> None:
    """Going back in the browser and answering otherwise is heard, though the page carries the same event."""
    first = parse.submitted(a_post(("a.x", "1")), RAISE, MO)

    assert first.turn != parse.submitted(a_post(*other), RAISE, MO).turn


def test_nobody_can_spoil_the_turn_of_another() -> None:
    """The same event of two people makes two turns."""
    assert parse.pressed(a_post(), RAISE, MO).turn != parse.pressed(a_post(), RAISE, PersonId("priya")).turn


@pytest.mark.parametrize("press", [RAISE, Press.read("poll/yes/3f2a/slot:1.2")], ids=str)
def test_a_press_survives_the_path(press: Press) -> None:
    """A press as part of an address reads back as itself, and needs no escaping."""
    assert press == parse.unpacked(parse.packed(press))
    assert "/" not in parse.packed(press)


@pytest.mark.parametrize(
    ("back", "kept"),
    [
        ("/", "/"),
        ("/as/mo", "/as/mo"),
        ("/as/mo/card/poll~show~~", "/as/mo/card/poll~show~~"),
        ("//evil.example", "/"),
        ("/as/mo//evil.example", "/as/mo//evil.example"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/as/mo\r\nSet-Cookie: a=b", "/"),
        ("/p/abc", "/"),
    ],
)
def test_the_clock_never_leads_to_another_site(back: str, kept: str) -> None:
    """Where to go back to is a page of the demo, or its start."""
    assert kept == a_post(("back", back)).back
