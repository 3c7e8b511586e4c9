"""A sample as a Word document with real footnotes (their own part of the package, numbered by the reader)."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from samples.making.source import Heading, Passage, Sample, TableBlock
from samples.making.words import distribution, printed_heading, printed_number, runs

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def write_word(sample: Sample) -> bytes:
    """The whole file."""
    document = Document()
    _properties(document, sample)
    _front(document, sample)
    for block in sample.blocks:
        if isinstance(block, Heading):
            _finish(document.add_heading(printed_heading(sample, block), block.level), sample)
        elif isinstance(block, TableBlock):
            _table(document, block)
        else:
            _paragraph(document, sample, block)
    _footnotes(document, sample)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _properties(document: Any, sample: Sample) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = sample.head["title"], "", ""
    properties.created = properties.modified = datetime.fromisoformat(sample.facts["date"])


def _front(document: Any, sample: Sample) -> None:
    head = sample.head
    agenda = head["agenda"].replace("*", "")
    document.sections[0].header.paragraphs[0].text = sample.facts["symbol"]
    document.sections[0].footer.paragraphs[0].text = head["series"]
    lines = (
        head["body"],
        sample.facts["symbol"],
        *distribution(sample),
        head["session"],
        head["place"],
        agenda,
        head["topic"],
    )
    for line in lines:
        _finish(document.add_paragraph(line), sample)
    _finish(document.add_heading(head["title"], 0), sample)
    for line in (head["subtitle"], head.get("opening", "")):
        if line:
            _finish(document.add_paragraph(line), sample)


def _paragraph(document: Any, sample: Sample, passage: Passage) -> None:
    paragraph = document.add_paragraph()
    number = printed_number(sample, passage)
    if number:
        paragraph.add_run(f"{number}\t")
    for words, mark, italic in runs(sample, passage):
        run = paragraph.add_run(words)
        run.italic = italic or None
        if mark:
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), mark)
            run._r.append(reference)
    _finish(paragraph, sample)


def _finish(paragraph: Any, sample: Sample) -> None:
    if sample.language != "ar":
        return
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _table(document: Any, block: TableBlock) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
    for cells, row in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text


def _footnotes(document: Any, sample: Sample) -> None:
    notes = "".join(
        f'<w:footnote w:id="{note.key}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note.text)}</w:t></w:r></w:p></w:footnote>'
        for note in sample.footnotes
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_W}">{separators}{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
