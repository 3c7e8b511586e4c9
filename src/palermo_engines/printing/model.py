"""A report as what it says: sections of paragraphs, tables and lists. Texts are already in their language.

A piece of text is a string, or a ``Link``: words that open an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from palermo_engines.kit.languages import RIGHT_TO_LEFT, Language


@dataclass(frozen=True, slots=True)
class Link:
    """``text`` that opens ``address``, a whole https or http address."""

    text: str
    address: str


Piece = str | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``pieces`` one after the other. ``item``: it is an item of a list."""

    pieces: tuple[Piece, ...]
    item: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``heading`` names the columns; every row has as many cells."""

    heading: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """``level`` 1 or 2."""

    heading: str
    parts: tuple[Paragraph | Table, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """``foot`` stands at the foot of every page with its number. ``on`` dates the file."""

    language: Language
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    foot: str
    on: date | None = None

    @property
    def right_to_left(self) -> bool:
        return self.language in RIGHT_TO_LEFT


def plain(pieces: Sequence[Piece]) -> str:
    """The words alone."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
