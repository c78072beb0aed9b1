"""The house keeps its own rules: sizes, words and imports that do nothing. Whether its pages are true is in `test_docs.py`."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp.web import HTTPException

import adapters
import bot
import dialogs
import store
from dialogs.cards.deck import DECK
from dialogs.errors import JsvError
from dialogs.flows.verbs import FLOWS
from dialogs.owed import OWED, What
from dialogs.procedure.case import Stage
from dialogs.verbs import VERBS
from dialogs.words import DONE, STAGES

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("adapters", "bot", "dialogs", "store") for path in (ROOT / folder).rglob("*.py"))
MODULES = sorted(
    module.name
    for package in (adapters, bot, dialogs, store)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith(("__main__", ".env")) and ".versions" not in module.name
)
CHANNEL_WORDS = ("agreed", "nominat", "supervisor", "keyworker", "accountable")


def test_no_file_is_longer_than_one_sitting() -> None:
    """A file has at most 350 lines of 120 columns."""
    assert [] == [str(path.relative_to(ROOT)) for path in SOURCES if len(path.read_text().splitlines()) > 350]


def test_importing_anything_does_nothing() -> None:
    """Every module can be imported with no settings and no network."""
    for module in MODULES:
        importlib.import_module(module)


def test_every_error_of_ours_is_of_one_tree_and_names_its_cause() -> None:
    """Whatever we define to be raised is a `JsvError` with a sentence; the root itself is raised by nobody. What aiohttp sends when it is raised is an answer."""
    errors = {
        error
        for module in map(importlib.import_module, MODULES)
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, BaseException) and error.__module__ == module.__name__
        if not issubclass(error, HTTPException)
    }

    assert [] == sorted(error.__qualname__ for error in errors if not issubclass(error, JsvError))
    assert [] == sorted(error.__qualname__ for error in errors if not (vars(error)["__doc__"] or "").endswith("."))
    assert [] == [path for path in SOURCES if "raise JsvError" in path.read_text()]


def test_every_verb_has_a_flow_and_a_card() -> None:
    """No button without a meaning, no meaning without a button, and each answers on a card of the deck."""
    assert set(VERBS) == {verb for verb, flow in FLOWS.items() if not flow.apart}
    assert {verb.card for verb in VERBS.values()} <= set(DECK)


def test_every_stage_and_every_ask_can_be_said() -> None:
    """Each stage and each thing owed has its words; each thing owed has the verb that does it."""
    assert set(STAGES) == {stage.value for stage in Stage} == set(DONE)
    assert set(OWED) == set(What)
    assert {owed.verb for owed in OWED.values()} <= set(VERBS)


def test_adapters_speak_chat_not_product() -> None:
    """No word of the procedure stands in the code of a channel."""
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "adapters")
        for word in CHANNEL_WORDS
        if word in _code(path)
    ]

    assert found == []


NOT_YET = tuple(
    ROOT / place
    for place in (
        "adapters/mail",
        "adapters/teams",
        "bot/channels",
        "bot/outbox",
    )
)
RELEASED = (
    ROOT / "store" / "migrations" / "versions"
)  # a revision that was released is never changed, nor its docstring
NAMED = [path for path in SOURCES if not any(map(path.is_relative_to, (*NOT_YET, RELEASED)))]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_a_loop_names_its_thing() -> None:
    """No loop and no comprehension goes over things that are called `one`."""
    assert [] == [
        f"{path.relative_to(ROOT)}:{loop.target.lineno}"
        for path in NAMED
        for loop in ast.walk(ast.parse(path.read_text()))
        if isinstance(loop, ast.For | ast.AsyncFor | ast.comprehension)
        if "one" in {name.id for name in ast.walk(loop.target) if isinstance(name, ast.Name)}
    ]


def test_a_docstring_says_something() -> None:
    """What others may call is told in more than three words. What `jsv --help` prints is as short as it likes."""
    assert [] == [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}"
        for path in NAMED
        for function in _public(ast.parse(path.read_text()).body)
        if len((ast.get_docstring(function) or "").split()) <= 3
    ]


def test_a_function_names_what_it_raises() -> None:
    """What others may call names each error that it raises itself under `Raises:`."""
    assert [] == [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}: {error}"
        for path in NAMED
        for function in _public(ast.parse(path.read_text()).body)
        for error in sorted(_raised(function))
        if f" {error}: " not in (ast.get_docstring(function) or "").partition("Raises:")[2]
    ]


def test_an_error_that_is_not_named_is_found() -> None:
    """By its own name, called or not, also inside a block; not what only passes through, and not in a function inside."""
    said = """
def public():
    if True:
        raise Lost
    raise errors.Late("now") from None
    def inner():
        raise Other
    raise
"""
    (function,) = _public(ast.parse(said).body)

    assert {"Lost", "errors.Late"} == _raised(function)


def _public(body: list[ast.stmt]) -> Iterator[Function]:
    """Functions and methods that others may call; a command's docstring is its help."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node.body)
        if (
            isinstance(node, Function)
            and not node.name.startswith("_")
            and not any(map(_commands, node.decorator_list))
        ):
            yield node


def _commands(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith((".command", ".group"))


def _raised(node: ast.AST) -> set[str]:
    """The names of the errors that are raised in it, as the code writes them."""
    found: set[str] = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise) and child.exc is not None:
            name = ast.unparse(child.exc.func if isinstance(child.exc, ast.Call) else child.exc)
            found |= {name} if name.rpartition(".")[2][:1].isupper() else set()
        if not isinstance(child, Function | ast.Lambda | ast.ClassDef):
            found |= _raised(child)
    return found


TESTS = sorted(
    path
    for path in (ROOT / "tests").rglob("*.py")
    if path.name != "waiting.py" and "databases" not in path.relative_to(ROOT / "tests").parts
)
CLOCKS = ("perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time", "wait_for_timeout")


def test_no_test_leans_on_time() -> None:
    """Nothing sleeps and nothing is measured but in `tests/waiting.py`, where there is one deadline; bounds of speed are in `bench/`.

    `asyncio.sleep(0)` is no time: it lets others have their turn.
    """
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _takes_time(node)
    ]

    assert found == []


def _takes_time(call: ast.Call) -> bool:
    name = (
        call.func.attr
        if isinstance(call.func, ast.Attribute)
        else call.func.id
        if isinstance(call.func, ast.Name)
        else ""
    )
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("timeout", "delay"))]
    seconds = any(isinstance(one, ast.Constant) and isinstance(one.value, int | float) and one.value for one in given)
    return name in CLOCKS or (
        name in ("sleep", "timeout", "wait_for") and (seconds or name == "sleep" and not _nothing(call))
    )


def _nothing(call: ast.Call) -> bool:
    return isinstance(call.args[0], ast.Constant) and call.args[0].value == 0


@pytest.mark.parametrize(
    "line",
    [
        "sleep(0.1)",
        "time.sleep(pause)",
        "asyncio.timeout(5)",
        "asyncio.wait_for(it, timeout=2)",
        "began = perf_counter()",
    ],
)
def test_what_leans_on_time_is_seen(line: str) -> None:
    """Each way in which a test could."""
    assert [one for one in ast.walk(ast.parse(line)) if isinstance(one, ast.Call) and _takes_time(one)]


def _code(path: Path) -> str:
    """The code without its docstrings, in small letters."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0].value.value = ""
    return ast.unparse(tree).casefold()


def test_no_flow_judges_what_was_typed() -> None:
    """Flows see values: what was understood, or through `Asked` what stands so far. A raw word compared in one skipped a question once (P05)."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "dialogs" / "flows").glob("*.py"))
        if path.name != "flow.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "given"
    ]

    assert [] == found
