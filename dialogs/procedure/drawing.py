"""The tables as people read them: what can happen to a case, with a diagram of the stages, and who reads what of it. The docs hold them; a test compares."""

from collections.abc import Iterator
from typing import Final

from dialogs.procedure.case import Stage
from dialogs.procedure.lifecycle import TABLE, Transition
from dialogs.procedure.people import Part
from dialogs.procedure.reading import RULES, TEXTS, Kind


def rows() -> str:
    """Every transition as a Markdown table: rows that are alike but for their stage stand together."""
    together: dict[tuple[str, str, str, str], list[str]] = {}
    for stage, commands in TABLE.items():
        for command, row in commands.items():
            key = (command.__name__, _parts(row.by), _leads_to(stage, row), _parts(row.tell))
            together.setdefault(key, []).append(stage.value)
    lines = (
        f"| {', '.join(stages)} | {name} | {by} | {to} | {tell} |" for (name, by, to, tell), stages in together.items()
    )
    return "\n".join(("| from | command | by | to | told |", "|---|---|---|---|---|", *lines))


def _leads_to(stage: Stage, row: Transition) -> str:
    """`the same` for a row that changes no stage; `→` for the further stages that may be reached at once."""
    first = "the same" if row.to is stage else row.to.value
    return " → ".join((first, *(stage.value for stage in row.then)))


def _parts(parts: Part) -> str:
    return ", ".join((part.name or "").lower() for part in parts) or "–"


def diagram() -> str:
    """The stages and what moves a case from one to another, in Mermaid's notation."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for before, after, name in _arrows():
        arrows.setdefault((before, after), []).append(name)
    lines = (
        f"    {before} --> {after}: {', '.join(dict.fromkeys(names))}" for (before, after), names in arrows.items()
    )
    return "\n".join(("stateDiagram-v2", *lines))


def _arrows() -> Iterator[tuple[str, str, str]]:
    for stage, commands in TABLE.items():
        for command, row in commands.items():
            for to in dict.fromkeys((row.to, *row.then)):
                if to is not stage:
                    yield "[*]" if stage is Stage.NEW else stage.value, to.value, command.__name__


COLUMNS: Final = (
    *(Part.RAISER, Part.MANAGER, Part.DEPUTY, Part.NOMINEE, Part.SUPERVISOR, Part.LEAD),
    *(Part.ATTENDEE, Part.KEYWORKER, Part.OFFICE, Part.LEARNING, Part.NOBODY),
)
"""Everybody there is, to a case; `nobody` is whoever has left it, was not chosen, did not answer in time, or was never on it."""
BEGINS: Final = {
    kind: stage
    for stage, begun in {
        Stage.RAISED: (Kind.CHILD, Kind.OWN_REFERENCE, Kind.CONCERN, Kind.LIVED, Kind.QUERY, Kind.NOT_MINE),
        Stage.AGREED: (Kind.DECISION, Kind.NOMINEE),
        Stage.POLLING: (Kind.PLACE, Kind.VOTE, Kind.CHANGE),
        Stage.HELD: (Kind.RECORD, Kind.LEARNING),
        Stage.RECORDED: (Kind.FILE,),
        Stage.DECLINED: (Kind.DECLINED,),
        Stage.WITHDRAWN: (Kind.WITHDRAWN,),
    }.items()
    for kind in begun
}
"""From which stage there may be words of a kind."""
NEVER: Final = "–"
YES: Final = "yes"
OWN: Final = "own"
ONCE: Final = {"_circulated": "once circulated", "_signed": "once signed"}


def cell(kind: Kind, part: Part) -> str:
    """When one part may read one kind: yes, once something is so of the session, only their own, or never."""
    rule = RULES[kind]
    if part & rule.always:
        return YES
    if part & rule.later:
        return ONCE[rule.once.__name__]
    return OWN if rule.own and part & Part.EVERYONE else NEVER


def matrix() -> str:
    """Who may read what: a row for each kind of words, with the stage from which there may be any; a column for each part."""
    names = ((part.name or "").lower() for part in COLUMNS)
    lines = (f"| {kind} | {BEGINS[kind]} | {' | '.join(cell(kind, part) for part in COLUMNS)} |" for kind in Kind)
    return "\n".join((f"| words | from | {' | '.join(names)} |", "|---" * (len(COLUMNS) + 2) + "|", *lines))


def kinds() -> str:
    """Each kind with the fields that hold it."""
    held: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for kind_of, fields in TEXTS.items():
        for name, kind in fields.items():
            held[kind].append(f"`{kind_of.__name__}.{name}`")
    held[Kind.DECLINED] = ["`Case.ended_because` of a case that was declined"]
    return "\n".join(f"- *{kind}*: {', '.join(fields)}" for kind, fields in held.items())
