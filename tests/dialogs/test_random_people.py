"""Random people press random things, time passes; whatever they do, the promises of the core hold."""

from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dialogs.cards.case import CARD_OF
from dialogs.cards.deck import DECK
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, PersonField, Raw, ShortText, YesNo
from dialogs.model.heard import Go, Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Reply, Review
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.lifecycle import Transition, evolve, row_for
from dialogs.procedure.people import Part, parts_of
from dialogs.procedure.window import window_of
from dialogs.verbs import VERBS
from tests.town import Town, england, norfolk, played
from tests.trying import FULL

WHO = ("pat", "mo", "sal", "nia", "tess", "hal", "bo", "kit", "olu")
CALENDAR, PROFILE = england(), norfolk()
OF_CASES = sorted(name for name, kind in DECK.items() if kind.of_case)
STAGES = ("raised", "agreed", "nominated", "polling", "booked", "held", "recorded", "filed", "closed")
DOES = {
    "keyworker": ("name-keyworker",), "family-knows": ("family-knows",), "file-amendment": ("file-amendment",), "coming": ("coming", "not-coming"), "cannot-come": ("go-on-without", "move"), "agree": ("agree", "ask-more"), "answer-query": ("add-more",), "nominate": ("nominate",), "accept": ("accept", "turn-down"),
    "invite": ("invite",), "vote": ("vote", "yes", "no", "propose"), "book": ("book", "offer-more"), "offer-more": ("offer-more",), "attendance": ("hold",),
    "write": ("write",), "sign": ("sign",), "circulate": ("circulate",), "receive": ("receive",), "file": ("file",),
    "family": ("tell-family",), "further": ("further",), "close": ("close",),
}  # fmt: skip


SELDOM = ("required", "late", "apologies", "absent", "also")
"""Lists that have to fit to what is ticked elsewhere on their screen."""


def answer(field: Field, chance: Random, today: date) -> str | tuple[str, ...]:
    """Something that a person might choose or type, mostly sensible."""
    match field:
        case YesNo():
            return "no" if field.name in ("risk", "disagreement", "planning") else chance.choice(("yes", "no"))
        case OneOf():
            return chance.choice(field.options).value
        case ManyOf():
            return tuple(option.value for option in field.options if chance.random() < 0.6) or (field.options[0].value,)
        case PersonField():
            free = [option.value for option in field.options if not option.barred]
            if not free:
                return ""
            if field.name in SELDOM and chance.random() < 0.9:
                return ()
            return tuple(chance.sample(free, min(len(free), 4))) if field.many else chance.choice(free)
        case Day():
            return (today + timedelta(days=chance.choice((0, 0, 0, 5)))).isoformat()
        case ShortText() | LongText():
            return "" if field.name in ("typed", "others") else "Some words"


class RandomPeople(RuleBasedStateMachine):
    @initialize(seed=st.integers(0, 2**32), stage=st.sampled_from(STAGES))
    def a_case_has_come_so_far(self, seed: int, stage: str) -> None:
        self.chance = Random(seed)  # noqa: S311 - chance, not secrecy
        self.town = self.begun(stage)
        self.blank = Case(
            id=self.town.case.id,
            reference=self.town.case.reference,
            profile=self.town.case.profile,
            raiser=self.town.case.raiser,
            leads_required=1,
            supervisors_required=2,
        )

    def begun(self, stage: str) -> Town:
        return played(stage, Town(calendar=CALENDAR, profile=PROFILE))

    @rule()
    def somebody_presses_what_is_drawn(self) -> None:
        who = self.chance.choice(WHO)
        card = self.chance.choice(OF_CASES)
        buttons = [press.press for press in self.town.sees(who, card).presses if press.press.verb != "show"]
        if buttons:
            self.press_and_fill(who, self.chance.choice(buttons))

    @rule()
    def whoever_owes_something_does_it(self) -> None:
        known = open_asks(self.town.case, self.town.terms)
        asks = [ask for ask in known if self.town.people[ask.of].active]
        if not asks:
            return
        ask = self.chance.choice(asks)
        card = self.town.sees(ask.of, CARD_OF[ask.what], str(ask.session or ""))
        buttons = [press.press for press in card.presses if press.press.verb in DOES[ask.what]]
        assert buttons, f"{ask} is owed, but there is no button for it"
        self.press_and_fill(ask.of, self.chance.choice(buttons))

    @rule()
    def somebody_forges_a_press(self) -> None:
        who, verb = self.chance.choice(WHO), self.chance.choice(sorted(VERBS))
        before = self.town.case
        person = self.town.people[who]  # type: ignore[index] # a plain string is a person's id here
        allowed = isinstance(row_for(before, VERBS[verb].does, person, self.town.terms, ""), Transition)
        self.town.hears(
            Pressed(turn=self.town._event(), sender=Handle("web", "", who), press=Press("case", verb, before.id))
        )

        assert allowed or self.town.cases[before.id] == before

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.town.later(hours=hours)

    @precondition(lambda self: self.town.case.stage is Stage.BOOKED)
    @rule()
    def the_session_takes_place(self) -> None:
        booked = self.town.case.session.booked  # type: ignore[union-attr] # booked
        assert booked is not None
        self.town.now = max(self.town.now, booked.end)

    def press_and_fill(self, who: str, press: Press) -> None:
        """Presses, and fills whatever form comes, to its end or until it is refused too often."""
        reply: Reply = self.town.hears(
            Pressed(turn=self.town._event(), sender=Handle("web", "", who), press=press)
        ).reply
        for _ in range(25):
            if isinstance(reply, Card):
                return
            reply = self.town.hears(self.town.answer(who, reply, self.filled(reply), self.way(reply))).reply

    def way(self, reply: Page | Review) -> Go | None:
        return self.chance.choice((None, None, None, None, None, Go.BACK, Go.KEEP)) if isinstance(reply, Page) else None

    def filled(self, reply: Page | Review) -> Raw:
        if isinstance(reply, Review):
            return {}
        return {one.name: answer(one, self.chance, self.town.now.date()) for one in reply.asked}

    @invariant()
    def the_facts_fold_to_the_case(self) -> None:
        folded = self.blank
        for fact in self.town.facts[self.blank.id]:
            folded = evolve(folded, fact)

        assert folded == self.town.cases[self.blank.id]

    @invariant()
    def supervisors_are_two_of_two_agencies_and_one_leads(self) -> None:
        case = self.town.cases[self.blank.id]
        agencies = [nominee.agency for nominee in case.nominees if nominee.person in case.supervisors]
        assert len(case.supervisors) <= 2
        assert len(set(agencies)) == len(agencies)
        if len(case.supervisors) == 2:
            assert case.lead in case.supervisors

    @invariant()
    def caps_and_the_window_hold(self) -> None:
        case = self.town.cases[self.blank.id]
        assert len(case.attendees) <= 10
        assert not {attendee.person for attendee in case.attendees} & set(case.supervisors)
        assert len({*(attendee.person for attendee in case.attendees), case.keyworker} - {None}) <= 10
        assert case.keyworker not in case.supervisors
        window = window_of(case, self.town.terms)
        if window and case.session and case.session.booked:
            assert window.holds(case.session.booked.start.date()) or case.session.outside_because

    @invariant()
    def what_is_drawn_is_accepted_and_what_is_acceptable_is_drawn(self) -> None:
        case = self.town.cases[self.blank.id]
        who = self.chance.choice(WHO)
        person = self.town.people[who]  # type: ignore[index] # a plain string is a person's id here
        numbers = ("", *(str(session.number) for session in case.sessions))
        drawn = {
            VERBS[press.press.verb].does
            for card in OF_CASES
            for number in numbers
            for press in self.town.sees(who, card, number).presses
            if press.press.verb in VERBS
        }
        acceptable = {
            verb.does
            for verb in VERBS.values()
            for number in numbers
            if isinstance(row_for(case, verb.does, person, self.town.terms, number), Transition)
        }

        assert drawn == acceptable

    @invariant()
    def nobody_outside_sees_it(self) -> None:
        case = self.town.cases[self.blank.id]
        if not parts_of(case, self.town.people["tess"]) & ~Part.ANYONE:  # type: ignore[index] # ditto
            assert self.town.sees("tess", "case").name == "nothing"


RandomPeople.TestCase.settings = settings(
    max_examples=25 if FULL else 8, stateful_step_count=40, suppress_health_check=list(HealthCheck)
)
TestRandomPeople = RandomPeople.TestCase
