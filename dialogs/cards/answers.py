"""What the lead coordinator reads of the answers: who can come when, and what was proposed; nobody else does (P15)."""

from collections.abc import Container, Iterator
from typing import Final

from dialogs import words
from dialogs.cards.parts import place_words, slot_words
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Grid, Heading, Pairs, Row, Rows, Text
from dialogs.procedure import polls
from dialogs.procedure.case import Choice, Said, Session, Slot
from dialogs.verbs import VERBS, may

SAID: Final = {Choice.YES: "yes", Choice.IF_NEED_BE: "if need be", Choice.NO: "no"}
SILENT: Final = "not answered"
WAY: Final = "Who can come when"


def coordinates(scene: Scene) -> bool:
    """Whether the viewer is the lead coordinator, who alone reads who said what."""
    return scene.actor is not None and scene.actor.id == scene.of.leading


def draw(scene: Scene, about: str = "") -> Card:
    """Everybody who is asked, each with their word on each date to come."""
    return Card(
        name="answers",
        title=f"{WAY}: {scene.of.reference}",
        body=tuple(_body(scene)),
        buttons=(Button("Back to the dates", Press("poll", "show", scene.of.id)),),
        case=scene.of.id,
    )


def _body(scene: Scene) -> Iterator[Block]:
    session = scene.of.session
    slots = polls.to_come(session.slots, scene.now) if session and not session.booked else ()
    if not coordinates(scene):
        yield Text("Only the lead coordinator sees who can come when.")
    elif session is None or not slots:
        yield Text("No date is on offer just now.")
    else:
        said = [session.choices(slot) for slot in slots]
        rows = (
            (scene.named(voter), tuple(SAID[of[voter]] if voter in of else SILENT for of in said))
            for voter in polls.voters(scene.of)
        )
        yield Grid(WAY, "Who", tuple(words.moment(slot.start) for slot in slots), tuple(rows), (*SAID.values(), SILENT))


def proposals(scene: Scene, session: Session) -> Iterator[Block]:
    """What people said besides, and each time that somebody proposes, to be offered by one press."""
    proposed: dict[Slot, list[PersonId]] = {}
    for person, slot in polls.proposals(session, scene.now):
        proposed.setdefault(slot, []).append(person)
    told = tuple((scene.named(said.person), text) for said in session.said if (text := _told(said, proposed, scene)))
    if told or proposed:
        yield Heading("What people said")
    if told:
        yield Pairs(told)
    if proposed:
        yield Rows(tuple(_proposal(slot, people, scene) for slot, people in proposed.items()))


def _told(said: Said, proposed: Container[Slot], scene: Scene) -> str:
    """Their words, and what they have proposed that has been offered since, or is over."""
    return "\n".join(
        filter(None, (said.words, *(slot_words(slot, scene) for slot in said.slots if slot not in proposed)))
    )


def _proposal(slot: Slot, people: list[PersonId], scene: Scene) -> Row:
    who = words.listed(map(scene.named, people))
    press = Press("poll", "offer-proposal", scene.of.id, polls.named(slot))
    button = Button(VERBS[press.verb].label, press, described=f"{VERBS[press.verb].label}: {words.moment(slot.start)}")
    return Row(
        words.span(slot.start, slot.end),
        f"{who} can come then. {words.sentence(place_words(slot, scene))}".strip(),
        (button,) if may(scene, press.verb) else (),
    )
