"""Payloads of Slack's become what was heard; nonsense becomes nothing, and never an exception."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import parse
from adapters.slack.origin import Origin, origin
from dialogs.ids import turn_id
from dialogs.model.heard import Go, Handle, Pressed, Said, Submitted
from dialogs.model.press import Press
from tests.adapters.slack.samples import AGREE, FILL

Json = dict[str, Any]

WHO = {"user": {"id": "UMO", "team_id": "T1"}, "team": {"id": "T1", "domain": "x"}}
MO = Handle("slack", "T1", "UMO")
METADATA = json.dumps({"press": str(FILL), "section": "case"})
VALUES = {
    "reference": {"answer": {"type": "plain_text_input", "value": "A 12"}},
    "empty": {"answer": {"type": "plain_text_input", "value": None}},
    "on": {"answer": {"type": "datepicker", "selected_date": "2026-11-20"}},
    "role": {"answer": {"type": "radio_buttons", "selected_option": {"value": "p"}}},
    "reasons": {"answer": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}},
    "nobody": {"answer": {"type": "multi_static_select", "selected_options": []}},
}
COMMAND: Json = {
    "command": "/joint-supervision", "text": "raise", "user_id": "UMO", "team_id": "T1", "channel_id": "C1", "trigger_id": "1.1", "response_url": "https://hooks.slack.com/x",
}  # fmt: skip
SHORTCUT: Json = {"type": "shortcut", "callback_id": "raise_joint_supervision", "trigger_id": "2.1", **WHO}
BUTTON: Json = {
    "type": "block_actions", "trigger_id": "3.1", "container": {"type": "message", "message_ts": "5.5", "channel_id": "D1", "is_ephemeral": False},
    "response_url": "https://hooks.slack.com/y", "actions": [{"action_id": "press-1", "value": str(AGREE), "action_ts": "9.9"}], **WHO,
}  # fmt: skip
BLOCKS = [
    {"type": "input", "block_id": name, "optional": name in ("empty", "nobody"), "element": {"action_id": "answer"}}
    for name in VALUES
]
VIEW: Json = {
    "blocks": [{"type": "header"}, *BLOCKS],
    "id": "V1",
    "hash": "h1",
    "type": "modal",
    "callback_id": "page",
    "private_metadata": METADATA,
    "state": {"values": VALUES},
}
SENT: Json = {"type": "view_submission", "trigger_id": "4.1", "view": VIEW, **WHO}
BACK: Json = {
    "type": "block_actions",
    "trigger_id": "5.1",
    "view": VIEW,
    "container": {"type": "view"},
    "actions": [{"action_id": "go-back-1", "value": "case"}],
    **WHO,
}
HOME: Json = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T1",
    "event": {"type": "app_home_opened", "user": "UMO", "tab": "home", "channel": "D1"},
}
CHAT: Json = {
    "type": "event_callback", "event_id": "Ev2", "team_id": "T1",
    "event": {"type": "message", "channel_type": "im", "user": "UMO", "team": "T1", "channel": "D1", "text": "mine"},
}  # fmt: skip
ALL = {
    "command": COMMAND,
    "shortcut": SHORTCUT,
    "button": BUTTON,
    "sent": SENT,
    "back": BACK,
    "home": HOME,
    "chat": CHAT,
}


def with_value(body: Json, value: object, *path: str | int) -> Json:
    """The payload with another value at a path."""
    changed = deepcopy(body)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        (COMMAND, Said(turn=turn_id("slack", "1.1"), sender=MO, words="raise", private=False)),
        (
            with_value(COMMAND, "D1", "channel_id"),
            Said(turn=turn_id("slack", "1.1"), sender=MO, words="raise", private=True),
        ),
        (SHORTCUT, Said(turn=turn_id("slack", "2.1"), sender=MO, words="raise")),
        (BUTTON, Pressed(turn=turn_id("slack", "3.1"), sender=MO, press=AGREE)),
        (with_value(BUTTON, None, "trigger_id"), Pressed(turn=turn_id("slack", "UMO 9.9"), sender=MO, press=AGREE)),
        (HOME, Pressed(turn=turn_id("slack", "Ev1"), sender=MO, press=Press("home", "show"))),
        (CHAT, Said(turn=turn_id("slack", "Ev2"), sender=MO, words="mine")),
        (
            with_value(CHAT, "file_share", "event", "subtype"),
            Said(turn=turn_id("slack", "Ev2"), sender=MO, words="mine"),
        ),
    ],
    ids=[
        "command",
        "command in a direct message",
        "shortcut",
        "button",
        "button without trigger",
        "home",
        "chat",
        "chat with a file",
    ],
)
def test_what_was_done_is_heard(body: Json, heard: object) -> None:
    """Each kind of payload is one thing heard, with an id that is the event's."""
    assert heard == parse.heard(body)


def test_a_window_brings_its_answers() -> None:
    """Texts, days, one, several; what was cleared is empty, so that it is cleared."""
    heard = parse.heard(SENT)

    assert isinstance(heard, Submitted)
    assert (MO, FILL, "case", Go.NEXT) == (heard.sender, heard.press, heard.section, heard.go)
    assert {
        "reference": "A 12",
        "empty": "",
        "on": "2026-11-20",
        "role": "p",
        "reasons": ("a", "b"),
        "nobody": (),
    } == heard.raw


@pytest.mark.parametrize(
    ("action", "go", "about"),
    [
        ("go-back-1", Go.BACK, ""),
        ("go-keep-2", Go.KEEP, ""),
        ("go-cancel-3", Go.CANCEL, ""),
        ("go-change-4", Go.CHANGE, "why"),
        ("go-move-5", Go.MOVE, "why"),
    ],
)
def test_a_button_of_a_form_leads_elsewhere_and_brings_the_answers_too(action: str, go: Go, about: str) -> None:
    """Back, save, throw away, change and move say of what they speak, and what was typed on the screen is not lost."""
    heard = parse.heard(with_value(BACK, [{"action_id": action, "value": "why"}], "actions"))

    assert isinstance(heard, Submitted)
    assert (go, "case", about, "A 12") == (heard.go, heard.section, heard.about, heard.raw["reference"])


def test_a_review_sends() -> None:
    """The window of the review says send."""
    heard = parse.heard(with_value(SENT, "review", "view", "callback_id"))

    assert isinstance(heard, Submitted)
    assert Go.SEND == heard.go


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (("4.2", "trigger_id"), True),
        (("h2", "view", "hash"), False),
        (("V2", "view", "id"), False),
        (("A 13", "view", "state", "values", "reference", "answer", "value"), False),
    ],
    ids=["new trigger", "new hash", "another window", "another answer"],
)
def test_a_window_sent_again_is_one_event_unless_something_changed(change: tuple[Any, ...], same: bool) -> None:
    """Id, hash and answers make the event; the trigger does not."""
    first, second = parse.heard(SENT), parse.heard(with_value(SENT, *change))

    assert first is not None
    assert second is not None
    assert same == (first.turn == second.turn)


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (VALUES, True),
        ({name: one for name, one in VALUES.items() if name != "empty"}, True),
        ({name: one for name, one in VALUES.items() if name != "reference"}, False),
        ({"another": {"answer": {"value": "x"}}}, False),
        ({**VALUES, "another": {"answer": {"value": "x"}}}, False),
        ({**VALUES, "reference": {"older": {"value": "x"}}}, False),
        ({}, False),
    ],
    ids=[
        "all",
        "an optional one is missing",
        "a required one is missing",
        "another screen's",
        "another screen's too",
        "an older drawing's",
        "none",
    ],
)
@pytest.mark.parametrize("body", [SENT, BACK], ids=["sent", "back"])
def test_the_answers_of_an_older_screen_are_not_taken_for_this_one(body: Json, values: Json, read: bool) -> None:
    """What Slack sometimes sends by mistake would empty the answers of the screen that is shown."""
    assert read == (parse.heard(with_value(body, values, "view", "state", "values")) is not None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "block_actions"},
        {"type": "event_callback"},
        with_value(COMMAND, "", "user_id"),
        with_value(COMMAND, "", "trigger_id"),
        with_value(COMMAND, "/other", "command"),
        with_value(SHORTCUT, "another", "callback_id"),
        with_value(BUTTON, [], "actions"),
        with_value(BUTTON, "nonsense", "actions", 0, "value"),
        with_value(BUTTON, "web-thinking", "actions", 0, "action_id"),
        with_value(BUTTON, {"id": "UMO\n", "team_id": "T1"}, "user"),
        with_value(BUTTON, {}, "user"),
        with_value(BACK, "", "view", "private_metadata"),
        with_value(BACK, [{"action_id": "go-away-1", "value": "x"}], "actions"),
        with_value(SENT, "{", "view", "private_metadata"),
        with_value(SENT, "[" * 9_000, "view", "private_metadata"),
        with_value(SENT, "card", "view", "callback_id"),
        with_value(SENT, "", "view", "id"),
        with_value(HOME, "messages", "event", "tab"),
        with_value(HOME, "", "event_id"),
        with_value(CHAT, "B1", "event", "bot_id"),
        with_value(CHAT, "message_changed", "event", "subtype"),
        with_value(CHAT, "channel", "event", "channel_type"),
        with_value(CHAT, "", "event", "text"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_not_heard(body: Json) -> None:
    """Other commands, other buttons, bots, edits, broken and forged payloads are nothing."""
    assert parse.heard(body) is None


def test_a_forged_press_is_read_as_no_more_than_it_says() -> None:
    """A value that no button carried, but could have, is a press to be judged like any other; markup is not."""
    fine, wrong = (
        parse.heard(with_value(BUTTON, value, "actions", 0, "value")) for value in ("case/withdraw/00/", "case/<b>/00/")
    )

    assert isinstance(fine, Pressed)
    assert wrong is None


def paths(thing: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, value in inside:
        yield (*before, key)
        yield from paths(value, (*before, key))


WRONG: tuple[Any, ...] = (None, 7, True, "", "x" * 300, "\ud800", [], [None], {}, {"id": 7}, [[]])


@pytest.mark.parametrize("name", ALL)
def test_no_wrong_value_anywhere_is_an_exception(name: str) -> None:
    """Whatever stands at any place of a payload, parsing gives something heard or nothing, and a place."""
    for path in paths(ALL[name]):
        for wrong in WRONG:
            body = with_value(ALL[name], wrong, *path)
            assert isinstance(parse.heard(body), Said | Pressed | Submitted | None)
            assert isinstance(origin(body), Origin)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
KEYS = st.sampled_from(sorted({str(step) for body in ALL.values() for path in paths(body) for step in path}))


@given(
    st.sampled_from(list(ALL.values())),
    st.dictionaries(KEYS, JSON, max_size=4),
    st.dictionaries(KEYS, JSON, max_size=4),
)
def test_no_payload_is_an_exception(body: Json, over: Json, deep: Json) -> None:
    """Parsing is total."""
    for odd in ({**body, **over}, {**body, "view": deep, "event": {**deep, "type": "message"}, "actions": [deep]}):
        assert isinstance(parse.heard(odd), Said | Pressed | Submitted | None)
        assert isinstance(origin(odd), Origin)
        parse.profile(odd, Handle("slack", "T1", "U1"), "T1")
        parse.changed(odd)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("see <https://x.org/y?z=1>", "see https://x.org/y?z=1"),
        ("<https://x.org|x.org> ok", "x.org ok"),
        ("<@U123|jo> and <@U124>", "jo and @U124"),
        ("<#C1|general> <!here>", "general !here"),
        ("  tue 2pm  ", "tue 2pm"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_words_are_read_as_they_were_typed(typed: str, read: str) -> None:
    """Links and mentions are their words, escapes are undone."""
    assert read == parse.written(typed)
