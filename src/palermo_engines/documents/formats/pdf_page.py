"""The characters of a PDF page gathered into lines, with the raised ones marked."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from palermo_engines.documents.formats.text import JOINED
from palermo_engines.documents.lines import MARK_CLOSE, MARK_OPEN

_RAISED_SIGN = re.compile(r"[\d*¹²³⁰⁴-⁹]+")
_MARK_RUN = re.compile(r"[\d]{1,3}|\*{1,4}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(r"[^\W_\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff]|[/.,:٫٬-]")
_CELL_GAP = 1.8
_SPACE_GAP = 0.14
_RAGGED = 0.15


@dataclass(slots=True)
class Glyph:
    """A character: its left and right edges and its baseline in points, and its font size."""

    sign: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(slots=True)
class PageLine:
    """A line of a page. ``height`` is 0 at the foot of the page and 1 at its head; ``cells`` are the pieces that
    wide gaps part, each with its left and right edge."""

    text: str
    cells: list[tuple[str, float, float]]
    left: float
    right: float
    baseline: float
    size: float
    height: float
    full: bool = False
    above: PageLine | None = None


def lines_of_page(page: pdfium.PdfPage) -> list[PageLine]:
    """The lines of a page from its head to its foot."""
    height = page.get_height() or 1.0
    textpage = page.get_textpage()
    try:
        rows = _rows(_glyphs(textpage))
    finally:
        textpage.close()
    lines = [line for row in rows if (line := _line(row, height)) is not None]
    lines.sort(key=lambda line: -line.baseline)
    for above, line in pairwise(lines):
        line.above = above
    _find_full(lines)
    return lines


def _glyphs(textpage: pdfium.PdfTextPage) -> list[Glyph]:
    box = raw.FS_RECTF()
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (0, 10, 13, 0xFFFE, 0xFFFF) or (code == 2 and raw.FPDFText_IsHyphen(textpage, index)):
            if code == 2 and glyphs:
                last = glyphs[-1]
                glyphs.append(Glyph("-", last.right, last.right, last.baseline, last.size))
            continue
        generated = raw.FPDFText_IsGenerated(textpage, index) == 1
        if generated and glyphs:
            last = glyphs[-1]
            glyphs.append(Glyph(" ", last.right, last.right, last.baseline, last.size))
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetCharOrigin(textpage, index, origin_x, origin_y)
        size = abs(raw.FPDFText_GetFontSize(textpage, index)) * _scale(textpage, index)
        sign = chr(code) if code >= 32 and not 0xD800 <= code <= 0xDFFF else " "
        if JOINED.match(sign):
            sign = unicodedata.normalize("NFKC", sign)
        glyphs.append(Glyph(sign, box.left, box.right, origin_y.value, size or 10.0))
    return glyphs


def _scale(textpage: pdfium.PdfTextPage, index: int) -> float:
    """How much the text matrix enlarges a character: some programs set size 1 and scale it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return 1.0
    return float((matrix.b**2 + matrix.d**2) ** 0.5) or 1.0


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one line together, in the order of the file; a raised glyph belongs to the line it hangs on."""
    rows: list[list[Glyph]] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and not _same_row(current, glyph):
            rows.append(current)
            current = []
        current.append(glyph)
    if current:
        rows.append(current)
    return _merge_rows(rows)


def _same_row(row: Sequence[Glyph], glyph: Glyph) -> bool:
    size = max(glyph.size, row[-1].size)
    return abs(glyph.baseline - _baseline(row)) < 0.55 * size and glyph.left > row[0].left - 40 * size


def _baseline(row: Sequence[Glyph]) -> float:
    tallest = max(row[-40:], key=lambda glyph: glyph.size)
    return tallest.baseline


def _merge_rows(rows: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Pieces that stand side by side on one baseline, in reading order from the left."""
    merged: list[list[Glyph]] = []
    for row in sorted(rows, key=lambda each: -_baseline(each)):
        if merged and abs(_baseline(merged[-1]) - _baseline(row)) < 0.45 * max(merged[-1][0].size, row[0].size):
            merged[-1] = _side_by_side(merged[-1], row)
        else:
            merged.append(row)
    return merged


def _side_by_side(one: list[Glyph], other: list[Glyph]) -> list[Glyph]:
    """Left to right, except where both pieces read from the right."""
    first, second = (one, other) if one[0].left <= other[0].left else (other, one)
    if _reads_from_right(one) and _reads_from_right(other):
        return second + first
    return first + second


def _reads_from_right(row: Sequence[Glyph]) -> bool:
    letters = [glyph for glyph in row if glyph.sign.isalpha()]
    return sum(1 for glyph in letters if _RIGHT_TO_LEFT.match(glyph.sign)) * 2 > len(letters)


def _in_reading_order(row: Sequence[Glyph]) -> list[Glyph]:
    """A line that reads from the right, put in order by position; numbers and Latin words in it read from the left.

    The order of the file is no guide: some programs write such lines as seen, others as read.
    """
    placed = sorted((glyph for glyph in row if glyph.sign.strip()), key=lambda glyph: -glyph.right)
    ordered: list[Glyph] = []
    run: list[Glyph] = []
    for position, glyph in enumerate(placed):
        if _reads_from_left(placed, position):
            run.insert(0, glyph)
            continue
        ordered.extend(run)
        run = []
        ordered.append(glyph)
    return [*ordered, *run]


def _reads_from_left(placed: Sequence[Glyph], position: int) -> bool:
    """Digits, other letters, and what stands between two of them without a space."""
    sign = placed[position].sign
    if sign.isdigit() or (sign.isalpha() and not _RIGHT_TO_LEFT.match(sign)):
        return True
    if sign.isalpha() or not 0 < position < len(placed) - 1:
        return False
    before, after = placed[position - 1], placed[position + 1]
    close = before.left - after.right < 1.2 * max(before.size, after.size)
    return close and all(_LEFT_TO_RIGHT.match(each.sign) is not None for each in (before, after))


def _line(row: list[Glyph], page_height: float) -> PageLine | None:
    solid = [glyph for glyph in row if glyph.sign.strip()]
    if not solid:
        return None
    if _reads_from_right(solid):
        row = solid = _in_reading_order(solid)
    size = max(solid, key=lambda glyph: (glyph.size, glyph.left)).size
    baseline = _baseline(solid)
    cells = _cells(row, size, baseline)
    text = "\t".join(cell for cell, _, _ in cells)
    return PageLine(
        text=text,
        cells=cells,
        left=min(glyph.left for glyph in solid),
        right=max(glyph.right for glyph in solid),
        baseline=baseline,
        size=_usual_size(solid),
        height=baseline / page_height,
    )


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return sizes[len(sizes) // 2]


def _cells(row: Sequence[Glyph], size: float, baseline: float) -> list[tuple[str, float, float]]:
    pieces: list[list[Glyph]] = [[]]
    for glyph in row:
        if glyph.sign.strip() and pieces[-1] and _distance(pieces[-1], glyph) > _CELL_GAP * size:
            pieces.append([])
        if glyph.sign.strip() or pieces[-1]:
            pieces[-1].append(glyph)
    cells = []
    for piece in pieces:
        solid = [glyph for glyph in piece if glyph.sign.strip()]
        if solid:
            text = _text(piece, size, baseline)
            cells.append((text, min(glyph.left for glyph in solid), max(glyph.right for glyph in solid)))
    return cells


def _distance(piece: Sequence[Glyph], glyph: Glyph) -> float:
    last = next((each for each in reversed(piece) if each.sign.strip()), piece[-1])
    return max(glyph.left - last.right, last.left - glyph.right)


def _text(piece: Sequence[Glyph], size: float, baseline: float) -> str:
    """The piece as text: a space where a gap shows one, raised runs of digits and stars marked."""
    parts: list[str] = []
    raised = ""
    previous: Glyph | None = None
    for glyph in piece:
        lifted = glyph.size < 0.85 * size and glyph.baseline > baseline + 0.15 * size and _RAISED_SIGN.match(glyph.sign)
        if raised and not lifted:
            parts.append(_marked(raised))
            raised = ""
        if previous and not lifted and _shows_space(previous, glyph):
            parts.append(" ")
        if lifted:
            raised += glyph.sign
        else:
            parts.append(glyph.sign)
        previous = glyph
    parts.append(_marked(raised) if raised else "")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _shows_space(previous: Glyph, glyph: Glyph) -> bool:
    if not previous.sign.strip() or not glyph.sign.strip() or previous.sign > "\u2e7f" or glyph.sign > "\u2e7f":
        return False
    return max(glyph.left - previous.right, previous.left - glyph.right) > _SPACE_GAP * max(previous.size, glyph.size)


def _marked(run: str) -> str:
    return _MARK_RUN.sub(lambda found: f"{MARK_OPEN}{found[0]}{MARK_CLOSE}", run)


def _find_full(lines: Sequence[PageLine]) -> None:
    """Which lines reach the margin: those after which the next line's first word had no room."""
    if not lines:
        return
    widest = max(line.right - line.left for line in lines)
    wide = [line for line in lines if line.right - line.left > 0.5 * widest]
    right, left = _margin([line.right for line in wide], 0.9), _margin([line.left for line in wide], 0.1)
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        room = (line.left - left) if _RIGHT_TO_LEFT.search(line.text) else (right - line.right)
        line.full = room < (_first_word_width(below) if below is not None else _RAGGED * (right - left))


def _margin(edges: Sequence[float], share: float) -> float:
    """The edge that all but a few of the long lines keep within."""
    return sorted(edges)[min(len(edges) - 1, int(len(edges) * share))]


def _first_word_width(line: PageLine) -> float:
    """About as wide as the first word of a line is, with the space before it; two characters in Chinese."""
    word = line.text.split(" ", 1)[0].split("\t", 1)[0]
    if word[:1] > "\u2e7f" and not _RIGHT_TO_LEFT.match(word):
        return 2.2 * line.size
    width = (line.right - line.left) * (len(word) + 1) / max(1, len(line.text))
    return width * 1.15
