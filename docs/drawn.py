"""Writes what is made from the code into the pages: the map, the lifecycle, who reads what, the settings, the commands, the directory's columns."""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from bot.__main__ import main as jsv
from bot.cli.people.columns import table as directory_columns
from bot.config.settings import PREFIX, Settings
from dialogs.procedure.drawing import diagram, kinds, matrix, rows

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
README: Final = ROOT / "README.md"
ARCHITECTURE: Final = HERE / "architecture.md"
LIFECYCLE: Final = HERE / "lifecycle.md"
NEED_TO_KNOW: Final = HERE / "need-to-know.md"
SETTINGS: Final = HERE / "settings.md"
COMMANDS: Final = HERE / "commands.md"
DIRECTORY: Final = HERE / "directory.md"
PACKAGES: Final = ("bot", "adapters", "store", "dialogs")


def drawn() -> dict[Path, str]:
    """Each page that holds something made from the code, with its text as it should be now."""
    lifecycle = put(LIFECYCLE.read_text(), "table", rows())
    return {
        README: put(
            README.read_text(),
            "map",
            "\n".join(f"- `{package}/`: {sentence(ROOT / package, first=True)}" for package in PACKAGES),
        ),
        ARCHITECTURE: put(
            ARCHITECTURE.read_text(), "map", "\n\n".join(room_plan(package, layers_of(package)) for package in PACKAGES)
        ),
        LIFECYCLE: put(lifecycle, "diagram", f"```mermaid\n{diagram()}\n```"),
        NEED_TO_KNOW: put(put(NEED_TO_KNOW.read_text(), "matrix", matrix()), "kinds", kinds()),
        SETTINGS: put(SETTINGS.read_text(), "settings", settings()),
        COMMANDS: put(COMMANDS.read_text(), "commands", "\n".join(commands(jsv, "jsv"))),
        DIRECTORY: put(DIRECTORY.read_text(), "columns", directory_columns()),
    }


def put(text: str, name: str, made: str) -> str:
    """The text with what stands between two marks replaced. Raises `ValueError` where the marks are missing."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if not 0 <= text.find(start) < text.find(end):
        raise ValueError(f"{start} and {end} are not both there, in this order.")
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{made}\n{end}{after}"


def layers_of(package: str) -> list[list[str]]:
    """Who in a package may import whom, the highest first, as its exhaustive contract in `pyproject.toml` has it; empty where a wildcard holds all apart."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = (
        contract["layers"] for contract in contracts if contract.get("exhaustive") and package in contract["containers"]
    )
    return [layer.split(" | ") for layer in next(found, [])]


def room_plan(package: str, layers: Sequence[Sequence[str]]) -> str:
    """One package: its sentence, who in it may import whom, and the sentence of each folder and module, in that order."""
    order = [name for layer in layers for name in layer] or sorted(
        folder.parent.name for folder in (ROOT / package).glob("*/__init__.py")
    )
    arrows = " > ".join(" | ".join(layer) for layer in layers)
    may = f" Who may import whom: `{arrows}`." if arrows else ""
    lines = (
        f"| `{_path(place)}` | {sentence(place)} |"
        for name in order
        for place in _with_folders_in(ROOT / package / name)
    )
    return "\n".join((f"**{package}.** {sentence(ROOT / package)}{may}", "", "| | |", "|---|---|", *lines))


def sentence(place: Path, *, first: bool = False) -> str:
    """What a folder or module says of itself in the first paragraph of its docstring, or in its `first` sentence, as one line of a Markdown table."""
    said = ast.get_docstring(ast.parse(_file(place).read_text())) or ""
    line = " ".join(said.partition("\n\n")[0].split()).replace("|", "\\|")
    return line.partition(". ")[0].removesuffix(".") + "." if first else line


def _with_folders_in(place: Path) -> Iterator[Path]:
    """A folder or module, then the folders of code right in it."""
    yield place
    yield from sorted(file.parent for file in place.glob("*/__init__.py"))


def _file(place: Path) -> Path:
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _path(place: Path) -> str:
    """As it is named on a page: a folder ends with a slash."""
    return f"{place.relative_to(ROOT)}/" if place.is_dir() else str(_file(place).relative_to(ROOT))


def settings() -> str:
    """Every setting with what it is for, as a Markdown table."""
    lines = (f"| `{PREFIX}{name.upper()}` | {setting.description} |" for name, setting in Settings.model_fields.items())
    return "\n".join(("| setting | what it is |", "|---|---|", *lines))


def commands(group: click.Group, typed: str) -> Iterator[str]:
    """Every command of a group in the words of its own `--help`, with its options under it."""
    for name, command in group.commands.items():
        line = f"{typed} {name}"
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield from _command(command, line)
        if isinstance(command, click.Group):
            yield from commands(command, line)


def _command(command: click.Command, typed: str) -> Iterator[str]:
    context = click.Context(command)
    arguments = [part.make_metavar(context) for part in command.params if isinstance(part, click.Argument)]
    yield f"- `{' '.join((typed, *arguments))}`: {' '.join((command.help or '').split())}"
    for option in command.params:
        if isinstance(option, click.Option):
            value = "" if option.is_flag else f" {option.make_metavar(context)}"
            needed = " (needed)" if option.required else ""
            yield f"  - `{', '.join(option.opts)}{value}`{needed}: {option.help}"


def main() -> None:
    """Write all of them."""
    for page, text in drawn().items():
        page.write_text(text)


if __name__ == "__main__":
    main()
