"""Whom each list can see at all, as its keepers declare it: gaps that are certain before anybody is counted.

Counts show people out of reach only where there are many, and never those whom no list sees. Definitions show both: a
shelter for adults and a hotline for children share nobody, whatever the table says.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import prod

from palermo_engines.kit.errors import InputError

Groups = Mapping[str, frozenset[str]]  # of every dimension that matters, which values

_ALL, _MOST_GROUPS, _MOST_ROWS, _OLDEST = "*", 20_000, 2_000, 999
_RANGE = re.compile(r"(\d{1,3})(?:-(\d{1,3})|(\+))?")


@dataclass(frozen=True)
class Declared:
    """``values`` of every dimension, and what each of ``lists`` ``sees`` of it (all, where nothing is declared)."""

    lists: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    sees: Mapping[str, Groups]

    def seeing(self, group: Mapping[str, str]) -> tuple[str, ...]:
        """The lists that can see a person of this kind."""
        return tuple(
            name
            for name in self.lists
            if all(value in self.sees[name].get(dimension, (value,)) for dimension, value in group.items())
        )


@dataclass(frozen=True)
class Gap:
    """``seen_by_none``: people of ``group`` come on no list; ``seen_by_one``: on none but the one of ``lists``;
    ``never_together``: the two of ``lists`` share nobody (``group`` is empty)."""

    code: str
    lists: tuple[str, ...]
    group: Groups

    @property
    def described(self) -> str:
        return "; ".join(f"{dimension} {', '.join(sorted(values))}" for dimension, values in self.group.items())


def read_definitions(content: str, lists: Sequence[str], *, where: str = "") -> Declared:
    """Read CSV with the columns list, dimension, sees: ``shelter,age,18+`` or ``courts,form,forced labour;begging``.

    Values are separated by semicolons; ages and other whole numbers are written 18, 6-17 or 18+. The list ``*`` says
    which values there are among the people meant to be counted. Raises InputError with the line.
    """
    rows = csv.reader(io.StringIO(content.removeprefix("\ufeff")))
    if [cell.strip().lower() for cell in next(rows, [])] != ["list", "dimension", "sees"]:
        advice = "The first line is list,dimension,sees."
        raise InputError("estimation.definitions", "these are no definitions.", advice=advice, where=where)
    told: dict[str, dict[str, list[str]]] = {}
    for line, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            name, dimension, sees = _checked(row, lists, f"{where} line {line}".strip(), line)
            told.setdefault(dimension, {}).setdefault(name, []).extend(sees)
    if not told:
        raise InputError("estimation.definitions", "nothing is declared.", where=where)
    return _declared(told, tuple(lists), where)


def _checked(row: list[str], lists: Sequence[str], where: str, line: int) -> tuple[str, str, list[str]]:
    cells = [cell.strip() for cell in row]
    values = [value.strip() for value in cells[-1].split(";") if value.strip()]
    if len(cells) != 3 or not cells[1] or not values or line > _MOST_ROWS:
        raise InputError("estimation.definitions", "expected a list, a dimension and what it sees.", where=where)
    if cells[0] not in (*lists, _ALL):
        advice = "Use the names in the first line of the table."
        raise InputError("estimation.definitions", "the table has no list of that name.", advice=advice, where=where)
    return cells[0], cells[1].lower(), values


def _declared(told: Mapping[str, Mapping[str, list[str]]], lists: tuple[str, ...], where: str) -> Declared:
    values, sees = dict[str, tuple[str, ...]](), {name: dict[str, frozenset[str]]() for name in lists}
    for dimension, by_list in told.items():
        cut = _cut(by_list)
        values[dimension] = tuple(sorted(set().union(*cut.values()), key=_in_order))
        for name, seen in cut.items():
            if name != _ALL:
                sees[name][dimension] = seen
    if prod(len(each) for each in values.values()) > _MOST_GROUPS:
        raise InputError("estimation.definitions", f"more than {_MOST_GROUPS} kinds of people.", where=where)
    return Declared(lists, values, sees)


def _cut(by_list: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """What each list sees, in values that overlap nowhere: ranges of numbers are cut where any of them begins."""
    written = [value for values in by_list.values() for value in values]
    if not all(_RANGE.fullmatch(value) for value in written):
        return {name: frozenset(values) for name, values in by_list.items()}
    spans = {value: _span(value) for value in written}
    edges = sorted({edge for first, last in spans.values() for edge in (first, last + 1)})
    pieces = [(first, after - 1) for first, after in pairwise(edges)]
    return {
        name: frozenset(
            _spelled(piece)
            for piece in pieces
            if any(spans[value][0] <= piece[0] and piece[1] <= spans[value][1] for value in values)
        )
        for name, values in by_list.items()
    }


def _span(value: str) -> tuple[int, int]:
    first, last, onwards = _RANGE.fullmatch(value).groups()  # type: ignore[union-attr]  # it matched before
    return int(first), _OLDEST if onwards else max(int(last or first), int(first))


def _spelled(piece: tuple[int, int]) -> str:
    first, last = piece
    return f"{first}+" if last == _OLDEST else str(first) if first == last else f"{first}-{last}"


def _in_order(value: str) -> tuple[int, str]:
    found = re.match(r"\d+", value)
    return (int(found.group()) if found else -1, value)


def gaps(declared: Declared) -> tuple[Gap, ...]:
    """What the definitions alone exclude: groups in none or one of the lists, and pairs of lists that share nobody."""
    by_lists: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for chosen in product(*declared.values.values()):
        group = dict(zip(declared.values, chosen, strict=True))
        by_lists.setdefault(declared.seeing(group), []).append(group)
    found = []
    for lists, groups in by_lists.items():
        if len(lists) < 2:
            code = "seen_by_one" if lists else "seen_by_none"
            found += [Gap(code, lists, box) for box in _boxes(groups, declared)]
    together = {pair for lists in by_lists for pair in combinations(lists, 2)}
    apart = [pair for pair in combinations(declared.lists, 2) if pair not in together]
    return (*sorted(found, key=lambda gap: (gap.code, gap.lists)), *(Gap("never_together", pair, {}) for pair in apart))


def _boxes(groups: list[dict[str, str]], declared: Declared) -> Iterator[Groups]:
    """The groups joined where they differ in one dimension only; a dimension that holds every value is left out."""
    boxes: Iterable[tuple[frozenset[str], ...]] = [tuple(frozenset([v]) for v in group.values()) for group in groups]
    for at in range(len(declared.values)):
        joined: dict[tuple[frozenset[str], ...], frozenset[str]] = {}
        for box in boxes:
            rest = box[:at] + box[at + 1 :]
            joined[rest] = joined.get(rest, frozenset()) | box[at]
        boxes = [(*rest[:at], values, *rest[at:]) for rest, values in joined.items()]
    for box in boxes:
        named = zip(declared.values.items(), box, strict=True)
        yield {dimension: held for (dimension, values), held in named if len(held) < len(values)}
