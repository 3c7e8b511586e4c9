"""Tables of a PDF page: successive lines whose cells stand apart in the same columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from palermo_engines.documents.formats.pdf_page import PageLine

Rows = tuple[tuple[str, ...], ...]

_LABEL = re.compile(r"[(（]?[\w一-龥]{1,4}[.)）．、-]*")
_NUMBER_LABEL = re.compile(r"\d{1,3}(?:[.．、]|\s?[-–—])|[(（]?[^\W_]{1,4}[)）]")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_TOLERANCE = 6.0
_HEADER_STEP = 2.0


def with_tables(page: Sequence[PageLine]) -> Iterator[tuple[PageLine | None, Rows]]:
    """The lines of a page in order, a table in the place of the lines that make it."""
    index = 0
    for head, start, end in _tables(page):
        for line in page[index:head]:
            yield line, ()
        header = (_header(page[head:start], page[start:end]),) if head < start else ()
        yield None, (*header, *_rows_of(page[start:end]))
        index = end
    for line in page[index:]:
        yield line, ()


def _tables(page: Sequence[PageLine]) -> Iterator[tuple[int, int, int]]:
    """Where a table's header begins that is set over several lines, where its rows begin, and where they end."""
    index = done = 0
    while index < len(page):
        end = _end_of_table(page, index)
        if end - index >= 2 and not _is_contents(page[index:end]):
            head = index
            while head > done and _is_header_line(page[head - 1], page[head], page[index:end]):
                head -= 1
            yield head, index, end
            index = done = end
        else:
            index += 1


def _is_header_line(line: PageLine, below: PageLine, rows: Sequence[PageLine]) -> bool:
    """Whether a line close above a table is part of its header: every piece over one column, not only the first."""
    if line.baseline - below.baseline > _HEADER_STEP * max(line.size, below.size):
        return False
    places = [_column_over(left, right, rows) for _, left, right in line.cells]
    return None not in places and places != [0]


def _column_over(left: float, right: float, rows: Sequence[PageLine]) -> int | None:
    """The one column a piece stands over; None when it stands over several."""
    spans = _spans(rows)
    over = [place for place, (first, last) in enumerate(spans) if left < last and first < right]
    if len(over) == 1:
        return over[0]
    nearest = min(range(len(spans)), key=lambda place: abs(sum(spans[place]) - left - right))
    return nearest if not over else None


def _spans(rows: Sequence[PageLine]) -> list[tuple[float, float]]:
    """The left and right edge of every column."""
    columns = [left for _, left, _ in rows[0].cells]
    spans = [(left, right) for _, left, right in rows[0].cells]
    for line in rows:
        for _, left, right in line.cells:
            place = min(range(len(columns)), key=lambda each: abs(columns[each] - left))
            spans[place] = (min(spans[place][0], left), max(spans[place][1], right))
    return spans


def _header(lines: Sequence[PageLine], rows: Sequence[PageLine]) -> tuple[str, ...]:
    cells = [""] * len(rows[0].cells)
    for line in lines:
        for text, left, right in line.cells:
            place = _column_over(left, right, rows) or 0
            cells[place] = f"{cells[place]} {text}".strip()
    return tuple(cells)


def _end_of_table(page: Sequence[PageLine], start: int) -> int:
    if not _is_row(page[start]):
        return start
    end = start + 1
    columns = [left for _, left, _ in page[start].cells]
    while end < len(page) and (_is_row(page[end]) or _is_rest_of_cell(page[end], columns)):
        if not _aligned(page[end], page[start:end]):
            break
        end += 1
    while end > start + 1 and not _is_row(page[end - 1]):
        end -= 1
    rows = sum(1 for line in page[start:end] if _is_row(line))
    return end if rows >= 2 else start


def _is_row(line: PageLine) -> bool:
    """Two pieces of which the first is a paragraph's label are a paragraph, however short."""
    if len(line.cells) < 2:
        return False
    if len(line.cells) > 2:
        return True
    label, text = line.cells[0][0], line.cells[1][0]
    return not (_NUMBER_LABEL.fullmatch(label) or (_LABEL.fullmatch(label) and len(text) > 25))


def _is_rest_of_cell(line: PageLine, columns: Sequence[float]) -> bool:
    """A cell's second line: alone, and under a column other than the first."""
    return len(line.cells) == 1 and any(abs(line.left - column) < _TOLERANCE for column in columns[1:])


def _aligned(line: PageLine, above: Sequence[PageLine]) -> bool:
    """Whether each cell stands under (or overlaps) a cell of the first row."""
    first = above[0].cells
    return len(line.cells) <= len(first) and all(
        any(left < right_edge + _TOLERANCE and left_edge < right + _TOLERANCE for _, left_edge, right_edge in first)
        or any(abs(left - left_edge) < _TOLERANCE for _, left_edge, _ in first)
        for _, left, right in line.cells
    )


def _is_contents(lines: Sequence[PageLine]) -> bool:
    """Titles with rising page numbers are a table of contents, which is dropped as lines elsewhere."""
    last = [line.cells[-1][0] for line in lines if _is_row(line)]
    if any(len(line.cells) > 3 for line in lines) or not all(_PAGE_NUMBER.fullmatch(cell) for cell in last):
        return False
    numbers = [int(cell) for cell in last]
    return len(numbers) >= 3 and numbers == sorted(numbers)


def _rows_of(lines: Sequence[PageLine]) -> Rows:
    columns = [left for _, left, _ in lines[0].cells]
    rows: list[list[str]] = []
    for line in lines:
        if _is_row(line):
            rows.append([""] * len(columns))
        for text, left, _ in line.cells:
            column = min(range(len(columns)), key=lambda each: abs(columns[each] - left))
            rows[-1][column] = f"{rows[-1][column]} {text}".strip()
    return tuple(tuple(row) for row in rows)
