"""The disclosure gate for a table of counts and totals over groups of its cells.

A cell or total of 1 to ``minimum`` - 1 people is withheld. Then further cells, the smallest first, are withheld until
nothing printed tells more about a small cell than that it is small: what a reader can work out must leave open 1 as
well as ``minimum`` - 1 people. Where no further cell helps, totals are withheld too. Rounding comes last and only takes
away. The same table gives the same release; nothing here is drawn by chance, so that asking twice reveals nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

from palermo_engines.kit.errors import InputError
from palermo_engines.release.ranges import Known, range_of

Key = Hashable
MOST_CELLS = 4_000


@dataclass(frozen=True)
class Rule:
    """``minimum``: the smallest count that is printed, at least 2. ``base``: printed counts are rounded to it (half
    up); 1 leaves them as they are."""

    minimum: int = 5
    base: int = 1


@dataclass(frozen=True)
class Counts:
    """``cells`` by key; ``totals`` by name, each the keys of the cells it adds up."""

    cells: Mapping[Key, int]
    totals: Mapping[str, frozenset[Key]]

    def total(self, name: str) -> int:
        return sum(self.cells[key] for key in self.totals[name])


@dataclass(frozen=True)
class Release:
    """What may be printed: None stands for a count that is withheld. ``small`` are the cells below the minimum;
    ``complementary`` the others that had to be withheld to hide them."""

    cells: Mapping[Key, int | None]
    totals: Mapping[str, int | None]
    small: frozenset[Key]
    complementary: frozenset[Key]


def release(counts: Counts, rule: Rule | None = None) -> Release:
    """The table as it may be printed. InputError ``release.rule`` or ``release.size`` when it cannot be worked out."""
    rule = rule or Rule()
    _demand_sane(counts, rule)
    gate = _Gate(counts, rule)
    gate.close()
    hidden = gate.hidden
    printed = {key: None if key in hidden else _rounded(count, rule.base) for key, count in counts.cells.items()}
    totals = {
        name: None if name in gate.withheld else _rounded(counts.total(name), rule.base) for name in counts.totals
    }
    return Release(printed, totals, gate.small, frozenset(hidden - gate.small))


def leaks(counts: Counts, rule: Rule, hidden: frozenset[Key], withheld: frozenset[str]) -> list[Key | str]:
    """The small cells, then the small totals, about which a release that withholds ``hidden`` cells and ``withheld``
    totals says more than that they are small. Empty for every result of ``release``."""
    order = [key for key in counts.cells if key in hidden]
    known = known_of(counts, order, withheld)
    small = {key: [order.index(key)] for key in order if _is_small(counts.cells[key], rule)}
    sums = {
        name: [order.index(key) for key in order if key in counts.totals[name]]
        for name in counts.totals
        if _is_small(counts.total(name), rule)
    }
    told: list[Key | str] = [key for key, cells in small.items() if not _open(range_of(known, cells), rule)]
    return [*told, *(name for name, cells in sums.items() if not _open(range_of(known, cells), rule, len(cells)))]


class _Gate:
    """Cells ``hidden`` and totals ``withheld`` so far."""

    def __init__(self, counts: Counts, rule: Rule) -> None:
        self.counts, self.rule = counts, rule
        self.small = frozenset(key for key, count in counts.cells.items() if _is_small(count, rule))
        self.hidden: set[Key] = set(self.small)
        self.withheld = {name for name in counts.totals if _is_small(counts.total(name), rule)}

    def close(self) -> None:
        """Withhold until nothing leaks. Every round withholds one more thing, so it ends."""
        while told := leaks(self.counts, self.rule, frozenset(self.hidden), frozenset(self.withheld)):
            self._withhold_for(told[0])

    def _withhold_for(self, told: Key | str) -> None:
        """The smallest printed cell that shares a printed total with what leaks; else the smallest such total."""
        cells: Set[Key] = self.counts.totals.get(told, {told}) if isinstance(told, str) else {told}
        sharing = [
            n for n, keys in self.counts.totals.items() if n not in self.withheld and keys & (cells | self.hidden)
        ]
        near = [name for name in sharing if self.counts.totals[name] & cells] or sharing
        printed = {
            key
            for name in near
            for key in self.counts.totals[name]
            if key not in self.hidden and self.counts.cells[key]
        }
        order = list(self.counts.cells)
        if printed:
            self.hidden.add(min(printed, key=lambda key: (self.counts.cells[key], order.index(key))))
        else:
            self.withheld.add(min(near, key=lambda name: (self.counts.total(name), name)))


def known_of(counts: Counts, order: list[Key], withheld: frozenset[str]) -> Known:
    """What the printed cells and totals say about the cells of ``order``, which are withheld."""
    sums, left = [], []
    for name, keys in counts.totals.items():
        row = tuple(int(key in keys) for key in order)
        if name not in withheld and any(row):
            sums.append(row)
            left.append(sum(counts.cells[key] for key in order if key in keys))
    return Known(len(order), tuple(sums), tuple(left))


def _open(found: tuple[float, float], rule: Rule, cells: int = 1) -> bool:
    """Whether everything from the least that so many cells can hold up to the minimum less one is still possible."""
    low, high = found
    return low <= max(1, cells) and high >= max(rule.minimum - 1, cells)


def _is_small(count: int, rule: Rule) -> bool:
    return 0 < count < rule.minimum


def _rounded(count: int, base: int) -> int:
    return (count + base // 2) // base * base


def _demand_sane(counts: Counts, rule: Rule) -> None:
    if rule.minimum < 2 or rule.base < 1:
        raise InputError("release.rule", "the smallest printed count is at least 2, the base of rounding at least 1.")
    if len(counts.cells) > MOST_CELLS:
        raise InputError("release.size", f"more than {MOST_CELLS} cells.", advice="Publish a coarser table.")
    if any(count < 0 for count in counts.cells.values()):
        raise InputError("release.count", "a count is negative.")
    strange = [name for name, keys in counts.totals.items() if not keys <= set(counts.cells)]
    if strange:
        raise InputError("release.total", "a total holds a cell that is not in the table.")
