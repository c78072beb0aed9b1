"""The year itself: working day after working day people are reminded, act or do not, and everything is checked.

What people do is a model. Each has, twice a day, a chance to do what they owe: small by itself, larger on the day they are
asked and on a day they are reminded. The same year is played with the bot's reminders and without; everything else is
the same, so the difference is what the reminders are worth in this model, and no more than that.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from statistics import quantiles
from typing import Final

from sqlalchemy import Connection

from bot.runtime.clock import LONDON, MovableClock
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import sweep
from bot.simulation.acting import Actor
from bot.simulation.people import people
from bot.simulation.player import Player, Stuck
from bot.simulation.promises import broken, unfolded
from dialogs.ids import CaseId
from dialogs.model.heard import Heard
from dialogs.model.views import Reply
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.members import supervisees
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import RUNNING, held_up, missed
from store.queue.jobs import DELIVER, Args

OF_ITSELF, WHEN_ASKED, WHEN_REMINDED = 0.07, 0.35, 0.4
"""How likely somebody does what they owe on half a day: just so, when they were asked on that day, when they were reminded on it."""
TWICE, DOWN = 0.03, 0.01
"""How often an event is heard twice, or the sweep runs twice; and how often the bot is down for three working days."""
ANSWERS: Final = 0.08  # how likely somebody answers the feedback on half a day
HALVES: Final = (time(11), time(16, 30))
MORNING: Final = time(9)
FOLDED_EVERY: Final = 10  # steps between two foldings of the same year's cases


@dataclass
class Letters:
    """What was sent to whom on which day, each key once; nothing goes anywhere."""

    clock: MovableClock
    keys: set[str] = field(default_factory=set)
    sent: Counter[tuple[str, date]] = field(default_factory=Counter)
    asked: set[tuple[str, str, date]] = field(default_factory=set)  # person, case
    digests: set[tuple[str, date]] = field(default_factory=set)

    def enqueue(
        self,
        connection: Connection,
        workflow: str,
        key: str,
        args: Args,
        *,
        queue: str,
        partition: str = "",
        delay_seconds: float | None = None,
    ) -> None:
        """Noted, once for each key."""
        if workflow != DELIVER or key in self.keys:
            return
        self.keys.add(key)
        person, card, case, *_ = map(str, args)
        today = self.clock().date()
        self.sent[person, today] += 1
        if card == "digest":
            self.digests.add((person, today))
        else:
            self.asked.add((person, case, today))

    def forget(self, before: datetime, *, workflows: object = (), keys: object = ()) -> int:
        """Nothing is kept long."""
        return 0

    def begun(self, job: str) -> int:
        """Never: nothing in it is ever run by a queue."""
        return 0

    def set_aside(self) -> list[tuple[str, datetime]]:
        """None: everything arrives at once."""
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a year."""

    cases: int
    agreed: int
    held: int
    inside: int
    closed: int
    messages: int
    a_day: tuple[float, float, int]  # to one person on one day: median, 95 of 100, most
    steps: int
    broken: tuple[tuple[str, int], ...]
    stuck: tuple[tuple[str, int], ...]
    held_up_by: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """Of the sessions of cases agreed long enough ago, how many were inside the window."""
        return self.inside / self.agreed if self.agreed else 0.0


class Stutterer(Player):
    """People whose events reach the bot twice, now and then."""

    def __init__(self, runtime: Runtime, lots: Random) -> None:
        super().__init__(runtime)
        self._lots = lots

    def hears(self, heard: Heard) -> Reply:
        """Once, or twice; what is done is done once."""
        reply = super().hears(heard)
        if self._lots.random() < TWICE:
            super().hears(heard)
        return reply


@dataclass
class Year:
    """One year in one database."""

    runtime: Runtime
    clock: MovableClock
    letters: Letters
    lots: Random
    count: int
    reminded: bool
    first: date
    wrong: Counter[str] = field(default_factory=Counter)
    stuck: Counter[str] = field(default_factory=Counter)
    known: list[CaseId] = field(default_factory=list)
    steps: int = 0
    down: int = 0

    def play(self, say: Callable[[str], None] = lambda _: None) -> Report:
        """Play every working day of the year, and count what came of it. `say` hears how far it is."""
        with self.runtime.store.begin() as work:
            work.people.save(people())
        days = [day for day in self._days() if self._terms().calendar.working(day)]
        for number, day in enumerate(days, 1):
            self._morning(day)
            for half in HALVES:
                self._to(day, half)
                self._raise(number, len(days), half)
                self._act()
            if number % 10 == 0:
                say(f"{day:%-d %b %Y}: {len(self.known)} cases, {self.steps} steps")
        return self._report()

    def _days(self) -> Iterator[date]:
        yield from (self.first + timedelta(days=number) for number in range(365))

    def _terms(self) -> Terms:
        return self.runtime.terms()(None)

    def _to(self, day: date, at: time) -> None:
        self.clock.to(datetime.combine(day, at, LONDON))

    def _morning(self, day: date) -> None:
        """The sweep: not while the bot is down, sometimes twice."""
        self._to(day, MORNING)
        self.down = self.down - 1 if self.down else 3 if self.lots.random() < DOWN else 0
        if self.reminded and not self.down:
            for _ in range(1 + (self.lots.random() < TWICE)):
                sweep(self.runtime)

    def _raise(self, number: int, days: int, half: time) -> None:
        """Cases come evenly over the first ten months, so that all can end."""
        wanted = min(self.count, round(self.count * number / (days * 0.83)))
        workers = [person.id for person in people() if "worker" in person.id]
        while half == HALVES[0] and len(self.known) < wanted:
            who = self.lots.choice(workers)
            self._actor().raises(who, f"MODEL-{len(self.known) + 1}")
            with self.runtime.store.reading() as work:
                self.known.append(work.cases.of(who, limit=1)[0].id)

    def _actor(self) -> Actor:
        with self.runtime.store.reading() as work:
            return Actor(Stutterer(self.runtime, self.lots), self.lots, work.people.directory())

    def _act(self) -> None:
        actor = self._actor()
        for id_ in self.known:
            case, terms = self._case(id_), self._terms()
            if case is None or case.over:
                continue
            for ask in open_asks(case, terms):
                if self.lots.random() < self._chance(ask, case):
                    self._does(actor, ask, case.id, terms)
            self._says_how_it_was(actor, case)
            if case.session and case.session.booked and not case.session.held_at and self.lots.random() < 1 / 12:
                self._tries("move", lambda case=case, terms=terms: actor.moves(case, terms))  # type: ignore[misc]

    def _says_how_it_was(self, actor: Actor, case: Case) -> None:
        """Whoever came to the latest session answers the feedback, most of them within some days."""
        held = case.sessions[-1] if case.sessions and case.sessions[-1].held_at else None
        for person in supervisees(case, held) if held else ():
            if self.lots.random() < ANSWERS:
                self._tries("feedback", partial(actor.answers_feedback, person, case))

    def _chance(self, ask: Ask, case: Case) -> float:
        today = self.clock().date()
        if (ask.of, case.id, today) in self.letters.asked:
            return WHEN_ASKED
        return WHEN_REMINDED if (ask.of, today) in self.letters.digests else OF_ITSELF

    def _does(self, actor: Actor, ask: Ask, id_: CaseId, terms: Terms) -> None:
        """If it is still owed: somebody else may have been quicker."""
        case = self._case(id_)
        if case is None or (ask.what, ask.of, ask.session) not in {
            (open_ask.what, open_ask.of, open_ask.session) for open_ask in open_asks(case, terms)
        }:
            return
        self._tries(ask.what, lambda: actor.does(ask, case, terms))
        after = self._case(id_)
        if after:
            self._check(after, terms)

    def _tries(self, what: str, doing: Callable[[], None]) -> None:
        self.steps += 1
        try:
            doing()
        except Stuck as fault:
            self.stuck[f"{what}: {fault}"] += 1

    def _check(self, case: Case, terms: Terms) -> None:
        strangers = tuple(self.lots.sample(people(), 3))
        self.wrong.update(broken(case, terms, tuple(stranger for stranger in strangers if not stranger.office)))
        if self.steps % FOLDED_EVERY == 0:
            with self.runtime.store.reading() as work:
                self.wrong.update(unfolded(case, work.facts.of(case.id)))

    def _case(self, id_: CaseId) -> Case | None:
        with self.runtime.store.reading() as work:
            return work.cases.get(id_)

    def _report(self) -> Report:
        cases = [case for case in map(self._case, self.known) if case]
        terms = self._terms()
        agreed = [
            case
            for case in cases
            if case.decided_on
            and (case.stage not in RUNNING or missed(case, terms) or (case.sessions and case.sessions[0].held_at))
        ]
        held = [case for case in agreed if case.sessions and case.sessions[0].held_at]
        late = [case for case in agreed if missed(case, terms)]
        with self.runtime.store.reading() as work:
            self.wrong.update(["the log holds"] * len([*work.facts.broken()]))
        counts = sorted(self.letters.sent.values()) or [0]
        cut = quantiles(counts, n=20) if len(counts) > 1 else [float(counts[0])] * 19
        return Report(
            cases=len(cases),
            agreed=len(agreed),
            held=len(held),
            inside=len([case for case in held if not missed(case, terms)]),
            closed=len([case for case in cases if case.stage == "closed"]),
            messages=sum(counts),
            a_day=(cut[9], cut[18], counts[-1]),
            steps=self.steps,
            broken=tuple(self.wrong.most_common()),
            stuck=tuple(self.stuck.most_common(5)),
            held_up_by=tuple(
                Counter(
                    max(held_up(case, terms), key=lambda step: step[1])[0] for case in late if held_up(case, terms)
                ).most_common()
            ),
        )
