"""Every command of the procedure, by chapter. A stored fact names its command; so a name here is kept for ever."""

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Final

from dialogs.procedure.commands import (
    agreement,
    attendance,
    booking,
    family,
    learning,
    polling,
    record,
    refiling,
    reminding,
    supervision,
)
from dialogs.procedure.commands.base import Command

CHAPTERS: Final = (agreement, family, supervision, polling, booking, attendance, record, refiling, learning, reminding)


def _defined(chapter: ModuleType) -> Iterator[type[Command]]:
    """The commands that a chapter defines, in its order; what it imports is none of its own."""
    for kind in vars(chapter).values():
        if isinstance(kind, type) and issubclass(kind, Command) and kind.__module__ == chapter.__name__:
            yield kind


COMMANDS: Final[Mapping[str, type[Command]]] = {
    command.__name__: command for chapter in CHAPTERS for command in _defined(chapter)
}
