"""What somebody does about what they owe: forms filled with whatever fits, as people of many minds would."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Final, assert_never

from bot.simulation.player import Answers, Given, Player
from dialogs import words
from dialogs.cards.next_steps import way_to
from dialogs.ids import PersonId
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, Option, PersonField, ShortText, YesNo
from dialogs.model.press import Press
from dialogs.owed import OWED, What
from dialogs.procedure import polls
from dialogs.procedure.asks import Ask
from dialogs.procedure.case import Case, Slot
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms

SAYING: Final = "A sentence that was made up"
DECLINES, QUERIES, TURNS_DOWN, MOVES, FURTHER, COMES = 0.03, 0.05, 0.1, 0.05, 0.1, 0.9
"""How often a manager declines or asks back, a nominee cannot, a session has to move, a further one is wanted, and somebody comes."""


def offered(field: Field) -> tuple[Option, ...]:
    """What can be chosen: all of a list, or those who are near where people are looked for."""
    if isinstance(field, PersonField) and field.search:
        return field.search.find("").options
    return field.options if isinstance(field, OneOf | ManyOf | PersonField) else ()


class Whatever(Mapping[str, Given | Callable[[Field], Given]]):
    """Answers to any form: what is given by name, else something that fits the field."""

    def __init__(self, lots: Random, given: Answers) -> None:
        self._lots, self._given = lots, given

    def __getitem__(self, name: str) -> Given | Callable[[Field], Given]:
        return self._given.get(name, self._fitting)

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def _fitting(self, field: Field) -> Given:
        match field:
            case OneOf() | ManyOf() | PersonField():
                return self._chosen([option.value for option in offered(field) if not option.barred], field)
            case YesNo():
                return "no"
            case Day():
                day = field.latest or field.earliest
                return day.isoformat() if day else ""
            case ShortText() | LongText():
                return SAYING if field.required else ""
            case _:
                assert_never(field)

    def _chosen(self, free: list[str], field: Field) -> Given:
        if field.several:
            return tuple(self._lots.sample(free, min(2, len(free)))) if field.required else ()
        return self._lots.choice(free) if free and field.required else ""


class Actor:
    """Does what is owed."""

    def __init__(self, player: Player, lots: Random, people: Directory) -> None:
        self._player, self._lots, self._people = player, lots, people
        self._workers = [person.id for person in people.values() if "worker" in person.id]

    def raises(self, who: PersonId, reference: str) -> None:
        """Somebody raises a case of their own."""
        person = self._people[who]
        said: Answers = {
            "risk": "no", "disagreement": "no", "planning": "no", "reflective": "",
            "local_reference": reference, "initials": "A.B.", "agency": person.agency, "managers": person.line_manager or "",
            "keyworker": lambda field: self._lots.choice([option.value for option in offered(field) if "worker" in option.value]),
            "family_knows": "yes",
        }  # fmt: skip
        self._fills(who, "case", "raise", None, said)

    def does(self, ask: Ask, case: Case, terms: Terms) -> None:
        """What the ask asks for, or what people do instead."""
        match ask.what:
            case What.AGREE:
                self._agrees(ask, case)
            case What.ACCEPT:
                self._accepts(ask, case)
            case What.NOMINATE:
                self._nominates(ask, case)
            case What.INVITE:
                self._fills(ask.of, "poll", "invite", case, self._invitation(case, terms))
            case What.BOOK:
                self._books(ask, case, terms)
            case _:
                press = replace(way_to(ask, case), verb=OWED[ask.what].verb)
                self._player.fills(ask.of, press, Whatever(self._lots, self._said(ask, case, terms)))

    def moves(self, case: Case, terms: Terms) -> None:
        """A booked session has to move, now and then."""
        if case.leading and self._lots.random() < MOVES:
            self._fills(case.leading, "session", "move", case, {"typed": _soon(terms, 6)})

    def answers_feedback(self, who: PersonId, case: Case) -> None:
        """What somebody thought of the session."""
        number = str(case.sessions[-1].number)
        self._fills(who, "feedback", "feedback", case, {}, number)

    def _agrees(self, ask: Ask, case: Case) -> None:
        lot = self._lots.random()
        if lot < DECLINES:
            self._fills(ask.of, "agreement", "decline", case, {})
        elif lot < DECLINES + QUERIES and not case.queries:
            self._fills(ask.of, "agreement", "ask-more", case, {})
        else:
            self._player.presses(ask.of, Press("agreement", "agree", case.id))

    def _accepts(self, ask: Ask, case: Case) -> None:
        if self._lots.random() < TURNS_DOWN:
            self._fills(ask.of, "nomination", "turn-down", case, {"suggests": ""})
        else:
            self._player.presses(ask.of, Press("nomination", "accept", case.id))

    def _nominates(self, ask: Ask, case: Case) -> None:
        stay = [nominee.agency for nominee in case.nominees if nominee.person in case.supervisors]
        asked = {nominee.person for nominee in case.nominees} | {attendee.person for attendee in case.attendees}
        free = [
            person
            for person in self._people.values()
            if person.pool and person.id not in asked and person.agency not in stay
        ]
        self._lots.shuffle(free)
        first = free[0] if free else None
        second = next((person for person in free if first and person.agency != first.agency), None)
        one, other = first.id if first else "", second.id if second else ""
        chosen: Answers = {"supervisor_1": one, "supervisor_2": other, "lead": case.leading or one}
        self._fills(ask.of, "nomination", "nominate", case, chosen)

    def _invitation(self, case: Case, terms: Terms) -> Answers:
        others = [worker for worker in self._workers if worker not in case.supervisors]
        comes = tuple(dict.fromkeys((case.raiser, *self._lots.sample(others, self._lots.randint(2, 5)))))
        return {
            "attendees": comes, "others": "", "required": (case.raiser,), "keyworker_required": "no", "minutes": "90", "place": "Room 1",
            "slots": lambda field: tuple(option.value for option in field.options),  # type: ignore[union-attr] # dates
            "typed": "" if polls.propose(case, terms, 90) else _soon(terms, 4),
        }  # fmt: skip

    def _books(self, ask: Ask, case: Case, terms: Terms) -> None:
        best = (
            next((tally for tally in polls.ranking(case, case.session, terms) if tally.bookable), None)
            if case.session
            else None
        )
        if best is None:
            self._fills(ask.of, "poll", "offer-more", case, {"slots": (), "typed": _soon(terms, 4)})
        else:
            self._fills(ask.of, "poll", "book", case, {}, best.slot.id)

    def _said(self, ask: Ask, case: Case, terms: Terms) -> Answers:
        """What is said in a form where not just anything will do."""
        said: Mapping[What, Callable[[], Answers]] = {
            What.ATTENDANCE: lambda: {"attended": partial(self._came, case)},
            What.WRITE: lambda: self._record(case),
            What.SIGN: lambda: {"confirm": ("yes",)},
            What.FAMILY: lambda: {"told": "shared", "again": "", "why": ""},
            What.OFFER: lambda: {"slots": (), "typed": _soon(terms, 4)},
            What.FURTHER: lambda: {"agreed": "no", "typed": _soon(terms, 15), "place": "Room 1"},
            What.VOTE: lambda: {
                f"slot_{slot.id}": self._lots.choices(("yes", "if-need-be", "no"), (6, 2, 2))[0]
                for slot in _slots(case)
            },
        }
        return said[ask.what]() if ask.what in said else {}

    def _record(self, case: Case) -> Answers:
        """The same everywhere; now and then a task among it, a lesson, a further session."""
        further = len(case.sessions) == 1 and self._lots.random() < FURTHER
        lesson = (
            {"learning_theme": self._lots.choice(THEMES), "learning_text": SAYING}
            if self._lots.random() < LESSONS
            else {}
        )
        task = {"alongside": TASK} if self._lots.random() < TASKS else {}
        return {**dict.fromkeys(SECTIONS, SAYING), **lesson, **task, "further": "yes" if further else "no"}

    def _came(self, case: Case, field: Field) -> Given:
        """The supervisors, and most of the others."""
        return tuple(
            option.value for option in offered(field) if option.value in case.supervisors or self._lots.random() < COMES
        )

    def _fills(self, who: PersonId, card: str, verb: str, case: Case | None, given: Answers, about: str = "") -> None:  # noqa: PLR0917 - as a press says it
        self._player.fills(who, Press(card, verb, case.id if case else None, about), Whatever(self._lots, given))


THEMES: Final = (
    "Handing over between teams",
    "Hearing the child",
    "Ringing before writing",
    "Fathers",
    "Neglect over time",
    "Shared language",
)
TASK: Final = "Action: somebody will ring by Friday"
LESSONS, TASKS = 0.3, 0.15
SECTIONS: Final = ("reason", "lived", "well", "worried", "patterns", "impact", "hypotheses", "thinking", "alongside")


def _slots(case: Case) -> tuple[Slot, ...]:
    return case.session.slots if case.session else ()


def _soon(terms: Terms, days: int) -> str:
    """Two dates, as one says them."""
    found = (terms.calendar.after(terms.today + timedelta(days=0), days + more) for more in (0, 1))
    return ", ".join(f"{words.day(day)} at {hour}" for day, hour in zip(found, ("10am", "2pm"), strict=True))
