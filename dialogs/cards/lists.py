"""All cases of somebody, open and ended: in pages, by what they look for, late first, then by what falls due (experience, 9)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogs import words
from dialogs.cards.parts import LEVELS
from dialogs.model.press import SHOW, Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Row, Rows, Text
from dialogs.owed import OWED
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.window import Risk, risk, window_of

NAME: Final = "list"
PAGE: Final = 10  # rows; so many have room on every channel
ALL: Final = "all"
ENDED: Final = "ended"
SOUGHT: Final = "find-"  # and the words, without what a press cannot carry
FIND: Final = Button("Find a case", Press("home", "find"))
HOME: Final = Button("My list", Press("home", SHOW))


@dataclass(frozen=True, slots=True)
class Kind:
    """What somebody may look through: how it is called, and which cases belong there."""

    label: str
    holds: Callable[[Case, Scene], bool]


def _late(case: Case, scene: Scene) -> bool:
    return risk(case, scene.terms).risk >= Risk.TIGHT


def _owing(case: Case, scene: Scene) -> bool:
    return bool(asks_of(case, scene))


def _booked(case: Case, _: Scene) -> bool:
    return bool(case.session and case.session.booked and not case.session.held_at)


KINDS: Final[Mapping[str, Kind]] = {
    ALL: Kind("All open cases", lambda *_: True),
    "owing": Kind("Waiting for me", _owing),
    "late": Kind("Late or at risk", _late),
    "booked": Kind("Session booked", _booked),
}


def draw(scene: Scene, about: str = "") -> Card:
    """One page of what somebody looks through, the ways to the other pages, and to what else there is."""
    wanted, _, number = about.partition(":")
    title, found = _found(wanted, scene)
    pages = max(-(-len(found) // PAGE), 1)
    page = min(max(int(number) if number.isdecimal() else 1, 1), pages)
    rows = tuple(case_row(case, scene, child(case, scene)) for case in found[(page - 1) * PAGE : page * PAGE])
    where = f" Page {page} of {pages}." if pages > 1 else ""
    body: tuple[Block, ...] = (Text(f"{words.sentence(words.count(len(found), 'case'))}{where}"),)
    return Card(
        name=NAME,
        title=title,
        body=(*body, Rows(rows)) if rows else body,
        buttons=(*_pages(wanted or ALL, page, pages), *_others(wanted or ALL, scene), FIND, HOME),
    )


def way(wanted: str = ALL, page: int = 1) -> Press:
    """The press that shows a page of a list."""
    return Press(NAME, SHOW, None, f"{wanted}:{page}")


def in_order(cases: tuple[Case, ...], scene: Scene) -> tuple[Case, ...]:
    """Late first, then by the day on which something falls due."""
    return tuple(
        sorted(cases, key=lambda case: (risk(case, scene.terms).risk is not Risk.LATE, _falls_due(case, scene)))
    )


def asks_of(case: Case, scene: Scene) -> tuple[Ask, ...]:
    """What the viewer owes a case."""
    return tuple(ask for ask in open_asks(case, scene.terms) if scene.actor and ask.of == scene.actor.id)


def child(case: Case, scene: Scene) -> str:
    """Whose case it is, by initials and age: on a list, a reference alone says little."""
    return ", ".join(filter(None, (case.initials, scene.terms.profile.label("ages", case.age_band))))


def of_session(case: Case, number: int) -> str:
    """Which session is meant, where a case has several."""
    return f" (session {number})" if number and len(case.sessions) > 1 else ""


def level(case: Case, scene: Scene) -> str:
    """How a case stands against its window, where that is worth saying."""
    now = risk(case, scene.terms)
    return f"{LEVELS[now.risk]}." if now.risk >= Risk.TIGHT else ""


def case_row(case: Case, scene: Scene, of: str = "") -> Row:
    """A case: whose it is, where it stands in which session, what the viewer owes it, and the way to it."""
    number = case.session.number if case.session else 0
    booked = case.session.booked if case.session and not case.session.held_at else None
    stage = f"{words.STAGES[case.stage]}{of_session(case, number)}"
    if booked:
        when = "Session booked for" if booked.end > scene.now else "Session was on"
        stage = f"{when} {words.moment(booked.start)}{of_session(case, number)}"
    duties = dict.fromkeys(f"{OWED[ask.what].yours}{of_session(case, ask.session)}" for ask in asks_of(case, scene))
    owed = f"For you: {words.listed(duties)}." if duties else ""
    detail = " ".join(filter(None, (words.sentence(of), f"{stage}.", owed, level(case, scene))))
    return Row(
        case.reference, detail, (Button("Open", Press("case", SHOW, case.id), described=f"Open {case.reference}"),)
    )


def sought(said: str) -> str:
    """Words as a press carries them: small letters and digits, a month as year and month."""
    return month(said) or "".join(letter for letter in said.casefold() if letter.isascii() and letter.isalnum())[:40]


def month(said: str) -> str:
    """The month that somebody wrote with its year, such as `2026-11`; empty for other words."""
    parts = said.casefold().replace(",", " ").replace("/", " ").replace("-", " ").split()
    years = [part for part in parts if len(part) == 4 and part.isdecimal()]  # noqa: PLR2004 - a year
    named = [MONTHS[part[:3]] for part in parts if part[:3] in MONTHS and part.isalpha()]
    counted = [int(part) for part in parts if part.isdecimal() and len(part) <= 2 and 0 < int(part) <= len(MONTHS)]  # noqa: PLR2004 - a month
    numbers = named or counted
    return f"{years[0]}-{numbers[0]:02}" if len(parts) == 2 and years and numbers else ""  # noqa: PLR2004 - the two


MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


def fits(case: Case, wanted: str) -> bool:
    """Whether a case is meant: by its reference or one of another system, by initials, or by a month in which it was raised, met or ended."""
    if wanted[:4].isdecimal() and wanted[4:5] == "-":
        return wanted in {f"{day:%Y-%m}" for day in _days(case)}
    return bool(wanted) and wanted in (sought(case.reference), sought(case.local_reference), sought(case.initials))


def _days(case: Case) -> Iterator[date]:
    yield from (at.date() for at in (case.raised_at, case.turned_at if case.over else None) if at)
    yield from (session.booked.start.date() for session in case.sessions if session.booked)


def _found(wanted: str, scene: Scene) -> tuple[str, tuple[Case, ...]]:
    ended = tuple(sorted(scene.ended, key=lambda case: str(case.turned_at or ""), reverse=True))
    if wanted == ENDED:
        return "Ended cases", ended
    if wanted.startswith(SOUGHT):
        words_sought = wanted.removeprefix(SOUGHT)
        both = (*in_order(scene.mine, scene), *ended)
        return "Cases found", tuple(case for case in both if fits(case, words_sought))
    kind = KINDS.get(wanted, KINDS[ALL])
    return kind.label, in_order(tuple(case for case in scene.mine if kind.holds(case, scene)), scene)


def _falls_due(case: Case, scene: Scene) -> date:
    """The day of its session, the last of its window, or since when something has been owed."""
    session = case.session
    if session and session.booked and not session.held_at:
        return session.booked.start.date()
    window = window_of(case, scene.terms)
    if window and not any(other.held_at for other in case.sessions):
        return window.last
    return min((ask.since for ask in open_asks(case, scene.terms)), default=date.max)


def _pages(wanted: str, page: int, pages: int) -> Iterator[Button]:
    if page < pages:
        yield Button("Next page", way(wanted, page + 1), described=f"Next page: {page + 1} of {pages}")
    if page > 1:
        yield Button("Previous page", way(wanted, page - 1), described=f"Previous page: {page - 1} of {pages}")


def _others(wanted: str, scene: Scene) -> Iterator[Button]:
    """What else can be looked through, each with its number."""
    for name, kind in KINDS.items():
        count = sum(kind.holds(case, scene) for case in scene.mine)
        if name != wanted and (count or name == ALL):
            yield Button(f"{kind.label} ({count})", way(name))
    if wanted != ENDED and scene.ended:
        yield Button(f"Ended cases ({len(scene.ended)})", way(ENDED))
