"""Word's automatic numbering: the label that Word prints before a paragraph and keeps out of its text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "一二三四五六七八九"
_DEEPEST_STYLE = 12


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its format, its text with ``%1`` for the first level's number, and where it begins."""

    style: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs as they come."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = _style_numbers(styles)
        if numbering is not None:
            self._load(numbering)

    def label(self, paragraph: etree._Element) -> str:
        """The label printed before a paragraph, or an empty string."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        abstract = self._abstract.get(number)
        level = self._levels.get((abstract, depth)) if abstract else None
        if abstract is None or level is None or level.style in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return self._print(abstract, depth, level, counts)

    def _print(self, abstract: str, depth: int, level: _Level, counts: dict[int, int]) -> str:
        text = level.text
        for each in range(depth + 1):
            of_level = self._levels.get((abstract, each))
            if of_level is not None:
                text = text.replace(f"%{each + 1}", _spelled(counts.get(each, of_level.start), of_level.style))
        return text.strip()

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{_W}pStyle")
        inherited = self._styles.get(style.get(f"{_W}val") or "") if style is not None else None
        own = properties.find(f"{_W}numPr")
        if own is None:
            return inherited
        number, depth = _value(own, "numId"), _value(own, "ilvl")
        if number == "0":
            return None
        if number is None:
            return inherited
        return number, int(depth) if depth and depth.isdecimal() else 0

    def _load(self, numbering: etree._Element) -> None:
        for abstract in numbering.iter(f"{_W}abstractNum"):
            identifier = abstract.get(f"{_W}abstractNumId") or ""
            for level in abstract.iter(f"{_W}lvl"):
                depth, start = level.get(f"{_W}ilvl") or "0", _value(level, "start") or "1"
                if depth.isdecimal() and start.isdecimal():
                    self._levels[identifier, int(depth)] = _Level(
                        _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", int(start)
                    )
        for number in numbering.iter(f"{_W}num"):
            self._abstract[number.get(f"{_W}numId") or ""] = _value(number, "abstractNumId") or ""


def _style_numbers(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """The list a paragraph style belongs to, looked for in the styles it is based on too."""
    if styles is None:
        return {}
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        identifier = style.get(f"{_W}styleId") or ""
        based[identifier] = _value(style, "basedOn") or ""
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        number = _value(numbered, "numId") if numbered is not None else None
        if numbered is not None and number:
            depth = _value(numbered, "ilvl") or "0"
            own[identifier] = (number, int(depth) if depth.isdecimal() else 0)
    found: dict[str, tuple[str, int]] = {}
    for identifier in based:
        ancestor = identifier
        for _ in range(_DEEPEST_STYLE):
            if ancestor in own:
                found[identifier] = own[ancestor]
                break
            ancestor = based.get(ancestor, "")
    return found


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val") if child is not None else None


def _spelled(number: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    if style.startswith(("chineseCounting", "japaneseCounting", "ideographDigital", "taiwaneseCounting")):
        return _han(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value and len(text) < 30:
            text, number = text + sign, number - value
    return text


def _han(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_HAN[tens - 1]}十")
    return head + (_HAN[ones - 1] if ones else "")
