"""The partnership office's desk: every open case without its content, the late and the climbed first (P17, P23).

What stands here of a case is its reference, stage, risk, age, agency, and who owes what since when. What can be done is done
through the gates of the case; besides, whoever owes something is reminded, once a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from dialogs import words
from dialogs.cards.parts import LEVELS
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Row, Rows, Style, Text
from dialogs.owed import OWED
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.nudges import sees_to
from dialogs.procedure.window import Risk, risk
from dialogs.verbs import offered

NAME: Final = "desk"
TITLE: Final = "The office’s desk"
CSV: Final = "csv"
NUDGE: Final = "nudge"
MOST: Final = 1_000  # cases that are loaded, those raised first
PAGE: Final = 8
AGENCIES: Final = "agencies"
OF_AGENCY: Final = "of-"
FILTERS: Final = {"all": "All", "urgent": "Late or climbed", "risk": "At risk or tight", "waiting": "Waited longest"}
DOES: Final = ("hand-over", "nominate", "release", "hand-lead", "name-keyworker", "change-keyworker")
COLUMNS: Final = (
    *("Reference", "Stage", "Risk", "Climbed", "Age in working days", "Agency"),
    *("Waiting for", "To", "Since", "Working days waited"),
)
TO_DESK: Final = Button(TITLE, Press(NAME, "show"))


@dataclass(frozen=True, slots=True)
class Line:
    """One case as the office sees it. `asks` are what is owed, the longest owed first."""

    case: Case
    asks: tuple[Ask, ...]
    risk: Risk
    age: int  # working days since it was raised
    waited: int  # working days since the longest owed was asked
    climbed: bool

    @property
    def urgent(self) -> bool:
        """Whether somebody of the office should look at it today."""
        return self.climbed or self.risk is Risk.LATE


def lines(scene: Scene) -> tuple[Line, ...]:
    """Every open case, the late and climbed first, then by risk, then by how long it has waited."""
    found = (_line(case, scene) for case in scene.desk)
    return tuple(
        sorted(found, key=lambda line: (not line.urgent, -line.risk, -line.waited, -line.age, line.case.reference))
    )


def _line(case: Case, scene: Scene) -> Line:
    terms = scene.terms
    asks = tuple(sorted(open_asks(case, terms), key=lambda ask: ask.since))
    waits = [terms.calendar.between(ask.since, terms.today) for ask in asks]
    ladders = terms.profile.ladders
    climbed = any(days <= waited for ask, waited in zip(asks, waits, strict=True) for days in ladders[ask.what].office)
    raised = case.raised_at.astimezone(terms.now.tzinfo).date() if case.raised_at else terms.today
    age = terms.calendar.between(raised, terms.today)
    return Line(case, asks, risk(case, terms).risk, age, max(waits, default=0), climbed)


def draw(scene: Scene, about: str = "") -> Card:
    """A page of them. `about` is a filter and the number of a page, such as `urgent.0`, or `agencies`."""
    if scene.actor is None or not scene.actor.office:
        return Card(name=NAME, title=TITLE, body=(Text("This is for the partnership office."),), buttons=(_home(),))
    every = lines(scene)
    if about == AGENCIES:
        return Card(name=NAME, title=TITLE, body=tuple(_agencies(every)), buttons=(TO_DESK, _home()))
    name, page = _asked(about)
    chosen = _chosen(every, name)
    page = min(page, max(len(chosen) - 1, 0) // PAGE)
    shown = chosen[page * PAGE : (page + 1) * PAGE]
    body = (
        *_counted(every, chosen, name, page),
        *([Rows(tuple(_row(line, scene, about) for line in shown))] if shown else ()),
    )
    return Card(
        name=NAME,
        title=TITLE,
        body=body,
        buttons=(*_pages(name, page, len(chosen)), *_filters(name), _home()),
        files=(_file(scene, name),),
    )


def table(scene: Scene, about: str = "") -> tuple[tuple[str, ...], ...]:
    """The same as rows of words, the first being headings: every case of the filter, and a row for each thing owed."""
    chosen = _chosen(lines(scene), _asked(about)[0])
    return (COLUMNS, *(row for line in chosen for row in _cells(line, scene)))


def urgent(scene: Scene) -> Iterator[Block]:
    """What waits in the partnership, in a few lines, for the office's own list and its digest."""
    found = [line for line in lines(scene) if line.urgent]
    if found:
        yield Heading("Late, or climbed to the office")
        yield Rows(tuple(_row(line, scene, "", brief=True) for line in found[:PAGE]))
        if len(found) > PAGE:
            yield Text(f"And {len(found) - PAGE} more, on the office’s desk.")


def _asked(about: str) -> tuple[str, int]:
    name, _, page = about.partition(".")
    known = name in FILTERS or name.startswith(OF_AGENCY)
    return (name if known else "all"), int(page) if page.isdecimal() and len(page) < 6 else 0  # noqa: PLR2004 - pages


def _chosen(every: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    if name.startswith(OF_AGENCY):
        return tuple(line for line in every if _mark(line.case.agency) == name)
    if name == "waiting":
        return tuple(sorted(every, key=lambda line: -line.waited))
    if name == "urgent":
        return tuple(line for line in every if line.urgent)
    return tuple(line for line in every if line.risk >= Risk.TIGHT) if name == "risk" else every


def _mark(agency: str) -> str:
    """An agency as a press can hold it."""
    return f"{OF_AGENCY}{sha256(agency.encode()).hexdigest()[:12]}"


def _counted(every: tuple[Line, ...], chosen: tuple[Line, ...], name: str, page: int) -> Iterator[Block]:
    late = sum(line.urgent for line in every)
    yield Text(
        f"{words.count(len(every), 'open case')}; {late} late or climbed. What is written in a case is not shown here."
    )
    if len(every) == MOST:
        yield Text(f"These are the {MOST} that were raised first. Find others by their reference.")
    which = FILTERS.get(name) or (chosen[0].case.agency if chosen else "No case")
    pages = max(-(-len(chosen) // PAGE), 1)
    yield Heading(f"{which}: {len(chosen)}" + (f", page {page + 1} of {pages}" if pages > 1 else ""))


def _row(line: Line, scene: Scene, about: str, *, brief: bool = False) -> Row:
    case = line.case
    level = LEVELS.get(line.risk, "")
    title = ": ".join(filter(None, (case.reference, level or ("Climbed" if line.climbed else ""))))
    said = (
        f"{words.STAGES[case.stage]}.",
        f"{words.count(line.age, 'working day')} old.",
        _waiting(line, scene),
        f"Agency: {case.agency}." if case.agency else "",
    )
    look = Button("Open", Press("case", "show", case.id), described=f"Open {case.reference}")
    ways = () if brief else _ways(line, scene, about)
    return Row(title, " ".join(filter(None, said)), (look, *ways))


def _waiting(line: Line, scene: Scene) -> str:
    if not line.asks:
        return "Nobody owes anything now."
    first = line.asks[0]
    others = len(line.asks) - 1
    more = f", and {words.count(others, 'more thing')} owed" if others else ""
    owed = OWED[first.what].said(yours=False)
    since = f"since {words.day(first.since)}, {words.count(line.waited, 'working day')}"
    return f"Waiting for {_of(first, scene)} to {owed}, {since}{more}."


def _of(ask: Ask, scene: Scene) -> str:
    person = scene.people.get(ask.of)
    return scene.named(ask.of) if person and person.active else f"{scene.named(ask.of)} (has left)"


def _ways(line: Line, scene: Scene, about: str) -> Iterator[Button]:
    case = line.case
    if line.asks:
        yield Button(
            "Remind", Press(NAME, NUDGE, case.id, about), described=f"Remind whoever owes something: {case.reference}"
        )
    for button in offered(replace(scene, case=case), *DOES):
        yield replace(button, style=Style.PLAIN, described=f"{button.label}: {case.reference}")


def _cells(line: Line, scene: Scene) -> Iterator[tuple[str, ...]]:
    case, calendar, today = line.case, scene.terms.calendar, scene.terms.today
    standing = words.STAGES[case.stage], LEVELS.get(line.risk, ""), "yes" if line.climbed else "no"
    known = (case.reference, *standing, str(line.age), case.agency)
    for ask in line.asks:
        waited = str(calendar.between(ask.since, today))
        yield (*known, _of(ask, scene), OWED[ask.what].said(yours=False), f"{ask.since}", waited)
    if not line.asks:
        yield (*known, "", "", "", "")


def _agencies(every: tuple[Line, ...]) -> Iterator[Block]:
    yield Heading("By agency")
    names = sorted({line.case.agency for line in every if line.case.agency})
    yield Rows(tuple(_agency(name, sum(line.case.agency == name for line in every)) for name in names))


def _agency(name: str, count: int) -> Row:
    look = Button("Show", Press(NAME, "show", None, f"{_mark(name)}.0"), described=f"Show the cases of {name}")
    return Row(name, words.count(count, "open case"), (look,))


def _pages(name: str, page: int, count: int) -> Iterator[Button]:
    if page:
        yield Button("Earlier page", Press(NAME, "show", None, f"{name}.{page - 1}"))
    if (page + 1) * PAGE < count:
        yield Button("Next page", Press(NAME, "show", None, f"{name}.{page + 1}"))


def _filters(name: str) -> Iterator[Button]:
    yield from (Button(label, Press(NAME, "show", None, f"{key}.0")) for key, label in FILTERS.items() if key != name)
    yield Button("By agency", Press(NAME, "show", None, AGENCIES))


def _file(scene: Scene, name: str) -> Button:
    press = Press(NAME, CSV, None, f"{name}.0")
    return Button(
        "CSV", press, described="These cases as a CSV file", opens=scene.addresses.document(scene.who.id, press)
    )


def _home() -> Button:
    return Button("My list", Press("home", "show"))


def reminded(case: Case, scene: Scene) -> dict[str, Ask]:
    """Whoever sees to something that is owed, each with the longest owed."""
    found: dict[str, Ask] = {}
    for ask in sorted(open_asks(case, scene.terms), key=lambda ask: ask.since):
        for person in sees_to(case, ask, scene.people):
            found.setdefault(person, ask)
    return found
