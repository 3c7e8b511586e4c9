"""Dates and intervals in six languages, ISO 8601 as precise as printed.

``2014年8月12日`` is ``2014-08-12``; ``3 to 5 May 2016`` is ``2016-05-03/2016-05-05``; a day without a year is
``--07-30``; the fourth quarter of 2020 is ``2020-10/2020-12``. Relative periods ("last year") stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from palermo_engines.extraction.date_atoms import Atom, find_atoms
from palermo_engines.extraction.facts import FoundDate
from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import Passage
from palermo_engines.kit.languages import Language
from palermo_engines.kit.periods import iso_date

_LOOK = 20
_DIGIT = re.compile(r"\d")


def find_dates(passage: Passage) -> list[FoundDate]:
    """The dates of a passage in order of their start."""
    text = normalised(passage.text)
    if passage.language != "zh" and not _DIGIT.search(text):
        return []
    found = []
    for start, end, date in dates_in(text, passage.language):
        found.append(FoundDate(passage.place(start, end), date, passage.text[start:end]))
    return found


def dates_in(text: str, language: Language) -> list[tuple[int, int, str]]:
    """Start, end and ISO date of every date in a normalised text."""
    atoms = find_atoms(text, language)
    links = [_link(text, first, second, language) for first, second in pairwise(atoms)]
    atoms = _filled(atoms, links, language)
    found: list[tuple[int, int, str]] = []
    for group, joined in _groups(atoms, links):
        found.extend(_spelled(group, joined))
    return found


@cache
def _joints(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None, re.Pattern[str]]:
    words = lexicon(language, "dates")
    before = re.compile(normalised(words["between"])) if "between" in words else None
    return (
        re.compile(normalised(words["range"]) + r"|/"),
        re.compile(normalised(words["and"])),
        before,
        re.compile(normalised(words.get("between_after", "(?!)"))),
    )


def _link(text: str, first: Atom, second: Atom, language: Language) -> str:
    """How two dates hang together: range, and, or nothing."""
    gap = text[first.end : second.start]
    if len(gap) > _LOOK:
        return ""
    span, conjunction, before, behind = _joints(language)
    if span.fullmatch(gap):
        return "range"
    if not conjunction.fullmatch(gap):
        return ""
    if first.year is not None and gap.strip()[:1] in ("،", ","):
        return ""  # a comma behind a whole date begins another date
    opened = before is not None and before.search(text[max(0, first.start - _LOOK) : first.start]) is not None
    return "range" if opened or behind.match(text, second.end) else "and"


def _filled(atoms: Sequence[Atom], links: Sequence[str], language: Language) -> list[Atom]:
    """Every atom with what it leaves out taken from the one it is joined to: before it in Chinese, behind it else."""
    filled = list(atoms)
    if lexicon(language, "dates")["order"] == "big":
        for position, link in enumerate(links):
            if link:
                filled[position + 1] = filled[position + 1].filled(filled[position])
        return _same_days(filled, links)
    for position in range(len(links) - 1, -1, -1):
        if links[position]:
            filled[position] = filled[position].filled(filled[position + 1])
    for position, link in enumerate(links):
        if link and filled[position + 1].year is None:
            filled[position + 1] = filled[position + 1].filled(filled[position])
    return filled


def _same_days(atoms: list[Atom], links: Sequence[str]) -> list[Atom]:
    """``2014年和2015年7月30日`` names the day in both years."""
    for position in range(len(links) - 1, -1, -1):
        first, second = atoms[position], atoms[position + 1]
        only_year = first.year is not None and first.month is None and first.months is None
        if links[position] == "and" and only_year and second.day is not None:
            atoms[position] = Atom(first.year, second.month, second.day, first.start, first.end)
    return atoms


def _groups(atoms: Sequence[Atom], links: Sequence[str]) -> Iterator[tuple[tuple[Atom, ...], str]]:
    """The atoms taken together with what joins them: pairs of a range, days joined by "and", single ones."""
    position = 0
    while position < len(atoms):
        link = links[position] if position < len(links) else ""
        linked_back = bool(links[position - 1]) if position else False
        if link == "range" or (link == "and" and _next_day(atoms[position], atoms[position + 1])):
            yield (atoms[position], atoms[position + 1]), "range"
            position += 2
            continue
        yield (atoms[position],), "and" if link or linked_back else ""
        position += 1


def _next_day(first: Atom, second: Atom) -> bool:
    if first.day is None or second.day is None:
        return False
    return (first.year, first.month, first.day + 1) == (second.year, second.month, second.day)


def _spelled(group: tuple[Atom, ...], joined: str) -> Iterator[tuple[int, int, str]]:
    first, last = group[0], group[-1]
    if len(group) == 2:
        start, end = _iso(first, False), _iso(last, True)
        if start and end and _in_order(start, end):
            yield first.start, last.end, f"{start}/{end}"
            return
        for atom in group:
            yield from _spelled((atom,), "and")
        return
    if not (first.alone or joined):
        return
    date = _iso(first, None)
    if date and (first.year is not None or first.day is not None):
        yield first.start, first.end, date


def _in_order(start: str, end: str) -> bool:
    shortest = min(len(start), len(end))
    return start[:shortest] <= end[:shortest]


def _iso(atom: Atom, last: bool | None) -> str | None:
    """The date as ISO 8601; a named part of a year gives its months (one of them at the ends of a range)."""
    if atom.months is not None and atom.year is not None:
        low, high = (iso_date(atom.year, month) for month in atom.months)
        return f"{low}/{high}" if last is None else (high if last else low)
    try:
        if atom.year is not None:
            return iso_date(atom.year, atom.month, atom.day if atom.month is not None else None)
        if atom.month is not None and atom.day is not None:
            iso_date(2000, atom.month, atom.day)
            return f"--{atom.month:02d}-{atom.day:02d}"
    except ValueError:
        return None
    return None
