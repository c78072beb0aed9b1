"""The figures as one page to print or to send: everything in it, nothing loaded from elsewhere."""

from base64 import b64encode
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web.charts import bars
from dialogs.figures.values import Dashboard

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def report(board: Dashboard) -> str:
    """A page of HTML."""
    drawn = {table.name: b64encode(bars(table)).decode() for table in board.tables if table.drawn}
    return TEMPLATES.get_template("report.html").render(board=board, drawn=drawn)
