"""What another reply, or one less, does to a report: sentence by sentence, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from palermo_engines.synthesis.written import Mark, Sentence, Written


@dataclass(frozen=True, slots=True)
class Change:
    """An item whose sentence or footnotes read otherwise. None where it was or is not printed. ``text`` holds marks in
    square brackets; ``renumbered`` true: only numbers of footnotes moved."""

    item: str
    before: str | None
    after: str | None
    footnotes_before: tuple[str, ...]
    footnotes_after: tuple[str, ...]
    renumbered: bool


def changes_between(before: Written, after: Written) -> tuple[Change, ...]:
    """The changes in the order of the later report, what vanished last. Both must be in the same language."""
    old, new = _sentences(before), _sentences(after)
    order = dict.fromkeys((*new, *old))
    changes = (_change(item, old.get(item), new.get(item), before, after) for item in order)
    return tuple(change for change in changes if change is not None)


def _sentences(report: Written) -> Mapping[str, Sentence]:
    return {each.item: each for paragraph in report.paragraphs for each in paragraph.sentences}


def _change(item: str, old: Sentence | None, new: Sentence | None, before: Written, after: Written) -> Change | None:
    texts = (_marked(old), _marked(new))
    notes = (_notes(old, before), _notes(new, after))
    if texts[0] == texts[1] and notes[0] == notes[1]:
        return None
    same_words = old is not None and new is not None and old.text == new.text
    return Change(item, *texts, *notes, renumbered=same_words and notes[0] == notes[1])


def _marked(sentence: Sentence | None) -> str | None:
    if sentence is None:
        return None
    return "".join(f"[{piece.text}]" if isinstance(piece, Mark) else piece for piece in sentence.pieces)


def _notes(sentence: Sentence | None, report: Written) -> tuple[str, ...]:
    return tuple(note.text for note in report.footnotes_of(sentence)) if sentence else ()
