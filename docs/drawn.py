"""Writes what is made from the code into the README: the table, the diagram, the settings."""

from pathlib import Path

from bot.settings import PREFIX, Settings
from dialogs.procedure.drawing import diagram, rows

README = Path(__file__).parent.parent / "README.md"


def put(text: str, name: str, made: str) -> str:
    """The text with what stands between two marks replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{made}\n{end}{after}"


def settings() -> str:
    """Every setting with what it is for, as a Markdown table."""
    lines = (f"| `{PREFIX}{name.upper()}` | {one.description} |" for name, one in Settings.model_fields.items())
    return "\n".join(("| setting | what it is |", "|---|---|", *lines))


def main() -> None:
    """Write all of them."""
    text = put(README.read_text(), "table", rows())
    text = put(text, "settings", settings())
    README.write_text(put(text, "diagram", f"```mermaid\n{diagram()}\n```"))


if __name__ == "__main__":
    main()
