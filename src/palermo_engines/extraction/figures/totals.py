"""Which figure is part of which: brackets behind a total, "of whom", "including", "of the 511 calls, 36 ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palermo_engines.extraction.figures.drafts import Draft
from palermo_engines.extraction.figures.layout import Layout
from palermo_engines.extraction.figures.lexicon import Lexicon
from palermo_engines.extraction.figures.qualifiers import TIME_UNITS

_BREAK = re.compile(r"[，。；：、,;:]")


def find_totals(drafts: Sequence[Draft], layout: Layout, lexicon: Lexicon) -> None:
    """Set ``total`` of every draft that is part of an earlier one, and pass down what the part leaves unsaid."""
    for index, draft in enumerate(drafts):
        total = _by_brackets(drafts, index, layout)
        draft.bracketed = total is not None
        if total is None:
            total = _by_marker(drafts, index, layout, lexicon)
        if total is None:
            total = _by_selection(drafts, index, layout, lexicon)
        if total is None:
            total = _by_sum(drafts, index, layout)
        if total is not None:
            draft.total = total
            _inherit_unit(draft, drafts[total])


def inherit(drafts: Sequence[Draft]) -> None:
    """A part that names no measure, time, States or group of its own has those of its total."""
    for draft in drafts:
        if draft.total is None:
            continue
        total = drafts[draft.total]
        if draft.unit == total.unit and (draft.measure is None or (draft.bracketed and total.measure)):
            draft.measure = total.measure
        if draft.when.period is None and draft.when.as_of is None:
            draft.when = total.when
        draft.countries = draft.countries or total.countries
        draft.breakdown = {key: value for key, value in total.breakdown.items() if key != "per"} | draft.breakdown


def with_units(drafts: Sequence[Draft], layout: Layout, lexicon: Lexicon) -> list[Draft]:
    """Elliptic counts ("53 persons were arrested and 18 prosecuted") take the unit of the count before them in the
    sentence; those that find none state nothing, except in Chinese, where the measure word shows that they count."""
    kept: list[Draft] = []
    places: dict[int, int] = {}
    for index, draft in enumerate(drafts):
        if draft.unit is None and not lexicon.chinese:
            draft.unit = (
                None if draft.reading.noun or draft.reading.currency else _unit_before(kept, draft, layout, lexicon)
            )
            if draft.unit is None and draft.reading.noun is None and not draft.reading.currency:
                continue
        places[index] = len(kept)
        draft.total = places.get(draft.total) if draft.total is not None else None
        kept.append(draft)
    return kept


def _unit_before(drafts: Sequence[Draft], draft: Draft, layout: Layout, lexicon: Lexicon) -> str | None:
    first, _ = layout.sentence(draft.number.start)
    opens = not layout.text[first : draft.number.start].strip()
    if opens and first and lexicon.pattern(r"\s*(?:{})", "parts", "of_which").match(layout.text, draft.number.end):
        first = layout.sentence(first - 1)[0]  # "Forty of them ..."
    before = [
        other
        for other in drafts
        if other.number.start >= first and other.unit != "percent" and other.unit not in TIME_UNITS
    ]
    return before[-1].unit if before and not before[-1].reading.currency else None


def _inherit_unit(part: Draft, total: Draft) -> None:
    if part.unit is None or part.reading.generic or (part.unit == "people" and total.counts_people):
        part.unit = total.unit


def fits(part: Draft, total: Draft) -> bool:
    """Whether one can be part of the other: things of a kind, and no more of them."""
    if "percent" in (part.unit, total.unit) or part.number.value > total.number.value:
        return False
    alike = part.unit == total.unit or (part.counts_people and total.counts_people)
    return alike or part.reading.generic or part.unit is None


def _by_brackets(drafts: Sequence[Draft], index: int, layout: Layout) -> int | None:
    """The figure that brackets around this one directly follow: 2,692 people (935 women and 1,466 men)."""
    brackets = layout.enclosing_brackets(drafts[index].number.start)
    if brackets is None:
        return None
    for earlier in range(index - 1, -1, -1):
        total = drafts[earlier]
        if total.number.start > brackets[0]:
            continue
        between = layout.text[total.end : brackets[0]]
        near = len(between) <= 60 and not re.search(r"[。；;]|\.\s", between)
        return earlier if near and fits(drafts[index], total) else None
    return None


def _by_marker(drafts: Sequence[Draft], index: int, layout: Layout, lexicon: Lexicon) -> int | None:
    """The last fitting figure before "of whom" or "including" in this sentence, or before a sentence it opens."""
    draft = drafts[index]
    first, _ = layout.sentence(draft.number.start)
    marker = _last_marker(layout.text, first, draft.number.start, lexicon)
    if marker is None or _leaves(layout.text[marker[1] : draft.number.start]):
        return None
    if not _leads_to_number(drafts, marker, layout):
        return None
    opens = not layout.text[first : marker[0]].strip()
    floor = layout.sentence(first - 1)[0] if opens and first else first
    for earlier in range(index - 1, -1, -1):
        total = drafts[earlier]
        if total.number.start >= marker[0] or layout.enclosing_brackets(total.number.start):
            continue
        if total.number.start < floor:
            return None
        if fits(draft, total):
            return earlier if total.total is None or not opens else total.total
    return None


def _last_marker(text: str, first: int, at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    boundary = "" if lexicon.chinese else r"(?<!\w)"
    pattern = lexicon.pattern(boundary + r"(?:{})", "parts", "of_which")
    found = list(pattern.finditer(text, first, at))
    return found[-1].span() if found else None


def _leads_to_number(drafts: Sequence[Draft], marker: tuple[int, int], layout: Layout) -> bool:
    """The marker must lead to a number in its own clause: "including to build capacity" leads to none."""
    end = layout.clause(marker[1])[1]
    if not layout.text[marker[1] : end].strip(" ,，:："):
        end = layout.clause(end)[1]
    return any(marker[1] <= draft.number.start <= end for draft in drafts)


def _leaves(between: str) -> bool:
    """Whether what stands between starts something new."""
    return bool(re.search(r"[。；;]|\.\s", between))


def _by_sum(drafts: Sequence[Draft], index: int, layout: Layout) -> int | None:
    """Counts that follow a figure of their kind in its sentence and add up to it exactly: "137 victims: 21 women and
    116 children"."""
    sentence = layout.sentence(drafts[index].number.start)
    for start in range(index, 0, -1):
        total = drafts[start - 1]
        if total.number.start < sentence[0] or total.number.value < 3:
            return None
        left, end = total.number.value, start
        while left > 0 and end < len(drafts) and drafts[end].number.start < sentence[1] and fits(drafts[end], total):
            left -= drafts[end].number.value
            end += 1
        if left == 0 and start <= index < end and end - start > 1:
            return start - 1
    return None


def _by_selection(drafts: Sequence[Draft], index: int, layout: Layout, lexicon: Lexicon) -> int | None:
    """ "511个电话中，有36个", "Of the 511 calls received, 36 concerned ..."."""
    if index == 0:
        return None
    draft, total = drafts[index], drafts[index - 1]
    between = layout.text[total.end : draft.number.start]
    if len(between) > 60 or re.search(r"[。；;]|\.\s", between) or not fits(draft, total):
        return None
    if lexicon.pattern(r"(?:{})\s*$", "parts", "among").search(between):
        return index - 1
    before = layout.text[layout.clause(total.number.start)[0] : total.number.start]
    opened = lexicon.pattern(r"\s*(?:in\s\w+,\s)?(?:{})\s*", "parts", "out_of").fullmatch(before)
    return index - 1 if opened and re.search("[,،]", between) else None
