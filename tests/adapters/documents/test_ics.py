"""Calendar files, read back by the library and looked at as text."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from adapters.documents.ics import Guest, Meeting, invitation, postable
from dialogs.ids import CaseId

LONDON = ZoneInfo("Europe/London")
STAMP = datetime(2026, 11, 24, 9, 30, tzinfo=LONDON)
MEETING = Meeting(
    case=CaseId("ab" * 16),
    reference="JS-7K3M",
    session=1,
    sequence=2,
    start=datetime(2026, 12, 8, 14, 0, tzinfo=LONDON),
    minutes=90,
    place="Room 4, the long corridor",
    organiser=Guest("Sal Sample", "sal@testshire.example"),
    guests=(Guest("Sal Sample", "sal@testshire.example"), Guest("Kit Keyworker", "kit@hope.example", required=False)),
)


def event_of(raw: bytes) -> Event:
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def lines(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_request() -> None:
    """An invitation has a stable UID, its sequence, local times with their zone, an alarm, and the people (P16)."""
    found = lines(invitation(MEETING, STAMP))

    assert "METHOD:REQUEST" in found
    assert f"UID:{'ab' * 16}-1@jsv" in found
    assert "SEQUENCE:2" in found
    assert "DTSTART;TZID=Europe/London:20261208T140000" in found
    assert "DTEND;TZID=Europe/London:20261208T153000" in found
    assert "DTSTAMP:20261124T093000Z" in found
    assert "SUMMARY:Joint supervision session JS-7K3M" in found
    assert "STATUS:CONFIRMED" in found
    assert {"BEGIN:VTIMEZONE", "TZID:Europe/London", "BEGIN:VALARM", "TRIGGER:-PT1H"} <= set(found)
    assert any(line.startswith("ORGANIZER") and line.endswith("mailto:sal@testshire.example") for line in found)
    assert sum(line.startswith("ATTENDEE") for line in found) == 2


def test_cancel() -> None:
    """A cancellation names the same meeting with a higher sequence, and rings no alarm (P16)."""
    found = lines(invitation(replace(MEETING, cancelled=True, sequence=3), STAMP))

    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", f"UID:{'ab' * 16}-1@jsv"} <= set(found)
    assert "BEGIN:VALARM" not in found


def test_same_bytes() -> None:
    """The same meeting makes the same file."""
    assert invitation(MEETING, STAMP) == invitation(MEETING, STAMP)


@pytest.mark.parametrize(
    ("day", "offset"),
    [(datetime(2026, 12, 8, 14, tzinfo=LONDON), 0), (datetime(2027, 6, 8, 14, tzinfo=LONDON), 1)],
    ids=["winter", "summer"],
)
def test_zone(day: datetime, offset: int) -> None:
    """The zone that stands in the file says what London's clocks say."""
    calendar = Calendar.from_ical(invitation(replace(MEETING, start=day), STAMP))
    (zone,) = calendar.walk("VTIMEZONE")

    assert zone.to_tz(lookup_tzid=False).utcoffset(day.replace(tzinfo=None)) == timedelta(hours=offset)  # type: ignore[attr-defined] # a Timezone


@pytest.mark.parametrize(
    "evil", ["Room 4\r\nATTENDEE:mailto:x@evil.example", "Room\nBEGIN:VALARM", "a;b:c\\,d\x00\x07"]
)
def test_no_line_gets_in(evil: str) -> None:
    """What somebody typed as a place or a name stays inside its line."""
    raw = invitation(replace(MEETING, place=evil, guests=(Guest(evil, "kit@hope.example"),)), STAMP)
    event = event_of(raw)

    assert "evil.example" not in str(event["attendee"])
    assert sum(line.startswith("ATTENDEE") for line in lines(raw)) == 1
    assert sum(line == "BEGIN:VALARM" for line in lines(raw)) == 1


def test_an_unusual_address_is_a_uri() -> None:
    """What may not stand in a `mailto:` is written in percent signs there (RFC 6068); an apostrophe and a plus sign stay."""
    guests = tuple(Guest("Bo", email) for email in ("o'bo+x@hope.example", '"bo b"@hope.example', "b/o?@hope.example"))
    found = [line.rpartition("mailto:")[2] for line in lines(invitation(replace(MEETING, guests=guests), STAMP))]

    assert {"o'bo+x@hope.example", "%22bo%20b%22@hope.example", "b%2Fo%3F@hope.example"} <= {*found}


@pytest.mark.parametrize("email", ["", "nobody", "a@b\r\nX:1", "a@b,c@d", "<a@b>", 'a"@b', "ä@b.example"])
def test_bad_address_left_out(email: str) -> None:
    """Somebody without a usable address is left out, and the rest are invited."""
    raw = invitation(replace(MEETING, guests=(Guest("Bo", email), Guest("Kit", "kit@hope.example"))), STAMP)

    assert not postable(email)
    assert sum(line.startswith("ATTENDEE") for line in lines(raw)) == 1
