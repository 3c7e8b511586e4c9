"""The report as a PDF, set by Typst. The text goes in as JSON, so that nothing in it is read as markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from palermo_engines.kit.languages import Language
from palermo_engines.printing.typesetting import typeset
from palermo_engines.synthesis.layout import Layout, heading_of, layout_of
from palermo_engines.synthesis.model import Synthesis
from palermo_engines.synthesis.written import Mark, Piece

_TEMPLATE = Path(__file__).with_name("report.typ")


def compile_pdf(synthesis: Synthesis, language: Language) -> bytes:
    """The bytes of a PDF, in the fonts of the machine. Raises InputError as ``write_report`` does, and
    ``synthesis.typesetting`` when Typst refuses."""
    return typeset(_TEMPLATE, _content(layout_of(synthesis, language)), code="synthesis.typesetting")


def _content(layout: Layout) -> dict[str, Any]:
    plain = ("language", "masthead", "body", "title", "subtitle", "annex", "annex_help", "block", "rows")
    return {
        **{name: getattr(layout, name) for name in plain},
        "rtl": layout.right_to_left,
        "sections": [
            {
                "level": section.level,
                "heading": heading_of(section, layout.language),
                "paragraphs": [
                    {
                        "number": str(each.number),
                        "pieces": [_piece(piece, layout) for piece in each.pieces(layout.language)],
                    }
                    for each in section.paragraphs
                ],
            }
            for section in layout.written.sections
        ],
        "lists": [{"heading": heading, "lines": lines} for heading, lines in layout.lists],
    }


def _piece(piece: Piece, layout: Layout) -> dict[str, str]:
    if not isinstance(piece, Mark):
        return {"kind": "text", "text": piece}
    if piece.footnote is None:
        return {"kind": "dagger", "text": piece.text}
    return {"kind": "footnote", "text": layout.written.footnotes[piece.footnote - 1].text}
