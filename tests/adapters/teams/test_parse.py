"""Activities as what was heard: each kind, both ways of writing, and nothing raised whatever comes in."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.origin import Surface, origin
from adapters.teams.parse import Left, Met, noticed, written
from dialogs.model.heard import Go, Handle, Pressed, Said, Submitted
from tests.adapters.slack.samples import AGREE, FILL
from tests.doubles_teams.double import BOT, TENANT
from tests.trying import tries

Json = dict[str, Any]
MO = Handle("teams", TENANT, "mo")
AT_US = {"type": "mention", "mentioned": {"id": BOT, "name": "Joint supervision"}, "text": "<at>Joint supervision</at>"}
AT_JO = {"type": "mention", "mentioned": {"id": "29:jo"}, "text": "<at>Jo Just</at>"}


def activity(**more: Any) -> Json:
    """An activity of Mo's."""
    return {
        "type": "message",
        "id": "e1",
        "channelId": "msteams",
        "serviceUrl": "https://smba.trafficmanager.net/uk/",
        "from": {"id": "29:mo", "aadObjectId": "MO"},
        "recipient": {"id": BOT, "name": "Joint supervision"},
        "conversation": {"id": "a:mo", "conversationType": "personal", "tenantId": TENANT},
        **more,
    }


@pytest.mark.parametrize(
    ("text", "entities", "words"),
    [
        ("raise", [], "raise"),
        ("/raise", [], "raise"),
        ("/joint-supervision raise", [], "/joint-supervision raise"),
        ("  Mine \n", [], "Mine"),
        ("<at>Joint supervision</at> mine", [AT_US], "mine"),
        ("<at>Joint supervision</at>&nbsp;/mine", [AT_US], "mine"),
        ("<at>Joint supervision</at>", [AT_US], ""),
        ("ask <at>Jo Just</at> about it", [AT_JO], "ask Jo Just about it"),
        ("<at id='0'>Jo</at> &amp; co &lt;3", [], "Jo & co <3"),
        ("@Joint supervision mine", [], "mine"),
        ("dates tue 2pm, 3/12 at 10", [], "dates tue 2pm, 3/12 at 10"),
        ("1/2 of it", [], "1/2 of it"),
        ("a\0b\ud800", [], "ab?"),
    ],
)
def test_words_as_they_were_meant(text: str, entities: list[Json], words: str) -> None:
    """With and without the slash, with and without naming the bot."""
    heard = noticed(activity(text=text, entities=entities))

    assert isinstance(heard, Said)
    assert (MO, words, True) == (heard.sender, heard.words, heard.private)


@pytest.mark.parametrize(
    ("kind", "private"),
    [("personal", True), ("groupChat", False), ("channel", False), ("", False), (None, False), (7, False)],
)
def test_only_a_conversation_of_two_is_private(kind: object, private: bool) -> None:
    """Whatever is not surely personal is read by others."""
    heard = noticed(activity(text="mine", conversation={"id": "c", "conversationType": kind, "tenantId": TENANT}))

    assert isinstance(heard, Said)
    assert private is heard.private


SENT = {
    "press": str(FILL),
    "section": "why",
    "go": "next",
    "asked": "reasons* thinking who",
    "f_reasons": "stuck,a%2Cb%25",
    "f_thinking": " x ",
    "f_more": "y",
}
PLACES = [
    (
        "adaptiveCard/action",
        lambda data: {"action": {"type": "Action.Execute", "verb": "press", "data": data}},
        Surface.CARD,
    ),
    ("task/fetch", lambda data: {"data": data}, Surface.DIALOG),
    ("task/submit", lambda data: {"data": data}, Surface.DIALOG),
    ("composeExtension/submitAction", lambda data: {"commandId": "raise", "data": data}, Surface.DIALOG),
]


@pytest.mark.parametrize(("name", "wrap", "surface"), PLACES, ids=[name for name, *_ in PLACES])
def test_a_button_is_the_same_wherever_it_stands(name: str, wrap: Any, surface: Surface) -> None:
    """On a card, in a dialog that opens, in one that is sent."""
    body = activity(type="invoke", name=name, value=wrap({"press": str(AGREE)}))
    heard = noticed(body)

    assert isinstance(heard, Pressed)
    assert (AGREE, surface) == (heard.press, origin(body).surface)


@pytest.mark.parametrize(("name", "wrap", "surface"), PLACES, ids=[name for name, *_ in PLACES])
def test_a_form_takes_its_answers_along(name: str, wrap: Any, surface: Surface) -> None:
    """Several come back apart, what was asked and is not there is empty, what was not asked is not taken."""
    heard = noticed(activity(type="invoke", name=name, value=wrap(SENT)))

    assert isinstance(heard, Submitted)
    assert (FILL, "why", Go.NEXT) == (heard.press, heard.section, heard.go)
    assert {"reasons": ("stuck", "a,b%"), "thinking": " x ", "who": ""} == heard.raw


def test_an_older_client_sends_a_message() -> None:
    """The same data, as a message without words."""
    body = activity(value=SENT, replyToId="m1")

    assert isinstance(noticed(body), Submitted)
    assert (Surface.OLD_CARD, "m1") == (origin(body).surface, origin(body).message)


def test_the_box_for_writing() -> None:
    """A command we offer says what it says; another is nothing."""
    heard = noticed(activity(type="invoke", name="composeExtension/fetchTask", value={"commandId": "raise"}))

    assert isinstance(heard, Said)
    assert ("raise", True) == (heard.words, heard.private)
    assert noticed(activity(type="invoke", name="composeExtension/fetchTask", value={"commandId": "erase"})) is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"type": "installationUpdate", "action": "add"}, Met),
        ({"type": "installationUpdate", "action": "add-upgrade"}, Met),
        ({"type": "installationUpdate", "action": "remove"}, Left),
        ({"type": "installationUpdate", "action": "remove-upgrade"}, Left),
        ({"type": "installationUpdate"}, type(None)),
        ({"type": "conversationUpdate", "membersAdded": [{"id": "29:mo"}, {"id": BOT}]}, Met),
        ({"type": "conversationUpdate", "membersRemoved": [{"id": BOT}]}, Left),
        ({"type": "conversationUpdate", "membersAdded": [{"id": "29:jo"}]}, type(None)),
        ({"type": "conversationUpdate", "membersAdded": "x"}, type(None)),
        (
            {
                "type": "installationUpdate",
                "action": "add",
                "conversation": {"id": "19:x", "conversationType": "channel", "tenantId": TENANT},
            },
            type(None),
        ),
    ],
)
def test_coming_and_going(more: Json, expected: type) -> None:
    """Of the bot itself, to a person."""
    assert isinstance(noticed(activity(**more)), expected)


@pytest.mark.parametrize(
    "more",
    [
        {"from": {"id": "29:mo"}},
        {"from": {"id": "29:mo", "aadObjectId": "x" * 300}},
        {"from": {"aadObjectId": "mö"}},
        {"conversation": {"id": "a:mo", "conversationType": "personal"}},
        {"conversation": {"id": "a:mo", "tenantId": TENANT}, "channelData": {"tenant": {"id": "another"}}},
        {"conversation": {"conversationType": "personal", "tenantId": TENANT}},
        {"id": None},
        {"text": ""},
        {"text": None},
        {"value": {"press": "junk"}},
        {"value": {"press": f"case/{'x' * 300}//"}},
        {"value": {**SENT, "go": "elsewhere"}},
        {"value": {**SENT, "go": 3}},
        {"type": "invoke", "name": "signin/verifyState", "value": SENT},
        {"type": "messageUpdate", "text": "x"},
    ],
)
def test_what_is_nobody_or_nothing_is_not_heard(more: Json) -> None:
    """Without a person, a tenant, a conversation, an event, or a meaning."""
    assert noticed(activity(**{"text": "mine", **more})) is None


def test_an_invoke_without_an_id_is_known_by_what_it_holds() -> None:
    """The same press of the same moment is one event; another moment or another answer is another."""
    base = activity(
        type="invoke",
        name="adaptiveCard/action",
        id=None,
        replyToId="m1",
        timestamp="t1",
        value={"action": {"data": SENT}},
    )
    same, later = noticed(dict(base)), noticed({**base, "timestamp": "t2"})
    other = noticed({**base, "value": {"action": {"data": {**SENT, "f_thinking": "z"}}}})

    assert same == noticed(base)
    assert len({one.turn for one in (same, later, other) if isinstance(one, Submitted)}) == 3
    assert noticed({**base, "timestamp": None}) is None


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.floats(allow_nan=False),
        st.text(max_size=20),
        st.sampled_from(["personal", BOT, str(FILL), "next", "message", "invoke"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*activity(), *SENT, "value", "text", "name", "action", "data"]), inner),
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["message", "invoke", "installationUpdate", "conversationUpdate", "adaptiveCard/action", "task/submit", "x"]
)


@settings(max_examples=tries(300))
@given(
    st.dictionaries(
        st.sampled_from([*activity(), "value", "text", "name", "entities", "membersAdded", "action", "channelData"]),
        JSON,
    ),
    NAMES,
    NAMES,
)
def test_nothing_is_raised(more: Json, kind: str, name: str) -> None:
    """Any JSON is something heard, or nothing."""
    for body in (
        more,
        {**activity(), **more, "type": kind, "name": name},
        {**activity(type=kind, name=name), "value": more},
    ):
        noticed(body)
        origin(body)
        assert isinstance(written(body), str)
