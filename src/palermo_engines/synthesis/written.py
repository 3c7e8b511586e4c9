"""A report as it reads in one language: what the writers of files print, and pages show."""

from __future__ import annotations

from dataclasses import dataclass

from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.checking import Fault
from palermo_engines.synthesis.model import Override
from palermo_engines.synthesis.phrasing import joins


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark, or (``footnote`` None) the dagger behind a quantifier that was set by hand."""

    footnote: int | None

    @property
    def text(self) -> str:
        """As it is printed."""
        return "\u2020" if self.footnote is None else str(self.footnote)


Piece = str | Mark


@dataclass(frozen=True, slots=True)
class Footnote:
    """``item`` is the statement or remark it comes from, or the cited figure."""

    number: int
    text: str
    item: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """``item`` is the statement or remark. ``footnotes`` are the numbers of its marks."""

    item: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Without marks."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def footnotes(self) -> tuple[int, ...]:
        """The numbers of its footnotes, in order."""
        marks = (piece.footnote for piece in self.pieces if isinstance(piece, Mark))
        return tuple(number for number in marks if number is not None)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``number`` is the one printed, ``key`` the one in the coding."""

    number: int
    key: str
    sentences: tuple[Sentence, ...]

    def pieces(self, language: Language) -> tuple[Piece, ...]:
        """Its sentences one after the other."""
        found: list[Piece] = []
        for sentence in self.sentences:
            found += [joins(language), *sentence.pieces] if found and joins(language) else sentence.pieces
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Section:
    """``number`` as printed: ``I``, ``A``, ``一``. Chapters without paragraphs of their own head their sections."""

    level: int
    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """How a statement was coded, for the list at the end. ``paragraph`` is None when it is not printed."""

    statement: str
    paragraph: int | None
    quantifier: str
    printed: str
    proposed: str
    count: int
    base: int
    override: Override | None


@dataclass(frozen=True, slots=True)
class Written:
    """The report. ``faults`` are what the checks found; a report with an error among them is no final one."""

    language: Language
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    choices: tuple[Choice, ...]
    faults: tuple[Fault, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    def sentence(self, item: str) -> Sentence | None:
        """The sentence of an item; None when it is not printed."""
        return next((each for part in self.paragraphs for each in part.sentences if each.item == item), None)

    def footnotes_of(self, sentence: Sentence) -> tuple[Footnote, ...]:
        """The footnotes of a sentence."""
        return tuple(self.footnotes[number - 1] for number in sentence.footnotes)
