"""The report as a Word file, laid out as the United Nations prints its reports, with real footnotes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

from palermo_engines.kit.languages import Language
from palermo_engines.printing.archives import without_clock
from palermo_engines.printing.dress import Dress
from palermo_engines.printing.word_tables import from_the_right, repeat_heading, rule_below
from palermo_engines.synthesis.docx_footnotes import Footnotes
from palermo_engines.synthesis.layout import Layout, heading_of, layout_of
from palermo_engines.synthesis.model import Synthesis
from palermo_engines.synthesis.written import Mark, Piece

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def compile_docx(synthesis: Synthesis, language: Language) -> bytes:
    """The bytes of a .docx. The same synthesis gives the same bytes. Raises InputError as ``write_report`` does."""
    layout = layout_of(synthesis, language)
    day = synthesis.front.on
    written_at = datetime.combine(day, time(), UTC) if day else _EPOCH
    return _Report(layout).compiled(written_at)


class _Report:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.document = docx.Document()
        self.dress = Dress(layout.language, right_to_left=layout.right_to_left)
        self.dress.styles(self.document)
        self.dress.page(self.document)
        self.footnotes = Footnotes(self.document, self.dress.paragraph)

    def compiled(self, written_at: datetime) -> bytes:
        self.page_numbers()
        self.front()
        self.body()
        self.annex()
        self.footnotes.close()
        self.properties(written_at)
        for paragraph in self.document.element.body.iter(qn("w:p")):
            self.dress.paragraph(paragraph)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return without_clock(buffer.getvalue())

    def page_numbers(self) -> None:
        """The symbol and the number of the page at the foot of every page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self.write(paragraph, [f"{self.layout.block[0]}\t"], "Report Symbol")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        self.dress.paragraph(paragraph._p)

    def front(self) -> None:
        table = self.document.add_table(rows=1, cols=2)
        self.direction_of(table)
        left, right = table.rows[0].cells
        left.width, right.width = Cm(9), Cm(6)
        self.write(left.paragraphs[0], [self.layout.masthead], "Masthead")
        for number, line in enumerate(self.layout.block):
            paragraph = right.paragraphs[0] if number == 0 else right.add_paragraph()
            self.write(paragraph, [line], "Report Symbol")
            paragraph.runs[0].bold = number == 0
        rule_below(table)
        if self.layout.body:
            self.add([self.layout.body], "Normal").runs[0].bold = True
        self.add([self.layout.title], "Title")
        if self.layout.subtitle:
            self.add([self.layout.subtitle], "Subtitle")

    def body(self) -> None:
        for section in self.layout.written.sections:
            paragraph = self.add([heading_of(section, self.layout.language)], f"Heading {section.level}")
            _tab_after_number(paragraph)
            for numbered in section.paragraphs:
                pieces = [f"{numbered.number}.\t", *numbered.pieces(self.layout.language)]
                paragraph = self.add(pieces, "Normal")
                _tab_after_number(paragraph)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    def annex(self) -> None:
        self.add([self.layout.annex], "Heading 1").paragraph_format.page_break_before = True
        self.add([self.layout.annex_help], "Normal")
        rows = self.layout.rows
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        table.style = "Table Grid"
        self.direction_of(table)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                self.write(cell.paragraphs[0], [text], "Report Symbol")
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        repeat_heading(table)
        for heading, lines in self.layout.lists:
            self.add([heading], "Heading 2")
            for line in lines:
                self.add([line], "Normal")

    def add(self, pieces: Sequence[Piece], style: str) -> Any:  # python-docx's paragraph
        return self.write(self.document.add_paragraph(), pieces, style)

    def write(self, paragraph: Any, pieces: Sequence[Piece], style: str) -> Any:
        paragraph.style = style
        for piece in pieces:
            if isinstance(piece, str):
                paragraph.add_run(piece)
            elif piece.footnote is None:
                paragraph.add_run(piece.text).font.superscript = True
            else:
                paragraph._p.append(self.footnote(piece))
        return paragraph

    def footnote(self, mark: Mark) -> Any:
        assert mark.footnote is not None
        return self.footnotes.add(mark.footnote, self.layout.written.footnotes[mark.footnote - 1].text)

    def direction_of(self, table: Table) -> None:
        if self.layout.right_to_left:
            from_the_right(table)

    def properties(self, written_at: datetime) -> None:
        core = self.document.core_properties
        core.title, core.language = self.layout.title, self.layout.language
        core.author, core.comments, core.identifier = "", "", self.layout.block[0]
        core.created = core.modified = written_at


def _tab_after_number(paragraph: Any) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.1))
    paragraph.paragraph_format.keep_together = False
    paragraph.paragraph_format.space_after = Pt(6)
