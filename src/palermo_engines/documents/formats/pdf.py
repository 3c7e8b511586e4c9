"""PDF documents as lines, by the positions of their characters.

What this can and cannot do: text must be in the file (a scan has none: the error advises OCR); one column is read
well, several columns are read in the order of the file; tables are found where cells stand apart in aligned
columns, and a cell that runs over several lines is put together by its column; pictures are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from palermo_engines.documents import limits
from palermo_engines.documents.formats.pdf_page import PageLine, lines_of_page
from palermo_engines.documents.formats.pdf_tables import with_tables
from palermo_engines.documents.lines import MARK_CLOSE, MARK_OPEN, Layout, Line, Source, ends_sentence
from palermo_engines.kit.errors import InputError

_EDGE = 0.13
_EDGE_LINES = 3
_NOTE_START = re.compile(rf"(?:{MARK_OPEN}[^{MARK_CLOSE}]+{MARK_CLOSE}|\d{{1,3}}\s|\*{{1,3}})\s*\S")
_RULE = "_" * 18


def lines_of_pdf(content: bytes, name: str) -> Source:
    """The lines of a PDF document.

    Raises InputError ``documents.encrypted``, ``documents.broken``, ``documents.too_many_pages``,
    ``documents.no_text``.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _opening_error(str(error), name) from error
    try:
        pages = _read_pages(document, name)
    except pdfium.PdfiumError as error:
        raise _broken(name) from error
    finally:
        document.close()
    if not any(pages):
        raise InputError(
            "documents.no_text",
            "the PDF holds pictures of pages but no text.",
            where=name,
            advice="Run text recognition (OCR) on it first, or ask for the original file.",
        )
    return _source_of(pages)


def _opening_error(message: str, name: str) -> InputError:
    if "password" in message.lower():
        return InputError(
            "documents.encrypted",
            "the PDF is protected by a password.",
            where=name,
            advice="Save a copy without the password.",
        )
    return _broken(name)


def _broken(name: str) -> InputError:
    return InputError(
        "documents.broken", "the PDF is damaged or cut off.", where=name, advice="Download or export it again."
    )


def _read_pages(document: pdfium.PdfDocument, name: str) -> list[list[PageLine]]:
    if len(document) > limits.MAX_PAGES:
        raise InputError(
            "documents.too_many_pages", f"the PDF has {len(document)} pages; at most {limits.MAX_PAGES} can be read.",
            where=name, advice="Split the document.",
        )  # fmt: skip
    pages = []
    for number in range(len(document)):
        page = document[number]
        try:
            pages.append(lines_of_page(page))
        finally:
            page.close()
    return pages


def _source_of(pages: Sequence[Sequence[PageLine]]) -> Source:
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body_size = sizes.most_common(1)[0][0]
    kept, furniture = _without_running_heads(pages)
    step = _usual_step(kept, body_size)
    lines: list[Line] = []
    for number, page in enumerate(kept, start=1):
        lines.extend(_lines_of(page, number, body_size, step))
    return Source(lines, whole=False, furniture=furniture, layout=Layout(wrapped=True, spaced=False, width=80))


def _without_running_heads(pages: Sequence[Sequence[PageLine]]) -> tuple[list[list[PageLine]], list[str]]:
    """Short lines at a page's edge that come back, digits aside, on at least half of the pages (and on two)."""
    shapes: Counter[str] = Counter()
    for page in pages:
        shapes.update({_shape(line.text) for line in _at_edges(page)})
    often = {shape for shape, count in shapes.items() if count >= 2 and count * 2 >= len(pages)}
    furniture: list[str] = []
    kept: list[list[PageLine]] = []
    for page in pages:
        heads = [line for line in _at_edges(page) if _shape(line.text) in often]
        furniture.extend(line.text for line in heads)
        kept.append([line for line in page if not any(line is head for head in heads)])
    return kept, furniture


def _at_edges(page: Sequence[PageLine]) -> list[PageLine]:
    """The outermost lines of a page's head and foot that are no lines of running text."""
    top = [line for line in page[:_EDGE_LINES] if line.height > 1 - _EDGE]
    foot = [line for line in page[-_EDGE_LINES:] if line.height < _EDGE]
    widest = max((line.right - line.left for line in page), default=0.0)
    return [line for line in (*top, *foot) if _may_be_head(line, widest)]


def _may_be_head(line: PageLine, widest: float) -> bool:
    """Running heads leave room, and end as no sentence does."""
    apart = len(line.cells) > 1 or line.right - line.left < 0.6 * widest
    return apart and not ends_sentence(line.text)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _usual_step(pages: Sequence[Sequence[PageLine]], body_size: float) -> float:
    """The distance from one line to the next inside a paragraph."""
    steps = [
        above.baseline - line.baseline
        for page in pages
        for above, line in pairwise(page)
        if abs(line.size - body_size) < 1 and 0 < above.baseline - line.baseline < 4 * body_size
    ]
    return min(median(steps), 2.2 * body_size) if steps else 1.4 * body_size


def _lines_of(page: Sequence[PageLine], number: int, body_size: float, step: float) -> list[Line]:
    notes_from = _start_of_notes(page, body_size)
    lines: list[Line] = []
    for index, (line, rows) in enumerate(with_tables(page)):
        if line is None:
            lines.append(Line("", gap=1, page=number, rows=rows))
            continue
        if line is notes_from:
            lines.append(Line(_RULE, gap=1, page=number))
        above = lines[-1] if lines else None
        apart = line.above is not None and line.above.baseline - line.baseline > 1.3 * step
        gap = 1 if apart and above is not None else 0
        lines.append(Line(line.text, 0, gap, number, fresh=index == 0 and number > 1, full=line.full))
    return lines


def _start_of_notes(page: Sequence[PageLine], body_size: float) -> PageLine | None:
    """The first of the small lines at a page's foot, when it begins as a footnote does."""
    first = None
    for line in reversed(page):
        if line.size > body_size * 0.93:
            break
        if _NOTE_START.match(line.text):
            first = line
    return first
