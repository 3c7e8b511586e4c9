"""How a report looks in Word: styles, fonts of every script, direction."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from palermo_engines.kit.languages import Language

_FONTS = {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "eastAsia": "SimSun", "cs": "Times New Roman"}
_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN"}
# style: size in points, bold, space before and after in points
_STYLES = {
    "Normal": (10, False, 0, 6), "Title": (14, True, 12, 6), "Subtitle": (12, True, 0, 12),
    "Heading 1": (13, True, 14, 6), "Heading 2": (11, True, 10, 6),
    "Footnote Text": (8.5, False, 0, 2), "Report Symbol": (10, False, 0, 0), "Masthead": (13, False, 0, 0),
}  # fmt: skip
Element = Any  # elements of lxml with python-docx's classes, which have no type hints


class Dress:
    """Sets up the styles of a document once, and gives paragraphs written by hand what styles cannot."""

    def __init__(self, language: Language, *, right_to_left: bool) -> None:
        self.language = language
        self.right_to_left = right_to_left

    def styles(self, document: Document) -> None:
        """Define the styles that the report uses."""
        for name, (size, bold, before, after) in _STYLES.items():
            style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
            style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            self._letters(style.element.get_or_add_rPr(), size, bold=bold)
            _without_border(style.element)
        reference = _style(document, "Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        reference.font.superscript = True
        document.styles["Normal"].paragraph_format.line_spacing = 1.15

    def page(self, document: Document) -> None:
        """A4, with the margins of a report; a page of Arabic runs from the right."""
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(3)
        section.top_margin = section.bottom_margin = Cm(2.5)
        if self.right_to_left:
            section._sectPr.append(OxmlElement("w:bidi"))

    def paragraph(self, paragraph: Element) -> None:
        """Direction of a paragraph (``w:p``) and of its runs."""
        if not self.right_to_left:
            return
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = OxmlElement("w:pPr")
            paragraph.insert(0, properties)
        if properties.find(qn("w:bidi")) is None:
            _insert_bidi(properties)
        for run in paragraph.iter(qn("w:r")):
            self._run(run)

    def _run(self, run: Element) -> None:
        properties = run.find(qn("w:rPr"))
        if properties is None:
            properties = OxmlElement("w:rPr")
            run.insert(0, properties)
        properties.append(OxmlElement("w:rtl"))

    def _letters(self, properties: Element, size: float, *, bold: bool) -> None:
        """Fonts for every script, the size of complex scripts, and the language, for hyphens and spelling."""
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            properties.insert(0, fonts)
        fonts.attrib.clear()
        for script, font in _FONTS.items():
            fonts.set(qn(f"w:{script}"), font)
        for colour in properties.findall(qn("w:color")):
            properties.remove(colour)
        if bold:
            _set(properties, "w:bCs")
        _set(properties, "w:szCs", val=str(round(size * 2)))
        _set(properties, "w:lang", val="en-GB", eastAsia="zh-CN", bidi="ar-SA")
        properties.find(qn("w:lang")).set(qn("w:val"), _TAGS[self.language])


def _without_border(style: Element) -> None:
    """The template of python-docx draws a coloured line under titles."""
    for border in list(style.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _insert_bidi(properties: Element) -> None:
    """The schema orders paragraph properties: bidi stands before spacing, indents and alignment."""
    bidi = OxmlElement("w:bidi")
    for tag in ("w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr"):
        follower = properties.find(qn(tag))
        if follower is not None:
            follower.addprevious(bidi)
            return
    properties.append(bidi)


def _style(document: Document, name: str, kind: WD_STYLE_TYPE) -> Any:  # python-docx gives its styles no common type
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    style = document.styles.add_style(name, kind)
    style.base_style = document.styles["Normal"] if kind is WD_STYLE_TYPE.PARAGRAPH else None
    return style


def _set(properties: Element, tag: str, **attributes: str) -> None:
    element = properties.find(qn(tag))
    if element is None:
        element = OxmlElement(tag)
        properties.append(element)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
