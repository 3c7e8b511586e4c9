"""Lists and tables for tests: a fictional country whose people are on the lists of three agencies."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from palermo.ground.access.api import Actor, console
from palermo.ground.jobs.api import run_now
from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.estimates.reading import overlaps_of_table
from palermo.measure.estimates.running import Asked, job_of, start_run
from palermo.measure.estimates.taking_in import About, take_in

SHARED = Path(__file__).resolve().parents[4] / "shared" / "estimation" / "data"
QUICK = Asked(methods=("stepwise", "dga"), bootstrap=60, usability=False)


def as_csv(rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def public_table(name: str) -> bytes:
    """A public data set of the shared reference material."""
    return (SHARED / f"{name}.csv").read_bytes()


def agencies(people: int = 400, seed: int = 5) -> Mapping[str, bytes]:
    """The lists of three agencies with pseudonyms such as KLX-0042, sex and a remark that nobody asked for."""
    chance = random.Random(seed)
    seen: dict[str, list[Sequence[object]]] = {"police": [], "shelter": [], "hotline": []}
    for at in range(people):
        sex = "female" if at % 3 else "male"
        for agency, share in (("police", 0.4), ("shelter", 0.3), ("hotline", 0.25)):
            if chance.random() < share:
                seen[agency].append((f"KLX-{at:04}", sex, f"remark-{at}"))
    return {agency: as_csv([("pseudonym", "sex", "remark"), *rows]) for agency, rows in seen.items()}


def table_of(content: bytes, covariates: Sequence[str] = (), actor: Actor | None = None) -> OverlapTable:
    """The table taken in: of Chad, 2018."""
    about = About("A table", "TCD", "2018")
    return take_in(actor or console(), about=about, overlaps=overlaps_of_table(content, covariates))


def done_run(table: OverlapTable, asked: Asked = QUICK) -> EstimateRun:
    """A run that was carried out."""
    run = start_run(console(), table=table, asked=asked)
    job = job_of(run)
    assert job is not None
    ended = run_now(job)
    assert ended.state == "done", ended.message
    run.refresh_from_db()
    return run
