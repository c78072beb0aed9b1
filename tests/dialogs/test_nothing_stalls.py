"""Nothing stalls: whatever people do, and whoever leaves, somebody who can be reached has the next step, and hears of it (P17)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, rule

from dialogs import words
from dialogs.cards.next_steps import way_to
from dialogs.ids import PersonId
from dialogs.model.fields import Raw
from dialogs.model.press import Press
from dialogs.model.views import Page, Review
from dialogs.owed import OWED, What
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.nudges import Rung, next_due, sees_to
from tests.dialogs.test_random_people import CALENDAR, DOES, PROFILE, RandomPeople
from tests.town import Town, played
from tests.trying import FULL

ENOUGH = 300  # steps, in which people who answer at random come to an end
MOMENTS = 40  # on which a case is looked at by the clock alone before something must be owed
OFFICE = PersonId("olu")


def goes_on(town: Town) -> bool:
    """Whether something is owed to a case that is not over, now or at a moment that the calendar brings by itself."""
    later = town.copy()
    for _ in range(MOMENTS):
        if later.case.over or open_asks(later.case, later.terms):
            return True
        due = next_due(later.case, later.terms)
        if due is None:
            return False
        later.now = due
    return False


def unheard(town: Town) -> list[Ask]:
    """What is owed and never said again to anybody, or never climbs from whoever owes it."""
    known = [(ask, _rungs(town, ask)) for ask in open_asks(town.case, town.terms)]
    return [
        ask for ask, rungs in known if Rung.PERSON not in rungs or (len(rungs) < 2 and ask.what is not What.VOTE)
    ]  # a poll closes by itself, and then the lead coordinator owes the booking


def _rungs(town: Town, ask: Ask) -> set[Rung]:
    """Who hears of it, sooner or later, while it stays open. A day is chosen by which every rung is reached."""
    ladder = town.profile.ladders[ask.what]
    rungs = {
        Rung.PERSON: ladder.person,
        Rung.LEAD: ladder.lead,
        Rung.MANAGER: ladder.manager,
        Rung.OFFICE: ladder.office,
    }
    return {rung for rung, days in rungs.items() if days}


def unlisted(town: Town) -> list[Ask]:
    """What is owed and stands not on its owner's list, or not in what the case waits for."""
    return [ask for ask in open_asks(town.case, town.terms) if not _listed(town, ask)]


def _listed(town: Town, ask: Ask) -> bool:
    yours = OWED[ask.what].yours
    if not town.people[ask.of].active:
        return True  # nobody sees it: `sees_to` says who hears of it
    home, case = repr(town.sees(ask.of, "home")), repr(town.sees(ask.of, "case"))
    return f"{yours}" in home and f"{yours}, since {words.day(ask.since)}" in case


def abandoned(town: Town) -> list[Ask]:
    """What nobody can be reached for."""
    everybody = town.people
    return [
        ask
        for ask in open_asks(town.case, town.terms)
        if not any(everybody[person].active for person in sees_to(town.case, ask, everybody))
    ]


class NothingStalls(RandomPeople):
    """Random people, and now and then one of them leaves."""

    def begun(self, stage: str) -> Town:
        """Every other case has no keyworker when it is raised."""
        nobody = stage not in ("filed", "closed") and self.chance.random() < 0.5
        return played(stage, Town(calendar=CALENDAR, profile=PROFILE), **({"keyworker": ""} if nobody else {}))

    @rule()
    def somebody_leaves(self) -> None:
        who = PersonId(self.chance.choice(("pat", "mo", "sal", "nia", "hal", "bo", "kit")))
        self.town.people[who] = replace(self.town.people[who], active=False)

    def press_and_fill(self, who: str, press: Press) -> None:
        """Whoever has left presses nothing any more."""
        if self.town.people[PersonId(who)].active:
            super().press_and_fill(who, press)

    def filled(self, reply: Page | Review) -> Raw:
        """Once everybody does what they owe, no further session is wanted: it would never end. Where no date is proposed any more, one is typed."""
        given = super().filled(reply)
        typed = {"typed": self.a_date()} if "typed" in given and not given.get("slots") else {}
        return {**given, **typed, **({"further": "no"} if "further" in given else {})}

    def a_date(self) -> str:
        """A time on one of the next working days, as people write it."""
        terms = self.town.terms
        return f"{terms.calendar.after(terms.today, 3):%a %-d %b %Y} 2pm"

    def what_is_drawn_is_accepted_and_what_is_acceptable_is_drawn(self) -> None:
        """Elsewhere."""

    def teardown(self) -> None:
        """Whatever has happened: once everybody is there again and does what they owe, the case comes to its end."""
        for who, person in self.town.people.items():
            self.town.people[who] = replace(person, active=True)
        for _ in range(ENOUGH):
            if self.town.case.over:
                return
            self.does_what_is_owed()
        raise AssertionError(f"{self.town.case.stage}: {open_asks(self.town.case, self.town.terms)}")

    def does_what_is_owed(self) -> None:
        """The first thing that is owed is done the usual way; where nothing is, time passes."""
        asks = open_asks(self.town.case, self.town.terms)
        before = self.town.case.version
        for ask in asks:
            way = way_to(ask, self.town.case)
            drawn = [press.press for press in self.town.sees(ask.of, way.card, way.about).presses]
            for press in sorted(
                (press for press in drawn if press.verb in DOES[ask.what]),
                key=lambda press: DOES[ask.what].index(press.verb),
            ):
                self.press_and_fill(ask.of, press)
                if self.town.case.version != before:
                    return
        due = next_due(self.town.case, self.town.terms)
        self.town.now = due if due and not asks else self.town.now + timedelta(days=1)

    @invariant()
    def the_case_goes_on(self) -> None:
        assert goes_on(self.town), self.town.case

    @invariant()
    def everything_owed_is_listed_and_said_again(self) -> None:
        assert (unlisted(self.town), unheard(self.town), abandoned(self.town)) == ([], [], [])


NothingStalls.TestCase.settings = settings(
    max_examples=25 if FULL else 6,
    stateful_step_count=30,
    phases=[Phase.explicit, Phase.generate] if not FULL else [*Phase],
    suppress_health_check=list(HealthCheck),
)
TestNothingStalls = NothingStalls.TestCase
