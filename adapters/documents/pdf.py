"""The record as a tagged PDF (PDF/UA-1, ISO 14289-1): what a screen reader reads, and what prints.

Set by Typst. What people typed goes to it as data, never as markup. A character that no font at hand has would make the
document unlawful for PDF/UA; then all such characters are spelled by name.
"""

import json
import logging
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from adapters.documents.plain import values
from adapters.documents.text import every, spelled
from dialogs.model.documents import RecordDocument

LAYOUT: Final = Path(__file__).parent / "record.typ"
STANDARD: Final = "ua-1"

log = logging.getLogger(__name__)


def write(of: RecordDocument) -> bytes:
    """The record as a PDF, tagged so that it can be read aloud (PDF/UA-1)."""
    return typeset(LAYOUT, {**values(of), "logo": [*Path(of.logo).read_bytes()] if of.logo else []})


def typeset(layout: Path, given: dict[str, Any]) -> bytes:
    """A document of that layout; texts that no font at hand can set are spelled."""
    try:
        return _set(layout, given)
    except typst.TypstError:
        return _set(layout, dict(every(given, spelled)))


def _set(layout: Path, given: dict[str, Any]) -> bytes:
    made = typst.compile(
        _read(layout),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"given": json.dumps(given)},
        pdf_standards=STANDARD,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@cache
def _read(layout: Path) -> bytes:
    return layout.read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Found once: looking through a machine's fonts takes longer than setting a page."""
    return typst.Fonts()
