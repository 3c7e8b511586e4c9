"""A sheet of a form as lines: which cell stands under which heading. Headings are read in all their usual spellings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from palermo_engines.registers.xlsform.sheets import Sheet

_ALIASES = {
    "list name": "list_name",
    "listname": "list_name",
    "caption": "label",
    "relevance": "relevant",
    "skip logic": "relevant",
    "calculate": "calculation",
    "required message": "required_message",
    "constraint message": "constraint_message",
    "constraint-msg": "constraint_message",
    "constraint_msg": "constraint_message",
    "read only": "readonly",
    "read_only": "readonly",
    "repeat count": "repeat_count",
    "value": "name",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet with its cells by heading; only cells with text are there."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def cell(self, heading: str) -> str:
        """The cell under the heading, empty when there is none."""
        return self.cells.get(heading, "")


def lines_of(sheet: Sheet) -> tuple[Line, ...]:
    """The lines below the first row, which holds the headings. A heading that stands twice counts where it is first."""
    if not sheet.rows:
        return ()
    headings = [_heading(text) for text in sheet.rows[0].cells]
    lines = []
    for row in sheet.rows[1:]:
        cells: dict[str, str] = {}
        for heading, text in zip(headings, row.cells, strict=False):
            if heading and text:
                cells.setdefault(heading, text)
        if cells:
            lines.append(Line(sheet.name, row.number, cells))
    return tuple(lines)


def _heading(text: str) -> str:
    kind, _, language = re.sub(r"\s+", " ", text.strip()).partition(":")
    folded = kind.strip().casefold()
    name = _ALIASES.get(folded, folded)
    return f"{name}::{language.strip(': ')}" if language else name
