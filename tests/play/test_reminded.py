"""Reminders as they arrive, in Slack, in Teams and by letter: at nine, once, on working days, to those who owe something."""

from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.play.cast import FOUR
from tests.play.rehearsal import Rehearsal, account, rehearsal
from tests.play.story import RAISED
from tests.town import LONDON

MANAGERS = ("kit", "mo", "bo")
"""One in Slack, one in Teams, one with nothing but an address."""
TITLE = "Joint supervision: what waits for you today"


def in_november(day: int, hour: int, minute: int = 0) -> datetime:
    """The 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


async def digests(here: Rehearsal, at: datetime) -> dict[str, int]:
    """How many digests have come to whom, once it is that time; nobody stands there who got none."""
    await here.to(at)
    await here.settled()
    in_slack = {
        who: len([
            call
            for call in here.slack.calls("chat.postMessage")
            if call["channel"] == account(who).replace("U", "D", 1) and call["text"] == TITLE
        ])
        for who in ("sal", "kit")
    }  # fmt: skip
    in_teams = {
        who: len([
            made
            for made in here.teams.calls("post")
            if f"/a:{who}/" in unquote(made.path) and made.body.get("summary") == TITLE
        ])
        for who in ("pat", "mo", "hal", "nia")
    }  # fmt: skip
    letters = {
        who: len([letter for letter in here.post.letters if letter["To"].startswith(f"{who}@") and letter["Subject"] == TITLE])
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
