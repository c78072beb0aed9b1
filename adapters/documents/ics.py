"""A booked session as an iCalendar file (RFC 5545, 5546), which every calendar program understands (P16).

It says where and when, who comes, and the reference. Nothing about the child or the case is in it: it leaves the house.
The UID never changes; a higher SEQUENCE replaces what went before, also when the session is moved or called off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vRecur,
    vText,
)

from dialogs.email_address import lawful
from dialogs.ids import CaseId

PRODUCT: Final = "-//Joint supervision bot//EN"
UNCODED: Final = "!$'*+-._~"  # what may stand in a mailto: as it is (RFC 6068)
REMINDER: Final = timedelta(hours=1)
AGAIN: Final = timedelta(hours=1)  # how often a feed should be fetched
ZONE: Final = "Europe/London"
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited, or the one who invites."""

    name: str
    email: str
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a calendar needs to know of a session. `start` is aware."""

    case: CaseId
    reference: str
    session: int
    sequence: int
    start: datetime
    minutes: int
    place: str
    organiser: Guest
    guests: tuple[Guest, ...]
    answers: bool = False  # whether what people answer in their calendars is heard
    cancelled: bool = False
    stands: bool = False  # cancelled for these guests alone: the session takes place without them

    @property
    def end(self) -> datetime:
        """When it is over: minutes that pass, also over a change of the clocks."""
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)

    @property
    def title(self) -> str:
        """The subject: the reference, and nothing of the case."""
        return f"Joint supervision session {self.reference}{f', session {self.session}' if self.session > 1 else ''}"

    @property
    def method(self) -> str:
        """What is asked of the calendar that reads it."""
        return "CANCEL" if self.cancelled else "REQUEST"


def invitation(meeting: Meeting, stamp: datetime) -> bytes:
    """The file. The same meeting and stamp give the same bytes."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", meeting.method)
    made.add_component(_london())
    made.add_component(_event(meeting, stamp))
    return bytes(made.to_ical())


def published(meetings: Sequence[tuple[Meeting, datetime]], feed: str = "") -> bytes:
    """Meetings to be kept in a calendar and not answered, each with the time it was made; as a feed of that name if it has one.

    RFC 5546, 3.2.1: an organiser, and nobody else. RFC 7986 for the name and how often to come back; Outlook and Google
    read the older names of the same.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if feed:
        for name in ("name", "x-wr-calname"):
            made.add(name, feed)
        made.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", vDuration(AGAIN))
        made.add("x-wr-timezone", ZONE)
    made.add_component(_london())
    for meeting, stamp in meetings:
        made.add_component(_event(replace(meeting, guests=()), stamp, rings=not feed))
    return bytes(made.to_ical())


def postable(email: str) -> bool:
    """Whether it can stand in an invitation: one address, nothing else on the line."""
    return lawful(email)


def _event(meeting: Meeting, stamp: datetime, *, rings: bool = True) -> Event:
    event = Event()
    event.add("uid", f"{meeting.case}-{meeting.session}@jsv")
    event.add("sequence", meeting.sequence)
    if meeting.session > 1:  # one of a series, though each was agreed by itself
        event.add("related-to", f"{meeting.case}-1@jsv", parameters={"RELTYPE": "SIBLING"})
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", _clear(meeting.start))
    event.add("dtend", _clear(meeting.end))
    event.add("summary", meeting.title)
    event.add(
        "description", f"Open the joint supervision bot and say {meeting.reference} for who comes and what it is about."
    )
    event.add("location", _line(meeting.place))
    if not meeting.stands:  # RFC 5546, 3.2.5: whoever only uninvites some says nothing of the whole
        event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if postable(meeting.organiser.email):
        event.add("organizer", _address(meeting.organiser))
    for guest in meeting.guests:
        if postable(guest.email):
            event.add("attendee", _attendee(guest, answers=meeting.answers and not meeting.cancelled))
    if rings and not meeting.cancelled:
        event.add_component(_alarm(meeting))
    return event


def _clear(at: datetime) -> datetime:
    """A time as local clocks say it; in UTC where they say it twice, for programs do not agree on which of the two is meant."""
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return at.astimezone(UTC) if twice else at


def _address(guest: Guest) -> vCalAddress:
    name, at, host = guest.email.rpartition("@")
    address = vCalAddress(f"mailto:{quote(name, safe=UNCODED)}{at}{host}")
    address.params["CN"] = vText(_line(guest.name))
    return address


def _attendee(guest: Guest, *, answers: bool) -> vCalAddress:
    address = _address(guest)
    address.params["ROLE"] = vText("REQ-PARTICIPANT" if guest.required else "OPT-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText(str(answers).upper())  # asked for only where an answer is heard; a button is always
    return address


def _alarm(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.title)
    alarm.add("trigger", -REMINDER)
    return alarm


def _london() -> Timezone:
    """The zone by its rule, which has stood since 1996; lists of dates confuse some programs."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    winter, summer = TimezoneStandard(), TimezoneDaylight()
    for part, name, month, hour, before, after in ((summer, "BST", 3, 1, 0, 1), (winter, "GMT", 10, 2, 1, 0)):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour, tzinfo=None))  # noqa: DTZ001, PLR2004 - local by definition; March
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def _line(text: str) -> str:
    """One line, without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST]
