"""Somebody whom nobody knows yet is invited by e-mail, and takes part by a personal link alone."""

import re
from pathlib import Path

import pytest

from dialogs.model.press import Press
from dialogs.procedure.case import Choice, Session
from tests.play.browser import Browser
from tests.play.rehearsal import Rehearsal, rehearsal
from tests.play.story import INVITED, Story
from tests.post_office import words_of

GUEST = "Gwen Guest, Guest School, gwen@guest.example"


@pytest.mark.slow
async def test_a_guest_votes_by_the_link_in_a_letter_and_reaches_nothing_else(tmp_path: Path) -> None:
    """The letter says no word of the case; its link opens the poll for her alone, and no other case or person (P12, V3)."""
    async with rehearsal(f"sqlite:///{tmp_path / 'jsv.db'}") as here:
        await _invited(here)
        letter = next(letter for letter in here.post.letters if letter["To"] == "gwen@guest.example")
        link = re.search(r"http://\S+/l/\S+", words_of(letter))
        assert link
        gwen = Browser(here.session, here.base, "gwen")
        page = await gwen.arrives(link[0])
        slot = (await _poll(here)).slots[0]
        await gwen.presses_on(page, "yes", slot.id)
        votes = (await _poll(here)).votes
        async with here.session.get(f"{here.base}/l/{link[0][-20:]}") as forged:
            refused = forged.status

    assert not [word for word in ("G.H.", "EX-2001", "wait for another") if word in letter.as_string()]
    assert [vote.choice for vote in votes] == [Choice.YES]
    assert refused == 404


async def _poll(here: Rehearsal) -> Session:
    session = (await here.case()).session
    assert session
    return session


async def _invited(here: Rehearsal) -> None:
    """A case as far as its poll, with a guest typed in by e-mail."""
    story = Story(here, lambda _: None)
    for chapter in (story.raised, story.agreed, story.staffed):
        await chapter()
        await here.settled()
    poll = Press("poll", "show", (await here.case()).id)
    await here.at_browser("sal").does(poll, "invite", {**INVITED, "others": GUEST})
    await here.settled()
