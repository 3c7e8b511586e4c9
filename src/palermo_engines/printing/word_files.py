"""A report as a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from palermo_engines.printing.archives import without_clock
from palermo_engines.printing.dress import Dress
from palermo_engines.printing.model import Link, Paragraph, Piece, Report, Table
from palermo_engines.printing.word_tables import from_the_right, repeat_heading

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def compile_docx(report: Report) -> bytes:
    """The bytes of a .docx. The same report gives the same bytes."""
    return _Writer(report).compiled()


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.document = docx.Document()
        self.dress = Dress(report.language, right_to_left=report.right_to_left)
        self.dress.styles(self.document)
        self.dress.page(self.document)

    def compiled(self) -> bytes:
        self.page_numbers()
        self.add([self.report.title], "Title")
        if self.report.subtitle:
            self.add([self.report.subtitle], "Subtitle")
        for section in self.report.sections:
            self.add([section.heading], f"Heading {section.level}")
            for part in section.parts:
                self.table(part) if isinstance(part, Table) else self.paragraph(part)
        self.properties()
        for paragraph in self.document.element.body.iter(qn("w:p")):
            self.dress.paragraph(paragraph)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return without_clock(buffer.getvalue())

    def page_numbers(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self.write(paragraph, [f"{self.report.foot}\t"], "Report Symbol")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        self.dress.paragraph(paragraph._p)

    def paragraph(self, part: Paragraph) -> None:
        written = self.add(part.pieces, "Normal")
        if part.item:
            written.paragraph_format.left_indent = Cm(0.6)

    def table(self, part: Table) -> None:
        made = self.document.add_table(rows=1 + len(part.rows), cols=len(part.heading))
        made.style = "Table Grid"
        if self.report.right_to_left:
            from_the_right(made)
        for row, cells in zip(made.rows, [part.heading, *part.rows], strict=True):
            for cell, piece in zip(row.cells, cells, strict=True):
                self.write(cell.paragraphs[0], [piece], "Report Symbol")
        for cell in made.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        repeat_heading(made)
        self.add([""], "Report Symbol")

    def add(self, pieces: Sequence[Piece], style: str) -> Any:  # python-docx's paragraph
        return self.write(self.document.add_paragraph(), pieces, style)

    def write(self, paragraph: Any, pieces: Sequence[Piece], style: str) -> Any:
        paragraph.style = style
        for piece in pieces:
            if isinstance(piece, Link):
                self.link(paragraph, piece)
            else:
                paragraph.add_run(piece)
        return paragraph

    def link(self, paragraph: Any, piece: Link) -> None:
        """A run inside ``w:hyperlink``, which names its address by a relationship of the part."""
        hyperlink = OxmlElement("w:hyperlink")
        hyperlink.set(
            qn("r:id"), paragraph.part.relate_to(piece.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        )
        run = paragraph.add_run(piece.text)
        run.font.underline = True
        hyperlink.append(run._r)
        paragraph._p.append(hyperlink)

    def properties(self) -> None:
        on = self.report.on
        core = self.document.core_properties
        core.title, core.language = self.report.title, self.report.language
        core.author, core.comments = "", ""
        core.created = core.modified = datetime.combine(on, time(), UTC) if on else _EPOCH
