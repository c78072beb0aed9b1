"""Who is shown which words: every card, form, document and letter, as every part, in every stage, against docs/need-to-know.md (P23, V6)."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from dialogs.cards.covers import cover_of
from dialogs.cards.deck import DECK
from dialogs.cards.document import document
from dialogs.ids import PersonId
from dialogs.interaction.search import FIND
from dialogs.model.heard import Go, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card, Page
from dialogs.procedure.drawing import OWN, YES, cell
from dialogs.procedure.people import Part
from dialogs.procedure.reading import Kind, held_parts
from dialogs.verbs import VERBS
from tests.marked import CAST, STAGES, Mark, town_at
from tests.town import Town, _handle

MARK: Final = re.compile(r"Mk\d+q")
SELDOM: Final = {Kind.OWN_REFERENCE, Kind.VOTE, Kind.NOT_MINE}
"""Kinds that not every card of their reader shows: in the document alone, while a poll is open, or once it has climbed to them."""
NOBODY: Final = (
    "lapsed nominee",
    "declined nominee",
    "left the case",
    "left the partnership",
    "agency lead",
    "nobody",
    "office",
)


@pytest.mark.parametrize("stage", [*STAGES, "written", "queried", "declined", "withdrawn"])
def test_everybody_is_shown_what_the_matrix_says(stage: str) -> None:
    """No mark is drawn for anybody that the matrix does not give them, and of each kind it gives them something is drawn."""
    town, marks = town_at(stage)
    for part, who in CAST.items():
        drawn = {mark for text in _everything(town, who) for mark in MARK.findall(text)}
        given = {mark for mark, about in marks.items() if _given(about, town, who)}

        assert (part, [marks[mark] for mark in drawn - given]) == (part, [])
        kinds = {marks[mark].kind for mark in given} - SELDOM
        assert (part, kinds - {marks[mark].kind for mark in drawn}) == (part, set())


@pytest.mark.parametrize("part", NOBODY)
def test_these_are_shown_no_word(part: str) -> None:
    """Whoever was not chosen, has left, or is on no case, the office among them: not a word in any stage."""
    for stage in STAGES:
        town, _ = town_at(stage)

        assert [found for text in _everything(town, CAST[part]) for found in MARK.findall(text)] == []


def test_some_do_not_see_that_it_exists() -> None:
    """Whoever has left, declined or was never on it gets the same card as for a case that does not exist; by its reference, too."""
    town, _ = town_at("filed")
    unseen = ("declined nominee", "left the case", "left the partnership", "agency lead", "learning", "nobody")
    seen = {
        part: [town.presses(CAST[part], name, "show") for name in ("case", "record", "timeline")] for part in unseen
    }
    found = {part: town.says(CAST[part], town.case.reference) for part in unseen}

    assert {part: {getattr(card, "name", "") for card in cards} for part, cards in seen.items()} == {
        part: {"nothing"} for part in unseen
    }
    assert {getattr(card, "name", "") for card in found.values()} == {"nothing"}


def _given(about: Mark, town: Town, who: str) -> bool:
    """Whether the matrix lets somebody read what a mark stands for."""
    session = town.case.numbered(about.session)
    facts = {
        "once circulated": bool(session and session.circulated_at),
        "once signed": bool(session and session.signed_at),
        YES: True,
        OWN: about.by == who,
    }
    person = town.people[PersonId(who)]
    parts = held_parts(town.case, person, town.terms)
    cells = {cell(about.kind, part) for part in Part if part in parts}
    own = OWN in {cell(about.kind, part) for part in Part.EVERYONE} and about.by == who and bool(parts & Part.EVERYONE)
    unseen = about.holder == "Fact" and about.kind not in (Kind.CHANGE, Kind.WITHDRAWN)
    return not unseen and (own or any(facts.get(says, False) for says in cells))


def _everything(town: Town, who: str) -> Iterator[str]:
    """All that somebody can have drawn of the case, by any card, any button, any word."""
    yield from (repr(town.presses(who, card, "show", about)) for card in DECK for about in ("", "1"))
    yield from (
        repr(town.says(who, said))
        for said in ("mine", town.case.reference, "here", f"dates {town.case.reference} tue 2pm")
    )
    yield repr(_found(town, who))
    for verb, does in VERBS.items():
        if verb != "raise":
            for about in ("", "1"):
                yield from _filled(town.copy(), who, Press(does.card, verb, town.case.id, about))
    press = Press("record", "show", town.case.id, "1")
    scene = town.scene(Submitted(turn=town._event(), sender=_handle(who), press=press, section="", go=Go.NEXT))  # noqa: SLF001 - the town's own
    yield repr(document(scene, "1") if scene.actor and scene.case else None)
    yield from (repr(cover_of(Card(name=name, title=""), scene)) for name in DECK if scene.actor)


def _filled(town: Town, who: str, press: Press) -> Iterator[str]:
    """A form with all its screens as they are opened, left as they stand."""
    reply = town.presses(who, press.card, press.verb, press.about)
    yield repr(reply)
    if isinstance(reply, Page):
        yield repr(town.hears(town.answer(who, reply, {}, Go.KEEP)).reply)


def _found(town: Town, who: str) -> object:
    sent = Submitted(
        turn=town._event(),  # noqa: SLF001 - the town's own
        sender=_handle(who),
        press=Press("home", FIND),
        section=FIND,
        go=Go.SEND,
        raw={"reference": town.case.reference},
    )
    return town.hears(sent).reply
