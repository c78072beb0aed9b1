"""Every calendar file of ours read back by other people's libraries: the same instants, no faults (P16)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.documents.ics import Meeting, invitation
from tests.adapters.documents.readers import READERS, Read, by_ical_js
from tests.adapters.documents.test_ics import LONDON, MEETING, STAMP

TIMES = {
    "winter": datetime(2026, 12, 8, 14, tzinfo=LONDON),
    "summer": datetime(2027, 6, 8, 14, tzinfo=LONDON),
    "the eve of summer time": datetime(2027, 3, 27, 23, 30, tzinfo=LONDON),
    "across the hour that is skipped": datetime(2027, 3, 28, 0, 30, tzinfo=LONDON),
    "after the hour that is skipped": datetime(2027, 3, 28, 2, 0, tzinfo=LONDON),
    "before the hour that comes twice": datetime(2027, 10, 31, 0, 0, tzinfo=LONDON),
    "the evening after": datetime(2027, 10, 31, 18, 0, tzinfo=LONDON),
    "far ahead": datetime(2035, 7, 2, 9, 15, tzinfo=LONDON),
    "hostile words": datetime(2027, 1, 4, 9, tzinfo=LONDON),
}


def meetings() -> dict[str, Meeting]:
    """One for each time, and the states that a session goes through."""
    made = {name: replace(MEETING, start=at) for name, at in TIMES.items()}
    made["hostile words"] = replace(
        made["hostile words"], place='Room "4"; second, floor\\left\r\nBEGIN:VALARM \N{SNOWMAN}' + "x" * 400
    )
    states = {
        "cancelled": replace(MEETING, cancelled=True, sequence=3),
        "somebody left out": replace(MEETING, cancelled=True, stands=True, sequence=3, guests=MEETING.guests[:1]),
        "nobody to write to": replace(MEETING, guests=()),
        "one of a series": replace(MEETING, session=2),
    }
    return made | states


def meant(meeting: Meeting) -> tuple[str, list[Read]]:
    """What every reader should find: the session is as long as it is, also over a change of the clocks."""
    start = meeting.start.astimezone(UTC)
    status = "" if meeting.stands else "CANCELLED" if meeting.cancelled else "CONFIRMED"
    return meeting.method, [
        Read(
            f"{meeting.case}-{meeting.session}@jsv",
            meeting.sequence,
            start,
            start + timedelta(minutes=meeting.minutes),
            meeting.title,
            status,
        ),
    ]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", meetings())
def test_read_back(reader: str, name: str) -> None:
    """UID, SEQUENCE, both instants, title and status come back as they were meant."""
    meeting = meetings()[name]

    assert READERS[reader](invitation(meeting, STAMP)) == meant(meeting)


@pytest.mark.node
@pytest.mark.slow
def test_read_back_by_ical_js() -> None:
    """The same in JavaScript, which takes the zone from the file alone."""
    found = {name: by_ical_js(invitation(one, STAMP)) for name, one in meetings().items()}

    assert found == {name: meant(one) for name, one in meetings().items()}
