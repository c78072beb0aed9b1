"""What people said of a session, for the two who facilitated it: from three answers on, and nobody's own (P22)."""

from collections.abc import Iterator, Mapping

from dialogs import words
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Pairs, Row, Rows, Text
from dialogs.procedure.commands.base import held
from dialogs.procedure.members import supervising

Answers = tuple[Mapping[str, str], ...]


def draw(scene: Scene, about: str = "") -> Card:
    """Each scale with its middle and how many answered, each text by itself, in the order of the alphabet."""
    session = held(scene.of, about)
    answers = scene.heard.get(session.number, ()) if session else ()
    return Card(
        name="heard",
        title=f"What people said of the session {scene.of.reference}",
        body=tuple(_told(answers, scene)) if answers else (Text(_not_yet(scene, about)),),
        buttons=(Button("Back to the case", Press("case", "show", scene.of.id)),),
        case=scene.of.id,
    )


def may_hear(scene: Scene, about: str = "") -> bool:
    """Whether the actor facilitated that session, and there is something to read."""
    session = held(scene.of, about) if scene.case else None
    return bool(session and scene.heard.get(session.number))


def _not_yet(scene: Scene, about: str) -> str:
    session = held(scene.of, about)
    if session is None or scene.who.id not in supervising(scene.of, session):
        return "This is for those who supervised the session."
    return "It is shown once three people have answered, so that nobody can see who said what."


def _told(answers: Answers, scene: Scene) -> Iterator[Block]:
    yield Text(f"{words.count(len(answers), 'person has', 'people have')} answered. Nobody can see who said what.")
    scales = [question for question in scene.terms.profile.feedback if question.kind == "scale"]
    rows = (
        (
            question.label,
            _scale([given[question.name] for given in answers if given.get(question.name, "").isdecimal()]),
        )
        for question in scales
    )
    yield Pairs(tuple((label, said) for label, said in rows if said))
    for question in scene.terms.profile.feedback:
        said = sorted(given[question.name] for given in answers if question.kind == "text" and given.get(question.name))
        if said:
            yield Heading(question.label)
            yield Rows(tuple(Row(text) for text in said))


def _scale(marks: list[str]) -> str:
    """`On average 4.3 of 5`; too few marks of one question are told of none."""
    if len(marks) < 3:  # noqa: PLR2004 - as many as answers
        return ""
    return f"On average {sum(map(int, marks)) / len(marks):.1f} of 5"
