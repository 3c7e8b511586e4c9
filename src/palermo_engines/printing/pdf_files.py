"""A report as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from palermo_engines.printing.model import Paragraph, Piece, Report, Table
from palermo_engines.printing.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("report.typ")


def compile_pdf(report: Report) -> bytes:
    """The bytes of a PDF, in the fonts of the machine. InputError ``printing.typesetting`` when Typst refuses."""
    return typeset(_TEMPLATE, _content(report), code="printing.typesetting")


def _content(report: Report) -> dict[str, Any]:
    return {
        **{name: getattr(report, name) for name in ("language", "title", "subtitle", "foot")},
        "rtl": report.right_to_left,
        "sections": [
            {"level": section.level, "heading": section.heading, "parts": [_part(part) for part in section.parts]}
            for section in report.sections
        ],
    }


def _part(part: Paragraph | Table) -> dict[str, Any]:
    if isinstance(part, Table):
        return {"kind": "table", "heading": part.heading, "rows": [_pieces(row) for row in part.rows]}
    return {"kind": "item" if part.item else "text", "pieces": _pieces(part.pieces)}


def _pieces(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    return [
        {"text": piece, "address": ""} if isinstance(piece, str) else {"text": piece.text, "address": piece.address}
        for piece in pieces
    ]
