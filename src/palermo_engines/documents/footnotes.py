"""Footnotes printed at the foot of a page, in the middle of a paragraph or at the end: taken out of the lines.

Three things begin a block of footnotes: a rule of underscores, a line that begins with a raised mark, a line that
begins with stars where the stars stood in the text before. A block ends with its page; where the page's end left
no trace, it ends where its last note is complete and the text above still waits for its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from palermo_engines.documents.furniture import SEPARATOR, SYMBOL
from palermo_engines.documents.joining import Joiner
from palermo_engines.documents.lines import MARK_CLOSE, MARK_OPEN, Layout, Line, Note, ends_clause, ends_sentence
from palermo_engines.documents.numbering import Scheme, label_of
from palermo_engines.documents.words import Words, fold

_RAISED_KEY = re.compile(f"{MARK_OPEN}([^{MARK_CLOSE}]+){MARK_CLOSE}[.)]?\\s*(?=\\S)")
_PRINTED_KEY = re.compile(r"(?:(\*{1,4}|\d{1,3}|[a-z])(?:/|\)|\.)?\s+|[(\[](\d{1,3})[)\]]\s*)(?=\S)")
_LONE_KEY = re.compile(r"\d{1,3}|\*{1,4}")
_STARRED = re.compile(r"(\*{1,4})\s*(?=[^\s*])")
_STAR_MARK = re.compile(r"\S\*{1,4}(?!\*)")


@dataclass(slots=True)
class _Gathering:
    """What has been gathered so far: body lines kept, notes closed, and the note being read."""

    layout: Layout
    words: Words
    joiner: Joiner
    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    key: str | None = None
    parts: list[Line] = field(default_factory=list)
    in_block: bool = False
    by_rule: bool = False
    last_number: int = 0
    seen_marks: set[str] = field(default_factory=set)
    starred: bool = False
    bracketed: bool = False
    pointed: bool = False

    def close_note(self) -> None:
        """Keep the note being read."""
        if self.key is not None:
            text = self.joiner.join([part.text for part in self.parts])
            self.notes.append(Note(self.key, text, len(self.body) - 1, self.bracketed))
        self.key, self.parts = None, []

    def open_note(self, key: str, line: Line, text: str) -> None:
        """Begin a note."""
        self.close_note()
        self.key, self.in_block = key, True
        self.parts = [Line(text, line.indent, line.gap)]
        if key.isdigit():
            self.last_number = int(key)

    def keep(self, line: Line, fresh: bool) -> None:
        """Keep a line of the body; ``fresh`` when a block of notes stood just before it."""
        self.close_note()
        line.fresh = line.fresh or fresh
        self.in_block = self.by_rule = False
        self.body.append(line)
        if MARK_OPEN in line.text:
            self.seen_marks.update(re.findall(f"{MARK_OPEN}([^{MARK_CLOSE}]+){MARK_CLOSE}", line.text))
        if not self.starred and "*" in line.text:
            self.starred = _STAR_MARK.search(line.text) is not None


def join_lone_keys(lines: Sequence[Line]) -> list[Line]:
    """Under a rule, a number alone on its line is the key of the note that the next line begins, not of a page."""
    joined: list[Line] = []
    last: int | None = None  # 0 right under a rule, then the number of the last note, None in the text
    for line in lines:
        if line.fresh or SEPARATOR.fullmatch(line.text):
            last = None if line.fresh else 0
        above = joined[-1] if joined else None
        if above and last is not None and _is_lone_key(above, line, last):
            last = int(above.text) if above.text.isdecimal() else last
            joined[-1] = replace(above, text=f"{above.text} {line.text}", full=line.full)
        else:
            joined.append(line)
    return joined


def _is_lone_key(above: Line, line: Line, last: int) -> bool:
    if line.gap or line.rows is not None or not _LONE_KEY.fullmatch(above.text) or SYMBOL.fullmatch(line.text):
        return False
    in_order = not above.text.isdecimal() or last == 0 or int(above.text) == last + 1
    return in_order and any(map(str.isalpha, line.text))


def take_footnotes(
    lines: Sequence[Line], layout: Layout, words: Words, joiner: Joiner
) -> tuple[list[Line], list[Note]]:
    """The body's lines, and the notes with the place they stood at."""
    gathering = _Gathering(layout, words, joiner)
    for index, line in enumerate(lines):
        ruled = SEPARATOR.fullmatch(line.text) is not None and line.rows is None
        if ruled or (2 * index > len(lines) and is_notes_heading(line, words)):
            gathering.close_note()
            gathering.in_block = gathering.by_rule = True
        elif line.rows is not None or line.level:
            gathering.keep(line, gathering.in_block)
        elif gathering.in_block:
            _read_in_block(gathering, line)
        else:
            _read_in_body(gathering, line, lines[index + 1] if index + 1 < len(lines) else None)
    gathering.close_note()
    return gathering.body, gathering.notes


def _read_in_block(gathering: _Gathering, line: Line) -> None:
    opened = _key_in_block(gathering, line)
    if opened is not None:
        gathering.open_note(opened[0], line, line.text[opened[1] :])
    elif gathering.key is None and not gathering.parts:
        _continue_over_page(gathering, line)
    elif _goes_on(gathering, line):
        gathering.parts.append(line)
    else:
        gathering.keep(line, fresh=True)


def _key_in_block(gathering: _Gathering, line: Line) -> tuple[str, int] | None:
    found = _RAISED_KEY.match(line.text)
    if found:
        return found[1], found.end()
    found = _PRINTED_KEY.match(line.text)
    if found is None or not gathering.by_rule:
        star = _STARRED.match(line.text)
        return (star[1], star.end()) if star and gathering.by_rule else None
    key = found[1] or found[2]
    pointed = "." in found[0]
    if line.fresh and gathering.key is not None and pointed and not gathering.pointed:
        return None  # the next page's first paragraph, whose number happens to be the next note's
    gathering.pointed = pointed
    gathering.bracketed = gathering.bracketed or found[2] is not None
    if key.isdigit() and not _may_be_next(int(key), gathering):
        return None
    return key, found.end()


def _may_be_next(number: int, gathering: _Gathering) -> bool:
    """Whether a printed number can be a note's: the next one, or any where none was read yet on this page."""
    if number == gathering.last_number + 1:
        return True
    return gathering.key is None and number < 500


def _continue_over_page(gathering: _Gathering, line: Line) -> None:
    """Under a rule, text without a key: the last page's note goes on, or it was no footnote rule at all."""
    if gathering.notes and not ends_sentence(gathering.notes[-1].text) and not line.fresh:
        last = gathering.notes.pop()
        gathering.key, gathering.parts = last.key, [Line(last.text), line]
    else:
        gathering.keep(line, fresh=False)


def _goes_on(gathering: _Gathering, line: Line) -> bool:
    """Whether a line without a key is more of the note above it."""
    layout, previous = gathering.layout, gathering.parts[-1]
    if line.fresh or _begins_text(line, gathering.words):
        return False
    if not layout.wrapped or layout.parted(line):
        return False
    if not ends_sentence(previous.text):
        return True
    if not layout.full(previous) or (layout.spaced and line.gap == 0 and line.indent > 0):
        return False
    body = gathering.body[-1].text if gathering.body else ""
    return ends_sentence(body) or ends_clause(body)


def _begins_text(line: Line, words: Words) -> bool:
    label = label_of(line.text, words)
    return label is not None and label.scheme in (Scheme.ARABIC, Scheme.HAN, Scheme.ROMAN, Scheme.CAPITAL)


def _read_in_body(gathering: _Gathering, line: Line, following: Line | None) -> None:
    found = _RAISED_KEY.match(line.text)
    if found and (found[0][-1].isspace() or found[1] in gathering.seen_marks):
        gathering.open_note(found[1], line, line.text[found.end() :])
        return
    star = _STARRED.match(line.text)
    if star and gathering.starred and not _is_bullet(following):
        gathering.open_note(star[1], line, line.text[star.end() :])
        return
    gathering.keep(line, fresh=False)


def _is_bullet(following: Line | None) -> bool:
    return following is not None and re.match(r"\*\s", following.text) is not None


def is_notes_heading(line: Line, words: Words) -> bool:
    """Whether a line announces endnotes."""
    return len(line.text) < 30 and line.text[:1] in words.initials and fold(line.text).rstrip(" :：") in words.notes
