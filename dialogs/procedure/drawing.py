"""The table as people read it: one row each, and a diagram of the stages. docs/lifecycle.md holds both; a test compares."""

from collections.abc import Iterator

from dialogs.procedure.case import Stage
from dialogs.procedure.lifecycle import TABLE, Transition
from dialogs.procedure.people import Part


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
