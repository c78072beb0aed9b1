"""The first half of the walk: a case is raised, agreed, staffed, polled, booked and moved."""

import re

from playwright.async_api import expect

from tests.walk_demo import Visitor

PAT, MO, SAL, NIA, TESS = "Pat Pretend", "Mo Madeup", "Sal Sample", "Nia Notreal", "Tess Teststaff"
HAL, BO, KIT = "Hal Hypothetical", "Bo Bluelight", "Kit Keyworker"
SAYS = "Answer all dates at once"


class Opening:
    """From the first page to a date that is booked. Whoever reads this knows what a person has to click."""

    def __init__(self, one: Visitor) -> None:
        self.one = one
        self.reference = ""

    async def at(self, name: str, owed: str = "") -> None:
        """Somebody else looks, and opens what waits for them."""
        await self.one.becomes(name)
        if owed:
            await self.one.opens(f"{self.reference}: {owed}")

    async def raised(self) -> None:
        """Pat raises a case; an empty page is explained and put right."""
        one = self.one
        await one.keeps("start", desk=True)
        await one.becomes(PAT)
        await one.keeps("list-of-pat", desk=True)
        await one.clicks("Raise a case")
        await one.clicks("Continue")
        await expect(one.tab.get_by_role("heading", name="There is a problem")).to_be_visible()
        await one.keeps("empty-form-sent")
        await one.main().get_by_role("alert").get_by_role("link").first.click()
        await expect(
            one.tab.get_by_role("group", name="Is anybody at immediate risk of harm?").get_by_role("radio").first
        ).to_be_focused()
        for question in (
            "Is anybody at immediate risk",
            "Is this about a disagreement",
            "Do you want to make or review a plan",
        ):
            await one.chooses(question, "No")
        await one.clicks("Continue")
        await one.writes("Reference in your own system", "EX-3003")
        await one.writes("Child's initials", "J.K.")
        await one.chooses("Child's age", "10 to 14")
        await one.chooses("Child's status", "Child Protection")
        await one.chooses("What is your part?", "I work directly with the child, young person or family")
        await one.picks("Accountable manager", MO)
        await one.picks("Keyworker", KIT)
        await one.keeps("the-case")
        await one.clicks("Continue")
        await one.chooses("What is it about?", "It is stuck")
        await one.chooses("What is it about?", "It is drifting")
        await one.writes(
            "What would you like to think about?",
            "Why we each wait for another to begin, and what Joe Example sees of that.",
        )
        await one.writes("What is it like to be this child?", "They count the days until somebody comes.")
        await one.chooses("Does the family know", "Yes")
        await one.clicks("Continue")
        await one.sees("This looks as if it holds a full name.")
        await one.keeps("check-your-answers")
        await one.clicks(re.compile("^Change.* What would you like to think about"))
        await one.writes(
            "What would you like to think about?",
            "Why we each wait for another to begin, and what the child sees of that.",
        )
        await one.clicks("Continue")
        await one.clicks("Send")
        await one.keeps("raised")
        self.reference = (re.findall(r"JS-[A-Z2-9]{4,}", await one.main().inner_text()))[0]

    async def agreed(self) -> None:
        """Mo agrees."""
        await self.at(MO)
        await self.one.keeps("list-of-mo")
        await self.one.opens(f"{self.reference}: agree")
        await self.one.keeps("agree", desk=True)
        await self.one.clicks("Agree")
        await self.one.told("Agreed")
        await self.one.keeps("agreed")

    async def staffed(self) -> None:
        """Mo chooses two; one declines and names a colleague; both places are taken in the end."""
        one = self.one
        await self.at(MO, "choose the supervisors")
        await one.clicks("Choose supervisors")
        await one.picks("First supervisor", SAL)
        await one.picks("Second supervisor", TESS)
        await one.chooses("Lead coordinator", SAL)
        await one.keeps("choose-supervisors")
        await one.clicks("Ask them")
        await one.keeps("supervisors-asked")
        await self.at(TESS, "say whether")
        await one.keeps("asked-to-supervise")
        await one.clicks("Decline or suggest a colleague")
        await one.writes("Why can you not do it?", "I work with the child.")
        await one.picks("Is there a colleague", NIA)
        await one.clicks("Send")
        await one.keeps("declined")
        await self.at(MO, "choose the supervisors")
        await one.clicks("Choose supervisors")
        await one.keeps("choose-another")
        await one.clicks("Ask them")
        for name in (NIA, SAL):
            await self.at(name, "say whether")
            await one.clicks("Accept")
        await one.keeps("accepted")

    async def invited(self) -> None:
        """Sal invites four people, ticks dates that are proposed and types one more."""
        one = self.one
        await self.at(SAL, "invite people")
        await one.clicks("Invite people and offer dates")
        for name in (HAL, BO):
            await one.chooses("People to invite", name)
        await one.chooses("Who of them must be there?", PAT)
        await one.writes("Place or link", "Room 4, Sample Academy")
        await one.keeps("invite-people")
        await one.clicks("Continue")
        dates = one.tab.get_by_role("group", name="Proposed dates")
        for place in (0, 1, 2):
            await dates.locator("label").nth(place).click()
        last = (await dates.locator("label").last.inner_text()).split(",")[0]
        await one.writes("Other dates and times", f"{last} at 11am")
        await one.keeps("offer-dates")
        await one.clicks("Continue")
        await one.sees(f"{last}, 11am to 12.30pm")
        await one.keeps("check-dates")
        await one.clicks("Ask everybody")
        await one.keeps("everybody-asked")

    async def voted(self) -> None:
        """Everybody answers, Pat in place, Bo twice."""
        one = self.one
        for name in (NIA, HAL, BO, KIT, SAL):
            await self.at(name, "say when")
            if name == NIA:
                await one.keeps("when-can-you-come")
            await one.clicks(SAYS)
            for yes in await one.main().get_by_text("Yes", exact=True).all():
                await yes.click()
            if name == NIA:
                await one.keeps("votes")
            await one.clicks("Send")
            if name == BO:
                await one.clicks(re.compile(r"^No\b"))
                await one.keeps("voted-again")
        await self.at(PAT, "say when")
        dates = one.main().get_by_role("button", name=re.compile("If need be"))
        for place in range(await dates.count()):
            await dates.nth(place).click()
            await one.tab.wait_for_load_state()

    async def booked_and_moved(self) -> None:
        """Sal books the best date, has to move it, and books another."""
        one = self.one
        await self.at(SAL, "book a date")
        await one.keeps("ranking", desk=True)
        await one.clicks(re.compile("^Book "))
        await one.keeps("book-check")
        await one.clicks("Book it")
        await one.told("Booked")
        await one.keeps("booked")
        await one.clicks("See the session", "link")
        await one.clicks("Move the session")
        await one.writes("Why does it have to move?", "The room is taken.")
        await one.keeps("move")
        await one.clicks("Continue")
        await one.keeps("move-check")
        await one.clicks("Move it")
        await one.keeps("moved")
        await one.clicks("Next: book a date", "link")
        await one.clicks(re.compile("^Book "))
        await one.clicks("Book it")
        await one.keeps("booked-again")
        await self.at(BO)
        await one.opens(self.reference)
        await one.clicks("Session", "link")
        await one.clicks(re.compile("I am coming"))
        await one.keeps("coming")
