"""What cards, fields, pages and reviews look like in Slack: plain dicts, compared."""

import json
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack import cards, modals, render
from adapters.slack.inputs import asked
from dialogs.model.fields import WHOLE, Field, Section, ShortText
from dialogs.model.views import Answered, Card, Note, Page, Pairs, Row, Rows, Text, Tone
from tests.adapters.slack.samples import CARD, CASE, FILL, FIRST, LAST, PAGE, REVIEW
from tests.doubles_slack.rules import elements

Json = dict[str, Any]


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words, "emoji": False}


def _page(field: Field, given: Any = None, **more: Any) -> Page:
    section = Section(name="s", title="S", fields=(field,))
    return replace(PAGE, section=section, given={} if given is None else {field.name: given}, **more)


def _drawn(field: Field, given: Any = None, **more: Any) -> list[Any]:
    return list(asked(field, _page(field, given, **more)))


def _element(field: Field, given: object = None) -> Any:
    return next(one["element"] for one in _drawn(field, given) if one["type"] == "input")


def _labels(block: Any) -> list[str]:
    return [element["text"]["text"] for element in block["elements"]]


def _words(blocks: list[Any]) -> list[str]:
    """The words of the small lines."""
    return [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]


def test_a_notification_says_the_title_and_nothing_of_the_body() -> None:
    """What is seen on a locked phone is the duty, and no case."""
    assert "Your agreement is needed" == render.message(CARD)["text"]


def test_a_card_is_drawn_top_to_bottom() -> None:
    """Title, note, body in its order, buttons last."""
    blocks: Any = render.message(CARD.saying("Agreed.", Tone.DONE))["blocks"]

    assert [
        "header",
        "section",
        "section",
        "header",
        "section",
        "context",
        "section",
        "section",
        "actions",
        "section",
        "section",
        "actions",
    ] == [block["type"] for block in blocks]


def test_a_button_carries_its_press_and_nothing_else() -> None:
    """Name and number, token, words; danger as a style beside the words."""
    drawn = cards.button(CARD.buttons[1], 7)

    assert {
        "type": "button",
        "action_id": "press-7",
        "value": f"agreement/agree/{CASE}/",
        "text": _plain("Decline"),
        "accessibility_label": "Decline JS-7K3M",
        "style": "danger",
    } == drawn


def test_buttons_of_rows_say_their_row_to_screen_readers() -> None:
    """“Yes” alone says nothing; with its row it does."""
    blocks: Any = render.message(CARD)["blocks"]
    labels = [element.get("accessibility_label") for element in elements(blocks)]

    assert ["Yes: Tue 1 Dec, 2pm", "No: Tue 1 Dec, 2pm", "Open: JS-2222", None, "Decline JS-7K3M"] == labels


def test_steps_and_tones_are_words() -> None:
    """Where a thing has come to and what a note is are said, not coloured."""
    drawn = str(render.message(CARD)["blocks"])

    assert "Done: Raised. Now: Agreed. To come: Booked." in drawn
    assert "Warning: Three days left." in drawn


def test_what_has_no_room_is_counted() -> None:
    """A list that is too long ends in a number and where the rest is; the buttons stay."""
    card = replace(CARD, body=(Rows(tuple(Row(f"Row {at}") for at in range(90))),))
    blocks: Any = render.message(card)["blocks"]

    assert 50 == len(blocks)
    assert ["…and 43 more: there is no room for it here."] == _words(blocks)
    assert "actions" == blocks[-1]["type"]


def test_pairs_stand_five_to_a_block() -> None:
    """Slack holds ten cells: five labels, five values."""
    blocks: Any = render.message(Card("x", "X", (Pairs(tuple((f"L{at}", "v") for at in range(7))),)))["blocks"]

    assert [10, 4] == [len(block["fields"]) for block in blocks if "fields" in block]


def test_a_screen_with_too_many_fields_is_not_cut() -> None:
    """A field that was not shown would count as emptied, so then none is shown."""
    section = Section(name="s", title="S", fields=tuple(ShortText(name=f"f{at}", label="L") for at in range(120)))

    view: Any = render.window(replace(PAGE, section=section))

    assert "submit" not in view
    assert "Save for later" in _labels(view["blocks"][-1])
    assert {"press": str(PAGE.press), "section": ""} == json.loads(view["private_metadata"])


@pytest.mark.parametrize(
    ("number", "of", "reviewed", "label"),
    [(1, 2, True, "Next"), (2, 2, True, "Check answers"), (2, 2, False, "Send"), (1, 1, False, "Send")],
)
def test_the_way_on_says_where_to(number: int, of: int, reviewed: bool, label: str) -> None:
    """Next, to the review, or the form's own word where there is nothing between."""
    assert _plain(label) == render.window(replace(PAGE, number=number, of=of, reviewed=reviewed))["submit"]


@pytest.mark.parametrize(
    ("number", "labels"), [(1, ["Save for later", "Throw away"]), (2, ["Back", "Save for later", "Throw away"])]
)
def test_there_is_a_way_back_and_out(number: int, labels: list[str]) -> None:
    """From every screen but the first back, from every screen out; throwing away is asked twice."""
    view: Any = render.window(replace(LAST, number=number))
    ways = view["blocks"][-1]["elements"]

    assert labels == [way["text"]["text"] for way in ways]
    assert "confirm" in ways[-1]


def test_a_window_carries_ids_only() -> None:
    """Press and section; no word that anybody typed."""
    view = render.window(replace(PAGE, given={"reference": "secret words"}))

    assert f'{{"press":"case/raise/{CASE}/","section":"case"}}' == view["private_metadata"]


def test_faults_of_the_whole_and_notes_come_first() -> None:
    """What is wrong with the form as a whole stands at the top, in words."""
    view: Any = render.window(replace(PAGE, errors={WHOLE: "Both are of one agency."}, note=Note("Begun on Monday.")))

    assert ["⚠ There is a problem: Both are of one agency.", "ℹ Begun on Monday.", "The case"] == [
        one["text"]["text"] for one in view["blocks"][:3]
    ]
    assert FIRST.intro[0] in str(view["blocks"][4])


def test_a_review_has_every_answer_with_its_way_to_change() -> None:
    """Label with Change beside it, the whole answer below, what to look at again."""
    view: Any = render.window(replace(REVIEW, errors={"reference": "It is taken."}))

    assert [("go-change-1", "case"), ("go-change-2", "why")] == [
        (one["accessory"]["action_id"], one["accessory"]["value"]) for one in view["blocks"] if "accessory" in one
    ]
    assert ["⚠ It is taken.", "Look again: Use initials."] == _words(view["blocks"])
    assert ("review", _plain("Send")) == (view["callback_id"], view["submit"])


def test_a_long_review_is_clipped_and_can_be_sent() -> None:
    """A hundred answers do not fit; the rest is counted."""
    view: Any = render.window(replace(REVIEW, rows=tuple(Answered(f"f{at}", "s", "L", "w") for at in range(100))))

    assert 100 >= len(view["blocks"])
    assert "…and 52 more: there is no room for it here." in str(view["blocks"][-2])


def test_the_home_tab_offers_a_form_it_cannot_hold() -> None:
    """A form on the home tab is a card with a button that opens it."""
    view: Any = render.home(PAGE)

    assert ("home", [str(FILL)]) == (view["type"], [element["value"] for element in elements(view["blocks"])])


def test_a_review_in_a_chat_is_read_out() -> None:
    """Every answer, and what to say next."""
    assert "Say “send” to finish" in str(render.question(REVIEW)["blocks"])


def test_titles_that_are_too_long_are_cut_in_the_bar_and_whole_below() -> None:
    """Slack's bar holds 24 letters; the heading holds the rest."""
    view: Any = modals.card(Card("x", "A title that is far too long for it", (Text("t"),)))

    assert ("A title that is far too…", "A title that is far too long for it") == (
        view["title"]["text"],
        view["blocks"][0]["text"]["text"],
    )


def test_a_last_word_names_itself() -> None:
    """Done when it is done; please note, when it is not."""
    titles: list[Any] = [modals.done(Note("x", tone))["title"] for tone in (Tone.DONE, Tone.WARNING)]

    assert ["Done", "Please note"] == [title["text"] for title in titles]
