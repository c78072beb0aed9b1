"""Texts that are longer than Slack's places for them: nothing is cut unsaid, nothing is refused, nobody is stuck."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.shared.fitting import units
from adapters.shared.pieces import pieces, whole
from adapters.slack import render
from dialogs.model.views import Answered, Card, Pairs, Row, Rows, Text
from tests.adapters.slack.samples import CARD, LAST, REVIEW
from tests.doubles_slack.rules import faults_of_message, faults_of_view, texts
from tests.trying import tries


@settings(max_examples=tries(200))
@given(st.text(st.sampled_from("ab \n\U0001f600é"), max_size=400), st.integers(5, 60))
def test_a_text_in_pieces_comes_back_to_the_letter(text: str, limit: int) -> None:
    """Each piece fits, and the answers of the inputs are the answer, in whatever order they come."""
    parts = pieces(text, limit)
    named = [(part.named("field", number), part.words) for number, part in enumerate(parts, 1)]

    assert limit >= max(units(part.words) for part in parts)
    assert {"field": text.lstrip()} == {name: found.lstrip() for name, found in whole(reversed(named))}


def test_a_piece_that_is_emptied_leaves_no_gap() -> None:
    """What stood between two pieces goes with the second of them."""
    named = [("f", ""), ("f~2.n2", "two"), ("f~3.n1", ""), ("f~4.s1", "four"), ("g", "x")]

    assert {"f": "two four", "g": "x"} == dict(whole(named))


def test_a_text_too_long_for_one_input_stands_in_several() -> None:
    """Nothing of it is cut, each input has room to write on, and the last is empty; on, back and saved are there."""
    text = "\n\n".join(f"{at} {'word ' * 150}".rstrip() for at in range(9))
    view: Any = render.window(replace(LAST, given={"thinking": text}))
    drawn = [block for block in view["blocks"] if block.get("block_id", "").startswith("thinking")]

    assert "submit" in view
    assert "thinking" == drawn[0]["block_id"]
    assert text == "\n\n".join(block["element"].get("initial_value", "") for block in drawn).strip()
    assert "initial_value" not in drawn[-1]["element"]
    assert {3_000} == {block["element"]["max_length"] for block in drawn}
    assert ["Back", "Save for later", "Throw away"] == [
        element["text"]["text"] for element in view["blocks"][-1]["elements"]
    ]
    assert drawn[0]["label"]["text"].endswith(f"(part 1 of {len(drawn)})")


@pytest.mark.parametrize("rows", [1, 400], ids=["a digest of one", "a digest of four hundred"])
def test_a_message_stays_below_what_slack_takes(rows: int) -> None:
    """All texts of a message together have about 13,200 characters at most; what is left out is counted, with a way to it."""
    listed = Rows(tuple(Row(f"JS-{at}: to write the record", "Since Mon 23 Nov 2026. " * 20) for at in range(rows)))
    long = Text("A paragraph that goes on. " * 400)
    drawn = json.loads(json.dumps(render.message(replace(CARD, body=(long, listed), web="https://bot.example/x"))))

    assert [] == faults_of_message(drawn)
    assert (rows > 1) == ("all of it is on the web page." in str(drawn))


def test_nothing_of_a_window_is_cut_silently() -> None:
    """What another writer wrote, shown above the field, and the words of a review are whole, however long they are."""
    text = "".join(f"{at:05} " for at in range(3_000)).strip()
    views: Any = (
        render.window(replace(LAST, section=replace(LAST.section, intro=(text,)))),
        render.window(replace(REVIEW, rows=(Answered("f", "s", "L", text),))),
        render.window(Card("x", "X", (Text(text), Pairs((("Label", text),)), Rows((Row("Row", text),))))),
    )

    for view, times in zip(views, (1, 1, 3), strict=True):
        assert [] == faults_of_view(json.loads(json.dumps(view)))
        assert 3_000 * times == sum(len(re.findall(r"\b\d{5}\b", text["text"])) for text in texts(view))
