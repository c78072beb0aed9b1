"""Reminders as they arrive, in Slack, in Teams and by letter: at nine, once, on working days, to those who owe something."""

from datetime import datetime, time
from pathlib import Path
from urllib.parse import unquote

import pytest

from dialogs.model.press import Press
from tests.play.cast import FOUR
from tests.play.rehearsal import Rehearsal, account, rehearsal
from tests.play.story import FEEDBACK, RAISED, Story
from tests.town import LONDON

MANAGERS = ("sal", "mo", "tess")
"""One in Slack, one in Teams, one with nothing but an address."""
ASKED = "Please say how a joint supervision session was for you"
TITLE = "Joint supervision: what waits for you today"


def in_november(day: int, hour: int, minute: int = 0) -> datetime:
    """The 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


async def digests(here: Rehearsal, at: datetime) -> dict[str, int]:
    """How many digests have come to whom, once it is that time."""
    await here.to(at)
    await here.settled()
    return arrived(here, TITLE, TITLE)


def arrived(here: Rehearsal, title: str, subject: str) -> dict[str, int]:
    """How many messages of a title have come to whom, in Slack, in Teams and as letters of a subject; nobody stands there who got none."""
    in_slack = {
        who: len([
            call
            for call in here.slack.calls("chat.postMessage")
            if call["channel"] == account(who).replace("U", "D", 1) and call["text"].startswith(title)
        ])
        for who in ("sal", "kit")
    }  # fmt: skip
    in_teams = {
        who: len([
            made
            for made in here.teams.calls("post")
            if f"/a:{who}/" in unquote(made.path) and made.body.get("summary", "").startswith(title)
        ])
        for who in ("pat", "mo", "hal", "nia")
    }  # fmt: skip
    letters = {
        who: len([
            letter
            for letter in here.post.letters
            if letter["To"].startswith(f"{who}@") and letter["Subject"].startswith(subject)
        ])
        for who in ("tess", "bo")
    }  # fmt: skip
    return {who: count for who, count in {**in_slack, **in_teams, **letters}.items() if count}


@pytest.mark.slow
async def test_who_owes_something_is_reminded_at_nine_once_and_nobody_else(tmp_path: Path) -> None:
    """Three managers who do not answer: nothing before nine, one digest, none in the evening or at the weekend, and one after days of silence (P17, E6.3 to E6.8)."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}", FOUR) as here:
        await here.everybody_arrives()
        for at, manager in enumerate(MANAGERS):
            await here.who("pat").raises(
                {**RAISED, "managers": manager, "keyworker": "", "local_reference": f"EX-{at}"}
            )
            await here.settled()
        early = await digests(here, in_november(24, 8, 30))
        at_nine = await digests(here, in_november(24, 9, 5))
        later = await digests(here, in_november(24, 9, 40))
        evening = await digests(here, in_november(27, 18, 30))
        weekend = await digests(here, in_november(28, 10))
        after_days = await digests(here, in_november(30, 9, 5))

    once = dict.fromkeys(MANAGERS, 1)
    assert ({}, once, once) == (early, at_nine, later)
    assert (once, once) == (evening, weekend)
    assert dict.fromkeys(MANAGERS, 2) == after_days


@pytest.mark.slow
async def test_whoever_came_is_asked_for_feedback_and_once_more_if_silent(tmp_path: Path) -> None:
    """Once the session is over each is asked, where they are; three working days on those who are silent, once; nobody who led it hears who they are (P22, E8.3)."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}", FOUR) as here:
        story = Story(here, lambda _: None)
        for chapter in (story.raised, story.agreed, story.staffed, story.polled, story.booked, story.held):
            await chapter()
            await here.settled()
        asked = arrived(here, "How was the session?", ASKED)
        case = await here.case()
        await here.who("kit").does(Press("feedback", "show", case.id, "1"), "feedback", FEEDBACK)
        calendar = here.runtime.terms()(case.profile).calendar
        for days in (3, 1, 1):
            await here.to(datetime.combine(calendar.after(here.clock().date(), days), time(9, 5), LONDON))
            await here.settled()
        again = arrived(here, "How was the session?", ASKED)

    came = ("pat", "hal", "kit", "tess", "bo")
    assert dict.fromkeys(came, 1) == asked
    assert {who: 1 if who == "kit" else 2 for who in came} == again
