"""A process that kills itself, as by `kill -9`: `python -m tests.bot.resilience.dying migrate|sweep URL COMMITS WRITES [MOMENT]`.

It dies at its so many-th statement that writes, counted from its so many-th commit.
"""

import os
import signal
import sys
from datetime import datetime
from itertools import count

from sqlalchemy import Engine, event

from bot.runtime.clock import MovableClock
from bot.schedule.reminders import sweep
from store.database.connect import migrate, open_engine
from store.queue.jobs import DbosJobs
from tests.builders import a_runtime

WRITES = ("CREATE", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP")


def dies_at(commits: int, writes: int) -> None:
    """From here on it has so many commits to live, and then so many statements."""
    done = count(1)
    numbers: list[count[int]] = [] if commits else [count(1)]

    def committed(_: object) -> None:
        if next(done) == commits:
            numbers.append(count(1))

    def counted(_: object, __: object, statement: str, *___: object) -> None:
        if numbers and statement.lstrip().upper().startswith(WRITES) and next(numbers[0]) == writes:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", committed)
    event.listen(Engine, "after_cursor_execute", counted)


def main(what: str, url: str, commits: str, writes: str, moment: str = "") -> None:
    """Do it, and die of it."""
    if what == "migrate":
        dies_at(int(commits), int(writes))
        migrate(url)
        return
    now = datetime.fromisoformat(moment)
    with a_runtime(url, jobs=DbosJobs(open_engine(url)), clock=MovableClock(lambda: now)) as runtime:
        dies_at(int(commits), int(writes))
        sweep(runtime)


if __name__ == "__main__":
    main(*sys.argv[1:])
