"""Makes `adapters/documents/record.docx`, the Word template that ships: `python -m docs.word_template`.

Made by code so that its structure can be read and reviewed: styles, a heading for each section, a table with a header row,
content controls with the names of what they hold, page numbers. A partnership replaces the file, not this.
"""

from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

WHERE: Final = Path(__file__).parent.parent / "adapters" / "documents" / "record.docx"
ACCENT: Final = RGBColor(0x1D, 0x4F, 0x63)
QUIET: Final = RGBColor(0x51, 0x60, 0x6A)
HAIR: Final = "C9D3D8"
FONT: Final = "Calibri"
LABELS: Final = Cm(4.6)
VALUES: Final = Cm(11.6)


def main() -> None:
    """Write the template."""
    paper = Document()
    _styles(paper)
    _page(paper)
    _if(paper, "logo")
    paper.add_paragraph("{{ logo }}", style="Quiet")
    _end(paper, "if")
    paper.add_paragraph("{{ partnership }}", style="Quiet")
    title = paper.add_heading("Record of joint agency group supervision", level=1)
    _rule(title, "1D4F63", 12)
    _facts(paper)
    paper.add_heading("Who was there", level=2)
    _people(paper)
    _sections(paper)
    _pairs_if(paper, "family", "To share with the child and family")
    _pairs_if(paper, "learning", "Wider learning")
    _if(paper, "further")
    paper.add_heading("Further sessions", level=2)
    paper.add_paragraph("{{ further }}")
    _end(paper, "if")
    paper.add_heading("Signed", level=2)
    _pairs(paper, "signatures", Cm(8))
    _if(paper, "amendments")
    paper.add_heading("Amendments", level=2)
    _each(paper, "one", "amendments")
    paper.add_heading("{{ one.label }}", level=3)
    paper.add_paragraph("{{ one.text }}")
    _end(paper, "for")
    _end(paper, "if")
    statement = paper.add_paragraph("{{ statement }}", style="Quiet")
    statement.paragraph_format.space_before = Pt(18)
    paper.save(str(WHERE))


def _styles(paper: Any) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for level, size, before in ((1, 21, 0), (2, 13.5, 16), (3, 11, 10)):
        heading = paper.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(size), True
        heading.element.rPr.rFonts.set(qn("w:asciiTheme"), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(theme), None)
        heading.font.color.rgb = ACCENT if level < 3 else RGBColor(0, 0, 0)  # noqa: PLR2004 - the third level is black
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(6)
        heading.paragraph_format.keep_with_next = True
    quiet = paper.styles.add_style("Quiet", WD_STYLE_TYPE.PARAGRAPH)
    quiet.base_style = normal
    quiet.font.size, quiet.font.color.rgb = Pt(10), QUIET
    quiet.paragraph_format.space_after = Pt(2)


def _page(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
    footer = section.footer.paragraphs[0]
    footer.style = paper.styles["Quiet"]
    footer.paragraph_format.tab_stops.add_tab_stop(Cm(16.2), alignment=2)  # right
    footer.add_run("{{ reference }}, session {{ number }}. Confidential.\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _facts(paper: Any) -> None:
    """Label and value; each value in a content control whose tag says what it is, for systems that look for it."""
    table = _table(paper, 2)
    _only(table.rows[0], "{%tr for one in facts %}")
    row = table.add_row()
    _labelled(row, "{{ one.label }}", "{{ one.value }}")
    _control(row.cells[1].paragraphs[0], "{{ one.label }}")
    _only(table.add_row(), "{%tr endfor %}")
    _wide(table, LABELS, VALUES)


def _people(paper: Any) -> None:
    table = _table(paper, 4)
    names = ("Name", "Role", "Agency", "Part")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        run = cell.paragraphs[0].add_run(name)
        run.bold, run.font.size = True, Pt(10)
    _repeat(table.rows[0])
    _under(table.rows[0], "1D4F63", 8)
    _tight(table.rows[0])
    _only(table.add_row(), "{%tr for one in present %}")
    row = table.add_row()
    for cell, name in zip(row.cells, ("name", "role", "agency", "part"), strict=True):
        cell.paragraphs[0].add_run(f"{{{{ one.{name} }}}}")
    _under(row, HAIR, 4)
    _tight(row)
    _only(table.add_row(), "{%tr endfor %}")
    _wide(table, Cm(4.2), Cm(5.0), Cm(4.0), Cm(3.0))


def _sections(paper: Any) -> None:
    _each(paper, "one", "sections")
    paper.add_heading("{{ one.label }}", level=2)
    paper.add_paragraph("{{ one.text }}")
    _end(paper, "for")


def _pairs_if(paper: Any, name: str, heading: str) -> None:
    _if(paper, name)
    paper.add_heading(heading, level=2)
    _pairs(paper, name)
    _end(paper, "if")


def _pairs(paper: Any, name: str, labels: Any = LABELS) -> None:
    table = _table(paper, 2)
    _only(table.rows[0], f"{{%tr for one in {name} %}}")
    _labelled(table.add_row(), "{{ one.label }}", "{{ one.value }}")
    _only(table.add_row(), "{%tr endfor %}")
    _wide(table, labels, Cm(16.2) - labels)


def _labelled(row: Any, label: str, value: str) -> None:
    run = row.cells[0].paragraphs[0].add_run(label)
    run.font.color.rgb = QUIET
    row.cells[1].paragraphs[0].add_run(value)
    _tight(row)


def _tight(row: Any) -> None:
    """Rows of a table stand closer than paragraphs."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)


def _wide(table: Any, *widths: Any) -> None:
    """Widths on the columns and on every cell: Word reads the one, LibreOffice the other."""
    for at, width in enumerate(widths):
        table.columns[at].width = width
        for row in table.rows:
            row.cells[at].width = width


def _table(paper: Any, columns: int) -> Any:
    table = paper.add_table(rows=1, cols=columns)
    table.autofit = False
    return table


def _only(row: Any, words: str) -> None:
    row.cells[0].paragraphs[0].add_run(words)


def _if(paper: Any, name: str) -> None:
    paper.add_paragraph(f"{{%p if {name} %}}")


def _each(paper: Any, one: str, name: str) -> None:
    paper.add_paragraph(f"{{%p for {one} in {name} %}}")


def _end(paper: Any, kind: str) -> None:
    paper.add_paragraph(f"{{%p end{kind} %}}")


def _control(paragraph: Any, tag: str) -> None:
    """A content control around what stands in a paragraph."""
    control, about, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    for kind in ("w:alias", "w:tag"):
        named = OxmlElement(kind)
        named.set(qn("w:val"), tag)
        about.append(named)
    control.append(about)
    control.append(content)
    for run in list(paragraph._p.findall(qn("w:r"))):  # noqa: SLF001 - python-docx has no public way to the element
        content.append(run)
    paragraph._p.append(control)  # noqa: SLF001 - ditto


def _field(paragraph: Any, name: str) -> None:
    for kind, words in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()._r  # noqa: SLF001 - ditto
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run.append(mark)


def _repeat(row: Any) -> None:
    """The row is the table's header, on every page it reaches."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - ditto


def _under(row: Any, colour: str, eighths: int) -> None:
    for cell in row.cells:
        borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
        for name, value in (("w:val", "single"), ("w:sz", str(eighths)), ("w:color", colour)):
            line.set(qn(name), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - ditto


def _rule(paragraph: Any, colour: str, eighths: int) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", str(eighths)), ("w:space", "6"), ("w:color", colour)):
        line.set(qn(name), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - ditto


if __name__ == "__main__":
    main()
