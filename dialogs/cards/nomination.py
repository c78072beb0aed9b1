"""The supervisors: who is chosen, asked, in (P10, P11)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from dialogs import words
from dialogs.cards.next_steps import chapter, titled
from dialogs.cards.parts import content, risk_note, standing
from dialogs.cards.reaching import not_reached
from dialogs.model.ties import ties
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Card, Note, Pairs, Row, Rows, Tone
from dialogs.procedure.case import Nominee, Reply
from dialogs.procedure.commands.supervision import lapsed
from dialogs.verbs import offered

DECLARED: Final = "If you accept, the record says of you"
INDEPENDENT: Final = "You can still accept. Ask yourself, and the manager, whether somebody else would be freer to ask."


def draw(scene: Scene, about: str = "") -> Card:
    """Who has been asked and what they said; the viewer's own answer."""
    case = scene.of
    return Card(
        name="nomination",
        title=titled(scene, "nomination", f"Supervisors {case.reference}"),
        body=(*not_reached(scene), Pairs(tuple(standing(scene))), *risk_note(scene), *_mine(scene), *_nominees(scene)),
        buttons=chapter(
            scene, "nomination", offered(scene, "accept", "turn-down", "nominate", "hand-lead", "release", "stand-down")
        ),
        case=case.id,
    )


def _mine(scene: Scene) -> Iterator[Block]:
    for nominee in scene.of.nominees:
        if scene.actor and nominee.person == scene.actor.id and nominee.reply is Reply.ASKED:
            part = "the lead coordinator" if scene.of.lead == nominee.person else "a supervisor"
            if lapsed(nominee, scene.terms):
                yield Note(f"You were asked to be {part}. {words.trouble('lapsed')}")
                continue
            yield Note(
                f"You are asked to be {part}. Please answer by {words.day(_last(scene, nominee))}; then the request lapses."
            )
            if tied := ties(scene.actor, scene.of, scene.people):
                yield Note(f"{DECLARED}: {'; '.join(tied)}. {INDEPENDENT}", Tone.WARNING)
            yield from content(scene)


def _last(scene: Scene, nominee: Nominee) -> date:
    return scene.terms.calendar.after(nominee.asked_on, scene.terms.profile.answer_within)


def _nominees(scene: Scene) -> Iterator[Block]:
    rows = tuple(
        Row(f"{scene.named(nominee.person)}, {nominee.agency}", _said(scene, nominee)) for nominee in scene.of.nominees
    )
    if rows:
        yield Rows(rows)


def _said(scene: Scene, nominee: Nominee) -> str:
    lead = "Lead coordinator. " if scene.of.lead == nominee.person else ""
    if lapsed(nominee, scene.terms):
        return f"{lead}Did not answer in time: the request has lapsed."
    if nominee.reply is Reply.ASKED and nominee.person in scene.untold:
        return f"{lead}Not asked yet: nothing reaches them."
    why = nominee.reason if _may_read_why(scene, nominee) else ""
    said = words.sentence(f"{SAID[nominee.reply]}: {why}" if why else SAID[nominee.reply])
    suggested = f" Suggests {scene.named(nominee.suggests)}." if nominee.suggests else ""
    return f"{lead}{said}{suggested}{_tied(scene, nominee)}"


def _tied(scene: Scene, nominee: Nominee) -> str:
    """What ties somebody to the case, as long as they may supervise it (P11)."""
    person = scene.people.get(nominee.person)
    tied = ties(person, scene.of, scene.people) if person and nominee.reply is not Reply.DECLINED else ()
    return f" Not independent: {'; '.join(tied)}." if tied else ""


def _may_read_why(scene: Scene, nominee: Nominee) -> bool:
    """Why somebody said no is for whoever asked them, and for themselves."""
    return scene.who.id == nominee.person or scene.who.id in (*scene.of.managers, *scene.of.deputies)


SAID = {Reply.ASKED: "Asked, not answered yet", Reply.ACCEPTED: "Accepted", Reply.DECLINED: "Cannot do it"}
