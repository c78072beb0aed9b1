"""What is typed to a running service, in Slack and in Teams: values at once, and an answer only to what was said last."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.simulation.player import Player
from dialogs.ids import PersonId
from dialogs.procedure.case import Case, Stage
from tests.bot.acts import raised, stored
from tests.bot.channels.talking import CHATS, Chat, chatting, newest, says
from tests.builders import MO, PAT
from tests.town import PEOPLE
from tests.waiting import until

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


@pytest.mark.parametrize("name", CHATS)
async def test_yes_under_a_newer_card_does_not_answer_an_older_question(name: str, tmp_path: Path) -> None:
    """Mo is asked “immediate risk?” for a case of hers; another case asks her to agree below it; her “yes” is nobody's until she says whose (P03)."""
    async with chatting(name, tmp_path, "mo", "pat", "kit") as chat:
        await says(chat, "mo", "raise")
        await says(chat, "mo", "here")
        before = len(chat.messages("mo"))
        await asyncio.to_thread(raised, chat.runtime, Player(chat.runtime))
        news = await newest(chat, "mo", before)
        back = await says(chat, "mo", "Yes")
        again = await says(chat, "mo", "here")
        on = await says(chat, "mo", "No")
        cases = await asyncio.to_thread(_cases, chat)

    assert "Agree to joint supervision?" in news
    assert "Is this the answer to my question?" in back
    assert "“Agree to joint supervision?" in back
    assert "immediate risk of harm?" in again
    assert "disagreement between professionals" in on
    assert [Stage.RAISED] == [case.stage for case in cases]


@pytest.mark.parametrize("name", CHATS)
async def test_what_is_asked_back_is_answered_by_a_button_in_the_chat(name: str, tmp_path: Path) -> None:
    """The button takes the words as they were written, and the next question stands in the chat, not in a window."""
    async with chatting(name, tmp_path, "pat") as chat:
        await says(chat, "pat", "raise")
        await says(chat, "pat", "here")
        await says(chat, "pat", "mine")
        await says(chat, "pat", "No")
        before = len(chat.messages("pat"))
        await chat.press("pat", "It is the answer")
        asked = await newest(chat, "pat", before)
        after = await says(chat, "pat", "no")

    assert "disagreement between professionals" in asked
    assert "make or review a plan" in after


def _cases(chat: Chat) -> list[Case]:
    with chat.runtime.store.reading() as work:
        return list(work.cases.of(MO))


@pytest.mark.parametrize("name", CHATS)
async def test_a_notification_and_a_screen_reader_say_the_question(name: str, tmp_path: Path) -> None:
    """`text` in Slack, `summary` in Teams: what is asked, what can be chosen and how; of the case, of who can be chosen and of what was answered nothing."""
    async with chatting(name, tmp_path, "pat") as chat:
        said = []
        for words in ("raise", "here", *TO_THE_MANAGER[2:]):
            await says(chat, "pat", words)
            last = chat.messages("pat")[-1]
            said.append(last["text"] if name == "slack" else last["summary"])

    assert "Is anybody at immediate risk of harm? Answer yes or no." in said[1]
    assert "Child's age. 1. Not yet born. 2. Under 1." in said[6]
    assert "Accountable manager. Write the number or the name." in said[-1]
    assert not [line for line in said if "Mo Madeup" in line or "C.D." in line or "CASE-7" in line]


@pytest.mark.parametrize("name", CHATS)
async def test_a_manager_agrees_by_words(name: str, tmp_path: Path) -> None:
    """“agree” below what asks her; it is said back for which case, and “Yes” does it; a “Yes” with news between did nothing (P07)."""
    async with chatting(name, tmp_path, "mo", "pat", "kit") as chat:
        before = len(chat.messages("mo"))
        case = await asyncio.to_thread(raised, chat.runtime, Player(chat.runtime))
        await newest(chat, "mo", before)
        back = await says(chat, "mo", "I agree")
        await says(chat, "mo", "mine")
        again = await says(chat, "mo", "Yes")
        between = await asyncio.to_thread(stored, chat.runtime, case.id)
        await chat.write("mo", "Yes")
        await until(lambda: stored(chat.runtime, case.id).decided_on)

    assert f"“Agree”, for {case.reference}" in back
    assert "Nothing has been done yet." in again
    assert between.decided_on is None
