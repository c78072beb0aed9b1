"""What stands between a case and whoever draws it: they are handed only what their viewer may read (P23).

A card is drawn through here, whoever asks for it, and so are forms and documents. A drawing function that shows all it
has shows nothing that it may not.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from dialogs.model.turns import Scene
from dialogs.model.views import Card, Grid, Page, Pairs, Reply, Review, Row, Rows, Steps
from dialogs.procedure.case import Case
from dialogs.procedure.reading import readable, readable_command, texts

Draw = Callable[[Scene, str], Card]
ENDS: Final = " .\n"


def as_readable(scene: Scene) -> Scene:
    """The scene with its cases as the actor may read them: for drawing only, nothing is decided on it. Twice does the same as once."""
    actor, terms, case = scene.actor, scene.terms, scene.case
    return replace(
        scene,
        case=case and readable(case, actor, terms),
        mine=tuple(readable(each, actor, terms) for each in scene.mine),
        desk=tuple(readable(each, actor, terms) for each in scene.desk),
        ended=tuple(readable(each, actor, terms) for each in scene.ended),
        facts=tuple(
            replace(fact, command=readable_command(fact.command, case, actor, terms)) for fact in scene.facts if case
        ),
    )


def gated(draw: Draw) -> Draw:
    """The same card, drawn of what its viewer may read; and it says which kinds of words about the case stand on it."""

    def drawn(scene: Scene, about: str) -> Card:
        handed = as_readable(scene)
        card = draw(handed, about)
        return replace(card, shows=shown(card, handed.case)) if handed.case else card

    return drawn


def shown(reply: Reply, case: Case) -> tuple[str, ...]:
    """The kinds of words of a case that stand in what is shown: what is written down of a look at it, and never the words."""
    said = "\n".join(_words(reply)).casefold()
    return tuple(dict.fromkeys(kind.value for kind, text in texts(case) if text.casefold().strip(ENDS) in said))


def _words(reply: Reply) -> Iterator[str]:
    yield from (reply.note.words,) if reply.note else ()
    match reply:
        case Card():
            yield from _of_card(reply)
        case Page():
            yield from reply.section.intro
            for value in (reply.given.get(field.name, "") for field in reply.section.fields):
                yield value if isinstance(value, str) else "\n".join(value)
        case Review():
            yield from (row.words for row in reply.rows)


def _of_card(card: Card) -> Iterator[str]:
    yield card.title
    for block in card.body:
        match block:
            case Pairs(rows):
                yield from (f"{name}\n{value}" for name, value in rows)
            case Rows(rows):
                yield from map(_row, rows)
            case Steps() | Grid():
                pass
            case _:
                yield block.words


def _row(row: Row) -> str:
    return f"{row.title}\n{row.detail}"
