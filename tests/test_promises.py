"""The ledger of promises is whole and true: each line of the pages, on each channel, with tests that are there and speak through it.

By reading sources alone. Whether a test would fail if its promise were broken, whoever names it has looked.
"""

from typing import Final

import pytest

from docs import promises
from docs.promises import CHANNELS, NOT_YET, Promise
from tests.outside import ROOT, found_in, speaks

UNPROVED: Final = 15
"""How many channels could show a promise and have no proof from outside yet. It only ever gets smaller."""
LEDGER: Final = promises.promises()


def named(row: Promise) -> list[tuple[str, str]]:
    """Each channel of a row with each test that is to prove it there."""
    return [(channel, test) for channel, cell in row.cells.items() if isinstance(cell, tuple) for test in cell]


def test_no_line_of_the_pages_is_missing_and_none_is_made_up() -> None:
    """P01 to P23 and every sentence of what people meet, sections 1 to 9 and 11, have their row, and no row is of nothing."""
    wanted = {number for number, _, _ in promises.sentences()}

    assert {f"P{number:02}" for number in range(1, 24)} <= wanted
    assert wanted == {*promises.kept()} - {"because"}


def test_every_channel_of_every_promise_says_something() -> None:
    """Tests, or why it is not on that channel, or that it is not proved yet; and no channel that we do not have."""
    assert [] == [row.id for row in LEDGER if {*row.cells} != {*CHANNELS} or not all(row.cells.values())]


def test_a_reason_is_one_that_is_given() -> None:
    """Each cell without tests names a reason of the ledger, and each reason is used."""
    used = {cell for row in LEDGER for cell in row.cells.values() if isinstance(cell, str)} - {NOT_YET}

    assert used == {*promises.reasons()}


@pytest.mark.parametrize("row", LEDGER, ids=lambda row: row.id)
def test_every_test_that_is_named_is_there(row: Promise) -> None:
    """Its file, and in it a test of that name."""
    gone = [test for _, test in named(row) if not _there(test)]

    assert [] == gone


@pytest.mark.parametrize("row", LEDGER, ids=lambda row: row.id)
def test_every_test_that_is_named_speaks_through_its_channel(row: Promise) -> None:
    """A page, a signed payload, an activity, a letter, a command: a test that asks the core alone proves nothing here."""
    inner = [(channel, test) for channel, test in named(row) if _there(test) and channel not in _spoken(test)]

    assert [] == inner


def test_what_is_not_proved_yet_gets_less() -> None:
    """A new gap fails; a gap that was closed is taken off the number above, so that it cannot come back."""
    gaps = [(row.id, channel) for row in LEDGER for channel, cell in row.cells.items() if cell == NOT_YET]

    assert len(gaps) == UNPROVED, gaps


def test_a_test_of_the_core_alone_speaks_through_nothing() -> None:
    """The rule has teeth: a story of the core is no proof, one through a page or a payload is."""
    assert frozenset() == _spoken("dialogs/test_stories.py::test_a_whole_case_from_the_door_to_closed")
    assert {"web", "slack"} == _spoken("play/test_play.py::test_one_case_goes_from_the_door_to_closed_on_two_channels")
    assert {"web", "slack", "teams"} <= _spoken("adapters/test_said.py::test_a_proposal_that_is_offered_is_a_yes")


def _there(test: str) -> bool:
    path, _, name = test.partition("::")
    return (ROOT / "tests" / path).exists() and found_in(ROOT / "tests" / path, name) is not None


def _spoken(test: str) -> frozenset[str]:
    path, _, name = test.partition("::")
    return speaks(ROOT / "tests" / path, name)
