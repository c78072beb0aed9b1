"""Who did what, when, on which channel; and what passed by itself."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import groupby

from dialogs import words
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Button, Card, Row, Rows
from dialogs.procedure.case import OVER
from dialogs.procedure.commands.agreement import Withdraw
from dialogs.procedure.commands.booking import CallOff, ChangePlace, DropFurther, Move
from dialogs.procedure.commands.supervision import Accept, Nominate, TurnDown
from dialogs.procedure.lifecycle import Fact
from dialogs.procedure.terms import Terms

READ_BY_ALL = (Move, CallOff, DropFurther, Withdraw)  # whoever gives the reason is told that everybody reads it
PAGE = 30  # lines on one card: all channels show as many


def draw(scene: Scene, about: str = "") -> Card:
    """What happened, the latest first, a page at a time."""
    lines = _lines(scene)
    page = min(int(about), (len(lines) - 1) // PAGE) if about.isdecimal() else 0
    rows = tuple(lines[page * PAGE : (page + 1) * PAGE])
    steps = ((page + 1, "Earlier"), (page - 1, "Later"))
    others = tuple(
        Button(label, Press("timeline", "show", scene.of.id, str(number)))
        for number, label in steps
        if 0 <= number * PAGE < len(lines)
    )
    back = Button("Back to the case", Press("case", "show", scene.of.id))
    return Card(
        name="timeline",
        title=f"Timeline {scene.of.reference}",
        body=(Rows(rows),),
        buttons=(*others, back),
        case=scene.of.id,
    )


def _lines(scene: Scene) -> list[Row]:
    """What was done, and between it the requests that lapsed."""
    done = [[*same] for _, same in groupby(reversed(scene.facts), key=_alike)]
    rows = [(same[0].at, _line(same, scene)) for same in done]
    for on, person in lapses(scene.facts, scene.terms):
        said = Row(f"{scene.named(person)} did not answer in time: the request to supervise lapsed", words.day(on))
        rows.append((datetime.combine(on, time(), scene.now.tzinfo), said))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0], reverse=True)]


def lapses(facts: tuple[Fact, ...], terms: Terms) -> Iterator[tuple[date, PersonId]]:
    """Each request to supervise that nobody answered, with the day on which it had lapsed; read from what was done meanwhile (P10)."""
    asked: dict[PersonId, date] = {}
    for fact in facts:
        day = fact.at.astimezone(terms.now.tzinfo).date()
        yield from _lapsed(asked, day)
        match fact.command:
            case Nominate(supervisors=chosen):
                last = terms.calendar.after(day, terms.profile.answer_within + 1)
                asked |= {named.person: last for named in chosen}
            case Accept() | TurnDown():
                asked.pop(fact.by, None)
            case _ if fact.now in OVER:
                asked.clear()
            case _:
                pass
    yield from _lapsed(asked, terms.today)


def _lapsed(asked: dict[PersonId, date], today: date) -> Iterator[tuple[date, PersonId]]:
    for person, on in [*asked.items()]:
        if on <= today:
            del asked[person]
            yield on, person


def _alike(fact: Fact) -> tuple[str, str, date, str]:
    """What one person did several times in a row on one day stands on one line."""
    return type(fact.command).__name__, fact.by, fact.at.date(), fact.channel


def _line(same: list[Fact], scene: Scene) -> Row:
    fact = same[0]
    at = words.moment(fact.at.astimezone(scene.now.tzinfo))
    often = f", {len(same)} times" if len(same) > 1 else ""
    why = fact.command.reason if isinstance(fact.command, READ_BY_ALL) else ""
    because = f". Because: {why}" if why else ""
    place = fact.command.place if isinstance(fact.command, ChangePlace) else ""
    now = f". Now: {place}" if place else ""
    return Row(f"{scene.named(fact.by)} {fact.command.did}{often}", f"{at}{ON.get(fact.channel, '')}{because}{now}")


ON = {
    "directory": ", by the directory",
    "web": ", on the web",
    "slack": ", in Slack",
    "teams": ", in Teams",
    "email": ", by e-mail",
}
