"""Tables of contents: taken out, so that their numbers become no paragraphs and their titles no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palermo_engines.documents.lines import Line
from palermo_engines.documents.words import Words, fold

_ENTRY = re.compile(r"(?P<title>.*?\S)(?:\s*\.{2,}\s*|\s*(?:\. ){2,}\s*|\s*…+\s*|\t+\s*|\s{3,})(?P<page>\d{1,3})$")
_LEADERS = re.compile(r"(?:\.\s?){6,}\s*\d{1,3}$|…{3,}\s*\d{1,3}$")
_PLAIN_ENTRY = re.compile(r"(?P<title>.*?\D)\s+(?P<page>\d{1,3})$")
_SPACES = re.compile(r"\s+")
_FARTHEST = 400
_LONGEST_TITLE = 4


def drop_contents(lines: Sequence[Line], words: Words) -> list[Line]:
    """The lines without a table of contents, and without stray lines that end in dot leaders and a page number."""
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if len(line.text) < 40 and line.text[:1] in words.initials and fold(line.text).rstrip(" .:") in words.contents:
            end = _end_of_contents(lines, index + 1)
            if end > index + 1:
                index = end
                continue
        if not line.text[-1:].isdigit() or _LEADERS.search(line.text[-60:]) is None:
            kept.append(line)
        index += 1
    return kept


def _end_of_contents(lines: Sequence[Line], start: int) -> int:
    """Where the text begins: at the first title's second appearance, else after the last run of entries."""
    first = _first_title(lines, start)
    if first is not None:
        for index in range(start + 1, min(len(lines), start + _FARTHEST)):
            if _same_title(lines, index, first) and index > start + 1:
                return index
    return _end_of_run(lines, start)


def _first_title(lines: Sequence[Line], start: int) -> str | None:
    title = ""
    for line in lines[start : start + 8]:
        entry = _entry(line.text)
        if entry:
            return _bare(title + entry["title"])
        title = title + line.text if _numbered(line.text) or title else ""
    return None


def _same_title(lines: Sequence[Line], index: int, title: str) -> bool:
    joined = ""
    if _entry(lines[index].text):
        return False
    for line in lines[index : index + _LONGEST_TITLE]:
        joined += _bare(line.text)
        if joined == title:
            return True
        if not title.startswith(joined):
            return False
    return False


def _end_of_run(lines: Sequence[Line], start: int) -> int:
    last = start
    for index in range(start, min(len(lines), start + _FARTHEST)):
        if _entry(lines[index].text):
            last = index + 1
        elif index - last >= 3:
            break
    return last


def _entry(text: str) -> re.Match[str] | None:
    if len(text) > 250:
        return None
    return _ENTRY.match(text) or (_PLAIN_ENTRY.match(text) if _numbered(text) else None)


def _numbered(text: str) -> bool:
    """Whether a line looks like the beginning of an entry: a short label, then a title."""
    return re.match(r"[\w一-龥]{1,6}\s*[.．、\-–]", text) is not None


def _bare(text: str) -> str:
    return _SPACES.sub("", text).casefold()
