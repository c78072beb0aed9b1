"""The second half of the walk: two sessions are held, recorded, circulated and filed, and the case is closed."""

import re
from datetime import datetime, timedelta

from tests.walk_opening import BO, HAL, KIT, NIA, PAT, SAL, Opening

RECORD = (
    ("Reason for supervision", "Nothing has moved since spring."),
    ("What is it like to be this child?", "They count the days until we come."),
    ("What is working well", "School sees them every day."),
    ("What we are worried about", "Nobody else visits."),
    ("Patterns in how we work together as a network", "We write to each other, we do not ring."),
    ("Emotional impact on us", "We are tired, and a little afraid of the next letter."),
    ("Hypotheses and different perspectives", "Each of us waits for another to begin."),
    ("Thinking points, theories and questions", "What would the child say of our meetings?"),
    ("What each of us may do differently to work alongside the family", "Ring first."),
)


class Walk(Opening):
    """The whole, chapter by chapter."""

    CHAPTERS = (
        "raised",
        "agreed",
        "staffed",
        "invited",
        "voted",
        "booked_and_moved",
        "held",
        "recorded",
        "circulated",
        "further",
        "closed",
    )

    async def whole(self) -> None:
        """From the first page to the last."""
        for chapter in self.CHAPTERS:
            await getattr(self, chapter)()

    async def held(self) -> None:
        """The clock moves to the session, and Sal ticks who came."""
        one = self.one
        await self.at(SAL)
        await self.until_the_session()
        await one.keeps("list-of-sal", desk=True)
        await one.opens(f"{self.reference}: tick who came")
        await one.keeps("the-session")
        await one.clicks("Tick who came")
        await one.keeps("who-came")
        await one.clicks("Note who came")
        await one.keeps("held")

    async def until_the_session(self) -> None:
        """By the clock's buttons to the day that the list names, then to the hour."""
        one = self.one
        row = (
            one.main()
            .get_by_role("listitem")
            .filter(has=one.tab.get_by_role("heading", name=self.reference, exact=True))
        )
        day = re.findall(r"Session booked for \w+ (\d+ \w+ \d+)", await row.inner_text())[0]
        for _ in range(20):
            if day in await self.clock():
                break
            await one.clicks(re.compile("^Next working day"))
        for _ in range(12):
            if await one.main().get_by_role("link", name=re.compile(f"{self.reference}: tick who came")).count():
                break
            await one.clicks("+1 hour")

    async def clock(self) -> str:
        """What the demo's clock says."""
        return await self.one.tab.get_by_label("Whom you are, and the clock").inner_text()

    async def writes_record(self, further: str, on: str = "") -> None:
        """Every section that is given, then the rest."""
        one = self.one
        await one.clicks("Write the record")
        for label, words in RECORD:
            await one.writes(label, words)
            await one.clicks("Continue")
        if on:
            await one.writes("What is to be shared?", "What we wondered about.")
            await one.picks("At which meeting?", "Core Group")
            await one.writes("When?", on)
            await one.picks("By whom?", KIT)
            await one.keeps("record-family")
        await one.clicks("Continue")
        await one.clicks("Continue")
        await one.chooses("Is a further session needed?", further)
        await one.clicks("Save the record")

    async def signs(self) -> None:
        """The signature at the end of the record."""
        await self.one.clicks("Sign the record")
        await self.one.chooses("Your signature", "I was there, and this record is fair")
        await self.one.clicks("Sign")
        await self.one.told("Signed")

    async def recorded(self) -> None:
        """Sal writes, Nia adds an amendment to nothing: both sign."""
        one = self.one
        await self.at(SAL, "write the record")
        await self.writes_record("Yes", on=(await self.tomorrow()))
        await one.keeps("record-written")
        await self.signs()
        await self.at(NIA, "sign the record")
        await one.keeps("record-to-sign", desk=True)
        await self.signs()
        await one.keeps("signed")

    async def tomorrow(self) -> str:
        """The day after what the demo's clock says, as a date field wants it."""
        found = re.findall(r"\d{1,2} [A-Z][a-z]{2} \d{4}", await self.clock())
        return f"{datetime.strptime(found[0], '%d %b %Y').date() + timedelta(days=1)}"  # noqa: DTZ007 - a day

    async def circulated(self) -> None:
        """Everybody gets the record; Kit files it; three give feedback."""
        one = self.one
        await self.at(SAL, "circulate the record")
        await one.keeps("to-circulate")
        await one.clicks("Circulate the record")
        await one.keeps("circulated")
        for name in (PAT, HAL, BO, KIT):
            await self.at(name, "confirm that you have the record")
            await one.clicks("I have received it")
        await one.keeps("received")
        await one.clicks("I have filed it")
        await one.writes("Reference on the file", "FILE-77")
        await one.keeps("filing")
        await one.clicks("Confirm the filing")
        await one.keeps("filed")
        for name in (HAL, BO, KIT):
            await self.at(name)
            await one.opens(self.reference)
            await one.clicks("Feedback", "link")
            if name == HAL:
                await one.keeps("feedback")
            await one.clicks("Give feedback")
            if name == HAL:
                await one.keeps("feedback-form", desk=True)
            for very in await one.main().get_by_text("5: very much", exact=True).all():
                await very.click()
            await one.clicks("Send")

    async def further(self) -> None:
        """The date of a further session was agreed in the room; the family's points are told meanwhile."""
        one = self.one
        await self.at(SAL, "plan the further session")
        await one.clicks("Plan a further session")
        await one.chooses("Was one date agreed with the group?", "Yes")
        await one.writes("Place or link", "Room 5, Sample Academy")
        await one.tab.get_by_role("group", name="Proposed dates").locator("label").first.click()
        await one.keeps("further")
        await one.clicks("Continue")
        await one.clicks("Go on")
        await one.keeps("further-booked")
        await one.becomes(SAL)
        await self.until_the_session()
        await self.at(KIT, "say whether the points were shared")
        await one.clicks("Say whether it was shared")
        await one.chooses("Were they shared?", "Yes, they were shared")
        await one.keeps("shared-with-the-family")
        await one.clicks("Send")

    async def closed(self) -> None:
        """The second session goes the same way, and nothing is left to do."""
        one = self.one
        await self.at(SAL, "tick who came")
        await one.clicks("Tick who came")
        await one.clicks("Note who came")
        await one.clicks("Next: write the record", "link")
        await self.writes_record("No")
        await self.signs()
        await self.at(NIA, "sign the record")
        await self.signs()
        await self.at(SAL, "circulate the record")
        await one.clicks("Circulate the record")
        for name in (PAT, HAL, BO, KIT):
            await self.at(name, "confirm that you have the record")
            await one.clicks("I have received it")
        await one.clicks("I have filed it")
        await one.writes("Reference on the file", "FILE-78")
        await one.clicks("Confirm the filing")
        await self.at(SAL, "close the case")
        await one.keeps("to-close")
        await one.clicks("Close the case")
        await one.keeps("close-check")
        await one.clicks("Close it")
        await one.sees("Everything is done")
        await one.keeps("closed", desk=True)
        await one.clicks("Timeline", "link")
        await one.keeps("timeline")
        await one.becomes(PAT)
        await one.keeps("list-at-the-end")
