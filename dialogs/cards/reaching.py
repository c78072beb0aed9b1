"""Who is not reached, and what is done about it: for whoever asked them, whoever coordinates the case, and the office (P12)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.ids import PersonId
from dialogs.model.reach import missed, without_letters
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Heading, Note, Pairs, Style, Text, Tone
from dialogs.procedure.case import UNDECIDED, Case
from dialogs.procedure.people import Part, Person, on_case
from dialogs.verbs import offered

HEADING: Final = "Who is not reached in a chat"
UNMAILED: Final = "Who gets no e-mail"
WAITS: Final = "It goes to them as soon as they are heard from: ask them to open me in Slack or Teams, or to write /joint-supervision."
INSTEAD: Final = "You can also choose another manager, or ask the partnership office to."
ANOTHER: Final = "Choose another manager"


def unreached(scene: Scene) -> Iterator[Block]:
    """Each person on the case whom no chat reaches, with the way that is taken instead; nothing while all are reached."""
    if rows := tuple(missed(_whom(scene), scene.people, scene.reach, scene.fallback, scene.untold)):
        yield Heading(HEADING)
        yield Pairs(tuple((name, said) for name, said, _ in rows))
    if unmailed := tuple(without_letters(_whom(scene), scene.people, scene.reach)):
        yield Heading(UNMAILED)
        yield Pairs(unmailed)


def not_reached(scene: Scene) -> Iterator[Block]:
    """Whom nothing reaches, first of all: that they have not been asked, and the ways on."""
    whom = _lost(scene)
    managers = [person for person in whom if person in scene.of.managers]
    if managers and scene.of.stage in UNDECIDED:
        yield Note(f"{MANAGER} has not been reached: {_names(scene, managers)}.", Tone.WARNING)
        yield Text(f"{WAITS} {INSTEAD}" if [*another_manager(scene)] else WAITS)
    elif whom:
        yield Note(f"Nothing reaches {_names(scene, whom)}.", Tone.WARNING)
        yield Text(WAITS)


def said(scene: Scene, done: str, told: frozenset[PersonId]) -> tuple[str, Tone]:
    """What is said of something that was done, of which others are `told`: its first sentence is so in any case, the rest only of those who are reached."""
    everybody = dict.fromkeys(person.id for person in scene.people.values() if person.id in told)
    lost = [person for person in everybody if _nothing_reaches(scene, person)]
    if not lost:
        return done, Tone.DONE
    so = f"{done.partition('. ')[0].rstrip('.')}." if len(lost) == len(everybody) else done
    return f"{so} Nothing reaches {_names(scene, lost)} yet.", Tone.WARNING


def another_manager(scene: Scene) -> Iterator[Button]:
    """While the manager who is to decide is not reached, whoever may name another does it here."""
    if scene.of.stage in UNDECIDED and any(person in scene.of.managers for person in _lost(scene)):
        yield from (replace(button, label=ANOTHER, style=Style.PLAIN) for button in offered(scene, "hand-over"))


MANAGER: Final = "The accountable manager"


def _coordinates(case: Case, person: Person) -> bool:
    """Whether somebody sees to it that the others are reached: the lead coordinator, before there is one whoever decides."""
    return person.id == case.leading if case.leading else person.id in (*case.managers, *case.deputies)


def _whom(scene: Scene) -> frozenset[PersonId]:
    """Those of whom the viewer is told whether they are reached."""
    case, actor = scene.of, scene.actor
    if case.over or actor is None:
        return frozenset()
    if actor.office or _coordinates(case, actor):
        return on_case(case, Part.EVERYONE | Part.NOMINEE) - {actor.id}
    if actor.id == case.raiser and case.stage in UNDECIDED:
        return on_case(case, Part.MANAGER)
    return frozenset()


def _lost(scene: Scene) -> tuple[PersonId, ...]:
    """Those of them whom nothing reaches; nobody while it was not looked up."""
    whom = _whom(scene)
    return tuple(person for person in scene.people if person in whom and _nothing_reaches(scene, person))


def _nothing_reaches(scene: Scene, person: PersonId) -> bool:
    if scene.reach is None or person not in scene.reach:  # not looked up: nothing is said of them
        return False
    found = missed((person,), scene.people, scene.reach, scene.fallback, scene.untold)
    return any(not somehow for *_, somehow in found)


def _names(scene: Scene, people: list[PersonId] | tuple[PersonId, ...]) -> str:
    return words.listed(map(scene.named, people))
