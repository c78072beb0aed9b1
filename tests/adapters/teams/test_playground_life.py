"""A whole case in Microsoft's own client, by clicking alone: raised, agreed, staffed, polled, booked, recorded, filed, and its feedback.

The client knows no dialogs from a card's button, no refresh and no deleting; the bot copes: forms lie in the chat, as cards or as questions.
"""

import asyncio
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.runtime.clock import MovableClock
from dialogs.procedure.case import Case, Stage
from tests.bot.resilience.fleet import under_way
from tests.builders import PAT, still
from tests.doubles_teams.double import TENANT
from tests.doubles_teams.serving import Bot, serving
from tests.doubles_teams.sitter import Answers, Room, Sitter, button
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow, pytest.mark.long]

NAMES = ("pat", "mo", "sal", "nia", "kit")
WRITTEN = (
    ("What is it like to be this child?", "They wait for us to agree"),
    ("What is working well", "School sees them daily"),
    ("What we are worried about", "Nobody visits"),
    ("Patterns in how we work together", "We write, we do not ring"),
    ("Emotional impact on us", "We are tired"),
    ("Hypotheses and different perspectives", "Fear of a complaint"),
    ("Thinking points, theories and questions", "What would they say?"),
    ("What each of us may do differently", "Ring first"),
    ("What is to be shared?", "skip"),
    ("At which meeting?", "skip"),
    ("When?", "skip"),
    ("By whom?", "skip"),
    ("Theme", "skip"),
    ("Whose learning is it?", "skip"),
    ("What should others learn from?", "skip"),
    ("Is a further session needed?", "no"),
)
"""What a supervisor answers in the chat, question by question."""
ASKED = (
    "Did the session feel safe?",
    "Did it help you see",
    "Did you hear a perspective",
    "Will it change what you do?",
    "Was it about reflection",
    "Was it well facilitated?",
    "Would you recommend it?",
)


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures are kept, if they are: JSV_PICTURES."""
    folder = os.environ.get("JSV_PICTURES")
    if folder is None:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


class Life:
    """The case, chapter by chapter. Whoever reads this knows what a person has to click."""

    CHAPTERS = (
        "raised",
        "agreed",
        "staffed",
        "invited",
        "voted",
        "booked",
        "held",
        "recorded",
        "signed",
        "circulated",
        "answered",
    )

    def __init__(self, bot: Bot, clock: MovableClock, people: dict[str, Sitter]) -> None:
        self.bot, self.clock = bot, clock
        self.pat, self.mo, self.sal, self.nia, self.kit = people.values()

    async def case(self) -> Case:
        """As the store has it."""
        return await asyncio.to_thread(_only, self.bot)

    async def raised(self) -> None:
        """Pat types one word, and fills the form's screens as they come."""
        pat = self.pat
        await pat.keeps("greeted", "Answer the form you have begun")
        await pat.says("raise")
        await pat.keeps("door", "immediate risk of harm?")
        await pat.presses("immediate risk of harm?", "Open in a window")  # it opens none; the form stays where it is
        no = {"immediate risk": "No", "disagreement": "No", "make or review a plan": "No"}
        await pat.fills("immediate risk of harm?", "Next", no)
        child: Answers = {
            "Reference in your own system": "CASE-1001",
            "Child's initials": "A.B.",
            "Child's age": "5 to 9",
            "Child's status": "Child Protection",
        }
        await pat.fills(
            "Part 2 of 3",
            "Next",
            {
                **child,
                "Child's initials": "",
                "What is your part?": "I work directly",
                "Accountable manager": "Mo Madeup",
            },
        )
        await pat.keeps("fault", "There is a problem")
        await pat.fills("There is a problem", "Next", {"Child's initials": "A.B.", "Keyworker": "Kit Keyworker"})
        why: Answers = {
            "What is it about?": ("It is stuck",),
            "What would you like to think about?": "Why nothing moves",
            "What is it like to be this child?": "Quiet at home",
        }
        await pat.fills("Part 3 of 3", "Check answers", {**why, "Does the family know": "Yes"})
        await pat.keeps("check", "Check your answers")
        await pat.presses("Check your answers", "Send")
        await pat.presses("is being asked", "See it as it is now")
        await pat.keeps("case", "Why nothing moves")

    async def agreed(self) -> None:
        """Mo is asked without having said a word, and agrees where the card lies."""
        await self.mo.keeps("asked", "Why nothing moves")
        await self.mo.presses("Why nothing moves", "Agree")
        await self.mo.keeps("agreed", "Choose the supervisors: JS-")

    async def staffed(self) -> None:
        """Mo chooses two in a form in the chat; both accept where they are asked."""
        await self.mo.presses("Choose the supervisors: JS-", "Choose supervisors")
        await self.mo.keeps("choose", "Lead coordinator")
        await self.mo.fills(
            "First supervisor",
            "Ask them",
            {"First supervisor": "Sal Sample", "Second supervisor": "Nia Notreal", "Lead coordinator": "Sal Sample"},
        )
        await self.mo.sees("They are being asked")
        await self.sal.keeps("asked", "You are asked to be the lead coordinator")
        for one in (self.nia, self.sal):
            await one.presses("You are asked to be", "Accept")
        await self.sal.keeps("accepted", "Invite people and offer dates: JS-")

    async def invited(self) -> None:
        """Sal keeps the usual people, ticks two dates that are proposed and types a third, which is said back in full."""
        sal = self.sal
        await sal.presses("Invite people and offer dates: JS-", "Invite people and offer dates")
        await sal.keeps("who", "People to invite")
        await sal.fills("People to invite", "Next", {"Place or link": "Room 4"})
        await sal.keeps("dates", "Proposed dates")
        card = await sal.sees("Proposed dates")
        for at in (0, 1):
            await card.get_by_role("checkbox").nth(at).check()
        await sal.fills("Proposed dates", "Check answers", {"Other dates and times": "tues 8 dec 3pm"})
        await expect(await sal.sees("Check your answers")).to_contain_text("Tue 8 Dec 2026, 3pm to 4.30pm")
        await sal.keeps("dates-check", "Check your answers")
        await sal.presses("Check your answers", "Ask everybody")
        await sal.sees("Everybody is being asked")

    async def voted(self) -> None:
        """Most answer all at once in a form; Kit row by row where the card lies."""
        for one in (self.pat, self.nia, self.sal):
            await one.presses("Answer all dates at once", "Answer all dates at once")
            card = await one.sees("Anything the lead coordinator should know?")
            for at in range(3):
                await card.get_by_role("radio", name="Yes").nth(at).check()
            await one.keeps("votes", "Anything the lead coordinator should know?")
            await one.presses("Anything the lead coordinator should know?", "Send")
            await one.sees("You can change your answers")
        await self.kit.keeps("poll", "When can you come?")
        await self._ticks(self.kit, "Yes", "If need be", "No")
        await self.kit.keeps("voted", "Room 4")

    async def _ticks(self, one: Sitter, *words: str) -> None:
        """A word beside each date, the earliest first. The card is drawn again after each."""
        card = await one.sees("Room 4")
        dates = card.get_by_role("button").filter(has_text=re.compile("^(✓ )?Yes$"))
        for at, word in enumerate(words):
            await card.get_by_role("button").filter(has_text=re.compile(f"^(✓ )?{word}$")).nth(at).click()
            await expect(button(card, f"✓ {word}")).to_have_count(words[: at + 1].count(word))
            await until(
                lambda: not under_way(self.bot.runtime.store._writer)
            )  # it is drawn again in its place, and then once more
        assert len(words) == await dates.count()

    async def booked(self) -> None:
        """Sal sees who can come when, and books the best of it; Pat says that they cannot come, and then that they can."""
        await self.sal.keeps("ranking", "Everybody has answered")
        await button(await self.sal.sees("Everybody has answered"), "Book").first.click()
        await self.sal.keeps("book-check", "Book this date?")
        await self.sal.presses("Book this date?", "Book it")
        await self.sal.keeps("booked", "Session JS-")
        for word in ("I cannot come", "I am coming"):
            card = await self.pat.sees("I cannot come")
            await card.get_by_role("button").filter(has_text=re.compile(f"^(✓ )?{word}$")).click()
            await expect(button(card, f"✓ {word}")).to_be_visible()
        await self.pat.keeps("coming", "I cannot come")

    async def held(self) -> None:
        """The session is over by the clock, and Sal ticks who came."""
        session = (await self.case()).session
        assert session
        assert session.booked
        self.clock.to(session.booked.end + timedelta(minutes=10))
        await self.sal.says("mine")
        await self.sal.presses("tick who came", "Open")
        await self.sal.presses("Tick who came", "Tick who came")
        await self.sal.keeps("who-came", "Who came?")
        await self.sal.presses("Who came?", "Note who came")
        await self.sal.sees("The record can be written now")

    async def recorded(self) -> None:
        """Sal begins the record on a card, goes on by answering in the chat, question by question, and checks the whole."""
        sal = self.sal
        await sal.presses("Write the record", "Write the record")
        await sal.fills("Reason for supervision", "Next", {"Reason for supervision": "The plan has stopped"})
        await sal.keeps("record", "What is it like to be this child?")
        await sal.says("here")
        for question, said in WRITTEN:
            await expect(sal.tab.locator(".ac-adaptiveCard").last).to_contain_text(question)
            if question == "Emotional impact on us":
                await sal.keeps("asked-in-the-chat", question)
            await sal.says(said)
        await sal.keeps("record-check", "Check your answers")
        await sal.says("send")
        await sal.keeps("recorded", "Nothing is missing. Read it, then sign.")

    async def signed(self) -> None:
        """Both supervisors read it and sign."""
        for one in (self.sal, self.nia):
            await one.presses("Nothing is missing. Read it, then sign.", "Sign the record")
            await one.keeps("to-sign", "Your signature")
            await one.fills("Your signature", "Sign", {"Your signature": ("I was there",)})
            await one.sees("Signed. Thank you.")

    async def circulated(self) -> None:
        """Sal circulates; Pat and Kit confirm; Kit files it."""
        await self.sal.presses("Circulate the record: JS-", "Circulate the record")
        for one in (self.pat, self.kit):
            await one.presses("Confirm that you have the record: JS-", "I have received it")
            await expect(button(one.card("Circulation and filing"), "I have received it")).to_have_count(0)
        await self.kit.presses("Place the record on the child's file: JS-", "I have filed it")
        await self.kit.fills("Reference on the file", "Confirm the filing", {"Reference on the file": "FILE-1"})
        await self.kit.sees("The filing is noted")
        await self.kit.keeps("filed", "FILE-1")

    async def answered(self) -> None:
        """Pat gives feedback, and is told that nobody sees whose it is."""
        await self.pat.keeps("feedback", "Feedback")
        await self.pat.presses("Feedback", "Give feedback")
        await self.pat.fills("How was the session?", "Send", dict.fromkeys(ASKED, "4"))
        await self.pat.keeps("thanked", "Thank you")


def _only(bot: Bot) -> Case:
    with bot.runtime.store.reading() as work:
        (case,) = work.cases.of(PAT)
    return case


async def test_a_whole_case_is_lived_by_clicking(tmp_path: Path, pictures: Path | None) -> None:
    """From the first word to the filed record and the feedback, five people at five clients."""
    clock = still()
    async with (
        serving(
            tmp_path,
            clock,
            {"JSV_TEAMS_ANONYMOUS": "1", "JSV_TEAMS_TENANTS": f"{TENANT}:testshire.example+hope.example"},
        ) as bot,
        Room(tmp_path, bot.url, pictures) as room,
    ):
        people = dict(zip(NAMES, await asyncio.gather(*map(room.sits, NAMES)), strict=True))
        life = Life(bot, clock, people)
        try:
            for chapter in Life.CHAPTERS:
                await getattr(life, chapter)()
            assert (await life.case()).stage is Stage.FILED
        except BaseException:
            for person in people.values():
                await person.keeps(f"end-{person.name}")
            raise
