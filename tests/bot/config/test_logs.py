"""Logs hold ids, and never what anybody wrote or is called (V10)."""

import ast
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from adapters.shared.failure import blame
from bot.config.logs import KNOWN, configure, only_ids


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, dbos = logging.getLogger(), logging.getLogger("dbos")
    before = (root.handlers[:], root.level, dbos.handlers[:], dbos.propagate)
    yield
    structlog.reset_defaults()
    root.handlers, root.level, dbos.handlers, dbos.propagate = before


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_has_an_action_and_ids(capsys: pytest.CaptureFixture[str]) -> None:
    """What is known and looks like an id is written, as JSON, with time and level."""
    configure("json")
    structlog.get_logger().info("kept", action="turn_kept", case="c0ffee", attempt=0, seconds=1.5)

    (line,) = logged(capsys)
    assert {
        "action": "turn_kept",
        "case": "c0ffee",
        "attempt": 0,
        "seconds": 1.5,
        "level": "info",
    }.items() <= line.items()
    assert "timestamp" in line


@pytest.mark.parametrize(
    "words", ["CANARY lives here", "pat@care.example", "é", "two\nlines", "x" * 300, ["CANARY"], object()]
)
def test_text_is_left_out(words: object) -> None:
    """A value that reads like text, a name or an address is left out, and its key is named."""
    assert only_ids(None, "info", {"event": "e", "action": "a", "case": words}) == {
        "event": "e",
        "action": "a",
        "refused": ["case"],
    }


def test_an_unknown_key_is_left_out() -> None:
    """A key that nobody has thought about is left out, whatever is in it."""
    assert only_ids(None, "info", {"event": "e", "thinking": "CANARY"}) == {"event": "e", "refused": ["thinking"]}


def test_what_libraries_say_is_cut_down(capsys: pytest.CaptureFixture[str]) -> None:
    """A library's line is told by place and kind; its words, which may quote somebody, are not."""
    configure("json")
    for name in ("dbos", "some.library"):
        try:
            raise ValueError("CANARY")
        except ValueError:
            logging.getLogger(name).exception("CANARY %s", "CANARY")

    said = logged(capsys)
    assert [(one["action"], one["library"], one["fault"]) for one in said] == [
        ("library_said", "dbos", "ValueError"),
        ("library_said", "some", "ValueError"),
    ]
    assert "CANARY" not in repr(said)


def test_plain_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """In the plain form a person sees lines, and what libraries say; less important ones only if wanted."""
    configure("plain", "warning")
    structlog.get_logger().info("kept", action="turn_kept")
    structlog.get_logger().warning("lost", action="handle_gone")
    logging.getLogger("some.library").warning("it rains")

    shown = capsys.readouterr().err
    assert "turn_kept" not in shown
    assert "handle_gone" in shown
    assert "it rains" in shown


def test_blame() -> None:
    """A fault is told by its kind and its place."""
    try:
        raise KeyError("CANARY")
    except KeyError as fault:
        told = blame(fault)

    assert told["fault"] == "KeyError"
    assert told["where"].startswith("test_logs.py:")
    assert blame(ValueError())["where"] == ""


def test_our_own_lines_use_keys_that_are_known() -> None:
    """Whatever a line of ours says is written: no key of it is refused."""
    code = [path for folder in ("bot", "adapters", "store", "dialogs") for path in (ROOT / folder).rglob("*.py")]
    calls = [
        (path.name, call)
        for path in code
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id, call.func.attr) in LINES
    ]

    assert calls
    assert [] == [
        (name, keyword.arg)
        for name, call in calls
        for keyword in call.keywords
        if keyword.arg and keyword.arg not in KNOWN
    ]


ROOT = Path(__file__).parents[3]
LINES = {("log", how) for how in ("debug", "info", "warning", "error", "log")}
