"""What stops a command and is told to a person: plain lines, no traceback."""

from collections.abc import Iterable


class Plain(Exception):
    """One line for each fault, saying what to do."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))
