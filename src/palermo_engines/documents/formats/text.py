"""Plain text, and the Markdown that converters write, as lines."""

from __future__ import annotations

import re
import unicodedata

from palermo_engines.documents.lines import MARK_CLOSE, MARK_OPEN, Line, Source

# Characters that print nothing: byte order marks, zero-width and direction signs, soft hyphens, our own mark signs.
_INVISIBLE = re.compile(
    "[\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ue000\ue001\ue100-\ue17f\x00-\x08\x0e-\x1f\x7f]"
)
# Ligatures and letters in their joined shapes, which fonts map to: the letters themselves are the text.
JOINED = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_LOWERED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUP = re.compile(r"<sup>\s*(?:\\?\[)?\s*([\w*\\]{1,6})\s*(?:\\?\])?\s*</sup>", re.IGNORECASE)
_SIGNS_OF_MARKDOWN = re.compile(r"^#{1,6} +\S|^\\\*|\w\\[*_]|\*\*\S", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_NOTE_REFERENCE = re.compile(r"\[\^(\w{1,6})\]:?")
_STRONG = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])([^*_\n]*[^\s*_])\1(?!\w*_)")
# An escaped sign waits as a private-use character while emphasis and links are read, then becomes itself.
_ESCAPED = 0xE100
_ESCAPED_SIGN = re.compile("[\ue100-\ue17f]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_ESCAPE = re.compile(r"\\+([`*_{}\[\]()#+\-.!<>|~])")
_TABLE_ROW = re.compile(r"\|(.+)\|$")
_TABLE_RULE = re.compile(r"[\s|:-]+$")


def lines_of_text(text: str) -> Source:
    """The lines of a plain text or Markdown document (already decoded)."""
    text = _raise_marks(clean(text))
    markdown = len(_SIGNS_OF_MARKDOWN.findall(text, 0, 200_000)) >= 2
    pages = text.split("\f")
    lines: list[Line] = []
    for number, page in enumerate(pages, start=1):
        before = len(lines)
        _read_page(page, number if len(pages) > 1 else None, lines)
        if number > 1 and len(lines) > before:
            lines[before].fresh = True
    if markdown:
        lines = _read_markdown(lines)
    return Source(lines, whole=False)


def clean(text: str) -> str:
    """Line ends made one kind, joined letters taken apart, characters that print nothing left out."""
    signs = set(text)  # looking at every sign once is far quicker than searching a long text for rare ones
    if any(_LINE_ENDS.match(sign) for sign in signs):
        text = _LINE_ENDS.sub("\n", text)
    if any(map(JOINED.match, signs)):
        text = JOINED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _INVISIBLE.sub("", text) if any(map(_INVISIBLE.match, signs)) else text


def raised(key: str) -> str:
    """A superscript that turned out to be no footnote mark, as a superscript again."""
    return key.translate(_RAISED_DIGITS)


def _raise_marks(text: str) -> str:
    if "<" in text:
        text = _SUP.sub(lambda found: MARK_OPEN + found[1].replace("\\", "") + MARK_CLOSE, text)
    if not any(map(_RAISED.match, set(text))):
        return text
    return _RAISED.sub(lambda found: MARK_OPEN + found[0].translate(_LOWERED_DIGITS) + MARK_CLOSE, text)


def _read_page(text: str, number: int | None, lines: list[Line]) -> None:
    gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, len(raw) - len(raw.lstrip()), gap, number))
            gap = 0
        else:
            gap += 1


def _read_markdown(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    table: list[tuple[str, ...]] = []
    for line in lines:
        row = _TABLE_ROW.match(line.text)
        if row and (table or row[1].count("|") >= 1):
            table.extend(_table_row(row[1]))
            continue
        _close_table(table, kept)
        heading = _HEADING.match(line.text)
        if heading:
            line.level, line.text = len(heading[1]), heading[2]
        line.text = plain(line.text)
        kept.append(line)
    _close_table(table, kept)
    return kept


def _table_row(inside: str) -> list[tuple[str, ...]]:
    if _TABLE_RULE.fullmatch(inside):
        return []
    return [tuple(plain(cell.strip()) for cell in inside.split("|"))]


def _close_table(table: list[tuple[str, ...]], kept: list[Line]) -> None:
    if table:
        kept.append(Line("", gap=1, rows=tuple(table)))
        table.clear()


def plain(text: str) -> str:
    """A line of Markdown without its marks: emphasis, links, escapes."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: chr(_ESCAPED + ord(found[1])), text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
        text = _NOTE_REFERENCE.sub(lambda found: MARK_OPEN + found[1] + MARK_CLOSE, text)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _STRONG.sub(r"\2", text)
    return _ESCAPED_SIGN.sub(lambda found: chr(ord(found[0]) - _ESCAPED), text)
