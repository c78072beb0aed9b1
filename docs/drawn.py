"""Writes what is made from the code into the pages: the table and the diagram of the lifecycle, the settings, the commands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from bot.__main__ import main as jsv
from bot.config.settings import PREFIX, Settings
from dialogs.procedure.drawing import diagram, rows

HERE: Final = Path(__file__).parent
LIFECYCLE: Final = HERE / "lifecycle.md"
SETTINGS: Final = HERE / "settings.md"
COMMANDS: Final = HERE / "commands.md"


def drawn() -> dict[Path, str]:
    """Each page that holds something made from the code, with its text as it should be now."""
    lifecycle = put(LIFECYCLE.read_text(), "table", rows())
    return {
        LIFECYCLE: put(lifecycle, "diagram", f"```mermaid\n{diagram()}\n```"),
        SETTINGS: put(SETTINGS.read_text(), "settings", settings()),
        COMMANDS: put(COMMANDS.read_text(), "commands", "\n".join(commands(jsv, "jsv"))),
    }


def put(text: str, name: str, made: str) -> str:
    """The text with what stands between two marks replaced. Raises `ValueError` where the marks are missing."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if not 0 <= text.find(start) < text.find(end):
        raise ValueError(f"{start} and {end} are not both there, in this order.")
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{made}\n{end}{after}"


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
