"""Calendar files as others read them: four libraries, each giving the same few facts of every event, in UTC."""

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.node import installed
from tests.waiting import PATIENCE

ICAL_JS = "ical.js@2.2.1"
SCRIPT = Path(__file__).parent / "read_ics.mjs"


@dataclass(frozen=True, slots=True)
class Read:
    """One event."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    status: str


def by_icalendar(raw: bytes) -> tuple[str, list[Read]]:
    """The library that also writes them: no line of it unread."""
    calendar = Calendar.from_ical(raw)
    assert not calendar.errors
    found = []
    for event in calendar.events:
        assert not event.errors
        found.append(
            Read(
                str(event["uid"]),
                event.sequence,
                _utc(event.DTSTART),
                _utc(event.DTEND),
                str(event["summary"]),
                str(event.get("status", "")),
            )
        )
    return str(calendar["method"]), found


def by_vobject(raw: bytes) -> tuple[str, list[Read]]:
    """What CalDAV servers in Python use; it takes the zone from the file."""
    calendar = vobject.readOne(raw.decode())
    found = []
    for event in calendar.contents.get("vevent", []):
        event.validate(raiseException=True)
        status = event.status.value if "status" in event.contents else ""
        found.append(
            Read(
                event.uid.value,
                int(event.sequence.value),
                event.dtstart.value.astimezone(UTC),
                event.dtend.value.astimezone(UTC),
                event.summary.value,
                status,
            )
        )
    return calendar.method.value, found


def by_ical(raw: bytes) -> tuple[str, list[Read]]:
    """What Home Assistant reads subscribed calendars with; strict."""
    calendar = IcsCalendarStream.calendar_from_ics(raw.decode())
    found = [
        Read(
            event.uid or "",
            event.sequence or 0,
            _utc(event.start),
            _utc(event.end),
            event.summary or "",
            str(event.status.value if event.status else ""),
        )
        for event in calendar.events
    ]
    return str(calendar.method), found


def by_ical_js(raw: bytes) -> tuple[str, list[Read]]:
    """What Thunderbird reads them with."""
    module = installed(ICAL_JS) / "dist" / "ical.js"
    made = subprocess.run(
        ["node", str(SCRIPT), str(module)], input=raw, capture_output=True, check=True, timeout=PATIENCE
    )
    told: Mapping[str, Any] = json.loads(made.stdout)
    assert told["faults"] == []
    found = [
        Read(
            one["uid"],
            one["sequence"],
            datetime.fromisoformat(one["start"]),
            datetime.fromisoformat(one["end"]),
            one["summary"],
            one["status"],
        )
        for one in told["events"]
    ]
    return told["method"], found


READERS: Mapping[str, Callable[[bytes], tuple[str, list[Read]]]] = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
    "ical": by_ical,
}


def _utc(at: Any) -> datetime:
    assert isinstance(at, datetime)
    return at.astimezone(UTC)
