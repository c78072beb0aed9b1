"""The agreement: the manager decides, the raiser answers (P07-P09)."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs import words
from dialogs.cards.next_steps import chapter
from dialogs.cards.parts import content, standing
from dialogs.cards.reaching import ANOTHER
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Pairs, Tone
from dialogs.procedure.case import Stage
from dialogs.verbs import offered

OFFERED = ("agree", "ask-more", "decline", "agree-earlier", "add-more", "hand-over", "name-deputy")


def draw(scene: Scene, about: str = "") -> Card:
    """The case as it was raised, as long as it is to be decided; what was asked and answered, and how it was decided."""
    case = scene.of
    open_ = case.stage in (Stage.RAISED, Stage.QUERIED)
    return Card(
        name="agreement",
        title=f"Agree to joint supervision? {case.reference}" if open_ else f"Agreement {case.reference}",
        body=(Pairs(tuple(standing(scene))), *_decided(scene), *(content(scene) if open_ else ()), *_queries(scene)),
        buttons=chapter(scene, "agreement", _doing(scene)),
        case=case.id,
    )


def _doing(scene: Scene) -> Iterator[Button]:
    """What can be decided; whoever raised the case does not hand over, but may choose another manager."""
    raised_it = scene.actor is not None and scene.actor.id == scene.of.raiser
    for button in offered(scene, *OFFERED):
        yield replace(button, label=ANOTHER) if raised_it and button.press.verb == "hand-over" else button


def _decided(scene: Scene) -> Iterator[Block]:
    case = scene.of
    for agreement in case.agreements:
        note = f" {agreement.note}" if agreement.note else ""
        yield Note(f"Agreed by {scene.named(agreement.by)} on {words.day(agreement.on)}.{note}", Tone.DONE)
    if case.stage is Stage.DECLINED:
        yield Note(f"Declined: {words.sentence(case.ended_because)}" if case.ended_because else "Declined.")


def _queries(scene: Scene) -> Iterator[Block]:
    queries = [query for query in scene.of.queries if query.question]
    if queries:
        yield Heading("Questions and answers")
        yield Pairs(
            tuple(
                (f"{scene.named(query.by)} asks: {query.question}", query.answer or "Not answered yet")
                for query in queries
            )
        )
