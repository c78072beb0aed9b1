"""How days, times and refusals are said. Plain English, a reading age of about 12, UK spelling."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final


def day(one: date) -> str:
    """`Tue 1 Dec 2026`."""
    return f"{one:%a} {one.day} {one:%b} {one.year}"


def hour(one: datetime) -> str:
    """`2pm`, `10.30am`, `12 noon`."""
    if (one.hour, one.minute) == (12, 0):
        return "12 noon"
    minutes = f".{one:%M}" if one.minute else ""
    return f"{one.hour % 12 or 12}{minutes}{'am' if one.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def moment(one: datetime) -> str:
    """`Tue 1 Dec 2026, 2pm`."""
    return f"{day(one.date())}, {hour(one)}"


def span(start: datetime, end: datetime) -> str:
    """`Tue 1 Dec 2026, 2pm to 3.30pm`."""
    return f"{moment(start)} to {hour(end)}"


def answer_by(closes: date, today: date, first: date | None) -> str:
    """`Thu 26 Nov 2026`; a nearer day with why: `Mon 23 Nov 2026, which is today, because the first date is Tue 24 Nov 2026`."""
    now = ", which is today" if closes == today else ""
    return f"{day(closes)}{now}{f', because the first date is {day(first)}' if first else ''}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *head, tail = [*words] or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def sentence(said: str) -> str:
    """With a capital at the beginning and one full stop at the end."""
    text = said.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}" if text else ""


def count(number: int, one: str, many: str = "") -> str:
    """`1 day`, `2 days`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def trouble(name: str) -> str:
    """Why something cannot be, and what to do instead."""
    return TROUBLES[name]


TROUBLES: Final[Mapping[str, str]] = {
    "not-now": "This cannot be done at this stage. Here is the card as it is now.",
    "not-yours": "This is for somebody else on the case to do. Here is the card as it is now.",
    "in-the-future": "This day is still to come. Choose today or an earlier day.",
    "too-long-ago": "This day is too long ago. Choose a later day.",
    "already-agreed": "You have agreed already.",
    "is-the-raiser": "Nobody agrees to a case they raised themselves. Choose somebody else.",
    "same-person": "The same person is named twice. Choose different people.",
    "too-few-supervisors": "Choose a different person for each place.",
    "same-agency": "The two supervisors must come from two different agencies. Choose somebody from another agency.",
    "lead-not-nominated": "The lead coordinator must be one of the supervisors.",
    "places-filled": "Every place is taken, or somebody has been asked and may still answer.",
    "already-answered": "You have answered already.",
    "lapsed": "This request has lapsed, because it was not answered in time. Whoever asked can ask you again.",
    "no-attendees": "Choose at least one person who works with the child or family.",
    "too-many": "These are too many people for one session. Choose fewer.",
    "supervisor-as-attendee": "A supervisor cannot also be a supervisee in the same session.",
    "no-slots": "Offer at least one date that can still be booked.",
    "slot-in-the-past": "This time is over. Choose one that is still to come.",
    "slot-on-a-day-off": "One of these dates is a weekend, a bank holiday or a closure day. Choose working days.",
    "none-in-window": "None of these dates is inside the window. Offer at least one that is.",
    "poll-closed": "The poll is closed, so no more answers are taken. The lead coordinator can open it again or offer more dates.",
    "no-such-slot": "This date is no longer offered. Here is the poll as it is now.",
    "supervisor-cannot": "A supervisor cannot come then, so it cannot be booked. Choose another date.",
    "outside-needs-reason": "This date is outside the window. Say why it has to be then.",
    "supervisors-missing": "The supervisors are not complete yet.",
    "nobody-to-lead": "No supervisor can come. Move the session, or replace a supervisor.",
    "not-started": "The session has not begun yet.",
    "no-supervisor-came": "No supervisor is ticked. Without a supervisor it was no joint supervision: move the session, or call it off.",
    "signed-as-there": "Whoever has signed the record was there. Tick them as here, or as late.",
    "leads-of-one-agency": "A manager of each of two agencies has to agree. Choose somebody of another agency.",
    "supervisor-as-keyworker": "A supervisor cannot be the keyworker too: they would file their own record. Choose somebody else.",
    "begun": "The session has begun. Who belongs to it does not change any more: note who came.",
    "not-there": "Only supervisors who were in the session sign its record.",
    "nobody-came": "Tick at least one person who came. If nobody came, move the session instead.",
    "not-held": "The session has not been held yet.",
    "signed-already": "The record has been signed. Add a dated amendment instead.",
    "changed-meanwhile": "This was changed elsewhere while you were writing. Both texts are shown: put them together, then save.",
    "record-incomplete": "The record is not complete yet. Write the required sections, and say whether further sessions are needed.",
    "not-signed": "Not every supervisor has signed the record yet.",
    "circulated-already": "The record has been circulated.",
    "not-circulated": "The record has not been circulated yet.",
    "received-already": "You have confirmed this already. Thank you.",
    "filed-already": "You have confirmed the filing already. Thank you.",
    "no-keyworker": "There is no keyworker on this case. Name one first.",
    "no-learning": "The record names no wider learning any more.",
    "nothing-to-tell": "The record names nothing to share with the family.",
    "told-already": "This has been answered already. Thank you.",
    "still-owed": "Something is still open: the points for the family, an amendment for the file, or a further session.",
    "no-further": "The record says that no further session is needed.",
    "only-session": "There is no further session to drop.",
    "held-already": "A session has been held. Its record must be written and filed.",
    "snoozed-enough": "This has been put off as often as it can be. Others may be waiting for it.",
    "snoozed-too-long": "This cannot be put off so long. Choose a nearer working day.",
    "unchanged": "This is how it is already.",
}

STAGES: Final[Mapping[str, str]] = {
    "new": "Not sent yet",
    "raised": "Waiting for agreement",
    "queried": "Question to the person who raised it",
    "agreed": "Agreed: supervisors being found",
    "nominated": "Supervisors in: dates to be offered",
    "polling": "Dates being polled",
    "booked": "Session booked",
    "held": "Session held: record being written",
    "recorded": "Record signed: circulating and filing",
    "filed": "Record filed",
    "closed": "Closed",
    "declined": "Declined",
    "redirected": "Sent to another process",
    "withdrawn": "Withdrawn",
}

STEPS: Final = ("Raising", "Agreement", "Supervisors", "Dates", "Session", "Record", "Filing", "Closing")
DONE: Final[Mapping[str, int]] = {
    "new": 0, "raised": 1, "queried": 1, "agreed": 2, "nominated": 3, "polling": 3, "booked": 4, "held": 5,
    "recorded": 6, "filed": 7, "closed": 8, "declined": 1, "redirected": 0, "withdrawn": 1,
}  # fmt: skip
