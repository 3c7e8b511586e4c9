"""Link simulated records: minutes, peak memory and F1, beside what is asked for.

    python benchmarks/linkage.py                     a million records on two threads
    python benchmarks/linkage.py --records 100000 --threads 1
    python benchmarks/linkage.py --check             exit code 4 if a target is missed

Five agencies with forms, scripts and slips of their own (palermo_engines.simulation.samples), seeing people often
enough that a million records are of about 560,000 people.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from dataclasses import replace

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy loads

import numpy as np

from palermo_engines.linkage.matching import duckdb_of, match
from palermo_engines.linkage.partitions import best_linkage, draw_linkages, groups_of
from palermo_engines.linkage.quality import against_truth
from palermo_engines.linkage.records import prepare
from palermo_engines.linkage.rehearsal import lists_of
from palermo_engines.simulation.countries import simulate
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.samples import five_agencies

MINUTES, GIGABYTES, F1 = 10.0, 8.0, 0.95
REACHES, PER_PERSON = (0.42, 0.12, 0.35, 0.3, 0.2), 1.36


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="exit code 4 if a target is missed")
    arguments = parser.parse_args()
    agencies = tuple(replace(each, reach=reach) for each, reach in zip(five_agencies(), REACHES, strict=True))
    simulated = simulate(Country(round(arguments.records / PER_PERSON)), agencies, arguments.seed)
    lists = lists_of(simulated, agencies)
    truth = np.concatenate([table.person for table in simulated.tables])
    print(f"{len(truth):,} records of {len(np.unique(truth)):,} people, {arguments.threads} threads", flush=True)

    begun, processor = time.perf_counter(), time.process_time()

    def say(step: str) -> None:
        print(f"  {time.perf_counter() - begun:6.1f} s  {peak():.1f} GB  {step}", flush=True)

    records = prepare(lists)
    say("records made comparable")
    found = match(records, seed=arguments.seed, database=duckdb_of(threads=arguments.threads), progress=say)
    groups = groups_of(found.pairs, len(records))
    person = best_linkage(groups)
    minutes = (time.perf_counter() - begun) / 60
    say("most probable linkage")
    quality = against_truth(person, truth)
    next(draw_linkages(groups, 1, arguments.seed))
    say("one more plausible linkage drawn")
    print(f"minutes {minutes:.2f} (target {MINUTES:g}), processor {(time.process_time() - processor) / 60:.2f}")
    print(f"peak memory {peak():.2f} GB (target {GIGABYTES:g})")
    print(f"precision {quality.precision:.4f}, recall {quality.recall:.4f}, F1 {quality.f1:.4f} (target {F1:g})")
    missed = minutes > MINUTES or peak() > GIGABYTES or quality.f1 < F1
    return 4 if missed and arguments.check else 0


def peak() -> float:
    """Gigabytes of the process so far, the simulation included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576


if __name__ == "__main__":
    sys.exit(main())
