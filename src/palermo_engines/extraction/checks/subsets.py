"""A footnote that is presented as part of another but names States the other does not.

The rule: "of the States that X (list a), not all Y (list b)" makes b a part of a. The opening may carry mark a itself,
or point back to the list of the sentence before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from palermo_engines.documents.model import Mark
from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import Warning
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.extraction.sentences import sentences
from palermo_engines.extraction.statements import states_of_footnote
from palermo_engines.kit.places import countries

CODE = "not_a_subset"


def footnotes_not_subsets(reads: Sequence[ReadPassage]) -> Iterator[Warning]:
    """A warning for every list that breaks the rule, naming the States that should not stand in it."""
    lists = {read.passage.footnote: states_of_footnote(read) for read in reads if read.passage.footnote is not None}
    for read in reads:
        marks = [mark for mark in read.passage.marks if lists.get(mark.footnote)]
        if len(marks) < 2:
            continue
        text = normalised(read.passage.text)
        for start, end in sentences(text, read.passage.language):
            pair = _pair(text, start, end, marks, read)
            if pair is not None:
                yield from _compared(read, *pair, lists)


def _pair(text: str, start: int, end: int, marks: Sequence[Mark], read: ReadPassage) -> tuple[Mark, Mark] | None:
    """The marks of the whole and of the part, when the sentence opens with "of the States that ..."."""
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    opening = words(read.passage.language, "partitive").match(text, start + lead, end)
    if opening is None:
        return None
    whole = [mark for mark in marks if mark.offset <= opening.end()]
    part = [mark for mark in marks if opening.end() < mark.offset <= end]
    return (whole[-1], part[0]) if whole and part else None


def _compared(read: ReadPassage, whole: Mark, part: Mark, lists: Mapping[str, tuple[str, ...]]) -> Iterator[Warning]:
    extra = [code for code in lists[part.footnote] if code not in lists[whole.footnote]]
    if extra:
        names = ", ".join(countries()[code].name("en") if code in countries() else code for code in extra)
        message = (
            f"Footnote {part.footnote} is presented as part of footnote {whole.footnote}, but names States that "
            f"footnote {whole.footnote} does not: {names}."
        )
        place = read.passage.place(whole.offset, part.offset)
        yield Warning(place, CODE, message, {"footnotes": f"{part.footnote} {whole.footnote}", "iso3": " ".join(extra)})
