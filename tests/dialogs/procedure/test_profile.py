"""Faults of a profile, each with its line and what to write instead."""

import pytest

from dialogs.owed import What
from dialogs.procedure.profile import Ladder, Profile, read_profile
from tests.town import PROFILE_FILE

NORFOLK = PROFILE_FILE.read_text()


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("closures = []", 'closures = ["Christmas"]', "closures", 'Write dates in quotes, such as ["2026-12-29"]'),
        ("closures = []", "closures = 7", "closures", 'Write dates in quotes, such as ["2026-12-29"]'),
        ("working_days = 15", "working_days = 0", "window.working_days", "Write a whole number from 1 to 260"),
        ('opens = "09:00"', 'opens = "nine"', "session.opens", 'Write a time in quotes, such as "09:00"'),
        ("person = [1, 3, 5]", "person = [5, 3]", "reminders.agree.person", "Write rising whole numbers"),
        ("[quiet]", "", "quiet", "This is missing. Write a table"),
    ],
)
def test_a_fault_names_its_line_and_what_to_write(old: str, new: str, key: str, says: str) -> None:
    """A wrong profile starts nothing: each fault names a line that exists, the key, and what is wanted; put right, it is read."""
    assert old in NORFOLK
    faults = read_profile(NORFOLK.replace(old, new, 1))
    assert isinstance(faults, tuple)
    found = {fault.key: fault for fault in faults}

    assert found[key].says.startswith(says)
    assert 1 <= found[key].line <= len(NORFOLK.splitlines())
    assert isinstance(read_profile(NORFOLK), Profile)


def test_closure_days_are_read_in_order() -> None:
    """The days on which the partnership is closed are days (P14)."""
    profile = read_profile(NORFOLK.replace("closures = []", 'closures = ["2026-12-30", "2026-12-29"]', 1))
    assert isinstance(profile, Profile)

    assert [closure.isoformat() for closure in profile.closures] == ["2026-12-29", "2026-12-30"]


def test_an_ask_without_a_ladder_has_the_usual_one() -> None:
    """A profile written before there was such an ask is read, and the ask climbs all the same; a ladder for what nobody owes is a fault, with its line."""
    line = next(line for line in NORFOLK.splitlines() if line.startswith("vote = "))
    older, misspelt = (
        read_profile(NORFOLK.replace(f"{line}\n", "")),
        read_profile(NORFOLK.replace("vote = ", "votes = ")),
    )
    assert isinstance(older, Profile)
    assert isinstance(misspelt, tuple)

    assert Ladder(person=(1, 3), manager=(5,), office=(7,)) == older.ladders[What.VOTE]
    assert [(1 + NORFOLK.splitlines().index(line), "reminders.votes")] == [
        (fault.line, fault.key) for fault in misspelt
    ]
