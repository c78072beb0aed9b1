"""Who is not reached in a chat yet, and what is done about it: for whoever coordinates the case (P12)."""

from collections.abc import Iterator

from dialogs.ids import PersonId
from dialogs.model.reach import missed
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Heading, Note, Pairs, Tone
from dialogs.procedure.case import Case
from dialogs.procedure.people import Part, on_case

HEADING = "Who is not reached in a chat"


def coordinates(case: Case, person: PersonId) -> bool:
    """Whether somebody sees to it that the others are reached: the lead coordinator, before there is one whoever decides."""
    return person == case.leading if case.leading else person in (*case.managers, *case.deputies)


def unreached(scene: Scene) -> Iterator[Block]:
    """Each person on the case whom no chat reaches, with the way that is taken instead; nothing while all are reached."""
    case = scene.of
    if case.over or scene.actor is None or not coordinates(case, scene.actor.id):
        return
    rows = tuple(missed(on_case(case, Part.EVERYONE | Part.NOMINEE), scene.people, scene.reach, scene.fallback))
    if rows:
        yield Heading(HEADING)
        yield Pairs(tuple((name, said) for name, said, _ in rows))
    if lost := [name for name, _, somehow in rows if not somehow]:
        yield Note(f"Nothing reaches {', '.join(lost)}.", Tone.WARNING)
