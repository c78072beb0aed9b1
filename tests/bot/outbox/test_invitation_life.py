"""The life of an invitation as a calendar lives it: a program that knows UID and SEQUENCE ends with what is so (P16, P21)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.outbox.invitations import Sitting
from bot.runtime.clock import MovableClock
from bot.runtime.mail import InMemoryMail
from bot.runtime.runtime import Runtime
from bot.simulation.player import Answers, Player
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.adapters.documents.readers import READERS, Read, by_ical_js
from tests.bot.acts import booked, posted, stored
from tests.builders import NIA, SAL, days
from tests.town import RECORD, iso

WHOSE = "pat@testshire.example"


@dataclass
class Diary:
    """What a calendar program holds after each file: the highest sequence of a UID wins (RFC 5546, 2.1.5)."""

    known: dict[str, tuple[str, Read]] = field(default_factory=dict)
    said: list[tuple[str, int]] = field(default_factory=list)

    def takes(self, raw: bytes) -> None:
        (method, (event,)), *others = [read(raw) for read in READERS.values()]
        assert all(other == (method, [event]) for other in others)
        self.said.append((method, event.sequence))
        if event.uid not in self.known or self.known[event.uid][1].sequence < event.sequence:
            self.known[event.uid] = (method, event)

    @property
    def standing(self) -> dict[str, datetime]:
        """What is still to come, by UID."""
        return {uid: event.start for uid, (method, event) in self.known.items() if method == "REQUEST"}


class Postman:
    """Delivers what the queue holds, each job once."""

    def __init__(self, runtime: Runtime, jobs: InMemoryJobs) -> None:
        self._runtime, self._jobs, self._done, self._seen = runtime, jobs, 0, 0

    async def comes(self, diary: Diary) -> None:
        """All that has been enqueued since."""
        assert isinstance(self._runtime.mail, InMemoryMail)
        for job in self._jobs.given[self._done :]:
            if job.workflow == "invite":
                await posted(self._runtime, self._jobs, Sitting(*job.args))  # type: ignore[arg-type] # as the queue passes them
        self._done = len(self._jobs.given)
        for letter in self._runtime.mail.letters[self._seen :]:
            if letter.to == WHOSE:
                diary.takes(letter.calendar)
        self._seen = len(self._runtime.mail.letters)


def start(case: Case) -> datetime:
    assert case.session
    assert case.session.booked
    return case.session.booked.start.astimezone(UTC)


def moved(runtime: Runtime, player: Player, case: CaseId, typed: str) -> Case:
    """Moved to a typed date, which everybody can keep, and booked."""
    player.fills(SAL, Press("session", "move", case), {"reason": "Ill", "typed": typed, "slots": ()})
    session = stored(runtime, case).session
    assert session
    player.fills(SAL, Press("poll", "book", case, session.slots[-1].id), {"reason": "Nothing else is free"})
    return stored(runtime, case)


async def test_book_move_move_cancel(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """One UID for the life of a session, a sequence that only rises, and at each step the time that is so, read by three programs."""
    diary, postman = Diary(), Postman(runtime, jobs)
    case = booked(runtime, player)
    uid = f"{case.id}-1@jsv"
    await postman.comes(diary)
    assert diary.standing == {uid: start(case)}

    for typed in ("mon 7 dec 2026 2pm", "tues 8 dec 2026 10am"):
        case = moved(runtime, player, case.id, typed)
        await postman.comes(diary)
        assert diary.standing == {uid: start(case)}

    player.fills(SAL, Press("session", "call-off", case.id), {"reason": "Ill"})
    await postman.comes(diary)
    assert diary.standing == {}
    assert diary.said == [("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3), ("CANCEL", 4), ("REQUEST", 5), ("CANCEL", 6)]


async def test_letters_in_any_order(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """A letter that comes late changes nothing: the sequence tells which is the newer."""
    case = booked(runtime, player)
    await posted(runtime, jobs, Sitting(case.id, 1, 1, False))
    case = moved(runtime, player, case.id, "mon 7 dec 2026 2pm")
    for sequence, cancel in ((3, False), (2, True)):
        await posted(runtime, jobs, Sitting(case.id, 1, sequence, cancel))
    assert isinstance(runtime.mail, InMemoryMail)
    diary = Diary()
    for letter in runtime.mail.letters:
        if letter.to == WHOSE:
            diary.takes(letter.calendar)

    assert diary.standing == {f"{case.id}-1@jsv": start(case)}


async def test_a_further_session_dropped_and_planned_anew(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """It has the number of the one that was dropped, and so its UID: the new invitation counts on from the cancellation (P21)."""
    diary, postman = Diary(), Postman(runtime, jobs)
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {})
    answers: Answers = {**RECORD, "family_points": "", "family_on": iso(clock().date() + days(7)), "further": "yes"}
    player.fills(NIA, Press("record", "write", case.id, "1"), answers)
    for who in (NIA, SAL):
        player.fills(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    further = Press("circulation", "further", case.id, "1")
    player.fills(SAL, further, {"agreed": "yes", "place": "Room 5", "typed": "wed 16 dec 2026 10am", "slots": ()})
    await postman.comes(diary)
    first, second = f"{case.id}-1@jsv", f"{case.id}-2@jsv"
    assert set(diary.standing) == {first, second}

    player.fills(SAL, Press("session", "drop-further", case.id), {"reason": "Too early"})
    await postman.comes(diary)
    assert set(diary.standing) == {first}

    player.fills(SAL, further, {"agreed": "yes", "place": "Room 5", "typed": "thurs 17 dec 2026 10am", "slots": ()})
    await postman.comes(diary)
    assert diary.standing[second] == start(stored(runtime, case.id))
    assert diary.said == [("REQUEST", 1), ("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]


@pytest.mark.node
@pytest.mark.slow
async def test_ical_js_lives_the_same_life(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """Booked, moved twice, called off: each letter says the same in JavaScript."""
    case = booked(runtime, player)
    for typed in ("mon 7 dec 2026 2pm", "tues 8 dec 2026 10am"):
        await Postman(runtime, jobs).comes(Diary())
        case = moved(runtime, player, case.id, typed)
    player.fills(SAL, Press("session", "call-off", case.id), {"reason": "Ill"})
    await Postman(runtime, jobs).comes(Diary())
    assert isinstance(runtime.mail, InMemoryMail)
    letters = [letter.calendar for letter in runtime.mail.letters if letter.to == WHOSE]

    assert len(letters) == 5  # the last booking was called off before its letter went
    assert [by_ical_js(raw) for raw in letters] == [READERS["icalendar"](raw) for raw in letters]
