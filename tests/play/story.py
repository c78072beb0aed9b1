"""The story: nine people wherever they are, one declined nominee, one vote changed, one move, one further session."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.demo.people import COUNCIL
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.procedure.case import Case, Session
from tests.play.browser import Answers
from tests.play.rehearsal import Actor, Rehearsal

RAISED: Answers = {
    "risk": "no", "disagreement": "no", "planning": "no", "reflective": "",
    "local_reference": "EX-2001", "initials": "G.H.", "age_band": "10-14", "status": "cp", "role": "practitioner",
    "agency": COUNCIL, "managers": "mo", "keyworker": "kit",
    "reasons": ("stuck", "drift"), "thinking": "Why we each wait for another", "lived": "They count the days until we come",
    "family_knows": "yes", "family_note": "",
}  # fmt: skip
INVITED: Answers = {
    "attendees": ("pat", "hal", "bo", "tess"), "others": "", "required": ("pat",), "keyworker_required": "yes",
    "minutes": "90", "place": "Room 4", "slots": "*", "typed": "",
}  # fmt: skip
RECORD: Answers = {
    "reason": "Nothing has moved since spring", "lived": "They wait for us to agree", "well": "School sees them daily", "worried": "Nobody visits",
    "patterns": "We write, we do not ring", "impact": "We are tired", "hypotheses": "Fear of a complaint", "thinking": "What would they say of us?",
    "alongside": "Ring first", "family_points": "What we wondered about", "family_meeting": "core-group", "family_by": "kit",
    "learning_theme": "Handover between teams", "learning_scope": "locality", "learning_text": "Say who rings whom",
}  # fmt: skip
FEEDBACK: Answers = {
    "safe": "5", "experience": "4", "perspective": "4", "change": "3", "reflection": "5", "facilitated": "5",
    "useful": "The silence", "differently": "", "recommend": "5",
}  # fmt: skip

Say = Callable[[str], None]


@dataclass
class Story:
    """Everybody and what they do, in order. `say` prints a line for each thing done."""

    here: Rehearsal
    say: Say = field(default=print)
    between: Callable[[], Awaitable[None]] | None = None  # what befalls the bot after each chapter
    looks: Callable[[str], Awaitable[None]] | None = None  # who looks at all that lies about, after each chapter

    async def whole(self) -> None:
        """From the door to closed."""
        chapters: tuple[Callable[[], Awaitable[None]], ...] = (
            self.elsewhere, self.raised, self.agreed, self.staffed, self.polled, self.booked, self.moved,
            self.held, self.recorded, self.further, self.filed, self.feedback, self.second, self.closed,
        )  # fmt: skip
        for chapter in chapters:
            await chapter()
            await self.here.settled()
            if self.looks:
                await self.looks(chapter.__name__)
            if self.between:
                await self.between()

    async def _did(self, what: str) -> None:
        case = await self.here.case()
        self.say(f"{self.here.clock():%a %d %b %Y %H:%M}  {case.stage.value:<10} {what}")

    def _at(self, person: str) -> Actor:
        return self.here.who(person)

    async def _on(self, card: str, about: str = "") -> Press:
        return Press(card, "show", CaseId((await self.here.case()).id), about)

    async def _session(self) -> Session:
        case = await self.here.case()
        if case.session is None:
            raise LookupError("no session")
        return case.session

    async def elsewhere(self) -> None:
        """Somebody in immediate danger is no case for here (P03)."""
        browser = self.here.at_browser("hal")
        shown = await browser.fills(await browser.presses(Press("home", "show"), "raise"), {**RAISED, "risk": "yes"})
        self.say(
            f"{self.here.clock():%a %d %b %Y %H:%M}  {'redirected':<10} Hal is shown: {shown.title[-160:][:60]} ..."
        )

    async def raised(self) -> None:
        """Pat raises a case (P01, P02, P06)."""
        await self.here.everybody_arrives()
        await self._at("pat").raises(RAISED)
        await self._did("Pat raises a case in their chat")

    async def agreed(self) -> None:
        """Mo asks for more, Pat answers, Mo agrees (P07-P09)."""
        await self._at("mo").does(await self._on("agreement"), "ask-more", {"question": "Since when is it stuck?"})
        await self._did("Mo asks for more")
        await self._at("pat").does(await self._on("agreement"), "add-more", {"answer": "Since the spring"})
        await self._did("Pat answers")
        await self._at("mo").presses(await self._on("agreement"), "agree")
        await self._did("Mo agrees: the window starts")

    async def staffed(self) -> None:
        """One nominee declines and names a colleague; both places are taken by two agencies (P10)."""
        await self._at("mo").does(
            await self._on("nomination"), "nominate", {"supervisor_1": "sal", "supervisor_2": "tess", "lead": "sal"}
        )
        await self._did("Mo chooses Sal and Tess")
        await self._at("tess").does(
            await self._on("nomination"), "turn-down", {"reason": "I work with the child", "suggests": "nia"}
        )
        await self._did("Tess declines and suggests Nia")
        await self._at("mo").does(await self._on("nomination"), "nominate", {"lead": "sal"})
        await self._at("nia").presses(await self._on("nomination"), "accept")
        await self._at("sal").presses(await self._on("nomination"), "accept")
        await self._did("Nia and Sal accept")

    async def polled(self) -> None:
        """Sal invites; everybody votes, one of them twice (P12-P15)."""
        await self.invites()
        await self._did("Sal invites four people and offers dates")
        slots = (await self._session()).slots
        for person in ("nia", "hal", "bo", "tess", "kit"):
            await self._at(person).does(await self._on("poll"), "vote", {f"slot_{slot.id}": "yes" for slot in slots})
        await self._at("bo").presses(await self._on("poll"), "no", slots[0].id)
        for person in ("pat", "sal"):
            await self._at(person).does(await self._on("poll"), "vote", {f"slot_{slot.id}": "yes" for slot in slots})
        await self._did("Everybody votes; Bo changes his mind about the first date")

    async def invites(self) -> None:
        """The one form in which the lead coordinator asks everybody."""
        await self._at("sal").does(await self._on("poll"), "invite", INVITED)

    async def booked(self) -> None:
        """The best date is booked (P16)."""
        slot = (await self._session()).slots[1]
        await self._at("sal").does(await self._on("poll"), "book", {}, slot.id)
        await self._did(f"Sal books {slot.start:%a %d %b %H:%M}")

    async def moved(self) -> None:
        """The date is moved once."""
        later = (await self._session()).slots[-1]
        await self._at("sal").does(
            await self._on("session"), "move", {"reason": "The room is taken", "slots": (), "typed": ""}
        )
        await self._did("Sal moves the session")
        await self._at("sal").does(await self._on("poll"), "book", {}, later.id)
        await self._did(f"Sal books {later.start:%a %d %b %H:%M}, inside the window")

    async def held(self) -> None:
        """Attendance (P18)."""
        booked = (await self._session()).booked
        if booked is None:
            raise LookupError("no booking")
        await self.here.to(booked.end)
        await self.here.settled()
        await self._at("sal").does(
            await self._on("session"), "hold", {"attended": ("pat", "hal", "bo", "tess", "kit", "sal", "nia")}
        )
        await self._did("Sal ticks who came")

    async def recorded(self) -> None:
        """Written by one supervisor, completed by the other, signed by both (P18)."""
        on = (self.here.clock() + timedelta(days=6)).date().isoformat()
        number = str((await self._session()).number)
        await self._at("nia").does(
            await self._on("record", number), "write", {**RECORD, "family_on": on, "further": "yes"}
        )
        await self._did("Nia writes the record, section by section")
        await self._at("nia").does(await self._on("record", number), "sign", {"confirm": ("yes",)})
        await self.here.settled()
        await self._at("sal").does(await self._on("record", number), "sign", {"confirm": ("yes",)})
        await self._did("Nia and Sal sign")

    async def further(self) -> None:
        """A further session on a date agreed in the room (P21)."""
        day = self.here.runtime.terms()(None).calendar.after(self.here.clock().date(), 10)
        await self._at("sal").does(
            await self._on("circulation", "1"),
            "further",
            {"agreed": "yes", "place": "Room 5", "slots": (), "typed": f"{day:%d/%m/%Y} at 10am"},
        )
        await self._did("Sal books the further session that was agreed in the room")

    async def filed(self) -> None:
        """Circulated, received, filed (P18)."""
        on = await self._on("circulation", "1")
        await self._at("sal").presses(on, "circulate")
        for person in ("hal", "bo", "tess", "kit"):
            await self._at(person).presses(on, "receive")
        await self._at("pat").presses(on, "receive")
        await self._at("kit").does(on, "file", {"reference": "FILE-77"})
        await self._did("Circulated to everybody; Kit places it on the child's file")

    async def feedback(self) -> None:
        """Three people answer; nobody can see who said what (P22)."""
        on = await self._on("feedback", "1")
        for person in ("hal", "bo", "kit"):
            await self._at(person).does(on, "feedback", FEEDBACK)
        await self._did("Three people give feedback")

    async def second(self) -> None:
        """The second session has its own record; the family's points are answered (P19, P21)."""
        case = await self.here.case()
        day = self.here.runtime.terms()(None).calendar.after(self.here.clock().date(), 6)
        await self.here.to(datetime.combine(day, time(10), self.here.clock().tzinfo))
        await self._at("kit").does(await self._on("circulation", "1"), "tell-family", {"told": "shared"})
        await self._did("Kit says that the points were shared with the family")
        await self._next(case)

    async def _next(self, case: Case) -> None:
        booked = case.session.booked if case.session else None
        if booked is None:
            raise LookupError("no booking")
        await self.here.to(booked.end)
        await self._at("sal").does(await self._on("session"), "hold", {"attended": ("pat", "hal", "sal", "nia")})
        record = {**RECORD, "family_points": "", "family_meeting": "", "family_by": "", "further": "no"}
        await self._at("nia").does(await self._on("record", "2"), "write", record)
        for person in ("nia", "sal"):
            await self._at(person).does(await self._on("record", "2"), "sign", {"confirm": ("yes",)})
        await self._at("sal").presses(await self._on("circulation", "2"), "circulate")
        await self._at("kit").does(await self._on("circulation", "2"), "file", {"reference": "FILE-78"})
        await self._did("The second session is held, recorded, signed, circulated and filed")

    async def closed(self) -> None:
        """Nothing is owed, for Kit's filing says that they have it: the lead coordinator closes."""
        for person in ("pat", "hal", "bo", "tess"):
            await self._at(person).presses(await self._on("circulation", "2"), "receive")
        await self._at("sal").does(await self._on("case"), "close", {})
        await self._did("Sal closes the case")
