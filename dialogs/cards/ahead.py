"""What happens next with a case, and when: read by whoever has just done something, and by everybody else who looks (P17)."""

from collections.abc import Iterator, Mapping
from typing import Final

from dialogs import words
from dialogs.model.turns import Scene
from dialogs.owed import OWED
from dialogs.procedure import polls
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Stage
from dialogs.procedure.nudges import due_by

FEW: Final = 3  # names; more are counted
THEN: Final[Mapping[Stage, str]] = {
    Stage.RAISED: "Once it is agreed, the window starts and supervisors are chosen.",
    Stage.QUERIED: "Once there is an answer, it goes back to the manager.",
    Stage.AGREED: "Once the supervisors have accepted, the lead coordinator offers dates.",
    Stage.NOMINATED: "Once dates are offered, everybody invited says when they can come.",
    Stage.HELD: "Once the record is signed by all who supervised, it goes to everybody who receives it.",
    Stage.RECORDED: "Once the record is on the child’s file, the case can be closed.",
    Stage.FILED: "Once nothing is open any more, the case can be closed.",
}
"""What follows when what is owed at a stage is done; of a poll and a booked session it has dates of its own."""


def what_next(scene: Scene) -> str:
    """Who does what by when, and what follows; empty once a case is over."""
    return "" if scene.of.over else " ".join(filter(None, (_by_when(scene), _then(scene))))


def _by_when(scene: Scene) -> str:
    """The first thing owed, the viewer's own before others', with the day by which it is wanted; once every such day is over, the earliest."""
    asks = sorted(open_asks(scene.of, scene.terms), key=lambda ask: not _own(ask, scene))
    due = [(ask, day) for ask in asks if (day := due_by(scene.of, ask, scene.terms))]
    ahead = [(ask, day) for ask, day in due if day >= scene.terms.today]
    if not due:
        return ""
    first, day = ahead[0] if ahead else min(due, key=lambda pair: (not _own(pair[0], scene), pair[1]))
    own = _own(first, scene)
    alike = (ask for ask, then in due if ask.what is first.what and then == day and _own(ask, scene) is own)
    who = [*dict.fromkeys(ask.of for ask in alike)]
    named = words.listed(map(scene.named, who)) if len(who) <= FEW else words.count(len(who), "person", "people")
    what = f"{'You' if own else named} to {OWED[first.what].said(yours=own)}"
    return f"{what}, by {words.day(day)}." if ahead else f"{what}: this was due on {words.day(day)}."


def _own(ask: Ask, scene: Scene) -> bool:
    return scene.actor is not None and ask.of == scene.actor.id


def _then(scene: Scene) -> str:
    return " ".join(_dated(scene)) if scene.of.stage in (Stage.POLLING, Stage.BOOKED) else THEN.get(scene.of.stage, "")


def _dated(scene: Scene) -> Iterator[str]:
    """A poll has its last day, a session its time."""
    session = scene.of.session
    if session is None:
        return
    if session.booked and session.booked.start > scene.now:
        yield f"The session is on {words.moment(session.booked.start)}. After it, who came is noted and the record is written."
    elif session.booked:
        yield "Once it is noted who came, the record is written."
    elif session.closes and not polls.closed(session, scene.terms):
        yield f"The poll closes after {words.day(session.closes)}; then a date is booked."
    else:
        yield "Once a date is booked, everybody invited gets an invitation."
