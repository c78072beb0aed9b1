"""Writes what is made from the code into the README: the table, the diagram, the settings."""

from pathlib import Path

from dialogs.procedure.drawing import diagram, rows

README = Path(__file__).parent.parent / "README.md"


def put(text: str, name: str, made: str) -> str:
    """The text with what stands between two marks replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{made}\n{end}{after}"


def main() -> None:
    """Write all of them."""
    text = put(README.read_text(), "table", rows())
    README.write_text(put(text, "diagram", f"```mermaid\n{diagram()}\n```"))


if __name__ == "__main__":
    main()
