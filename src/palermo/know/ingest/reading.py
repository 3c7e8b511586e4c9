"""From bytes to a document and its facts: the one place where this wing calls the reading engines."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.commons.wording.places import region_file
from palermo_engines.documents.model import Document
from palermo_engines.documents.reading import read_document
from palermo_engines.extraction.facts import Fact
from palermo_engines.extraction.pipeline import extract


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engines made of a file."""

    document: Document
    facts: tuple[Fact, ...]

    @property
    def texts(self) -> list[str]:
        """The text of every paragraph and footnote, for telling near-identical documents."""
        return [paragraph.text for paragraph in self.document.paragraphs] + [
            footnote.text for footnote in self.document.footnotes
        ]


def read(content: bytes, name: str) -> Reading:
    """Read a file and extract its facts. InputError when it is no document."""
    document = read_document(content, name)
    return Reading(document, tuple(extract(document, places=region_file())))
