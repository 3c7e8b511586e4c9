"""A sample as a PDF with page headers, page numbers, and footnotes at the foot of the page where their mark stands.

Fonts come from Debian's ``fonts-noto-core`` and ``fonts-noto-cjk``; only the characters used are embedded.
"""

from __future__ import annotations

from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import CharVPos, WrapMode, XPos, YPos
from samples.making.source import Heading, Passage, Sample, TableBlock
from samples.making.words import distribution, printed_heading, printed_number, runs

_NOTO = "/usr/share/fonts/truetype/noto/NotoSerif-{}.ttf"
_NOTO_HAN = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
_SIMPLIFIED_CHINESE = 2  # the place of "Noto Serif CJK SC" in the collection
_LINE = 6.0
_FOOT = 46.0


def write_pdf(sample: Sample) -> bytes:
    """The whole file."""
    pdf = _Page(sample)
    pdf.set_creation_date(datetime.fromisoformat(sample.facts["date"]).replace(tzinfo=UTC))
    pdf.set_title(sample.head["title"])
    pdf.add_page()
    _front(pdf, sample)
    for block in sample.blocks:
        if isinstance(block, Heading):
            pdf.heading(printed_heading(sample, block), block.level)
        elif isinstance(block, TableBlock):
            pdf.figures_table(block)
        else:
            pdf.passage(sample, block)
    return bytes(pdf.output())


def _front(pdf: _Page, sample: Sample) -> None:
    head = sample.head
    for line in distribution(sample):
        pdf.cell(0, _LINE, line, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    for line in (head["body"], head["session"], head["place"]):
        pdf.paragraph_of(line)
    pdf.write_words(head["agenda"].replace("*", ""))
    pdf.mark("*", head["agenda_note"])
    pdf.ln(_LINE)
    pdf.paragraph_of(head["topic"])
    pdf.ln(_LINE)
    pdf.heading(head["title"], 0)
    pdf.paragraph_of(head["subtitle"])
    pdf.ln(_LINE)
    if "opening" in head:
        pdf.paragraph_of(head["opening"])
        pdf.ln(_LINE / 2)


class _Page(FPDF):
    """A document whose pages carry the symbol above, and notes and the page number below."""

    def __init__(self, sample: Sample) -> None:
        super().__init__(format="A4")
        self.sample = sample
        self.notes: dict[int, list[tuple[str, str]]] = {}
        self.texts = {note.key: note.text for note in sample.footnotes}
        self.han = sample.language == "zh"
        if self.han:
            self.add_font("Noto", "", _NOTO_HAN, collection_font_number=_SIMPLIFIED_CHINESE)
        else:
            for style, name in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
                self.add_font("Noto", style, _NOTO.format(name))
        self.set_margins(25, 20, 25)
        self.set_auto_page_break(True, _FOOT)
        self.set_font("Noto", size=10.5)

    def header(self) -> None:
        """The symbol of the document."""
        self.set_font("Noto", size=9)
        self.cell(0, _LINE, self.sample.facts["symbol"], align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(_LINE)
        self.set_font("Noto", size=10.5)

    def footer(self) -> None:
        """A rule and the notes of this page, then the number of the series and of the page."""
        notes = self.notes.get(self.page_no(), [])
        self.set_font("Noto", size=8.5)
        self.set_y(-_FOOT + 4)
        if notes:
            self.line(self.l_margin, self.get_y(), self.l_margin + 40, self.get_y())
        for key, text in notes:
            self.set_y(self.get_y() + 1)
            self.write_mark(key, 4.5)
            self.write_words(f" {text}", 4.5)
            self.ln(4.5)
        self.set_y(-12)
        self.cell(0, 5, f"{self.sample.head['series']}    {self.page_no()}")

    def heading(self, text: str, level: int) -> None:
        """A heading; level 0 is the title."""
        self.set_font("Noto", "" if self.han else "B", 14 if level == 0 else 13 - level)
        self.ln(_LINE / 2)
        self.multi_cell(0, _LINE + 1, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(_LINE / 2)
        self.set_font("Noto", size=10.5)

    def passage(self, sample: Sample, passage: Passage) -> None:
        """A paragraph with its number, italics and marks."""
        self.set_x(self.l_margin + (10 if passage.kind in ("item", "preambular") else 0))
        number = printed_number(sample, passage)
        self.write_words(f"{number}  " if number else "")
        for words, mark, italic in runs(sample, passage):
            if mark:
                self.mark(mark, self.texts[mark])
            else:
                self.set_font("Noto", "I" if italic and not self.han else "", 10.5)
                self.write_words(words)
        self.set_font("Noto", "", 10.5)
        self.ln(_LINE * 1.6)

    def paragraph_of(self, text: str) -> None:
        """A line of the front page."""
        self.write_words(text)
        self.ln(_LINE)

    def mark(self, key: str, note: str) -> None:
        """A footnote mark; the note goes to the foot of the page it falls on."""
        self.write_mark(key, _LINE)
        self.notes.setdefault(self.page_no(), []).append((key, note))

    def write_mark(self, key: str, height: float) -> None:
        """A raised mark."""
        self.char_vpos = CharVPos.SUP
        self.write_words(key, height)
        self.char_vpos = CharVPos.LINE

    def write_words(self, text: str, height: float = _LINE) -> None:
        """Running text from here on; Chinese breaks between any two characters, the others only at spaces."""
        if not text:
            return
        first = text.split(" ", 1)[0]
        if not self.han and self.get_x() + self.get_string_width(first) > self.w - self.r_margin - 2 * self.c_margin:
            self.ln(height)
        self.write(height, text, wrapmode=WrapMode.CHAR if self.han else WrapMode.WORD)

    def figures_table(self, block: TableBlock) -> None:
        """A ruled table."""
        with self.table(width=150, line_height=_LINE, first_row_as_headings=False) as table:
            for row in block.rows:
                cells = table.row()
                for cell in row:
                    cells.cell(cell)
        self.ln(_LINE)
