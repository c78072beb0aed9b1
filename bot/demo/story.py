"""How the demo begins: three cases at different stages, played by its people through the same door as everybody's."""

from datetime import datetime, time, timedelta

from bot.demo.people import BO, FIRST, HAL, INVITED, KIT, MO, NIA, PAT, PEOPLE, SAL, SECOND, TESS, THIRD
from bot.runtime.clock import Clock, MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Answers, Player
from dialogs.ids import CaseId, PersonId
from dialogs.model.press import Press
from dialogs.procedure.calendar import Calendar
from dialogs.procedure.case import Case, Slot

MORNING = time(10)
OPEN, SHUT = time(8), time(18)


def begin(runtime: Runtime, clock: MovableClock) -> None:
    """People first; then what they did in the last days; then it is today again, or the next working morning."""
    calendar = runtime.terms()(None).calendar
    today = at_work(clock, calendar)
    with runtime.store.begin() as work:
        work.people.save(PEOPLE)
    story = Story(runtime, clock, calendar, today)
    story.booked()
    story.half_staffed()
    story.just_raised()
    clock.to(today)


def at_work(clock: Clock, calendar: Calendar) -> datetime:
    """The time it is, if people are at work now; else the next working morning."""
    now = clock()
    if calendar.working(now.date()) and now.time() < SHUT:
        return now if now.time() >= MORNING else datetime.combine(now.date(), MORNING, now.tzinfo)
    return datetime.combine(calendar.after(now.date(), 1), MORNING, now.tzinfo)


class Story:
    """Days before today, by number of working days."""

    def __init__(self, runtime: Runtime, clock: MovableClock, calendar: Calendar, today: datetime) -> None:
        self._runtime, self._clock, self._calendar, self._today = runtime, clock, calendar, today
        self._player = Player(runtime)

    def booked(self) -> None:
        """The first case: agreed, staffed, polled and booked."""
        case = self._raised(9, PAT, FIRST)
        self._agreed(8, case, MO, SAL, NIA)
        self._accepted(7, case, SAL, NIA)
        self._at(6)
        self._fills(SAL, case, "poll", "invite", INVITED)
        slots = self._slots(case)
        self._at(5)
        for who in (SAL, NIA, KIT, PAT, HAL, TESS):
            self._votes(who, case, slots)
        self._at(4)
        self._player.presses(BO, Press("poll", "no", case.id, slots[0].id))
        self._player.fills(SAL, Press("poll", "book", case.id, slots[-1].id), {})
        self._player.presses(BO, Press("session", "coming", case.id))

    def half_staffed(self) -> None:
        """The second case: agreed; one supervisor has accepted, the other has not answered yet."""
        case = self._raised(3, HAL, SECOND)
        self._agreed(2, case, NIA, TESS, SAL)
        self._accepted(1, case, TESS)

    def just_raised(self) -> None:
        """The third case: it waits for the manager since yesterday."""
        self._raised(1, KIT, THIRD)

    def _raised(self, ago: int, who: PersonId, answers: Answers) -> Case:
        self._at(ago)
        card = self._player.fills(who, Press("case", "raise"), answers)
        return self._case(CaseId(card.case))

    def _agreed(self, ago: int, case: Case, manager: PersonId, first: PersonId, second: PersonId) -> None:
        self._at(ago)
        self._player.presses(manager, Press("agreement", "agree", case.id))
        self._fills(
            manager, case, "nomination", "nominate", {"supervisor_1": first, "supervisor_2": second, "lead": first}
        )

    def _accepted(self, ago: int, case: Case, *supervisors: PersonId) -> None:
        self._at(ago)
        for who in supervisors:
            self._player.presses(who, Press("nomination", "accept", case.id))

    def _votes(self, who: PersonId, case: Case, slots: tuple[Slot, ...]) -> None:
        for number, slot in enumerate(slots):
            self._player.presses(who, Press("poll", "yes" if number else "maybe", case.id, slot.id))

    def _fills(self, who: PersonId, case: Case, card: str, verb: str, answers: Answers) -> None:
        self._player.fills(who, Press(card, verb, case.id), answers)

    def _slots(self, case: Case) -> tuple[Slot, ...]:
        session = self._case(case.id).session
        return session.slots if session else ()

    def _case(self, id_: CaseId) -> Case:
        with self._runtime.store.reading() as work:
            found = work.cases.get(id_)
        if found is None:
            raise LookupError(id_)  # it was raised a moment ago
        return found

    def _at(self, ago: int) -> None:
        """That many working days before today, a little later than the last time on the same day."""
        day = self._calendar.ago(self._today.date(), ago)
        morning = datetime.combine(day, MORNING, self._today.tzinfo)
        now = self._clock()
        self._clock.to(now + timedelta(minutes=5) if now.date() == day and now > morning else morning)
