"""Every name that is stored or that people have written down, as the code has it today. Nothing here is a second list."""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from inspect import signature
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final, get_args, get_type_hints

import click
from alembic.config import Config
from alembic.script import ScriptDirectory
from dbos import DBOS
from dbos._dbos import _get_or_create_dbos_registry

from bot.__main__ import main
from bot.config.settings import PREFIX, Settings
from bot.queue import engine as queue_engine
from bot.queue import replicas, workflows
from dialogs import engine
from dialogs.cards.deck import DECK
from dialogs.flows.verbs import FLOWS
from dialogs.interaction import accounts
from dialogs.model.heard import Go
from dialogs.model.press import SHOW
from dialogs.model.reach import CHANNELS, State
from dialogs.procedure.case import Case
from dialogs.procedure.commands import COMMANDS
from dialogs.procedure.profile import _profile
from dialogs.procedure.reading import Kind
from dialogs.procedure.toml_faults import TomlTable
from dialogs.verbs import VERBS
from store.crypto.key_ring import KeyRing
from store.database.connect import SCRIPTS
from store.database.tables import metadata
from tests.golden.story import Noting
from tests.golden.values import VALUES
from tests.town import PROFILE_FILE

ROOT: Final = Path(__file__).parents[2]
SOURCES: Final = ("bot", "store", "adapters")
ANY: Final = "*"
INVENTED: Final = re.compile("demo|simulat")
NUMBERED: Final = re.compile(r"_(\d+T\d+|\d+)$")


def names(town: Noting) -> Mapping[str, Any]:
    """All of them, by what they name. `town` has shown every form."""
    return {
        "commands": sorted(COMMANDS),
        "words of enumerations": {
            enumeration.__name__: sorted(str(each.value) for each in enumeration)
            for enumeration in sorted(_enumerations(), key=lambda one: one.__name__)
        },
        "cards": sorted(DECK),
        "verbs": {
            "of commands": sorted(VERBS),
            "with a form": sorted(verb for verb, flow in FLOWS.items() if not flow.apart),
            "apart": sorted({*engine.APART, *(verb for verb, flow in FLOWS.items() if flow.apart)}),
            "of accounts": sorted(accounts.DOES),
            "looking": [SHOW],
        },
        "forms": {
            verb: [form.name, form.version, *sorted({NUMBERED.sub("_N", field.name) for field in form.fields})]
            for verb, form in sorted(town.forms.items())
        },
        "channels": sorted(CHANNELS),
        "queue": _queue(),
        "tables": {table.name: sorted(column.name for column in table.columns) for table in metadata.sorted_tables},
        "revisions": [one.revision for one in reversed([*ScriptDirectory.from_config(_scripts()).walk_revisions()])],
        "rows of settings": sorted(set(_called("key_values.put", 0))),
        "lines of the log of looking": sorted({*_called("audit.seen", 1), *_called("_signing_in.come", 1), *_looked()}),
        "kinds of words in them": sorted(Kind),
        "whoever is no person": sorted(set(_called("PersonId", 0)) - {ANY}),
        "keys of a profile": sorted({*_profile_keys()}),
        "settings": sorted(f"{PREFIX}{name.upper()}" for name in Settings.model_fields),
        "commands of jsv": sorted(_jsv(main, "jsv")),
        "key that all know": repr(KeyRing.development()),
    }


def classes() -> Iterator[type]:
    """Every dataclass that is stored, in others or by itself."""
    found: set[type] = set()
    waiting: list[type] = [Case, *(type(value) for value in VALUES.values())]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += [one for one in _inside(kind) if is_dataclass(one)]
    yield from found


def coded() -> set[str]:
    """The classes that the code itself hands to `codec`, by name."""
    return {str(call.args[0].id) for tree in _trees().values() for call in _calls(tree) if _is_codec(call)}  # type: ignore[attr-defined] # a name


def _is_codec(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "codec" and isinstance(call.args[0], ast.Name)


def _enumerations() -> set[type[Enum]]:
    return {Go, State} | {
        one for kind in classes() for one in _inside(kind) if isinstance(one, type) and issubclass(one, Enum)
    }


def _inside(kind: type) -> Iterator[type]:
    """The classes that the fields of a class hold."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield from _parts(hints[field.name])


def _parts(hint: Any) -> Iterator[type]:
    if args := get_args(hint):
        for arg in args:
            yield from _parts(arg)
    elif isinstance(hint, type):
        yield hint


def _queue() -> Mapping[str, Any]:
    """What DBOS knows of us once everything has been registered: jobs, with what they take, and its own names for us."""
    runtime = SimpleNamespace(pace=SimpleNamespace(merged=0.0))
    timed = workflows.register(runtime)  # type: ignore[arg-type] # all that registering looks at
    jobs = {
        name: [*signature(one).parameters]
        for name, one in _get_or_create_dbos_registry().workflow_info_map.items()
        if not name.startswith("<")
    }
    DBOS.destroy(destroy_registry=True)
    config = queue_engine.config("sqlite:///", f"{replicas.NAME}-1")
    return {
        "jobs": jobs,
        "queues": sorted(set(_called("DBOS.register_queue", 0))),
        "started by the clock": sorted(timed),
        "application": config["name"],
        "version": config["application_version"],
    }


def _scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config


def _profile_keys() -> Iterator[str]:
    """What a profile may hold: what its reader has looked for."""
    text = PROFILE_FILE.read_text()
    table = TomlTable(tomllib.loads(text), text)
    _profile(table)
    yield from _read(table, "")


def _read(table: TomlTable, path: str) -> Iterator[str]:
    yield from (f"{path}{name}" for name in table.read if f"{name}" not in table.inner)
    for name, inner in table.inner.items():
        yield from _read(inner, f"{path}{re.sub(r'.[0-9]+.$', '[]', name)}.")


def _jsv(command: click.Command, path: str) -> Iterator[str]:
    yield " ".join((path, *sorted(opt for each in command.params for opt in each.opts if opt.startswith("--"))))
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _jsv(inner, f"{path} {name}")


@cache
def _trees() -> Mapping[Path, ast.Module]:
    return {file: ast.parse(file.read_text()) for name in SOURCES for file in sorted((ROOT / name).rglob("*.py"))}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call, also those that are only handed to a thread."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Call):
            handed = isinstance(one.func, ast.Attribute) and one.func.attr == "in_thread"
            yield ast.Call(func=one.args[0], args=one.args[1:], keywords=[]) if handed else one


def _called(name: str, place: int) -> Iterator[str]:
    """What is given at a place of every call so named, as far as the code says; `*` for what only the moment says. The simulation's people are none of it."""
    for file, tree in _trees().items():
        for call in _calls(tree):
            if f".{ast.unparse(call.func)}".endswith(f".{name}") and not INVENTED.search(str(file.relative_to(ROOT))):
                module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
                yield from _said(call.args[place], module)


def _said(given: ast.expr, module: ModuleType) -> Iterator[str]:
    match given:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if isinstance(getattr(module, name, None), str):
            yield getattr(module, name)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_said(one, module), *_said(other, module))
        case ast.JoinedStr(values=parts):
            yield "".join(
                next(_said(part.value if isinstance(part, ast.FormattedValue) else part, module)) for part in parts
            )
        case _:
            yield ANY


def _looked() -> Iterator[str]:
    """What cards say of themselves."""
    for file in sorted((ROOT / "dialogs").rglob("*.py")):
        for one in ast.walk(ast.parse(file.read_text())):
            if isinstance(one, ast.keyword) and one.arg == "looked":
                yield from (
                    each.value
                    for each in ast.walk(one.value)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
                )
