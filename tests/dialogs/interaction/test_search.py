"""My list and the timeline on every channel, and a case by its reference without a chat (P23)."""

import pytest

from dialogs.cards.timeline import PAGE
from dialogs.model.heard import Go
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Rows
from dialogs.procedure.commands import COMMANDS
from tests.town import Town, buttons, played

FIND = Press("home", "find")


def found(town: Town, who: str, typed: str) -> Card | Page:
    reply = town.fills(who, FIND, {"reference": typed})
    assert isinstance(reply, (Card, Page))
    return reply


def test_my_list_offers_to_find_a_case() -> None:
    """On every channel, for everybody."""
    assert "find" in list(buttons(played("agreed").sees("bo", "home")))


@pytest.mark.parametrize("way", ["{}", " {} ", "{lower}", "{bare}", "{spaced}"])
def test_a_reference_may_be_typed_as_one_says_it(way: str) -> None:
    """Small letters, spaces, without what every reference begins with: the case as it is now."""
    town = played("agreed")
    reference = town.case.reference
    typed = way.format(
        reference, lower=reference.lower(), bare=reference.removeprefix("JS-"), spaced=reference.replace("-", " ")
    )
    card = found(town, "pat", typed)

    assert (card.name, card.title) == ("case", f"Joint supervision {reference}")  # type: ignore[union-attr] # a Card


def test_a_case_that_is_not_theirs_is_one_that_is_not_there() -> None:
    """The same words beside the field; then the person types another and finds it."""
    town = played("booked")
    of_others = found(town, "tess", town.case.reference)
    not_there = found(town, "tess", "JS-ZZZZ")
    nonsense = found(town, "tess", "anything; at all")
    again = found(town, "bo", town.case.reference)
    assert all(isinstance(one, Page) for one in (of_others, not_there, nonsense))

    assert of_others.errors == not_there.errors == nonsense.errors  # type: ignore[union-attr] # Pages
    assert list(of_others.errors) == ["reference"]  # type: ignore[union-attr]
    assert isinstance(again, Card)


def test_it_can_be_left() -> None:
    """Back and cancel lead to the list; nothing is kept."""
    town = played("agreed")
    page = town.fills("pat", FIND, {"reference": "JS-ZZZZ"})
    assert isinstance(page, Page)
    left = [town.hears(town.answer("pat", page, {}, go)) for go in (Go.CANCEL, Go.BACK, Go.KEEP)]

    assert {turn.reply.name for turn in left} == {"home"}  # type: ignore[union-attr] # Cards
    assert town.drafts == {}


def test_a_closed_case_is_found_too() -> None:
    """It is on no list any more."""
    town = played("closed")
    home = town.sees("pat", "home")

    assert town.case.reference not in repr(home)
    assert found(town, "pat", town.case.reference).name == "case"  # type: ignore[union-attr] # a Card


def test_every_fact_has_its_words_on_the_timeline() -> None:
    """Nobody "changed something"."""
    assert [] == [name for name, command in COMMANDS.items() if "did" not in vars(command)]


def test_the_timeline_says_who_did_what_when_and_where() -> None:
    """The latest first."""
    town = played("agreed")
    (rows,) = (block for block in town.sees("pat", "timeline").body if isinstance(block, Rows))

    assert [(row.title, row.detail) for row in rows.rows] == [
        ("Mo Madeup agreed", "Mon 23 Nov 2026, 10am, on the web"),
        ("Pat Pretend raised the case", "Mon 23 Nov 2026, 10am, on the web"),
    ]


def test_a_long_timeline_has_pages() -> None:
    """Nothing is left out, and each page leads to the next."""
    town = played("polling")
    for day in range(PAGE):
        town.later(days=1)
        town.does("sal", "case", "change-keyworker", {"who": "tess" if day % 2 else "kit"})
    titles: list[str] = []
    page = "0"
    for _ in range(9):
        card = town.sees("pat", "timeline", page)
        (rows,) = (block for block in card.body if isinstance(block, Rows))
        titles += [row.title for row in rows.rows]
        onward = [button.press.about for button in card.buttons if button.label == "Earlier"]
        if not onward:
            break
        (page,) = onward

    assert len(titles) > PAGE
    assert titles[-1] == "Pat Pretend raised the case"
    assert town.sees("pat", "timeline", "99") == town.sees("pat", "timeline", page)
    assert [button.label for button in town.sees("pat", "timeline", "99").buttons] == ["Later", "Back to the case"]
