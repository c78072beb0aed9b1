"""Lists for people with much, as each channel shows them: nothing is cut without a word, and every page can be reached."""

from dataclasses import replace

import pytest

from adapters.slack import render as slack_render
from adapters.teams import render as teams_render
from adapters.teams.limits import CARD_BYTES, weight
from dialogs.cards.home import OTHERS
from dialogs.model.press import Press
from dialogs.model.views import Heading, Rows
from tests.adapters.faces import FACES, Face
from tests.dialogs.cards.test_lists import busy

MUCH = busy(80)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_the_message_of_a_day_fits_whatever_waits(face: Face) -> None:
    """Five of each kind, how many more, and the way to all of them, whole on every channel."""
    digest = MUCH.sees("mo", "digest")
    said = face.says(digest)

    assert [] == face.faults(digest)
    assert "And 75 more. “All cases” has every one." in said
    assert "…and" not in said
    assert "All cases" in said


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_page_of_all_cases_is_whole_everywhere(face: Face) -> None:
    """Ten rows, the ways to the other pages and to what one looks for; each button comes back as what it was drawn for."""
    page = MUCH.sees("mo", "list", "all:2")
    said = face.says(page)

    assert [] == face.faults(page)
    assert "80 cases. Page 2 of 8." in said
    assert "…and" not in said
    assert 10 == sum(case.reference in said for case in MUCH.cases.values())
    if face.name != "letter":
        assert {str(Press("list", "show", None, f"all:{number}")) for number in (1, 3)} <= {*face.presses(page)}


def test_a_message_of_a_day_is_small_in_chats() -> None:
    """Eighty cases were 79 kB in Teams and 21,003 characters in Slack; with something of every kind it is not cut either."""
    digest = MUCH.sees("mo", "digest")
    (rows,) = [block for block in digest.body if isinstance(block, Rows)]
    others = Rows(tuple(replace(row, buttons=row.buttons[:1]) for row in rows.rows[:OTHERS]))
    full = replace(
        digest, body=(*digest.body, Heading("Waiting for others on your cases"), others, Heading("At risk"), others)
    )

    assert weight(teams_render.drawn(full)) < CARD_BYTES
    assert "…and" not in repr(teams_render.drawn(full))
    assert "…and" not in repr(slack_render.message(full))
