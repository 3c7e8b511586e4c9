"""Does the estimation engine equal the R packages, and how fast is it beside them?

    python benchmarks/estimation.py            the table of agreement and the speeds
    python benchmarks/estimation.py --check    the same; exit code 4 if anything differs or a target is missed

Agreement is computed for every file of ../shared/estimation; R's CPU seconds are those of its README. Speeds are the
better of two warm runs, wall clock, with processor seconds beside them: on a busy machine only the latter compare.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the searches bring their own threads; before NumPy loads

import numpy as np

from palermo_engines.estimation.bic import best_models, rank_models
from palermo_engines.estimation.bootstrap import acceleration, bca, leave_one_out, limits_at, resample
from palermo_engines.estimation.designs import Floats, main_effects, pairs, spell
from palermo_engines.estimation.existence import codes
from palermo_engines.estimation.graphs import average_graphs
from palermo_engines.estimation.pairwise import best_pairs
from palermo_engines.estimation.resamples import read_resamples
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable, read_table

SHARED = Path(__file__).resolve().parents[2] / "shared" / "estimation"
RUNAWAY = 1e12  # glm stops somewhere above this when the maximum is at infinity
CLOSE = 1e-6


@dataclass(frozen=True)
class Line:
    """One comparison: what, the largest relative gap (or the time), the limit it must stay below."""

    what: str
    found: float
    limit: float
    note: str = ""

    @property
    def good(self) -> bool:
        return self.found < self.limit


def table_of(name: str) -> ListTable:
    return read_table((SHARED / "data" / f"{name.lower()}.csv").read_text())


def gap(ours: Floats, theirs: Floats) -> float:
    """The largest relative gap; infinite where one is finite and the other not."""
    theirs = np.where(theirs > RUNAWAY, np.inf, theirs)
    if (np.isfinite(ours) != np.isfinite(theirs)).any():
        return float("inf")
    finite = np.isfinite(ours)
    return float(np.abs(ours[finite] / theirs[finite] - 1).max(initial=0.0))


def stepwise_lines(reference: dict) -> Iterator[Line]:
    for path in sorted(SHARED.glob("resamples/boot_sparsemse201_*.csv.gz")):
        name, threshold = path.name.removeprefix("boot_sparsemse201_").removesuffix(".csv.gz").rsplit("_p", 1)
        table = table_of(name)

        def run(counts: Floats, lists: int = table.lists, limit: float = float(threshold)) -> Floats:
            return select(counts, lists, limit, like_r=True).totals

        given = read_resamples(path.read_bytes(), table, run)
        totals = run(given.counts)
        yield Line(f"stepwise {name} p={threshold}: 1,000 totals", gap(totals, given.estimates), CLOSE)
        printed = reference[name][f"stepwise_SparseMSE_p{threshold}"]
        left_out, weights = leave_one_out(table.counts)
        accelerated = acceleration(run(left_out), weights)
        levels = [float(level) for level in printed["BCa"]]
        limits = limits_at(totals, printed["z0"], accelerated, levels)
        found, theirs = np.array([*limits.at.values()]), np.array([*printed["BCa"].values()])
        yield Line(f"stepwise {name} p={threshold}: BCa limits", gap(found, theirs), CLOSE)


def bic_lines() -> Iterator[Line]:
    for path in sorted(SHARED.glob("resamples/bic_all_*.csv.gz")):
        name, order = path.name.removeprefix("bic_all_").removesuffix(".csv.gz").rsplit("_mo", 1)
        table = table_of(name)
        with gzip.open(path, "rt") as lines:
            rows = [line.rsplit(",", 2) for line in lines.read().splitlines()[1:]]
        theirs = {row[0].replace(" ", ","): (float(row[1]), float(row[2])) for row in rows if "NA" not in row[1]}
        ranked = rank_models(table.counts, table.lists, int(order))
        at = {spell(model): place for place, model in enumerate(ranked.models)}
        if set(at) != set(theirs):
            yield Line(f"BIC {name} order {order}: admissible models", np.inf, 0.5)
            continue
        places = [at[model] for model in theirs]
        totals, bic = (np.array(column) for column in zip(*theirs.values(), strict=True))
        note = f"{len(theirs):,} models"
        yield Line(f"BIC {name} order {order}: totals", gap(ranked.totals[places], totals), CLOSE, note)
        yield Line(f"BIC {name} order {order}: BIC", float(np.abs(ranked.bic[places] - bic).max()), CLOSE, note)


def nested_lines(reference: dict) -> Iterator[Line]:
    for path in sorted(SHARED.glob("resamples/bootdraws_bic_*.csv.gz")):
        name = path.name.removeprefix("bootdraws_bic_").removesuffix(".csv.gz")
        table, printed = table_of(name), reference[name]["bic_MultipleSystemsEstimation"]["bootstrap"]
        ranked = rank_models(table.counts, table.lists, printed["default_maxorder"])
        draws = read_resamples(path.read_bytes(), table, lambda counts: counts[:, 0]).counts
        left_out, weights = leave_one_out(table.counts)
        for row in printed["BCa"]:
            totals = best_models(draws, ranked, table.lists, row["ntop"]).totals
            if np.isclose(totals, ranked.totals[0], rtol=1e-7).any():
                print(f"     BCa {name} ntop={row['ntop']}: not compared, R's limits hang on rounding where totals tie")
                continue
            accelerated = acceleration(best_models(left_out, ranked, table.lists, row["ntop"]).totals, weights)
            limits = bca(ranked.totals[0], totals, accelerated, like_r=True)
            found = np.array([*limits.at.values()])
            theirs = np.array([row[str(level)] for level in limits.at])
            yield Line(f"BCa {name} ntop={row['ntop']}", gap(found, theirs), CLOSE)


def code_lines() -> Iterator[Line]:
    for path in sorted(SHARED.glob("resamples/ident_*.csv.gz")):
        table = table_of(path.name.removeprefix("ident_").removesuffix(".csv.gz"))
        given = np.loadtxt(path, delimiter=",", skiprows=1, dtype=int)
        chosen = [[pair for k, pair in enumerate(pairs(table.lists)) if bits >> k & 1] for bits in given[:, 0]]
        ours = codes(table.counts, [main_effects(table.lists).union(some) for some in chosen], table.lists)
        yield Line(f"codes {path.name}: differing", float((np.array(ours) != given[:, 1]).sum()), 0.5)


def graph_lines(reference: dict) -> Iterator[Line]:
    for name, entry in reference.items():
        for row in entry.get("dga", []):
            table = table_of(name)
            averaged = average_graphs(table.counts, table.lists, row["delta"], row["max_missing"], least=1)
            mean = float(averaged.weights @ averaged.totals)
            yield Line(f"dga {name} delta={row['delta']}: mean", abs(mean / row["mean"] - 1), CLOSE)


def timed(run: Callable[[], object]) -> tuple[float, float]:
    best = (np.inf, np.inf)
    for _ in range(2):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        best = min(best, (time.perf_counter() - wall, time.process_time() - processor))
    return best


def speed_lines() -> Iterator[Line]:
    six, five, eight = table_of("UKdat"), table_of("UKdat_5"), table_of("NewOrl")
    draws_six, draws_five = resample(six.counts, 1_000, 1), resample(five.counts, 1_000, 1)
    left_out, _ = leave_one_out(six.counts)
    ranked = rank_models(five.counts, 5, 4)
    hint = best_pairs(six.counts[None], 6).models[0]
    tables = np.concatenate([draws_six, left_out])
    runs = [
        ("UKdat stepwise, 1,000 resamples and jackknife", lambda: select(tables, 6), 0.5, "R 158-255"),
        ("UKdat_5 all hierarchical models x 1,000", lambda: best_models(draws_five, ranked, 5), 15, "R about 5,400"),
        ("UKdat best pairs of six lists x 1,000", lambda: best_pairs(draws_six, 6, hint), 20, "R refuses or 32,400"),
        ("New Orleans best pairs of eight lists, once", lambda: best_pairs(eight.counts[None], 8), 1, "R refuses"),
    ]
    for what, run, limit, theirs in runs:
        wall, processor = timed(run)
        yield Line(f"seconds: {what}", wall, limit, f"processor {processor:.2f}; {theirs}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit code 4 if anything differs or is too slow")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print(f"The reference material is not at {SHARED}.", file=sys.stderr)
        return 2
    reference = json.loads((SHARED / "reference.json").read_text())["datasets"]
    agreement = (stepwise_lines(reference), code_lines(), bic_lines(), graph_lines(reference), nested_lines(reference))
    failed = 0
    for lines in (*agreement, speed_lines()):
        for line in lines:
            failed += not line.good
            verdict = "ok  " if line.good else "MISS"
            print(f"{verdict} {line.what:<60} {line.found:10.3g} < {line.limit:g}  {line.note}", flush=True)
    print(f"{failed} missed")
    return 4 if failed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
