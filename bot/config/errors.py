"""What stops a command and is told to a person: plain lines, no traceback."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from dialogs.errors import JsvError


class Plain(JsvError):
    """Whoever runs the bot has to put something right: `lines` has one for each fault, saying what to do."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


@contextmanager
def plainly() -> Iterator[None]:
    """What stops a command is told in plain lines."""
    try:
        yield
    except Plain as fault:
        lines = fault.lines
    except BrokenPipeError:
        raise  # whoever read our lines has read enough (`jsv doctor | head -1`): click ends without a word
    except OSError as fault:
        lines = (f"{fault.strerror or fault}.",)
    except Exception as fault:
        if not _is_outage(fault):
            raise
        lines = (_of_database(fault),)
    else:
        return
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def _of_database(fault: Exception) -> str:
    from store.database.outages import cause  # noqa: PLC0415 - its libraries are imported by now, or there would be no such fault

    why = cause(fault)
    return f"The database does not answer, or cannot be used{f': {why}' if why else ''}. Check JSV_DATABASE_URL, and that its server runs."


def _is_outage(fault: Exception) -> bool:
    """Whether it is the database's; its library is not imported only to ask."""
    return type(fault).__module__.startswith(("sqlalchemy", "psycopg"))
