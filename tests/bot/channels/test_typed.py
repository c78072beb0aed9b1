"""What is typed to a running service, in Slack and in Teams: values at once, and an answer only to what was said last."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.ids import PersonId
from dialogs.procedure.case import Case
from tests.bot.channels.talking import CHATS, Chat, chatting, says
from tests.builders import MO, PAT
from tests.town import PEOPLE

pytestmark = pytest.mark.slow
TO_THE_MANAGER = (
    "raise",
    "here",
    "No.",
    "nope",
    "n",
    "CASE-7",
    "C.D.",
    "5 to 9",
    "child protection",
    "1",
)


@pytest.mark.parametrize("name", CHATS)
async def test_a_number_still_means_who_it_stood_for_when_somebody_is_imported_before_send(
    name: str, tmp_path: Path
) -> None:
    """The manager is chosen by number, another person is imported before “send”: the review has said who, and that one is asked (P07)."""
    async with chatting(name, tmp_path, "pat") as chat:
        for words in TO_THE_MANAGER:
            asked = await says(chat, "pat", words)
        number = re.search(r"(\d+)\. Mo Madeup", asked)
        assert number, asked
        said = await says(chat, "pat", number[1])
        await _imported(chat, "Aa Newcomer")
        for words in ("skip", "1 and 2", "Why nothing moves", "Quiet", "Yes, they do"):
            await says(chat, "pat", words)
        review = await says(chat, "pat", "skip")
        await says(chat, "pat", "send")
        case = await asyncio.to_thread(_case, chat)

    assert "Accountable manager: Mo Madeup, Testshire Care." in said
    assert "Mo Madeup" in review
    assert (MO,) == case.managers
    assert ("complex", "stuck") == case.reasons


@pytest.mark.parametrize("name", CHATS)
async def test_a_list_that_has_changed_is_shown_again_in_a_chat(name: str, tmp_path: Path) -> None:
    """Somebody is imported between the list and the number: nobody is chosen."""
    async with chatting(name, tmp_path, "pat") as chat:
        for words in TO_THE_MANAGER:
            asked = await says(chat, "pat", words)
        number = re.search(r"(\d+)\. Mo Madeup", asked)
        assert number, asked
        await _imported(chat, "Aa Newcomer")
        again = await says(chat, "pat", number[1])

    assert "The list has changed since it was shown" in again
    assert "1. Aa Newcomer" in again


async def _imported(chat: Chat, name: str) -> None:
    """One more person is in the directory."""
    newcomer = replace(PEOPLE[1], id=PersonId("aa"), name=name, email="")

    def save() -> None:
        with chat.runtime.store.begin() as work:
            work.people.save([newcomer])

    await asyncio.to_thread(save)


def _case(chat: Chat) -> Case:
    with chat.runtime.store.reading() as work:
        (case,) = work.cases.of(PAT)
    return case
