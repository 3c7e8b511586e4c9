"""What only one format has: Word's numbers and notes, tables, a page's marks, a PDF's pages."""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF

from palermo_engines.documents.model import Document, Heading, Table
from palermo_engines.documents.reading import read_document, read_path

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "documents"


def _tables(document: Document) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in document.blocks if isinstance(block, Table)]


def _keys(document: Document) -> list[str]:
    return [paragraph.key for paragraph in document.paragraphs]


def _saved(word: Any) -> bytes:
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def _with_part(content: bytes, name: str, text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(name, text)
    return held.getvalue()


def test_words_automatic_numbers_are_printed() -> None:
    word = docx.Document()
    for depth, text in (
        (0, "Ladders are counted as follows:"),
        (1, "Long ones;"),
        (1, "Short ones."),
        (0, "All were safe."),
    ):
        paragraph = word.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>')
        )
    content = _with_part(_saved(word), "word/numbering.xml", NUMBERING.format(ns=nsdecls("w")))
    document = read_document(content, "list.docx")
    assert {paragraph.key: paragraph.text for paragraph in document.paragraphs} == {
        "1": "Ladders are counted as follows:", "1(a)": "Long ones;", "1(b)": "Short ones.", "2": "All were safe.",
    }  # fmt: skip


def test_words_deleted_text_is_left_out_and_inserted_text_is_read() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("1. Ladders are ")
    for kind, tag, text in (("del", "delText", "short"), ("ins", "t", "long")):
        paragraph._p.append(
            parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>')
        )
    paragraph.add_run(".")
    assert read_document(_saved(word), "changes.docx").paragraphs[0].text == "Ladders are long."


def test_a_table_in_word_is_kept() -> None:
    word = docx.Document()
    word.add_paragraph("1. The figures are as follows:")
    table = word.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Year", "Ladders"), ("2043", "1,037")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_paragraph("2. They are safe.")
    document = read_document(_saved(word), "table.docx")
    assert _tables(document) == [(("Year", "Ladders"), ("2043", "1,037"))]
    assert _keys(document) == ["1", "2"]


def test_a_table_and_marks_in_a_web_page() -> None:
    page = (
        "<html><head><title>x</title></head><body><h1>I. Results</h1><p>1. Ladders were counted"
        '<sup><a href="#n1">1</a></sup> in 3 m<sup>2</sup> plots.</p><table><tr><th>Year</th><th>Ladders</th></tr>'
        '<tr><td>2043</td><td>1,037</td></tr></table><p>2. All were safe.</p><hr><p id="n1"><sup>1</sup> By hand.</p></body></html>'
    )
    document = read_document(page.encode(), "page.html")
    assert _tables(document) == [(("Year", "Ladders"), ("2043", "1,037"))]
    assert document.paragraphs[0].text == "Ladders were counted in 3 m² plots."
    assert [(note.key, note.paragraph, note.text) for note in document.footnotes] == [("1", "1", "By hand.")]


def test_a_numbered_list_in_a_web_page() -> None:
    page = '<html><body><ol><li>Ladders are:<ol type="a"><li>counted;</li><li>inspected.</li></ol></li><li>All are safe.</li></ol></body></html>'
    assert _keys(read_document(page.encode(), "page.html")) == ["1", "1(a)", "1(b)", "2"]


def test_a_web_page_in_a_declared_encoding() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>1. 梯子很长。</p></body></html>'.encode("gb2312")
    assert read_document(page, "page.html").paragraphs[0].text == "梯子很长。"


def _pdf(paragraphs: int) -> bytes:
    class Page(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=9)
            self.cell(0, 6, "A/99/164", align="R", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 6, f"44-12345    {self.page_no()}/3")

    pdf = Page()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    for number in range(1, paragraphs + 1):
        pdf.multi_cell(
            0,
            6,
            f"{number}. In orchard {number}, ladders were counted before the harvest and after it, and " * 3
            + "all was well.",
        )
        pdf.ln(4)
    with pdf.table(width=120) as table:
        for row in (("Year", "Long ladders", "Short ladders"), ("2042", "12", "1,037"), ("2043", "15", "980")):
            cells = table.row()
            for cell in row:
                cells.cell(cell)
    return bytes(pdf.output())


def test_a_pdf_over_several_pages_with_a_table() -> None:
    document = read_document(_pdf(24), "report.pdf")
    assert _keys(document) == [str(number) for number in range(1, 25)]
    assert all(paragraph.text.endswith("all was well.") for paragraph in document.paragraphs)
    assert document.paragraphs[0].page == 1
    assert (document.paragraphs[-1].page or 0) > 1
    assert _tables(document) == [
        (("Year", "Long ladders", "Short ladders"), ("2042", "12", "1,037"), ("2043", "15", "980"))
    ]


def _sources() -> dict[str, list[str]]:
    return {
        path.name.split("-")[0]: sorted(each.name for each in SAMPLES.glob(f"{path.name.split('-')[0]}-*"))
        for path in SAMPLES.glob("*.*")
    }


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not built")
@pytest.mark.parametrize("family", ["report", "survey", "fund", "draft"])
def test_one_document_in_many_languages_and_formats_has_one_structure(family: str) -> None:
    shapes = {}
    for path in sorted(SAMPLES.glob(f"{family}*")):
        document = read_path(path)
        keys = tuple(
            key.replace("(أ)", "(a)").replace("(ب)", "(b)").replace("(ج)", "(c)").replace("(د)", "(d)")
            for key in _keys(document)
        )
        notes = tuple((note.key, note.paragraph) for note in document.footnotes if note.key.isdigit())
        levels = tuple(block.level for block in document.blocks if isinstance(block, Heading))
        shapes[path.name] = (keys, notes, levels)
    assert len(shapes) == 4
    assert len(set(shapes.values())) == 1, shapes
