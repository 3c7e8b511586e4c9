"""The whole panel in one call: every method, whether they agree, what refuses an estimate, how much lists matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from palermo_engines.estimation.bounds import chao_lower_bound, chapman_pairs, isolated_lists, sample_coverage
from palermo_engines.estimation.methods import METHODS, Result, Settings
from palermo_engines.estimation.partitions import Variant, near_variants
from palermo_engines.estimation.tables import ListTable
from palermo_engines.estimation.words import disagreement_text


@dataclass(frozen=True)
class Disagreement:
    """Methods whose estimates lie outside the 95% interval of another; ``text`` says so in plain words."""

    lowest: tuple[str, float]
    highest: tuple[str, float]
    outside: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True)
class Panel:
    """Everything that is said about a table. With ``refusals`` (codes of ``words.py``) no result has an estimate."""

    table: ListTable
    settings: Settings
    results: tuple[Result, ...]
    refusals: tuple[str, ...]
    disagreement: Disagreement | None
    checks: Mapping[str, float]
    variants: tuple[Variant, ...]


def refusals(table: ListTable) -> tuple[str, ...]:
    """Why no estimate would be honest, if so."""
    several = [code for code in range(1, len(table.counts) + 1) if code.bit_count() > 1]
    if not table.counts[np.array(several) - 1].any():
        return ("no_overlap",)
    return ("isolated_list",) if isolated_lists(table) else ()


def run_panel(table: ListTable, settings: Settings | None = None, methods: Sequence[str] = tuple(METHODS)) -> Panel:
    """Run the methods, compare them, and try the table without or with merged lists.

    Where no estimate is honest nothing is estimated: the refusals say why, and the checks keep the lower bound.
    """
    settings = settings or Settings()
    refused = refusals(table)
    checks = {"chao_lower_bound": chao_lower_bound(table.counts, table.lists)}
    if refused:
        return Panel(table, settings, (), refused, None, checks, ())
    results = tuple(METHODS[method](table, settings) for method in methods)
    checks |= {"sample_coverage": sample_coverage(table.counts, table.lists), **chapman_pairs(table)}
    return Panel(table, settings, results, (), compare(results), checks, near_variants(table, settings.threshold))


def compare(results: Sequence[Result]) -> Disagreement | None:
    """Where one method's estimate lies outside the 95% interval of another, the spread is more than chance."""
    finite = [(result, result.estimate) for result in results if result.estimate is not None]
    outside = tuple(
        (one.method, other.method)
        for one, estimate in finite
        for other, _ in finite
        if "0.95" in other.intervals and not other.intervals["0.95"][0] <= estimate <= other.intervals["0.95"][1]
    )
    if not outside:
        return None
    ordered = sorted(((result.method, estimate) for result, estimate in finite), key=lambda pair: pair[1])
    text = disagreement_text(ordered[0], ordered[-1], list(outside))
    return Disagreement(ordered[0], ordered[-1], outside, text)
