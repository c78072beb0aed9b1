"""How kept files are read and written: `{"written": [{"release", "format", "body"}, ...]}`, the oldest form first."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from adapters.teams.conversation_reference import Reference
from dialogs.ids import CaseId, PersonId
from dialogs.procedure.case import Case, Session, Stage
from dialogs.procedure.commands import COMMANDS
from dialogs.procedure.commands.base import Command
from dialogs.procedure.lifecycle import Fact, evolve
from store.database.codec import FORMAT, codec, read_command, write_command
from store.database.tables import LONDON
from tests.golden.values import VALUES

HERE: Final = Path(__file__).parent
CASE: Final = HERE / "case.json"
NAMES: Final = HERE / "names.json"

Form = Mapping[str, Any]
"""What one release has written: its number, and of a command the format."""


def file_of(name: str) -> Path:
    """Where the forms of a class are kept."""
    return HERE / ("commands" if name in COMMANDS else "values") / f"{name}.json"


def forms(name: str) -> list[Form]:
    """Every form in which a class has been written."""
    found: list[Form] = json.loads(next(HERE.glob(f"*/{name}.json")).read_text())["written"]
    return found


def read(name: str, form: Form) -> object:
    """The value, as today's code reads it."""
    text = json.dumps(form["body"])
    if name in COMMANDS:
        return read_command(name, form["format"], text)
    return Reference.read(text) if name == Reference.__name__ else codec(type(VALUES[name])).read(text)


def written(value: object) -> Form:
    """The form that today's code writes."""
    if isinstance(value, Command):
        return {"release": version("joint-supervision-bot"), "format": FORMAT, "body": json.loads(write_command(value))}
    text = str(value) if isinstance(value, Reference) else codec(type(value)).write(value)
    return {"release": version("joint-supervision-bot"), "body": json.loads(text)}


def as_text(kept: object) -> str:
    """As files hold it."""
    return json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def as_lines(kept: object) -> str:
    """The same, each fact on a line of its own."""
    return (
        json.dumps(kept, sort_keys=True, ensure_ascii=False)
        .replace('}, {"at": ', '},\n{"at": ')
        .replace('"facts": [', '"facts": [\n')
        + "\n"
    )


def written_case(case: Case, facts: tuple[Fact, ...]) -> Form:
    """A whole case: its facts, each with what stands in clear beside it, and the row they have led to."""
    return {**written(case), "facts": [_written_fact(fact) for fact in facts]}


def facts_of(form: Form) -> tuple[Fact, ...]:
    """The facts of a kept case."""
    return tuple(_fact(CaseId(form["body"]["id"]), number, row) for number, row in enumerate(form["facts"], 1))


def folded(facts: tuple[Fact, ...], case: Case) -> Case:
    """What the facts make of a case of which nothing is known but its beginning."""
    made = Case(id=case.id, reference=case.reference, profile=case.profile, raiser=case.raiser)
    for fact in facts:
        made = evolve(made, fact)
    return made


def as_kept(made: Case, kept: Case) -> Case:
    """What facts make, without what the release that kept the case did not keep yet.

    Why a time was given up, where it was to be before; a session's own people, when the family's points
    were to be told beside when it is asked again, who could not come; since when somebody is on the case, when they answered.
    """
    pairs = zip(made.sessions, kept.sessions, strict=True)
    nominees = zip(made.nominees, kept.nominees, strict=True)
    return replace(
        made,
        came=kept.came,
        nominees=tuple(replace(nominee, answered_on=then.answered_on) for nominee, then in nominees),
        sessions=tuple(_session_as_kept(session, then) for session, then in pairs),
    )


def _session_as_kept(made: Session, kept: Session) -> Session:
    points = made.family
    if points and kept.family and kept.family.again is None:
        points = replace(points, on=points.due, again=None)
    members = made.members if kept.members else ()
    attendance = made.attendance if kept.attendance else ()
    since = replace(made, given_up=kept.given_up, left_places=kept.left_places, cannot=kept.cannot)
    return replace(since, members=members, family=points, attendance=attendance)


def held(old: object, now: object, where: str = "") -> Iterator[str]:
    """Where something that was written is no longer so; what has been added since may stand beside it."""
    if isinstance(old, dict) and isinstance(now, dict):
        for key, value in old.items():
            yield from held(value, now[key], f"{where}.{key}") if key in now else [f"{where}.{key}"]
    elif isinstance(old, list) and isinstance(now, list) and len(old) == len(now):
        for place, (one, other) in enumerate(zip(old, now, strict=True)):
            yield from held(one, other, f"{where}[{place}]")
    elif old != now:
        yield f"{where}: {old!r} is {now!r}"


def _written_fact(fact: Fact) -> Form:
    own = {"by": fact.by, "at": fact.at.isoformat(), "channel": fact.channel, "was": fact.was, "now": fact.now}
    return {
        **own,
        "command": type(fact.command).__name__,
        "format": FORMAT,
        "body": json.loads(write_command(fact.command)),
    }


def _fact(case: CaseId, number: int, row: Form) -> Fact:
    command = read_command(row["command"], row["format"], json.dumps(row["body"]))
    at = datetime.fromisoformat(row["at"]).astimezone(LONDON)
    return Fact(
        case=case,
        number=number,
        by=PersonId(row["by"]),
        at=at,
        channel=row["channel"],
        was=Stage(row["was"]),
        now=Stage(row["now"]),
        command=command,
    )
