"""Who is not reached in a chat: said before the first ask goes out, reached by letter, and followed when it changes on the way."""

from pathlib import Path

import pytest

from dialogs.model.press import Press
from tests.doubles_teams.double import Refusal
from tests.play.cast import FOUR
from tests.play.rehearsal import Rehearsal, rehearsal
from tests.play.story import INVITED, RAISED, Story

BLOCKED = "Does not let me write to them in Microsoft Teams. Written to by e-mail, with a personal link."


async def _staffed(here: Rehearsal) -> Press:
    story = Story(here, lambda _: None)
    for chapter in (story.raised, story.agreed, story.staffed):
        await chapter()
        await here.settled()
    return Press("poll", "show", (await here.case()).id)


def _letters(here: Rehearsal, address: str) -> int:
    """How many letters about the case came to an address; a new account is told of in one of its own."""
    return len(
        [
            letter
            for letter in here.post.letters
            if letter["To"] == address and not letter["Subject"].startswith("Is this you?")
        ]
    )


@pytest.mark.slow
async def test_who_is_not_reached_is_said_before_the_first_ask(tmp_path: Path) -> None:
    """On check-your-answers and on the lead coordinator's card; the letter goes out; once they add the bot, the chat takes over."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}", FOUR) as here:
        here.absent.add("hal")
        poll = await _staffed(here)
        review = await here.in_slack("sal").half_does(poll, "invite", INVITED, screens=2)
        assert "Hal Hypothetical: Has not opened me in Slack or Teams yet. Written to by e-mail" in repr(review)
        assert "Nia Notreal" not in repr(review["blocks"]).partition("Not reached in a chat.")[2]
        assert 0 == _letters(here, "hal@health.example")

        await here.who("sal").does(poll, "invite", {})
        await here.settled()
        assert 1 == _letters(here, "hal@health.example")

        await here.in_teams("hal", FOUR["hal"].tenant).arrives()
        session = (await here.case()).session
        assert session
        await here.who("sal").does(poll, "book", {}, session.slots[0].id)
        await here.settled()
        assert 1 == _letters(here, "hal@health.example")
        assert any(name.startswith("Session") for name in here.in_teams("hal", FOUR["hal"].tenant).reads())


@pytest.mark.slow
async def test_whoever_blocks_the_bot_gets_letters_and_the_lead_is_told_once(tmp_path: Path) -> None:
    """The next message goes by post; the lead coordinator's card says so, in one message."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}", FOUR) as here:
        poll = await _staffed(here)
        here.teams.blocked.add("a:nia")
        await here.who("sal").does(poll, "invite", INVITED)
        await here.settled()
        session = (await here.case()).session
        assert session
        await here.who("sal").does(poll, "book", {}, session.slots[0].id)
        await here.settled()
        told = [
            call for call in here.slack.calls("chat.postMessage") if call["channel"] == "DSAL" and BLOCKED in repr(call)
        ]

    assert 1 == len(told)
    assert _letters(here, "nia@health.example") >= 2


@pytest.mark.slow
async def test_a_connector_that_falters_gets_each_message_once(tmp_path: Path) -> None:
    """Too many, an outage, half an answer, none at all: tried again until it is taken, and taken once."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}", FOUR) as here:
        await here.everybody_arrives()
        await here.settled()
        here.teams.refuses(
            "post", Refusal(429, "TooManyRequests", {"Retry-After": "1"}), Refusal(500), Refusal(200, body='{"id": "m')
        )
        await here.in_slack("kit").raises({**RAISED, "role": "practitioner"})
        await here.settled()
        agreements = [name for name in here.in_teams("mo", FOUR["mo"].tenant).reads() if name.startswith("Agree to")]

    assert 1 == len(agreements)
    assert [] == here.teams.refusals["post"]
