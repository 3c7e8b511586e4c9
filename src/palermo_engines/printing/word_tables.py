"""What python-docx does not say about tables: a rule below, a heading that repeats, a direction."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table


def rule_below(table: Table) -> None:
    """A line under the table."""
    borders = OxmlElement("w:tblBorders")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(borders)
    else:
        look.addprevious(borders)


def repeat_heading(table: Table) -> None:
    """The first row stands again at the top of every page."""
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)


def from_the_right(table: Table) -> None:
    """Columns run from right to left. The schema orders properties: the direction stands right behind the style."""
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else 1, OxmlElement("w:bidiVisual"))
