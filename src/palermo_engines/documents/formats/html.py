"""Web pages as lines: one line a paragraph, headings with their level, tables kept, notes found by their links."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree, html

from palermo_engines.documents import limits
from palermo_engines.documents.formats.text import clean
from palermo_engines.documents.furniture import is_masthead
from palermo_engines.documents.lines import MARK_CLOSE, MARK_OPEN, Line, Source
from palermo_engines.documents.sniffing import decode
from palermo_engines.kit.errors import InputError

_LEFT_OUT = frozenset(
    ("script", "style", "nav", "noscript", "template", "svg", "head", "iframe", "object", "form", "button", "select")
)
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "ol", "p", "pre", "section", "summary", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_LIST_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "lower-roman": "i", "upper-roman": "I", "upper-alpha": "A",
    "list-style:none": "",
}  # fmt: skip
_Step = Callable[[], None] | tuple[html.HtmlElement, int]
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_MARK_TEXT = re.compile(r"\[?\(?\s*(\d{1,3}|\*{1,4}|[a-z])\s*\)?\]?")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_RULE = "_" * 18
_DEEPEST = 400


def lines_of_html(content: bytes, name: str) -> Source:
    """The lines of a web page. Raises InputError ``documents.broken`` or ``documents.no_text``."""
    text = _decoded(content)
    # An lxml parser for HTML knows no entities but HTML's own, fetches nothing, and is told so.
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise InputError(
            "documents.broken", "the web page cannot be read.", where=name, advice="Save it again."
        ) from error
    lines = _Walker().walk(root)
    if not any(line.text or line.rows for line in lines):
        raise InputError(
            "documents.no_text", "the web page holds no text.", where=name, advice="Save the page with its text."
        )
    return Source(lines, whole=True)


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return clean(content.decode(declared[1].decode("ascii"), errors="strict"))
        except (LookupError, UnicodeDecodeError):
            pass
    return clean(decode(content))


class _Walker:
    """Walks the tree once without recursion, in the order of the page."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._parts: list[str] = []
        self._level = 0
        self._lists: list[tuple[str, int]] = []

    def walk(self, root: html.HtmlElement) -> list[Line]:
        """All lines."""
        stack: list[_Step] = [(root, 0)]
        while stack:
            step = stack.pop()
            if callable(step):
                step()
                continue
            element, depth = step
            stack.extend(reversed(self._enter(element, depth)))
        self._end_line()
        return self._lines

    def _enter(self, element: html.HtmlElement, depth: int) -> list[_Step]:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _LEFT_OUT or depth > _DEEPEST or _is_hidden(element):
            return [self._adder(element.tail)]
        if tag == "table" and _is_real_table(element) and not self._sets_masthead(element):
            self._end_line()
            self._lines.append(Line("", gap=1, rows=_rows(element)))
            return [self._adder(element.tail)]
        if tag == "br":
            self._end_line()
            return [self._adder(element.tail)]
        if tag == "hr":
            self._end_line()
            self._lines.append(Line(_RULE))
            return [self._adder(element.tail)]
        if tag == "sup" and _add_mark(element, self._parts):
            return [self._adder(element.tail)]
        return self._inside(element, tag, depth)

    def _sets_masthead(self, table: html.HtmlElement) -> bool:
        return is_masthead((cell.text_content() for cell in table.iter("td", "th")), len(self._lines))

    def _inside(self, element: html.HtmlElement, tag: str, depth: int) -> list[_Step]:
        block = tag in _BLOCKS
        if block:
            self._end_line()
        if re.fullmatch("h[1-6]", tag):
            self._level = int(tag[1])
        if tag in ("ol", "ul"):
            self._lists.append((_list_style(element, tag), _list_start(element)))
        if tag == "li":
            self._add(self._list_label())
        self._add(element.text)
        steps: list[_Step] = [(child, depth + 1) for child in element]
        steps.append(self._closer(tag, block))
        steps.append(self._adder(element.tail))
        return steps

    def _closer(self, tag: str, block: bool) -> Callable[[], None]:
        def close() -> None:
            if block:
                self._end_line()
            if re.fullmatch("h[1-6]", tag):
                self._level = 0
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()

        return close

    def _adder(self, text: str | None) -> Callable[[], None]:
        return lambda: self._add(text)

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)

    def _list_label(self) -> str:
        """A list's number as the browser prints it: ``1. `` or ``(a) ``; nothing for bullets."""
        if not self._lists or not self._lists[-1][0]:
            return ""
        style, number = self._lists[-1]
        self._lists[-1] = (style, number + 1)
        if style == "1":
            return f"{number}. "
        letter = chr(96 + number) if style in "aA" and number <= 26 else _roman(number)
        return f"({letter}) " if style in "ai" else f"{letter.upper()}. "

    def _end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self._parts)).strip()
        self._parts.clear()
        if text:
            self._lines.append(Line(text, gap=1, level=self._level))


def _is_hidden(element: html.HtmlElement) -> bool:
    return (
        element.get("hidden") is not None or element.get("aria-hidden") == "true" or element.get("role") == "navigation"
    )


def _add_mark(element: html.HtmlElement, parts: list[str]) -> bool:
    found = _MARK_TEXT.fullmatch(element.text_content().strip())
    if found:
        parts.append(MARK_OPEN + found[1] + MARK_CLOSE)
    return found is not None


def _list_style(element: html.HtmlElement, tag: str) -> str:
    if tag == "ul":
        return ""
    style = element.get("type") or ""
    css = (element.get("style") or "").replace(" ", "").lower()
    for name, letter in _LIST_STYLES.items():
        if name in css:
            return letter
    return style if style in ("1", "a", "A", "i", "I") else "1"


def _list_start(element: html.HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 5 else 1


def _roman(number: int) -> str:
    signs = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in signs:
        while number >= value and len(text) < 20:
            text, number = text + sign, number - value
    return text


def _is_real_table(element: html.HtmlElement) -> bool:
    """A table of figures, not a frame for a page: no long prose, no headings or tables inside."""
    if element.find(".//table") is not None or any(element.find(f".//h{level}") is not None for level in range(1, 7)):
        return False
    rows = element.findall(".//tr")
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return False
    return not any(len(cell.text_content()) > 1500 for cell in element.iter("td"))


def _rows(element: html.HtmlElement) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    count = 0
    for row in element.iter("tr"):
        cells = tuple(_cell(cell) for cell in row if cell.tag in ("td", "th"))
        count += len(cells)
        if count > limits.MAX_TABLE_CELLS:
            break
        if any(cells):
            rows.append(cells)
    return tuple(rows)


def _cell(cell: html.HtmlElement) -> str:
    return _SPACES.sub(" ", str(cell.text_content())).strip()
