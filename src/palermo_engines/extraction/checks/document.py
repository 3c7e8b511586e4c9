"""The checks that need one document only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palermo_engines.extraction.checks.resolutions import malformed_resolution_numbers
from palermo_engines.extraction.checks.respondents import cited_but_not_respondents
from palermo_engines.extraction.checks.subsets import footnotes_not_subsets
from palermo_engines.extraction.checks.sums import parts_that_do_not_add_up
from palermo_engines.extraction.checks.symbols import symbols_used_twice
from palermo_engines.extraction.facts import Fact, Figure, Statement, Warning
from palermo_engines.extraction.passages import ReadPassage


def check_document(reads: Sequence[ReadPassage], facts: Sequence[Fact]) -> Iterator[Warning]:
    """The warnings of a document: its passages as read, and the figures and statements found in them."""
    statements = [fact for fact in facts if isinstance(fact, Statement)]
    figures = [fact for fact in facts if isinstance(fact, Figure)]
    yield from parts_that_do_not_add_up(figures, reads)
    yield from cited_but_not_respondents(reads, statements)
    yield from footnotes_not_subsets(reads)
    yield from symbols_used_twice(reads)
    yield from malformed_resolution_numbers(reads)
