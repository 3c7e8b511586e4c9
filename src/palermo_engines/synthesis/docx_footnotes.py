"""Real Word footnotes: the part of the package that python-docx does not write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIRST = 1
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))

Element = Any  # elements of lxml with python-docx's classes, which have no type hints


class Footnotes:
    """The footnotes of a document; ``dress`` gives a paragraph and its runs the direction and the fonts of the text."""

    def __init__(self, document: Document, dress: Callable[[Element], None]) -> None:
        self._document = document
        self._dress = dress
        self._root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in _SEPARATORS:
            self._root.append(_separator(number, kind))

    def add(self, number: int, text: str) -> Element:
        """Write a footnote and return the run that refers to it, to be put where the mark stands."""
        assert number >= _FIRST
        note = _element("w:footnote", id=str(number))
        paragraph = _element("w:p")
        properties = _element("w:pPr")
        properties.append(_element("w:pStyle", val="FootnoteText"))
        paragraph.append(properties)
        paragraph.append(_run(_element("w:footnoteRef"), "FootnoteReference"))
        paragraph.append(_run(_text(f" {text}")))
        self._dress(paragraph)
        note.append(paragraph)
        self._root.append(note)
        return _run(_element("w:footnoteReference", id=str(number)), "FootnoteReference")

    def close(self) -> None:
        """Put the part into the package; to be called once, when every footnote is written."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        properties = _element("w:footnotePr")
        for number, _ in _SEPARATORS:
            properties.append(_element("w:footnote", id=str(number)))
        settings.insert(_place_of_footnotes(settings), properties)


def _place_of_footnotes(settings: Element) -> int:
    """The schema orders settings: footnotePr stands before compat."""
    compat = settings.find(qn("w:compat"))
    return len(settings) if compat is None else settings.index(compat)


def _separator(number: int, kind: str) -> Element:
    note = _element("w:footnote", id=str(number), type=kind)
    paragraph = _element("w:p")
    paragraph.append(_run(_element(f"w:{kind}")))
    note.append(paragraph)
    return note


def _run(content: Element, style: str = "") -> Element:
    run = _element("w:r")
    if style:
        properties = _element("w:rPr")
        properties.append(_element("w:rStyle", val=style))
        run.append(properties)
    run.append(content)
    return run


def _text(text: str) -> Element:
    element = _element("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _element(tag: str, **attributes: str) -> Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
