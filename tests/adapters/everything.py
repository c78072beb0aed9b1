"""Everything there is to show: every card of the deck and every form, at every stage, for everybody, as the pure core draws it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from dialogs import engine
from dialogs.cards.deck import DECK
from dialogs.ids import TurnId, turn_id
from dialogs.interaction.spoken import spoken
from dialogs.model.heard import Handle, Heard, Pressed
from dialogs.model.press import Press
from dialogs.model.turns import Turn
from dialogs.model.views import Answered, Card, Page, Reply, Review
from dialogs.procedure import polls
from dialogs.procedure.case import Stage
from tests.town import INVITED, RAISED, USUAL, Town, played


@dataclass
class Watched(Town):
    """A town in which, after each thing that is done, everybody looks at everything."""

    found: dict[str, Reply] = field(default_factory=dict)
    looking: bool = True
    version: tuple[int, int] = (0, 0)

    def hears(self, heard: Heard) -> Turn:
        """As in any town."""
        turn = super().hears(heard)
        now = (len(self.cases), turn.case.version if turn.case else 0)
        if self.looking and turn.case and now != self.version:
            self.version = now
            self.look()
        return turn

    def look(self) -> None:
        """Everybody looks at everything."""
        for shown in _seen(self):
            self.found.setdefault(_key(shown), shown)


@cache
def everything() -> tuple[Reply, ...]:
    """Each thing once: cards, all screens of their forms, each of their questions as a chat asks it, and the reviews."""
    here = Watched()
    here.raises("pat", RAISED)
    here.does("mo", "agreement", "ask-more", {"question": "What did school say?"})
    here.does("pat", "agreement", "add-more", {"answer": "That they see them daily"})
    for doing in USUAL:
        _until(here)
        doing(here)
    return tuple({**here.found, **_late().found}.values())


def _until(town: Watched) -> None:
    """Time passes until the session is over, or the family's meeting: then others things are owed."""
    session = town.case.session
    if town.case.stage is Stage.BOOKED and session and session.booked:
        town.now = session.booked.end
    if town.case.stage is Stage.FILED:
        town.later(days=9)
    town.look()


def _late() -> Watched:
    """Another case: no keyworker yet, a family that does not know, a date outside the window, and then a further session that is not wanted after all."""
    here = Watched(looking=False)
    played("nominated", here, keyworker="", family_knows="no", family_note="Kit tells them")
    (first, *_) = polls.propose(here.case, here.terms, 90)
    here.does("sal", "poll", "invite", {**INVITED, "slots": (first.id,), "typed": "7 january 2027 at 2pm"})
    here.look()
    return here


def _key(shown: Reply) -> str:
    """What tells two things apart for who draws them: not the case, nor the hour."""
    match shown:
        case Card():
            return repr(shown)
        case Page(as_question=True):
            return f"{shown.press.verb} {shown.asked!r}"
        case Page():
            return f"{shown.press.verb} {shown.section!r} {sorted(shown.given)}"
        case Review():
            return f"{shown.press.verb} {shown.rows!r}"


def cards() -> tuple[Card, ...]:
    """The cards of it."""
    return tuple(one for one in everything() if isinstance(one, Card))


def pages() -> tuple[Page, ...]:
    """The screens of forms, but for the questions of a chat."""
    return tuple(one for one in everything() if isinstance(one, Page) and not one.as_question)


def reviews() -> tuple[Review, ...]:
    """The reviews."""
    return tuple(one for one in everything() if isinstance(one, Review))


def _seen(town: Town) -> Iterator[Reply]:
    for who in town.people:
        looked_at: set[Press] = set()  # what one card leads to another does too
        for name in DECK:
            looked_at.add(shown := Press(name, "show", town.case.id, "1"))
            card = _answer(town, who, shown)
            yield card
            for one in card.presses if isinstance(card, Card) else ():
                if one.press not in looked_at:
                    looked_at.add(one.press)
                    yield from _led_to(town, who, one.press)


def _led_to(town: Town, who: str, press: Press) -> Iterator[Reply]:
    """What a press leads to, without its being kept: another card, or a form with all its screens."""
    shown = _answer(town, who, press)
    if not isinstance(shown, Page):
        yield shown
        return
    for at, section in enumerate(shown.form.sections, 1):
        page = replace(shown, section=section, number=at, of=len(shown.form.sections))
        yield page
        for asked in section.fields:
            yield replace(page, section=replace(section, fields=(asked,)), as_question=True)
    yield _review(shown)


def _review(page: Page) -> Review:
    """Every answer of a form as it stands, in the shape in which answers are checked."""
    rows = (
        Answered(field.name, part.name, field.label, spoken(field, page.given))
        for part in page.form.sections
        for field in part.fields
    )
    return Review(form=page.form, press=page.press, rows=tuple(rows))


def _answer(town: Town, who: str, press: Press) -> Reply:
    heard = Pressed(turn=_turn(who, press), sender=Handle("web", "", who), press=press)
    return engine.step(heard, replace(town.scene(heard), repeated=False)).reply


def _turn(who: str, press: Press) -> TurnId:
    return turn_id("contract", f"{who} {press}")
