"""A small town of invented people who play the procedure against the pure core: no store, no channel, a movable clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

from dialogs import engine
from dialogs.ids import CaseId, PersonId, TurnId, turn_id
from dialogs.model.drafts import Draft
from dialogs.model.fields import Raw
from dialogs.model.heard import Go, Handle, Heard, Pressed, Said, Submitted
from dialogs.model.press import Press
from dialogs.model.turns import Feedback, Need, Scene, Tell, Turn, Wants
from dialogs.model.views import Card, Page, Reply, Review
from dialogs.procedure import polls
from dialogs.procedure.calendar import Calendar
from dialogs.procedure.case import Case
from dialogs.procedure.learning import may_answer
from dialogs.procedure.lifecycle import Fact
from dialogs.procedure.members import supervising
from dialogs.procedure.people import Part, Person, may_see, on_case
from dialogs.procedure.profile import Profile, read_profile
from dialogs.procedure.terms import Terms

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2014, 1, 1), date(2036, 12, 31)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
PROFILE_FILE = Path(__file__).parent.parent / "dialogs" / "procedure" / "norfolk-2022.toml"


@cache
def norfolk() -> Profile:
    """The profile that ships."""
    profile = read_profile(PROFILE_FILE.read_text())
    assert isinstance(profile, Profile), profile
    return profile


@cache
def england(*closures: date) -> Calendar:
    """England's calendar, with closure days."""
    bank = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1))
    named = [(day, name) for day, name in bank.items()]
    return Calendar.of([*named, *((day, "closure day") for day in closures)], FIRST, LAST)


def _person(name: str, agency: str, role: str, **more: object) -> Person:
    short = name.split(maxsplit=1)[0].lower()
    return Person(
        id=PersonId(short),
        name=name,
        agency=agency,
        role=role,
        email=f"{short}@{agency.split(maxsplit=1)[0].lower()}.example",
        **more,  # type: ignore[arg-type] # fields by name
    )


CARE, HEALTH, POLICE, SCHOOL, HOPE = (
    "Testshire Care",
    "Testshire Health",
    "Testshire Police",
    "Sample School",
    "Hope Charity",
)
PEOPLE = (
    _person("Pat Pretend", CARE, "Social worker", line_manager=PersonId("mo")),
    _person("Mo Madeup", CARE, "Team manager"),
    _person("Sal Sample", CARE, "Safeguarding supervisor", pool=True, trained_on=date(2025, 3, 1)),
    _person("Hal Hypothetical", HEALTH, "Health visitor"),
    _person("Nia Notreal", HEALTH, "Named nurse", pool=True, trained_on=date(2024, 6, 1), learning=True),
    _person("Bo Bluelight", POLICE, "Police officer"),
    _person("Tess Teststaff", SCHOOL, "Designated safeguarding lead", pool=True),
    _person("Kit Keyworker", HOPE, "Family keyworker"),
    _person("Olu Office", "Testshire Partnership", "Partnership officer", office=True, workforce=True),
)


@dataclass
class Town:
    """Everybody, the clock, and what has happened so far. What is told to people lies in `told`."""

    now: datetime = MONDAY
    profile: Profile = field(default_factory=norfolk)
    calendar: Calendar = field(default_factory=england)
    people: dict[PersonId, Person] = field(default_factory=lambda: {person.id: person for person in PEOPLE})
    cases: dict[CaseId, Case] = field(default_factory=dict)
    facts: dict[CaseId, tuple[Fact, ...]] = field(default_factory=dict)
    drafts: dict[tuple[PersonId, str, str, str], Draft] = field(default_factory=dict)
    told: list[Tell] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    answered: set[tuple[PersonId, CaseId, int]] = field(default_factory=set)
    seen: set[TurnId] = field(default_factory=set)
    events: int = 0

    @property
    def terms(self) -> Terms:
        """What judges now."""
        return Terms(self.profile, self.calendar, self.now)

    @property
    def case(self) -> Case:
        """The latest case."""
        return list(self.cases.values())[-1]

    def copy(self) -> "Town":
        """Another town in which the same has happened. What goes on in one does not go on in the other."""
        return replace(
            self,
            people={**self.people},
            cases={**self.cases},
            facts={**self.facts},
            drafts={**self.drafts},
            told=[*self.told],
            feedback=[*self.feedback],
            answered={*self.answered},
            seen={*self.seen},
        )

    def later(self, **much: int) -> None:
        """Time passes."""
        self.now += timedelta(**much)

    def to(self, day: date, hour: int = 10) -> None:
        """It is that day."""
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)

    def presses(self, who: str, card: str, verb: str, about: str = "", case: Case | None = None) -> Reply:
        """Somebody presses a button."""
        of = (case or self.case).id if self.cases or case else None
        return self.hears(Pressed(turn=self._event(), sender=_handle(who), press=Press(card, verb, of, about))).reply

    def raises(self, who: str, answers: Raw) -> Reply:
        """Somebody raises a case, screen by screen, and sends it. What they have begun is gone on with."""
        begun = (PersonId(who), "raise", "", "") in self.drafts
        return self.fills(who, Press("home", "go-on", None, "raise:") if begun else Press("case", "raise"), answers)

    def does(self, who: str, card: str, verb: str, answers: Raw, about: str = "") -> Reply:
        """Somebody opens a form and fills it to its end."""
        return self.fills(who, Press(card, verb, self.case.id, about), answers)

    def looks_at(self, who: str, press: Press) -> Scene:
        """What is loaded for somebody at a press, of which nothing is kept."""
        return self.scene(Pressed(turn=self._event(), sender=_handle(who), press=press))

    def fills(self, who: str, press: Press, answers: Raw) -> Reply:
        """Opens, answers every screen with what is given for it, and sends the review."""
        reply = self.hears(Pressed(turn=self._event(), sender=_handle(who), press=press)).reply
        for _ in range(30):
            if isinstance(reply, Card) or (isinstance(reply, Page) and reply.errors):
                break
            reply = self.hears(self.answer(who, reply, answers)).reply
        return reply

    def answer(self, who: str, shown: Page | Review, answers: Raw, go: Go | None = None) -> Submitted:
        """One screen as it would be sent: what is given, else what stands in it already."""
        if isinstance(shown, Review):
            sent = Submitted(turn=self._event(), sender=_handle(who), press=shown.press, section="", go=go or Go.SEND)
            return replace(sent, mark=shown.mark)
        standing = {one.name: shown.given[one.name] for one in shown.asked if one.name in shown.given}
        raw = {**standing, **{one.name: answers[one.name] for one in shown.asked if one.name in answers}}
        return Submitted(
            turn=self._event(),
            sender=_handle(who),
            press=shown.press,
            section=shown.section.name,
            go=go or Go.NEXT,
            raw=raw,
            mark=shown.mark,
        )

    def says(self, who: str, words: str) -> Reply:
        """Somebody types to the bot."""
        return self.hears(Said(turn=self._event(), sender=_handle(who), words=words)).reply

    def sees(self, who: str, card: str, about: str = "", case: Case | None = None) -> Card:
        """A card as somebody sees it now."""
        reply = self.presses(who, card, "show", about, case)
        assert isinstance(reply, Card)
        return reply

    def desk(self, actor: Person) -> tuple[Case, ...]:
        """Every open case, for the office."""
        return tuple(case for case in self.cases.values() if actor.office and not case.over)

    def hears(self, heard: Heard) -> Turn:
        """One whole turn: load, decide, keep."""
        scene = self.scene(heard)
        turn = engine.step(heard, scene)
        if not scene.repeated:
            self._keep(scene, turn)
        return turn

    def scene(self, heard: Heard) -> Scene:
        """What the store would load."""
        wants = engine.wants(heard)
        actor = self.people.get(PersonId(heard.sender.user))
        repeated = heard.turn in self.seen
        self.seen.add(heard.turn)
        case = self.cases.get(wants.case) if wants.case else self._by_reference(wants.reference)
        about = wants.press.about if wants.press else ""
        apart = bool(wants.learning and case and actor and may_answer(case, about, actor, self.people))
        answering = Need.FEEDBACK in wants.needs or wants.asked
        visible = case if case and actor and (apart or may_see(case, actor)) else None
        return Scene(
            turn=heard.turn,
            sender=heard.sender,
            actor=actor,
            terms=self.terms,
            people=self.people,
            case=visible,
            draft=self.drafts.get(_key(actor.id, wants.press)) if actor and wants.press else None,
            drafts=self._drafts_of(actor, wants) if actor else (),
            mine=self.mine(actor) if Need.MINE in wants.needs and actor else (),
            desk=self.desk(actor) if Need.DESK in wants.needs and actor else (),
            ended=self.ended(actor) if Need.ENDED in wants.needs and actor else (),
            repeated=repeated,
            heard=self._heard(actor, visible) if actor and visible and Need.HEARD in wants.needs else {},
            facts=self.facts.get(visible.id, ()) if visible and Need.FACTS in wants.needs else (),
            feedback_given=self._answered_by(actor, visible) if actor and visible and answering else frozenset(),
            same_reference=any(
                case.local_reference == wants.local_reference != "" and not case.over for case in self.cases.values()
            ),
        )

    def _drafts_of(self, actor: Person, wants: Wants) -> tuple[Draft, ...]:
        """All of somebody's where they are listed, else at most the one that is wanted."""
        if Need.MINE in wants.needs:
            return tuple(draft for (owner, *_), draft in self.drafts.items() if owner == actor.id)
        wanted = self.drafts.get(_key(actor.id, wants.press)) if wants.press else None
        return (wanted,) if wanted else ()

    def _heard(self, actor: Person, case: Case) -> dict[int, tuple[Mapping[str, str], ...]]:
        """By three, as the store tells them."""
        said = {
            session.number: [
                one.answers for one in self.feedback if (one.case, one.session) == (case.id, session.number)
            ]
            for session in case.sessions
            if actor.id in supervising(case, session)
        }
        return {number: tuple(answers[: len(answers) // 3 * 3]) for number, answers in said.items() if len(answers) > 2}

    def _answered_by(self, actor: Person, case: Case) -> frozenset[int]:
        return frozenset(number for who, of, number in self.answered if (who, of) == (actor.id, case.id))

    def mine(self, person: Person) -> tuple[Case, ...]:
        """Somebody's open cases."""
        return tuple(case for case in self.cases.values() if may_see(case, person) and not case.over)

    def ended(self, person: Person) -> tuple[Case, ...]:
        """Somebody's cases that are over; to the office they are no list."""
        return tuple(case for case in self.cases.values() if person.id in on_case(case, ~Part.NOBODY) and case.over)

    def _by_reference(self, reference: str) -> Case | None:
        return next((case for case in self.cases.values() if case.reference == reference), None)

    def _keep(self, scene: Scene, turn: Turn) -> None:
        if turn.case:
            self.cases[turn.case.id] = turn.case
            self.facts[turn.case.id] = (*self.facts.get(turn.case.id, ()), *turn.facts)
        if turn.finished:
            self.drafts.pop(_key(scene.who.id, turn.finished), None)
        if turn.draft:
            self.drafts[_key(scene.who.id, turn.draft.press)] = turn.draft
        if turn.said and scene.actor:
            but = _key(scene.who.id, turn.draft.press) if turn.draft else None
            for key, draft in self.drafts.items():
                if key[0] == scene.who.id and key != but:
                    self.drafts[key] = draft.under(scene.sender.conversation, turn.said)
        if turn.feedback:
            self.feedback.append(turn.feedback)
            self.answered.add((scene.who.id, turn.feedback.case, turn.feedback.session))
        self.people.update({newcomer.id: newcomer for newcomer in turn.newcomers})
        self.told += [effect for effect in turn.effects if isinstance(effect, Tell)]

    def _event(self) -> TurnId:
        self.events += 1
        return turn_id("town", str(self.events))


def _handle(who: str) -> Handle:
    return Handle("web", "", who)


def _key(owner: PersonId, press: Press) -> tuple[PersonId, str, str, str]:
    return owner, press.verb, press.case or "", press.about


RAISED: Mapping[str, str | tuple[str, ...]] = {
    "risk": "no", "disagreement": "no", "planning": "no", "reflective": "",
    "local_reference": "CASE-1001", "initials": "A.B.", "age_band": "5-9", "status": "cp", "role": "practitioner",
    "agency": CARE, "managers": "mo", "keyworker": "kit",
    "reasons": ("stuck", "drift"), "thinking": "Why nothing moves", "lived": "Quiet at home, loud at school",
    "family_knows": "yes", "family_note": "",
}  # fmt: skip
CHOSEN: Raw = {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"}
INVITED: Raw = {
    "attendees": ("pat", "hal", "bo", "kit"), "others": "", "required": ("pat",), "keyworker_required": "yes",
    "minutes": "90", "place": "Room 4", "typed": "",
}  # fmt: skip
RECORD: Raw = {
    "reason": "The plan has stopped", "lived": "They wait for us to agree", "well": "School sees them daily", "worried": "Nobody visits",
    "patterns": "We write, we do not ring", "impact": "We are tired", "hypotheses": "Fear of a complaint", "thinking": "What would they say?",
    "alongside": "Ring first", "family_points": "What we wondered about", "family_meeting": "core-group", "family_on": "2026-12-14", "family_by": "kit",
    "learning_theme": "Handover between teams", "learning_scope": "locality", "learning_text": "Say who rings whom", "further": "no",
}  # fmt: skip


def iso(day: date) -> str:
    """As a picker gives it."""
    return day.isoformat()


def at_utc(town: Town) -> datetime:
    """The time, as the store keeps it."""
    return town.now.astimezone(UTC)


def buttons(card: Card) -> Iterator[str]:
    """The verbs that can be pressed on a card, apart from showing another."""
    return (press.press.verb for press in card.presses if press.press.verb != "show")


def named(person: Person, **more: object) -> Person:
    """The same person with something else about them."""
    return replace(person, **more)  # type: ignore[arg-type] # fields by name


def played(until: str, town: Town | None = None, **raised: str) -> Town:
    """A town whose case has come to a stage by people doing what they owe, the usual way. It is walked once, and copied for each test.

    `raised` is what was answered otherwise when it was raised.
    """
    return _walked(until, town or Town(), raised) if town or raised else _usual(until).copy()


@cache
def _usual(until: str) -> Town:
    return _walked(until, Town(), {})


def _walked(until: str, here: Town, raised: Raw) -> Town:
    here.raises("pat", {**RAISED, **raised})
    for doing in USUAL:
        if here.case.stage.value == until:
            return here
        doing(here)
    assert here.case.stage.value == until, here.case.stage
    return here


def _agreed(town: Town) -> None:
    town.presses("mo", "agreement", "agree")


def _nominated(town: Town) -> None:
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.presses("sal", "nomination", "accept")
    town.presses("nia", "nomination", "accept")


def _invited(town: Town) -> None:
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    town.does("sal", "poll", "invite", {**INVITED, "slots": offered})


def _booked(town: Town) -> None:
    slots = town.case.session.slots if town.case.session else ()
    for who in ("sal", "nia", "pat", "hal", "bo", "kit"):
        town.does(who, "poll", "vote", {f"slot_{slot.id}": "yes" for slot in slots})
    town.does("sal", "poll", "book", {}, slots[0].id)


def _held(town: Town) -> None:
    booked = town.case.session.booked if town.case.session else None
    assert booked
    town.now = booked.end
    town.does("sal", "session", "hold", {"attended": ("sal", "nia", "pat", "hal", "bo", "kit")})


def _recorded(town: Town) -> None:
    number = str(len(town.case.sessions))
    town.does("nia", "record", "write", {**RECORD, "family_on": iso(town.now.date() + timedelta(days=7))}, number)
    for who in ("nia", "sal"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, number)


def _filed(town: Town) -> None:
    number = str(len(town.case.sessions))
    town.presses("sal", "circulation", "circulate", number)
    for who in ("pat", "hal", "bo", "kit"):
        town.presses(who, "circulation", "receive", number)
    town.does("kit", "circulation", "file", {"reference": "FILE-1", "on": iso(town.now.date())}, number)


def _closed(town: Town) -> None:
    town.later(days=9)
    town.does("kit", "circulation", "tell-family", {"told": "shared"}, str(len(town.case.sessions)))
    town.does("sal", "case", "close", {})


USUAL = (_agreed, _nominated, _invited, _booked, _held, _recorded, _filed, _closed)
