"""Logs that say what happened to which id, and never what anybody wrote or is called (V10).

A line has an `action` and a few known keys. A key we do not know, or a value that reads like text, is left out and named
under `refused`; what libraries say is cut down to where and what kind, unless a person is reading (plain).
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final, Literal

import structlog

Line = MutableMapping[str, Any]
Format = Literal["json", "plain"]

KNOWN: Final = frozenset(
    {
        "event", "action", "level", "timestamp", "refused", "library",
        "case", "person", "card", "key", "session", "turn", "verb", "fact", "facts", "version", "profile", "press", "about", "sequence",
        "channel", "team", "surface", "user", "state", "code", "method", "route", "status", "reference", "where", "fault", "outcome", "workflow", "queue",
        "did", "drafts", "events", "answers", "finished", "target", "id", "reason",
        "count", "seconds", "ms", "tried", "attempt", "year", "port", "replica", "line",
    }
)  # fmt: skip
PLAIN_VALUE: Final = re.compile(r"[A-Za-z0-9_.:/+~=-]{0,200}")  # an id, a code, a place in a file; no blank, no @


def configure(form: Format, level: Literal["info", "warning"] = "info") -> None:
    """Set up logging for the process: ours, and what libraries say."""
    drawn = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if form == "plain"
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_ids,
            drawn,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[Libraries(words=form == "plain")], level=logging.WARNING, force=True)
    _adopt("dbos")


def only_ids(_: object, __: str, line: Line) -> Line:
    """The line without what may not stand in a log."""
    refused = sorted(key for key, value in line.items() if key not in KNOWN or not _fit(key, value))
    kept = {key: value for key, value in line.items() if key not in refused}
    return {**kept, "refused": refused} if refused else kept


class Libraries(logging.Handler):
    """Passes on what libraries say: where and what kind of fault. Their words may quote somebody."""

    def __init__(self, *, words: bool) -> None:
        super().__init__()
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        """One record of theirs as a line of ours."""
        fault = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        said = structlog.get_logger()
        where = f"{record.module}.py:{record.lineno}"
        said.log(
            record.levelno,
            "library",
            action="library_said",
            library=record.name.split(".")[0],
            where=where,
            fault=fault,
        )
        if self._words:
            print(f"    {record.getMessage()}", file=sys.stderr)  # noqa: T201 - for the person who is reading


def _adopt(name: str) -> None:
    """A library that would write by itself says it to us instead."""
    theirs = logging.getLogger(name)
    theirs.handlers = [logging.NullHandler()]
    theirs.propagate = True


def _fit(key: str, value: object) -> bool:
    if key in ("event", "timestamp", "level"):
        return True  # ours
    return (
        value is None
        or isinstance(value, (bool, int, float))
        or (isinstance(value, str) and bool(PLAIN_VALUE.fullmatch(value)))
    )
