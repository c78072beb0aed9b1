"""Invitations: to everybody who is to be there, in the state that is so, and taken back from the same people (P16)."""

from dataclasses import replace

import pytest

from bot.outbox.edits import Outcome
from bot.outbox.invitations import Sitting, To, invite, invite_person
from bot.runtime.mail import InMemoryMail, NoMail
from bot.runtime.runtime import Runtime
from bot.simulation.player import Answers, Player
from dialogs.ids import PersonId
from dialogs.model.fields import Field, ManyOf
from dialogs.model.press import Press
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import booked, posted, stored
from tests.builders import MO, NIA, SAL


def lines(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


def ordered(jobs: InMemoryJobs) -> list[Sitting]:
    return [Sitting(*one.args) for one in jobs.given if one.workflow == "invite"]  # type: ignore[arg-type] # as the queue passes them


def left_out(jobs: InMemoryJobs) -> list[To]:
    found = (one.args for one in jobs.given if one.workflow == "uninvite")
    return [To(Sitting(about[0], about[1], about[2], True), PersonId(str(about[3])), gone=True) for about in found]  # type: ignore[arg-type] # ditto


async def test_everybody_is_invited(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """Booking invites supervisors, keyworker and supervisees, without a word of the case (P16, P23)."""
    case = booked(runtime, player)
    (sitting,) = ordered(jobs)

    assert await posted(runtime, jobs, sitting) == {Outcome.SENT}
    assert isinstance(runtime.mail, InMemoryMail)
    assert len({letter.to for letter in runtime.mail.letters}) == len(runtime.mail.letters) == 6
    for letter in runtime.mail.letters:
        found = lines(letter.calendar)
        assert {
            "METHOD:REQUEST",
            f"UID:{case.id}-1@jsv",
            "SEQUENCE:1",
            f"SUMMARY:Joint supervision session {case.reference}",
        } <= set(found)
        assert [line.rpartition(":")[2] for line in found if line.startswith("ATTENDEE")] == [letter.to]
        for word in (case.initials, case.local_reference, case.thinking, case.lived):
            assert word
            assert word not in letter.calendar.decode() + repr(letter.cover)


async def test_another_place(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """A place that is changed goes to everybody as the next state of the same invitation: in its file and in its letter, with the old one struck out."""
    case = booked(runtime, player)
    player.fills(SAL, Press("session", "change-place", case.id), {"place": "https://meet.example/5"})
    first, sitting = ordered(jobs)

    assert (await posted(runtime, jobs, first), await posted(runtime, jobs, sitting)) == (
        {Outcome.OVERTAKEN},
        {Outcome.SENT},
    )
    assert isinstance(runtime.mail, InMemoryMail)
    assert len({letter.to for letter in runtime.mail.letters}) == len(runtime.mail.letters) == 6
    for letter in runtime.mail.letters:
        assert {
            "METHOD:REQUEST",
            f"UID:{case.id}-1@jsv",
            "SEQUENCE:2",
            "LOCATION:https://meet.example/5",
        } <= set(lines(letter.calendar))
        assert {("Where", "https://meet.example/5"), ("Not there any more", "Room 4")} <= set(letter.cover.facts)


async def test_twice_is_once(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """The same job again is the same letter."""
    booked(runtime, player)
    (sitting,) = ordered(jobs)
    await posted(runtime, jobs, sitting)
    await posted(runtime, jobs, sitting)

    assert isinstance(runtime.mail, InMemoryMail)
    assert len(runtime.mail.letters) == 6


def _last(field: Field) -> tuple[str, ...]:
    assert isinstance(field, ManyOf)
    return (field.options[-1].value,)


@pytest.mark.parametrize("verb", ["call-off", "move"])
async def test_taken_back(runtime: Runtime, player: Player, jobs: InMemoryJobs, verb: str) -> None:
    """A session that is called off or moved is cancelled in every calendar: the same UID, its old time, a higher sequence."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    answers: Answers = {"reason": "The room is gone", "typed": "", "slots": _last}
    player.fills(SAL, Press("session", verb, case.id), answers)
    assert stored(runtime, case.id).session != case.session
    first, cancel = ordered(jobs)

    assert await posted(runtime, jobs, cancel) == {Outcome.SENT}
    assert isinstance(runtime.mail, InMemoryMail)
    letter, *_ = runtime.mail.letters
    found = lines(letter.calendar)
    assert {"METHOD:CANCEL", f"UID:{case.id}-1@jsv", "SEQUENCE:2"} <= set(found)
    assert f"DTSTART;TZID=Europe/London:{case.session.booked.start:%Y%m%dT%H%M%S}" in found
    assert letter.cover.subject.startswith("Cancelled: ")
    assert await invite(runtime, first) is Outcome.OVERTAKEN


async def test_other_people(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """When the people change, those who are there now are invited, and it is another letter."""
    case = booked(runtime, player)
    player.fills(
        SAL, Press("poll", "change-people", case.id), {"attendees": ("pat", "tess"), "required": ("pat",), "others": ""}
    )
    for sitting in ordered(jobs):
        await posted(runtime, jobs, sitting)

    assert isinstance(runtime.mail, InMemoryMail)
    assert [letter.to for letter in runtime.mail.letters].count("tess@sample.example") == 1


async def test_whoever_is_left_out(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """Those who are to come no more hear it, and nobody else: a cancellation that leaves the session itself standing (RFC 5546, 3.2.5)."""
    case = booked(runtime, player)
    player.fills(
        SAL, Press("poll", "change-people", case.id), {"attendees": ("pat", "tess"), "required": ("pat",), "others": ""}
    )
    for to in left_out(jobs):
        assert await invite_person(runtime, to) is Outcome.SENT

    assert isinstance(runtime.mail, InMemoryMail)
    assert sorted(letter.to for letter in runtime.mail.letters) == [
        "bo@testshire.example",
        "hal@testshire.example",
    ]
    for letter in runtime.mail.letters:
        found = lines(letter.calendar)
        assert {"METHOD:CANCEL", f"UID:{case.id}-1@jsv", "SEQUENCE:2"} <= set(found)
        assert [line.rpartition(":")[2] for line in found if line.startswith("ATTENDEE")] == [letter.to]
        assert not any(line.startswith("STATUS") for line in found)


async def test_whoever_is_asked_again(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """Somebody left out and asked again before the letter went hears only of the session as it is."""
    case = booked(runtime, player)
    for people in (("pat", "tess"), ("pat", "tess", "bo")):
        player.fills(
            SAL, Press("poll", "change-people", case.id), {"attendees": people, "required": ("pat",), "others": ""}
        )
    outcomes = {to.person: await invite_person(runtime, to) for to in left_out(jobs)}

    assert outcomes == {"hal": Outcome.SENT, "bo": Outcome.OVERTAKEN}


async def test_cancelled_to_those_who_were_asked(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """A session that is called off is taken back from those who had it, though people have changed since."""
    case = booked(runtime, player)
    player.fills(SAL, Press("session", "call-off", case.id), {"reason": "The room is gone"})
    player.fills(NIA, Press("nomination", "stand-down", case.id), {"reason": "Ill"})
    _, cancel = ordered(jobs)

    assert await posted(runtime, jobs, cancel) == {Outcome.SENT}
    assert isinstance(runtime.mail, InMemoryMail)
    assert "nia@testshire.example" in {letter.to for letter in runtime.mail.letters}


@pytest.mark.parametrize(
    ("sender", "expected"), [("Bot <jsv@sample.example>", "jsv@sample.example"), ("", "sal@testshire.example")]
)
async def test_the_organiser(runtime: Runtime, player: Player, jobs: InMemoryJobs, sender: str, expected: str) -> None:
    """The organiser is the bot's own address, which never changes; only without one is it the lead coordinator's."""
    booked(runtime, player)
    (sitting,) = ordered(jobs)
    await posted(replace(runtime, sender=sender), jobs, sitting)

    assert isinstance(runtime.mail, InMemoryMail)
    (line,) = (line for line in lines(runtime.mail.letters[0].calendar) if line.startswith("ORGANIZER"))
    assert line.endswith(f"mailto:{expected}")


async def test_nobody_to_invite(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """Where nobody has a usable address nothing is sent; where no post office is set up, that is said."""
    booked(runtime, player)
    (sitting,) = ordered(jobs)
    assert await posted(replace(runtime, mail=NoMail()), jobs, sitting) == {Outcome.SENT}

    with runtime.store.begin() as work:
        work.people.save([replace(one, email="") for one in work.people.directory().values()])
    assert await invite(runtime, sitting) is Outcome.UNREACHABLE


async def test_a_session_that_is_not_there(runtime: Runtime, player: Player) -> None:
    """A job about a session that was never booked has been overtaken."""
    case = booked(runtime, player)

    assert await invite(runtime, Sitting(case.id, 7, 1, False)) is Outcome.OVERTAKEN
    assert await invite(runtime, Sitting(case.id, 7, 1, True)) is Outcome.OVERTAKEN
    assert MO not in case.supervisors
