"""What a careful human reader finds in a sample, as lines of the format that ``palermo extract`` prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from samples.making.source import Heading, Passage, Sample, TableBlock

Line = dict[str, Any]
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|(?<=。)")
_FIGURE: Line = {"high": None, "qualifier": "exact", "unit": None, "measure": None, "iso3": [], "period": None,
           "as_of": None, "breakdown": {}, "part_of": None}  # fmt: skip


def truth_lines(sample: Sample) -> Iterator[Line]:
    """The document, its headings and paragraphs with what each states, then its footnotes."""
    notes = list(_footnotes(sample))
    yield {"type": "document", "source": sample.file_name, "symbol": sample.facts["symbol"],
           "language": sample.language, "title": sample.head["title"], "date": sample.facts["date"],
           "paragraphs": len(sample.passages), "footnotes": sum(n["type"] == "footnote" for n in notes)}  # fmt: skip
    if sample.opening:
        yield from _mentions(sample.opening, {"paragraph": sample.opening.key})
    for block in sample.blocks:
        if isinstance(block, Heading):
            yield {"type": "heading", "level": block.level, "number": block.number, "text": block.text}
        elif not isinstance(block, TableBlock):
            yield {"type": "paragraph", "key": block.key, "kind": block.kind, "text": block.text}
            yield from _found(sample, block)
    yield from notes


def write_truth(sample: Sample) -> str:
    """The lines as JSON Lines."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in truth_lines(sample))


def _found(sample: Sample, passage: Passage) -> Iterator[Line]:
    yield from _mentions(passage, {"paragraph": passage.key})
    for kind in ("figures", "statements", "directives"):
        for span in passage.facts:
            fact = sample.facts[kind].get(span.id)
            if fact is not None:
                yield _FACTS[kind](passage, span.id, passage.text[span.start : span.end], fact)
    for kind in ("action", "warning"):
        for entry in sample.facts[f"{kind}s"]:
            if entry["paragraph"] == passage.key:
                yield {"type": kind, **entry}


def _mentions(passage: Passage, place: Line) -> Iterator[Line]:
    for span in passage.mentions:
        yield {"type": "mention", **place, "iso3": span.id, "text": passage.text[span.start : span.end]}


def _figure(passage: Passage, fact_id: str, words: str, fact: Line) -> Line:
    return {"type": "figure", "paragraph": passage.key, **_FIGURE, **fact, "id": fact_id, "snippet": words}


def _statement(passage: Passage, _: str, words: str, fact: Line) -> Line:
    text = next(sentence for sentence in _SENTENCE_END.split(passage.text) if words in sentence)
    return {"type": "statement", "paragraph": passage.key, "theme": fact["theme"], "quantifier": words,
            "iso3": fact["iso3"], "text": text}  # fmt: skip


def _directive(passage: Passage, _: str, words: str, fact: Line) -> Line:
    return {"type": "directive", "paragraph": passage.key, "verb": words, "verb_code": fact["code"],
            "addressees": fact["addressees"], "text": passage.text}  # fmt: skip


_FACTS = {"figures": _figure, "statements": _statement, "directives": _directive}


def _footnotes(sample: Sample) -> Iterator[Line]:
    if sample.form != "docx":
        yield {"type": "footnote", "key": "*", "paragraph": None, "text": sample.head["agenda_note"]}
    for note in sample.footnotes:
        place = next(p.key for p in sample.passages if note.key in [mark for mark, _ in p.marks])
        yield {"type": "footnote", "key": note.key, "paragraph": place, "text": note.text}
        yield from _mentions(note, {"footnote": note.key})
