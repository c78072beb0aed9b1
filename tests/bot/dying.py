"""A process that kills itself, as by `kill -9`, at its so many-th statement that writes: `python -m tests.bot.dying migrate|sweep URL N [MOMENT]`."""

import os
import signal
import sys
from datetime import datetime
from itertools import count

from sqlalchemy import Engine, event

from bot.clock import MovableClock
from bot.reminders import sweep
from store.jobs import DbosJobs
from store.opening import migrate, open_engine
from tests.builders import a_house

WRITES = ("CREATE", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP")


def dies_at(number: int) -> None:
    """From here on it has so many statements to live."""
    numbers = count(1)

    def counted(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lstrip().upper().startswith(WRITES) and next(numbers) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", counted)


def main(what: str, url: str, number: str, moment: str = "") -> None:
    """Do it, and die of it."""
    if what == "migrate":
        dies_at(int(number))
        migrate(url)
        return
    now = datetime.fromisoformat(moment)
    with a_house(url, jobs=DbosJobs(open_engine(url)), clock=MovableClock(lambda: now)) as house:
        dies_at(int(number))
        sweep(house)


if __name__ == "__main__":
    main(*sys.argv[1:])
