"""Through which channels a test speaks, read from its source: what it uses of the doubles, clients and renderers of each.

A test that calls the core alone speaks through none, however much it proves.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
CHATS: Final = frozenset({"web", "slack", "teams"})
MOUTHS: Final[Mapping[str, frozenset[str]]] = {
    "tests.adapters.faces": CHATS,
    "tests.adapters.through": CHATS,
    "tests.play.cast": CHATS | {"letter"},
    "tests.play.rehearsal": frozenset({"web", "slack"}),
    "tests.play.browser": frozenset({"web"}),
    "tests.play.slack_person": frozenset({"slack"}),
    "tests.play.teams_person": frozenset({"teams"}),
    "tests.play.link_person": frozenset({"web", "letter"}),
    "tests.walk_demo": frozenset({"web"}),
    "tests.adapters.web": frozenset({"web"}),
    "tests.bot.channels.web_pages": frozenset({"web"}),
    "playwright": frozenset({"web"}),
    "aiohttp": frozenset({"web"}),
    "adapters.web": frozenset({"web"}),
    "tests.slack_double": frozenset({"slack"}),
    "tests.doubles_slack": frozenset({"slack"}),
    "adapters.slack": frozenset({"slack"}),
    "tests.doubles_teams": frozenset({"teams"}),
    "adapters.teams": frozenset({"teams"}),
    "tests.post_office": frozenset({"letter"}),
    "tests.imap_server": frozenset({"letter"}),
    "adapters.mail": frozenset({"letter"}),
    "bot.runtime.mail": frozenset({"letter"}),
    "click.testing": frozenset({"command"}),
    "bot.dashboard.figures": frozenset(
        {"web", "command"}
    ),  # the files, as they are downloaded and as `jsv report` writes them
    "tests.builders": frozenset(),  # furnishes every test, and speaks for nothing
}
"""What speaks as somebody at a channel, or draws and reads what goes over it, by the module it comes from."""
FOLDERS: Final[Mapping[str, str]] = {
    "tests/adapters/slack": "slack",
    "tests/adapters/teams": "teams",
    "tests/adapters/web": "web",
    "tests/adapters/mail": "letter",
    "tests/bot/cli": "command",
}
"""Folders that are about one channel: their fixtures speak for it."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file: what each of its names stands for."""

    own: Mapping[str, ast.stmt]  # functions, classes and constants
    imported: Mapping[str, tuple[str, str]]  # from which module, and under what name there


@cache
def module(path: Path) -> Module:
    """A file of tests, read."""
    own: dict[str, ast.stmt] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in ast.parse(path.read_text()).body:
        match node:
            case ast.ImportFrom(module=source, names=names) if source:
                imported |= {alias.asname or alias.name: (source, alias.name) for alias in names}
            case ast.Import(names=names):
                imported |= {alias.asname or alias.name: (alias.name, "") for alias in names}
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                own[node.name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                own[name] = node
            case _:
                pass
    return Module(own, imported)


def found_in(path: Path, name: str) -> Function | None:
    """A test of a file, or nothing if there is none of that name; one of a class as `Class::test`."""
    held, _, inner = name.rpartition("::")
    body = module(path).own.get(held) if held else None
    found = (
        next((node for node in body.body if isinstance(node, Function) and node.name == inner), None)
        if isinstance(body, ast.ClassDef)
        else module(path).own.get(inner)
    )
    return found if isinstance(found, Function) and inner.startswith("test_") else None


def speaks(path: Path, name: str) -> frozenset[str]:
    """The channels a test speaks through: those of its folder, and of all that it uses, wherever that is written."""
    folder = {channel for start, channel in FOLDERS.items() if str(path.relative_to(ROOT)).startswith(f"{start}/")}
    test = found_in(path, name)
    return frozenset(folder) | (_heard(path, test) if test else frozenset())


def _heard(path: Path, test: ast.stmt) -> frozenset[str]:
    """What is used by it, and by whatever that uses, each looked at once."""
    found: set[str] = set()
    open_ends, seen = [(path, name) for name in _names(test)], set[tuple[Path, str]]()
    while open_ends:
        if (end := open_ends.pop()) in seen:
            continue
        seen.add(end)
        channels, written = _stands_for(*end)
        found |= channels
        open_ends += [(written[0], name) for name in _names(written[1])] if written else []
    return frozenset(found)


Written = tuple[Path, ast.stmt]


def _stands_for(path: Path, name: str) -> tuple[frozenset[str], Written | None]:
    """The channels that a name speaks for by itself, or where it is written."""
    here = module(path)
    if name in here.own:
        return frozenset(), (path, here.own[name])
    if name in here.imported:
        return _of_import(*here.imported[name])
    return frozenset(), _fixture(path, name)


@cache
def _of_import(source: str, name: str) -> tuple[frozenset[str], Written | None]:
    full = f"{source}.{name}"
    mouths = [mouth for mouth in MOUTHS if f"{full}.".startswith(f"{mouth}.")]
    if mouths:
        return MOUTHS[max(mouths, key=len)], None
    path = ROOT / f"{source.replace('.', '/')}.py"
    written = module(path).own.get(name) if source.startswith("tests") and path.exists() else None
    return frozenset(), (path, written) if written else None


def _fixture(path: Path, name: str) -> Written | None:
    """A name that stands in no import may be a fixture's, of a `conftest.py` beside the test or above it."""
    for folder in path.parents:
        if folder == ROOT:
            return None
        given = folder / "conftest.py"
        if given != path and given.exists() and name in module(given).own:
            return given, module(given).own[name]
    return None


@cache
def _names(node: ast.AST) -> frozenset[str]:
    ids = {child.id for child in ast.walk(node) if isinstance(child, ast.Name)}
    return frozenset(ids | {child.arg for child in ast.walk(node) if isinstance(child, ast.arg)})
