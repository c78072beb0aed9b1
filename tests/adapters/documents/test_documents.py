"""The record on paper: whole, readable by others, and never a program, a template or markup of what somebody typed."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from adapters.documents import board as figures
from adapters.documents import pdf
from adapters.documents.plain import as_json
from adapters.documents.text import COVERED, spelled, writable
from adapters.documents.word import SAMPLE, BadTemplate, WordWriter
from dialogs.figures.values import Dashboard, Table
from dialogs.model.documents import DocumentSection, RecordDocument
from tests.trying import tries

WORD = WordWriter()
PICTURE = Path(__file__).parents[3] / "manifest" / "teams" / "color.png"
ODD = "\U0001f600 {{ 7*7 }}{% raw %} =cmd|' /C calc'!A0 <w:br/> &amp; *b* #set $x$ `c` \\ \u0645\u062d\u0645\u062f \u5eb7 \x00\x07\ud800"
HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("{}%#$*_`<>&=+-@\\\"'[]()\r\n\t\x0b\x0c\ufffe"),
    ),
    max_size=400,
)


def with_text(text: str, of: RecordDocument = SAMPLE) -> RecordDocument:
    """A record in which somebody typed that, wherever people type."""
    named = replace(of.present[0], name=text, role=text)
    return replace(
        of,
        place=text,
        present=(named,),
        sections=(DocumentSection("Heading", text),),
        family=(("What", text),),
        learning=(("Theme", text),),
        amendments=(DocumentSection("A, a day", text),),
        local_reference=text,
    )


def in_word(body: bytes) -> str:
    """All that Word shows, content controls too, without spaces."""
    return _tight("".join(one.text or "" for one in Document(io.BytesIO(body)).element.body.iter(qn("w:t"))))


def in_pdf(body: bytes) -> str:
    """All that the PDF shows, without spaces."""
    return _tight("".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))


def _tight(text: str) -> str:
    return "".join(text.split())


def opened(of: RecordDocument) -> tuple[str, str]:
    """Both documents, read back; each could be opened."""
    return in_word(WORD.write(of)), in_pdf(pdf.write(of))


def test_everything_is_on_both() -> None:
    """Every text of a record stands in the Word document and in the PDF."""
    texts = [
        SAMPLE.partnership, SAMPLE.reference, SAMPLE.child, SAMPLE.held, SAMPLE.place, SAMPLE.present[0].part, "Heading", "Text", "Points", "Lesson",
        SAMPLE.further, SAMPLE.signatures[0][0], SAMPLE.amendments[0].label, SAMPLE.statement, "Record of joint agency group supervision",
    ]  # fmt: skip
    for paper in opened(SAMPLE):
        assert [text for text in texts if _tight(text) not in paper] == []


def test_a_part_that_is_empty_leaves_no_heading() -> None:
    """Without family points, learning, further session or amendments their headings are not there either."""
    bare = replace(SAMPLE, family=(), learning=(), further="", amendments=())
    for paper in opened(bare):
        assert [one for one in ("Toshare", "Widerlearning", "Furthersessions", "Amendments") if one in paper] == []


def test_what_was_typed_is_only_text() -> None:
    """Template signs, formulas, markup and controls are shown as they were typed, or not at all; nothing is worked out (V7)."""
    word, paper = opened(with_text(ODD))

    assert "{{7*7}}{%raw%}=cmd|'/Ccalc'!A0<w:br/>&amp;*b*#set$x$`c`\\" in word
    assert "{{7*7}}{%raw%}=cmd|'/Ccalc'!A0<w:br/>&amp;*b*#set$x$`c`\\" in paper
    assert "49" not in word + paper


def test_what_no_font_has_is_spelled() -> None:
    """A character that may be missing from the font is named, one that hangs on another is left out, the rest stays."""
    assert spelled("Zoë \U0001f600\u200d \u5eb7 €5") == "Zoë [grinning face] [cjk unified ideograph-5eb7] €5"
    assert "grinningface" in in_pdf(pdf.write(with_text("\U0001f600 \u5eb7 \U00010330"))) or "\U0001f600" in in_pdf(
        pdf.write(with_text("\U0001f600"))
    )


def test_what_is_said_to_be_in_the_font_is() -> None:
    """All characters that are not spelled make a lawful PDF of themselves, with no font but the writer's own."""
    known = "".join(letter for letter in map(chr, range(0x20, 0x2300)) if COVERED.match(letter))

    assert len(known) > 600
    assert pdf.write(with_text("a".join(known)))[:5] == b"%PDF-"


def test_the_pdf_is_tagged_and_says_what_it_is() -> None:
    """Its structure, language and title are there for a screen reader (PDF/UA-1)."""
    paper = PdfReader(io.BytesIO(pdf.write(SAMPLE)))
    root = paper.root_object

    assert cast("dict[str, object]", root["/MarkInfo"])["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "en-GB"
    assert cast("dict[str, object]", root["/ViewerPreferences"])["/DisplayDocTitle"]
    assert paper.metadata is not None
    assert paper.metadata.title == SAMPLE.title


def test_a_logo_stands_at_the_head_of_both_with_words_for_those_who_do_not_see_it() -> None:
    """The partnership's picture, if its profile names one; JSON says nothing of it."""
    of = replace(SAMPLE, logo=str(PICTURE))
    paper, printed = Document(io.BytesIO(WORD.write(of))), PdfReader(io.BytesIO(pdf.write(of)))

    assert [one.get("descr") for one in paper.element.body.iter(qn("wp:docPr"))] == [SAMPLE.partnership]
    assert (len(paper.inline_shapes), len(printed.pages[0].images)) == (1, 1)
    assert len(Document(io.BytesIO(WORD.write(SAMPLE))).inline_shapes) == 0
    assert as_json(of) == as_json(SAMPLE)


def test_the_word_document_has_headings_a_header_row_and_its_fields() -> None:
    """Headings are headings, the table of people repeats its head, values lie in content controls by name, the language is set."""
    paper = Document(io.BytesIO(WORD.write(SAMPLE)))
    xml = paper.element.xml

    assert [
        paragraph.text for paragraph in paper.paragraphs if paragraph.style and paragraph.style.name == "Heading 1"
    ] == ["Record of joint agency group supervision"]
    assert "Heading" in [
        paragraph.text for paragraph in paper.paragraphs if paragraph.style and paragraph.style.name == "Heading 2"
    ]
    assert xml.count("w:tblHeader") == 1
    assert [f'w:tag w:val="{label}"' in xml for label, _ in SAMPLE.facts] == [True] * len(SAMPLE.facts)
    assert 'w:lang w:val="en-GB"' in paper.styles.element.xml
    assert (paper.core_properties.title, paper.core_properties.author) == (SAMPLE.title, SAMPLE.partnership)
    assert "PAGE" in paper.sections[0].footer.paragraphs[0]._p.xml


def test_the_word_document_does_not_say_when_it_was_made() -> None:
    """No part of the file is dated by the clock, so that the same record is the same file, to the byte (P18)."""
    with ZipFile(io.BytesIO(WORD.write(SAMPLE))) as packed:
        assert {(2022, 11, 1, 0, 0, 0)} == {part.date_time for part in packed.infolist()}


def test_no_row_of_the_word_document_is_split_over_two_pages() -> None:
    """A signature stands with its day: every row of every table is kept in one piece."""
    rows = [*Document(io.BytesIO(WORD.write(SAMPLE))).element.body.iter(qn("w:tr"))]

    assert rows
    assert [] == [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None]


def test_a_run_of_letters_without_an_end_stays_on_the_page() -> None:
    """Where nothing says how to divide it, the PDF goes on in the next line, and not a letter is lost."""
    run = "n" + "o" * 150
    pages = PdfReader(io.BytesIO(pdf.write(with_text(f"He said {run} END")))).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]

    assert run in _tight("".join(lines))
    assert max(map(len, lines)) < 110


def test_json_is_the_same_record() -> None:
    """For a machine: a format, and each text as it was typed."""
    told = json.loads(as_json(with_text("Zoë\r\nsaid \U0001f600")))

    assert told["format"] == 1
    assert told["sections"] == [{"label": "Heading", "text": "Zoë\nsaid \U0001f600"}]
    assert (told["reference"], told["number"]) == ("JS-2222", 1)


def test_a_files_name_says_nothing_of_the_case() -> None:
    """Our reference and the session's number, nothing else."""
    assert with_text("A. Child").stem == "JS-2222-session-1"


@pytest.mark.parametrize("kind", ["missing", "no zip", "no word", "bad field", "unknown field", "reaches out"])
def test_a_template_that_cannot_be_used_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    """With its path and the reason, before anybody needs it."""
    file = tmp_path / "own.docx"
    fields = {
        "bad field": "{{ one",
        "unknown field": "{{ nothing_of_ours }}",
        "reaches out": "{{ partnership.__class__.__mro__ }}",
    }
    if kind == "no zip":
        file.write_bytes(b"Dear all,")
    elif kind == "no word":
        file.write_bytes(b"PK\x05\x06" + bytes(18))
    elif kind in fields:
        paper = Document()
        paper.add_paragraph(fields[kind])
        paper.save(str(file))

    with pytest.raises(BadTemplate, match="own.docx"):
        WordWriter(file)


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    """Any part of the record may stand in it, in any order."""
    file = tmp_path / "own.docx"
    paper = Document()
    paper.add_paragraph("{% for one in sections %}{{ one.label }}: {{ one.text }}{% endfor %} ({{ reference }})")
    paper.save(str(file))

    assert in_word(WordWriter(file).write(SAMPLE)) == "Heading:Text(JS-2222)"


def test_long_text(tmp_path: Path) -> None:
    """Twenty thousand characters, and a word of two thousand, are all there."""
    text = "word and more " * 1_400 + "x" * 2_000
    word, paper = opened(replace(SAMPLE, sections=(DocumentSection("Heading", text),)))

    assert _tight(text) in word
    assert paper.count("wordand") + paper.count("andmore") >= 2 * 1_400 - 6  # a page's foot may stand between two words
    assert paper.count("x") >= 2_000


@pytest.mark.slow
@settings(max_examples=tries(40), suppress_health_check=list(HealthCheck))
@given(HOSTILE)
def test_whatever_was_typed(text: str) -> None:
    """Any text makes both documents, and Word's holds it."""
    word, _ = opened(with_text(text))

    assert _tight(writable(text)) in word


@pytest.mark.long
@settings(max_examples=1_000, suppress_health_check=list(HealthCheck))
@given(HOSTILE)
def test_many_records_of_hostile_text(text: str) -> None:
    """Every one can be opened by another program and holds what was typed."""
    word, _ = opened(replace(SAMPLE, sections=(DocumentSection("Heading", text),)))

    assert _tight(writable(text)) in word


def test_the_figures_are_a_tagged_pdf_too() -> None:
    """Every cell is in it as text, whatever it looks like; bars stand beside some."""
    odd = ("#pagebreak() $x$ *b*", "=cmd|' /C calc'!A0", "two thirds or more")
    drawn = Table(
        name="a", title="By agency", says="So.", columns=("Agency", "Came"), rows=tuple((one, "5") for one in odd)
    )
    bars = tuple((one, "5", 5.0) for one in odd)
    board = Dashboard(
        whose="Testshire",
        key="2026-01",
        label="Jan 2026",
        periods=(),
        tables=(replace(drawn, bars=bars), replace(drawn, rows=(), covers="Jan 2026")),
    )
    paper = PdfReader(io.BytesIO(figures.write(board)))
    words = "".join("".join(page.extract_text().split()) for page in paper.pages)

    assert paper.metadata is not None
    assert paper.metadata.title == "Joint agency group supervision, Jan 2026"
    assert cast("dict[str, object]", paper.root_object["/MarkInfo"])["/Marked"]
    assert [one for one in (*odd, "By agency", "Testshire") if "".join(one.split()) not in words] == []
