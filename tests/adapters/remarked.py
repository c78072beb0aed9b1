"""What people write that is pointed out, the same on every channel: a town behind a real edge, and what it is asked to remark."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from dialogs.model.fields import Raw
from dialogs.model.heard import Handle, Heard
from dialogs.model.press import Press
from dialogs.model.views import Reply
from tests.town import RECORD, Town, played

TASK = "We agreed that Bo will ring the school by Friday."
KEPT = "We are tired of waiting."
NAMED = "Say who rings whom, as nobody did for Siân Llŷr Evans, born 12 March 2015."
POINTS = "Thinking points, theories and questions"
READS_LIKE_A_TASK = f"“{TASK}” This reads like a task or a decision. It may belong in the next Core Group."
IS_EMPTY = "Nothing is written here. What a child lives through, and what it does to us, is what this session is for."
HOLDS_A_NAME = "This looks as if it holds a full name."
HOLDS_BOTH = "This looks as if it holds a date of birth and a full name."
IN_CALENDARS = "Everybody invited has it in their calendar."
LOOK_AGAIN = (
    "All is written that has to be. Look again before you sign. You can sign all the same.",
    "“Reason for supervision” reads like a task or a decision.",
    "“Emotional impact on us” is empty.",
    "“Wider learning” seems to hold a date of birth and a full name.",
)
WRITTEN: Raw = {
    **RECORD,
    "reason": f"{KEPT} {TASK}",
    "impact": "",
    "learning_text": NAMED,
    "family_points": "",
    "family_meeting": "",
    "family_on": "",
    "family_by": "",
}
"""A record with a task, an empty emotional impact and a name in the wider learning."""
DECLINED: Raw = {"reason": "Kacper Wiśniewski is on a plan already"}
INVITED: Raw = {
    "attendees": ("pat", "hal"), "others": "Guest Invented, Testshire Dentists, guest@example.org", "required": (), "keyworker_required": "yes",
    "minutes": "90", "place": "At Siân Evans’s, 12 Example Road", "typed": "thurs 3 dec 2026 2pm",
}  # fmt: skip


def take_turn_of(town: Town, who: str) -> Callable[[Heard], Awaitable[Reply]]:
    """The town's own way in, for somebody who comes over another channel."""

    async def take_turn(heard: Heard) -> Reply:
        return town.hears(replace(heard, sender=Handle("web", "", who))).reply

    return take_turn


def writing() -> tuple[Town, Press]:
    """A session was held, and what opens its record."""
    town = played("held")
    return town, Press("record", "write", town.case.id, "1")


def declining() -> tuple[Town, Press]:
    """A case waits for its manager, and what opens the form to decline it."""
    town = played("raised")
    return town, Press("agreement", "decline", town.case.id)


def inviting() -> tuple[Town, Press]:
    """Two supervisors are in, and what opens the form to invite people."""
    town = played("nominated")
    return town, Press("poll", "invite", town.case.id)
