"""A case in which every word that people wrote is a mark of its own, and one person in each part: for who reads what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import count
from typing import Any, Final

from dialogs.ids import PersonId
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import (
    Amendment,
    Attendee,
    Case,
    Deputy,
    Filing,
    LearningReply,
    Nominee,
    NotTheirs,
    Query,
    Reply,
    Said,
    Session,
    Slot,
    Stage,
    Written,
)
from dialogs.procedure.people import Person
from dialogs.procedure.reading import INNER, TEXTS, Kind
from dialogs.procedure.session import GivenUp
from tests.town import CARE, HOPE, PEOPLE, POLICE, RECORD, SCHOOL, Town, played

LISTS: Final = ("age_band", "status", "reasons")
"""Choices, and no words that could be a mark; each stands and falls with the words beside it."""


def _more(name: str, agency: str, **more: Any) -> Person:
    return Person(
        id=PersonId(name), name=f"{name.title()} Invented", agency=agency, email=f"{name}@post.example", **more
    )


NEW: Final = (
    _more("dee", CARE),
    _more("lara", SCHOOL, pool=True),
    _more("deke", POLICE, pool=True),
    _more("lou", POLICE),
    _more("al", POLICE, agency_lead=True),
    _more("lee", CARE, active=False),
    _more("ulf", HOPE),
    _more("rep", CARE, learning=True),
    _more("olive", "Testshire Partnership", office=True),
)
CAST: Final[Mapping[str, str]] = {
    "raiser": "pat",
    "manager": "mo",
    "deputy": "dee",
    "lead": "sal",
    "supervisor": "nia",
    "attendee": "bo",
    "keyworker": "kit",
    "nominee": "tess",
    "lapsed nominee": "lara",
    "declined nominee": "deke",
    "left the case": "lou",
    "agency lead": "al",
    "office": "olive",
    "learning": "rep",
    "left the partnership": "lee",
    "nobody": "ulf",
}
STAGES: Final = ("raised", "agreed", "nominated", "polling", "booked", "held", "recorded", "filed", "closed")


@dataclass(frozen=True)
class Mark:
    """What a mark stands for."""

    kind: Kind
    holder: str
    by: str
    session: int


def town_at(stage: str) -> tuple[Town, Mapping[str, Mark]]:
    """A town whose case has come so far, with marks in the place of words; `written` is a record that is not signed; `queried`, `declined` and `withdrawn` are stages of their own."""
    start = {"written": "held", "queried": "raised", "declined": "raised", "withdrawn": "nominated"}.get(stage, stage)
    town = played(start)
    if stage == "written":
        town.does("nia", "record", "write", {**RECORD, "family_on": "2026-12-14"}, "1")
    town.people.update({person.id: person for person in (*PEOPLE, *NEW)})
    filled = _filled(town, Stage("held" if stage == "written" else stage))
    marks: dict[str, Mark] = {}
    marked = _marked(filled, filled, marks, count(1), 0)
    town.cases[marked.id] = marked
    town.facts[marked.id] = tuple(
        replace(fact, command=_overwritten(fact.command, marks, count(500 + 20 * fact.number)))
        for fact in town.facts[marked.id]
    )
    return town, marks


def _filled(town: Town, stage: Stage) -> Case:
    case, at, today = town.case, town.now, town.now.date()
    staffed = case.nominees or stage is Stage.AGREED
    asked = (
        Nominee(PersonId("tess"), SCHOOL, today),
        Nominee(PersonId("lara"), SCHOOL, today - timedelta(days=30)),
        Nominee(PersonId("deke"), POLICE, today, Reply.DECLINED, "x"),
    )
    case = replace(
        case,
        stage=stage,
        local_reference="x",
        family_knows=False,
        family_note="x",
        ended_because="x" if stage in (Stage.DECLINED, Stage.WITHDRAWN) else "",
        managers=(PersonId("mo"), PersonId("lee")),
        stand_ins=(Deputy(PersonId("dee"), PersonId("mo")),),
        queries=(Query("x", PersonId("mo"), at, "" if stage is Stage.QUERIED else "x"),),
        agreements=tuple(replace(agreement, note="x") for agreement in case.agreements),
        nominees=(*case.nominees, *asked) if staffed else (),
        attendees=tuple(Attendee(PersonId(who), POLICE) for who in ("hal", "bo")) if case.attendees else (),
        sessions=tuple(_session(session, stage, at, today) for session in case.sessions),
    )
    owed = [ask for ask in open_asks(case, town.terms) if ask.of in ("mo", "sal", "nia", "kit", "pat")]
    return replace(case, not_theirs=tuple(NotTheirs(ask.of, ask.key, "x") for ask in owed[:1]))


def _session(session: Session, stage: Stage, at: Any, today: date) -> Session:
    slot = Slot(at + timedelta(days=1), 60)
    return replace(
        session,
        place="x",
        left_places=("x",),
        outside_because="x" if session.booked else "",
        said=(Said(PersonId("bo"), "x"), Said(PersonId("kit"), "x")),
        given_up=(GivenUp(slot, "x"),),
        dropped=(*session.dropped, slot.id),
        amendments=(Amendment("x", PersonId("nia"), at),) if session.signed_at else (),
        received=(),
        members=tuple(known for known in session.members if known.person != "pat"),  # who raised it, and nothing else
        filings=(Filing(PersonId("kit"), "x", today, by_keyworker=True), Filing(PersonId("bo"), "x", today))
        if session.filings
        else (),
        family=session.family and replace(session.family, why="x"),
        learning_replies=(LearningReply("x", PersonId("rep"), at),) if session.signed_at else (),
        further_dropped="x" if session.signed_at else "",
    )


def _marked(value: Any, case: Case, marks: dict[str, Mark], numbers: Iterator[int], session: int) -> Any:
    within = value.number if isinstance(value, Session) else session
    changes: dict[str, Any] = {}
    for name, kind in TEXTS.get(type(value), {}).items():
        if name not in LISTS and getattr(value, name):
            mark = _mark(marks, numbers, _about(kind, value, within, case))
            changes[name] = (mark,) if isinstance(getattr(value, name), tuple) else mark
    for name in INNER.get(type(value), ()):
        inner = getattr(value, name)
        if isinstance(inner, tuple):
            changes[name] = tuple(_marked(each, case, marks, numbers, within) for each in inner)
        elif inner is not None:
            changes[name] = _marked(inner, case, marks, numbers, within)
    return replace(value, **changes) if changes else value


def _mark(marks: dict[str, Mark], numbers: Iterator[int], about: Mark) -> str:
    word = f"Mk{next(numbers)}q"
    marks[word] = about
    return word


def _about(kind: Kind, holder: Any, session: int, case: Case) -> Mark:
    declined = kind is Kind.WITHDRAWN and case.stage is Stage.DECLINED
    writer = "" if isinstance(holder, Written) else getattr(holder, "person", "") or getattr(holder, "by", "")
    return Mark(Kind.DECLINED if declined else kind, type(holder).__name__, writer, session)


def _overwritten(command: Any, marks: dict[str, Mark], numbers: Iterator[int]) -> Any:
    """A fact's command with marks in it that nobody may read, whoever they are."""
    changes = {}
    for part in fields(command):
        if part.init and type(getattr(command, part.name)) is str and part.name not in ("slot", "signpost", "ask"):
            kind = TEXTS.get(type(command), {}).get(part.name, Kind.RECORD)
            changes[part.name] = _mark(marks, numbers, Mark(kind, "Fact", "", 0))
    return replace(command, **changes)
