"""Page furniture: what a page carries that is not part of the text (symbols, page and job numbers, running titles)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo_engines.documents.lines import Line, ends_sentence
from palermo_engines.documents.words import Words

SEPARATOR = re.compile(r"[_‗─━—–=-]{5,}$")
SYMBOL = re.compile(
    r"[A-Z]{1,6}(?:/(?:[A-Z]{1,12}|[A-Z]{0,6}[.\d]*\d[A-Za-z.\d-]*))*"
    r"/[A-Za-z.]{0,5}\d(?:[\w.]*\w)?(?:/(?:[\w.]*\w))*(?: ?\(\d{4}\))?"
)
_JOB_NUMBER = r"(?:(?:V|GE|ECE|N|K|E|NA|T)\.?)?\d{2}-\d{4,6}(?:\s*\(?[A-Z]\)?)?(?:\s+\d{6}){0,3}"
_PAGE_NUMBER = r"[-–—]?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—]?"
_FURNITURE = re.compile(
    rf"(?:{_PAGE_NUMBER})?\s*(?:{_JOB_NUMBER})?\s*(?:{_PAGE_NUMBER})?"
    rf"|\*\d{{5,8}}\*"
    rf"|https?://(?:www\.)?undocs\.org/\S*"
    rf"|(?:{_PAGE_NUMBER}\s+)?{SYMBOL.pattern}\*?(?:\s+{_PAGE_NUMBER})?"
    rf"|(?:Please recycle|请回收|♲)\W*.{{0,3}}"
)
_RUNNING_HEAD = re.compile(rf"{SYMBOL.pattern}\*?\s{{3,}}\S.*|\S.*\s{{3,}}{SYMBOL.pattern}\*?")
_FIRST_PAGE_HEAD = 8
_MASTHEAD_LINES = 12
_MASTHEAD_CELL = re.compile(rf"{SYMBOL.pattern}\*?|Distr\.?\s*:.*", re.DOTALL)
_LONGEST = 120
_NEIGHBOURHOOD = 2
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Body:
    """The lines left when furniture is gone, and the furniture, for what it tells (a document's symbol)."""

    lines: list[Line]
    furniture: tuple[str, ...]


def is_masthead(cells: Iterable[str], lines_above: int) -> bool:
    """Whether a table only sets the head of a front page: it stands at the top and holds symbol or distribution."""
    return lines_above <= _MASTHEAD_LINES and any(_MASTHEAD_CELL.fullmatch(cell.strip()) for cell in cells)


def drop_furniture(lines: Sequence[Line], words: Words) -> Body:
    """Take page furniture out. The line after it is marked ``fresh``, and inherits the blank lines before it."""
    dropped = [_is_furniture(line, words) for line in lines]
    _spare_sentences(lines, dropped)
    _drop_running_titles(lines, dropped)
    kept: list[Line] = []
    carried, fresh = 0, False
    for line, drop in zip(lines, dropped, strict=True):
        if drop:
            carried, fresh = max(carried, line.gap), True
            continue
        if fresh:
            line.fresh, line.gap = True, max(line.gap, carried)
        carried, fresh = 0, False
        kept.append(line)
    return Body(kept, tuple(line.text for line, drop in zip(lines, dropped, strict=True) if drop))


def _is_furniture(line: Line, words: Words) -> bool:
    text = line.text
    if len(text) > _LONGEST or line.rows is not None or line.level:
        return False
    if "\u4e00" <= text[0] <= "\u9fff" and text[0] not in "第请":
        return False
    return _FURNITURE.fullmatch(text) is not None or bool(words.page and words.page.fullmatch(text))


def _spare_sentences(lines: Sequence[Line], dropped: list[bool]) -> None:
    """A symbol that ends a sentence left open by the line before is text, not furniture: spare it.

    It is so when nothing else of a page's furniture stands around it and the text goes on on the next line.
    """
    for index in range(1, len(lines) - 1):
        if not dropped[index] or dropped[index - 1] or dropped[index + 1] or lines[index].gap or lines[index + 1].gap:
            continue
        if not ends_sentence(lines[index - 1].text) and not lines[index].fresh and not lines[index + 1].fresh:
            dropped[index] = False


def _drop_running_titles(lines: Sequence[Line], dropped: list[bool]) -> None:
    """A short line that keeps coming back beside page furniture, and nowhere else, is a running title."""
    beside = [index for index in _beside_furniture(lines, dropped) if _may_be_title(lines[index])]
    if not beside:
        return
    seen = Counter(_shape(lines[index].text) for index in beside)
    everywhere = Counter(_shape(line.text) for line in lines if len(line.text) <= _LONGEST)
    for index in beside:
        shape = _shape(lines[index].text)
        only_here = seen[shape] >= 3 and everywhere[shape] == seen[shape]
        if only_here or _is_running_head(lines, index):
            dropped[index] = True


def _is_running_head(lines: Sequence[Line], index: int) -> bool:
    """A symbol with the title, or something else, set far from it; the first page's own head is not one."""
    return index >= _FIRST_PAGE_HEAD and _RUNNING_HEAD.fullmatch(lines[index].text) is not None


def _beside_furniture(lines: Sequence[Line], dropped: Sequence[bool]) -> list[int]:
    near: set[int] = set()
    for index, drop in enumerate(dropped):
        if drop or lines[index].fresh:
            near.update(range(max(0, index - _NEIGHBOURHOOD), min(len(lines), index + _NEIGHBOURHOOD + 1)))
    return sorted(index for index in near if not dropped[index])


def _may_be_title(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST
        and not line.full
        and not ends_sentence(line.text)
        and SEPARATOR.fullmatch(line.text) is None
    )


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text)
