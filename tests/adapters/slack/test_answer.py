"""Where a reply goes, as plain values: what goes back on the request, what is called after it, what if Slack refuses."""

from dataclasses import replace

import pytest

from adapters.slack.answer import Answer, Call, answer, apology
from adapters.slack.origin import Origin, Surface
from dialogs.ids import turn_id
from dialogs.model.fields import WHOLE
from dialogs.model.heard import Handle, Heard, Pressed, Said, Submitted
from dialogs.model.views import Card, Reply, Tone
from tests.adapters.slack.samples import AGREE, CARD, CASE, FILL, LAST, PAGE, REVIEW

MO = Handle("slack", "T1", "UMO")
TURN = turn_id("slack", "x")
PRESSED = Pressed(turn=TURN, sender=MO, press=AGREE)
SENT = Submitted(turn=TURN, sender=MO, press=FILL, section="case")
SAID = Said(turn=TURN, sender=MO, words="mine")
OTHER = Card("case", "JS-7K3M", case=CASE)
SORRY = Card("sorry", "Sorry").saying("Try again.", Tone.WARNING)


def _at(surface: Surface, **more: object) -> Origin:
    return Origin(surface=surface, user="UMO", trigger="1.1", view="V1", seal="h", **more)  # type: ignore[arg-type] # by names


def _methods(answered: Answer) -> list[str]:
    return [call.method for call in answered.calls]


@pytest.mark.parametrize(
    ("at", "heard", "reply", "ack", "methods"),
    [
        (_at(Surface.COMMAND, channel="C1"), SAID, CARD, True, []),
        (_at(Surface.COMMAND, channel="C1"), SAID, PAGE, False, ["views.open"]),
        (_at(Surface.COMMAND, channel="C1"), SAID, REVIEW, False, ["views.open"]),
        (_at(Surface.SHORTCUT), SAID, CARD, False, ["views.open"]),
        (_at(Surface.MESSAGE, channel="D1", message="1"), PRESSED, CARD, False, ["chat.update"]),
        (_at(Surface.MESSAGE, channel="D1", message="1"), PRESSED, OTHER, False, ["chat.postEphemeral"]),
        (_at(Surface.MESSAGE, channel="C1", message="1"), PRESSED, CARD, False, ["chat.postEphemeral"]),
        (_at(Surface.MESSAGE, channel="D1", message="1"), PRESSED, CARD.saying("No.", Tone.WARNING), False, ["chat.update", "chat.postEphemeral"]),
        (_at(Surface.MESSAGE, channel="D1", message="1"), PRESSED, PAGE, False, ["views.open"]),
        (_at(Surface.WINDOW), SENT, LAST, False, ["views.update"]),
        (_at(Surface.WINDOW), PRESSED, CARD, False, ["views.update"]),
        (_at(Surface.SENT), SENT, CARD, True, []),
        (_at(Surface.HOME), PRESSED, CARD, False, ["views.open"]),
        (_at(Surface.HOME), PRESSED, replace(CARD, name="home"), False, ["views.publish"]),
        (_at(Surface.TAB), PRESSED, PAGE, False, ["views.publish"]),
        (_at(Surface.CHAT, channel="D1"), SAID, CARD, False, ["chat.postMessage"]),
    ],
)  # fmt: skip
def test_a_reply_goes_where_it_was_asked_for(
    at: Origin, heard: Heard, reply: Reply, ack: bool, methods: list[str]
) -> None:
    """Each surface and kind of reply has its way."""
    answered = answer(at, heard, reply)

    assert (ack, methods) == (answered.ack is not None, _methods(answered))


@pytest.mark.parametrize("reply", [CARD, OTHER, CARD.saying("No.", Tone.WARNING), SORRY])
def test_where_others_read_nothing_is_shown_to_all(reply: Card) -> None:
    """No card ever goes to a channel but to one person's eyes: not by a command, not by a press."""
    for surface, heard in ((Surface.COMMAND, SAID), (Surface.MESSAGE, PRESSED)):
        answered = answer(_at(surface, channel="C1", message="1"), heard, reply)
        public = [
            call for call in answered.calls if call.body.get("channel") == "C1" and call.method != "chat.postEphemeral"
        ]
        assert [] == public
        assert answered.ack is None or answered.ack["response_type"] == "ephemeral"


def test_the_same_card_of_another_case_is_not_put_in_its_place() -> None:
    """A card is edited only by what was done on that very card."""
    answered = answer(_at(Surface.MESSAGE, channel="D1", message="1"), PRESSED, replace(CARD, case="another"))

    assert ["chat.postEphemeral"] == _methods(answered)


def test_a_whisper_is_replaced_by_the_same_and_kept_beside_another() -> None:
    """Through the address that came with the press; failing that, to the person alone."""
    at = _at(Surface.MESSAGE, channel="C1", message="1", fleeting=True, reply_url="https://hooks.slack.com/x")
    same, other = answer(at, PRESSED, CARD).calls[0], answer(at, PRESSED, OTHER).calls[0]

    assert ["https://hooks.slack.com/x"] * 2 == [same.method, other.method]
    assert (True, False) == (same.body["replace_original"], other.body["replace_original"])
    assert same.otherwise is not None
    assert "UMO" == same.otherwise.body["channel"]


def test_a_window_is_changed_only_as_it_was_seen() -> None:
    """The hash travels with the change, so that an older answer does not overwrite a newer one."""
    (call,) = answer(_at(Surface.WINDOW), SENT, LAST).calls

    assert isinstance(call, Call)
    assert ("V1", "h") == (call.body["view_id"], call.body["hash"])


@pytest.mark.parametrize(
    ("errors", "inputs", "action"),
    [
        ({"reference": "Short."}, ("reference", "family"), "errors"),
        ({"reference": "Short.", WHOLE: "Both."}, ("reference",), "update"),
        ({"gone": "Not here."}, ("reference",), "update"),
        ({}, ("reference",), "update"),
    ],
    ids=["by field", "of the whole", "of a field that is not shown", "none"],
)
def test_faults_go_beside_their_fields_where_they_can(
    errors: dict[str, str], inputs: tuple[str, ...], action: str
) -> None:
    """Faults of fields that are on the screen keep the window as it is; any other draws it anew with words at the top."""
    ack = answer(_at(Surface.SENT, inputs=inputs), SENT, replace(PAGE, errors=errors)).ack

    assert ack is not None
    assert action == ack["response_action"]


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (CARD.saying("Sent.", Tone.DONE), "Sent."),
        (CARD, CARD.title),
        (CARD.saying("Too late.", Tone.WARNING), CARD.title),
        (Card("stranger", "I do not know you").saying("Hm.", Tone.DONE), "I do not know you"),
    ],
    ids=["done: the card is on its way", "no note", "a refusal", "of no case"],
)
def test_the_end_of_a_form_is_never_silent(card: Card, words: str) -> None:
    """Something is always left to read: a short word when the card comes by itself, else the card."""
    ack = answer(_at(Surface.SENT), SENT, card).ack

    assert words in str(ack)


@pytest.mark.parametrize(
    ("at", "action", "methods"),
    [
        (_at(Surface.SENT, inputs=("reference",)), "errors", []),
        (_at(Surface.SENT), "push", []),
        (_at(Surface.WINDOW), None, ["views.push"]),
        (_at(Surface.MESSAGE, channel="D1", message="1"), None, ["chat.postEphemeral"]),
        (_at(Surface.CHAT, channel="D1"), None, ["chat.postMessage"]),
    ],
)  # fmt: skip
def test_an_apology_takes_nothing_away(at: Origin, action: str | None, methods: list[str]) -> None:
    """Over a window it lies beside or on top, never instead; a card that was pressed stays."""
    answered = apology(at, SENT if at.surface in (Surface.SENT, Surface.WINDOW) else PRESSED, SORRY)

    assert (action, methods) == ((answered.ack or {}).get("response_action"), _methods(answered))


def test_a_form_that_cannot_open_is_offered_again() -> None:
    """When the trigger is spent, a message to the person has a button for the same form."""
    (call,) = answer(_at(Surface.COMMAND, channel="C1"), SAID, PAGE).calls

    assert call.otherwise is not None
    assert ("chat.postMessage", "UMO") == (call.otherwise.method, call.otherwise.body["channel"])
    assert str(FILL) in str(call.otherwise.body)
