"""The record as a Word document, from a template that a partnership may replace by its own.

A template is a .docx with Jinja fields as docxtpl reads them; ours, `record.docx`, has all there are. It runs in a sandbox
and what people typed is escaped, never read as a template, as markup or as a field.
"""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from adapters.documents.plain import values
from dialogs.errors import JsvError
from dialogs.model.documents import DocumentSection, Present, RecordDocument

OURS: Final = Path(__file__).parent / "record.docx"
TALL: Final = Cm(1.6)
ALWAYS: Final = datetime(
    2022, 11, 1, tzinfo=UTC
)  # a document says by itself when its session was; when it was printed is nobody's business
SAMPLE: Final = RecordDocument(
    partnership="A partnership",
    reference="JS-2222",
    number=1,
    child="A.B.",
    local_reference="1",
    held="a day",
    place="a room",
    present=(Present("A", "B", "C", "Part of it"),),
    apologies=("D",),
    absent=("E",),
    not_noted=("F",),
    sections=(DocumentSection("Heading", "Text"),),
    family=(("What", "Points"),),
    learning=(("Theme", "Lesson"),),
    further="No further session is needed.",
    signatures=(("A, C", "a day"),),
    amendments=(DocumentSection("A, C, a day", "More"),),
    statement="Confidential.",
)


class BadTemplate(JsvError):
    """The template cannot be used: the text says why."""


class WordWriter:
    """Writes records into one template."""

    def __init__(self, template: Path = OURS) -> None:
        """Read the template and try it.

        Raises:
            BadTemplate: it cannot be read, or does not take a record.
        """
        self._bytes = _read(template)
        try:
            self.write(SAMPLE)
        except (TemplateError, BadZipFile, PackageNotFoundError, KeyError, ValueError) as fault:
            raise BadTemplate(f"{template} cannot be used as a template: {fault or type(fault).__name__}.") from None

    def write(self, of: RecordDocument) -> bytes:
        """The record as a Word file, in this template."""
        template = DocxTemplate(io.BytesIO(self._bytes))
        logo = InlineImage(template, of.logo, height=TALL) if of.logo else ""
        template.render(
            {**values(of), "logo": logo},
            ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True),
            autoescape=True,
        )
        for picture in template.docx.element.body.iter(qn("wp:docPr")) if of.logo else ():
            picture.set("descr", picture.get("descr") or of.partnership)
        for row in template.docx.element.body.iter(
            qn("w:tr")
        ):  # a signature, as any other row, is not split over pages
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        about = template.docx.core_properties
        about.title, about.subject, about.author, about.language = of.title, of.partnership, of.partnership, "en-GB"
        about.created = about.modified = ALWAYS
        out = io.BytesIO()
        template.save(out)
        return _undated(out.getvalue())


def _undated(packed: bytes) -> bytes:
    """The same file, its parts dated alike: the same record is the same file, whenever it is made."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as made, ZipFile(out, "w", ZIP_DEFLATED) as undated:
        for part in made.infolist():
            undated.writestr(ZipInfo(part.filename, ALWAYS.timetuple()[:6]), made.read(part), ZIP_DEFLATED)
    return out.getvalue()


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as fault:
        raise BadTemplate(f"{template} cannot be read: {fault.strerror}.") from None
