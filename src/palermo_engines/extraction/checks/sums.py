"""Parts that do not add up to the total they are stated with. The numbers are kept as stated; the warning says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import Figure, Warning
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.order import where, where_read
from palermo_engines.extraction.passages import ReadPassage
from palermo_engines.kit.quantities import Qualifier

CODE = "parts_do_not_add_up"
_LEAD = 14
_SEXES = frozenset({"female", "male"})


def parts_that_do_not_add_up(figures: Sequence[Figure], reads: Sequence[ReadPassage]) -> Iterator[Warning]:
    """A warning for every total whose parts exceed it, or fall short of it though they are presented as all of it."""
    passages = {where_read(read): read for read in reads}
    totals = {figure.id: figure for figure in figures}
    parts: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.part_of in totals:
            parts.setdefault(figure.part_of or "", []).append(figure)
    for total_id, members in parts.items():
        total = totals[total_id]
        comparable = [part for part in members if part.unit == total.unit and part.high is None]
        read = passages.get(where(total))
        if read is not None and _wrong(total, comparable, read):
            yield _warning(total, comparable)


def _wrong(total: Figure, parts: list[Figure], read: ReadPassage) -> bool:
    exact = all(figure.qualifier is Qualifier.EXACT for figure in (total, *parts))
    if len(parts) < 2 or not exact or total.high is not None or _adds_up(total, parts):
        return False
    groups = _groups(parts)
    if any(sum(part.value for part in group) > total.value for group in groups):
        return True
    sexes = {part.breakdown.get("sex") for part in parts}
    return sexes == _SEXES or _presented_as_whole(total, parts, read)


def _groups(parts: list[Figure]) -> list[list[Figure]]:
    """The parts by the dimensions they are split by: women and men are one split, children and adults another."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for part in parts:
        groups.setdefault(tuple(sorted(part.breakdown)), []).append(part)
    return list(groups.values())


def _adds_up(total: Figure, parts: list[Figure]) -> bool:
    splits = [parts, *(group for group in _groups(parts) if len(group) > 1)]
    return any(sum((part.value for part in split), Decimal()) == total.value for split in splits)


def _presented_as_whole(total: Figure, parts: list[Figure], read: ReadPassage) -> bool:
    """Whether the text introduces the parts with "namely", "comprising" or a bracket, not with "of whom"."""
    text = normalised(read.passage.text)
    stretch = text[total.place.end : max(part.place.end for part in parts)]
    lead = text[total.place.end : min(part.place.start for part in parts) + _LEAD]
    language = read.passage.language
    return words(language, "partition").search(lead) is not None and not words(language, "part_only").search(stretch)


def _warning(total: Figure, parts: list[Figure]) -> Warning:
    added = " + ".join(f"{part.value:f}" for part in parts)
    sum_of_parts = sum((part.value for part in parts), Decimal())
    message = f"The parts do not add up: {added} = {sum_of_parts:f}, but the total stated is {total.value:f}."
    return Warning(total.place, CODE, message, {"figure": total.id, "sum": f"{sum_of_parts:f}"})
