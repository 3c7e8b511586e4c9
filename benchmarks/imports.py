"""How fast published data come in: ``python benchmarks/imports.py [FOLDER]``.

Imports the real files of FOLDER (default ../shared/data) into a throw-away instance on SQLite, or on the PostgreSQL
that DATABASE_URL names, and prints a table. The target for the whole trafficking workbook is 20 seconds on 2 cores.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = ("glotip_2023-05-30.xlsx", "treaty_status.csv")
TARGET_SECONDS = 20.0


def set_up(home: str) -> None:
    """An empty instance in ``home``."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["PALERMO_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "palermo.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def timed_import(path: Path) -> tuple[float, bool, int]:
    """Seconds, whether anything changed, and the rows of the file."""
    from palermo.ground.access.api import console
    from palermo.measure.api import import_dataset

    content = path.read_bytes()
    start = time.perf_counter()
    done = import_dataset(console(), content, path.name)
    return time.perf_counter() - start, done.changed, int(done.report["rows"])


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    missing = [name for name in FILES if not (folder / name).exists()]
    if missing:
        print(f"{folder} lacks {', '.join(missing)}; name the folder that has them", file=sys.stderr)
        return 2
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as home:
        set_up(home)
        print(f"{'file':<28}{'rows':>8}{'seconds':>10}{'again':>10}")
        for name in FILES:
            seconds, _, rows = timed_import(folder / name)
            again, changed, _ = timed_import(folder / name)
            assert not changed, "importing the same bytes again must change nothing"
            slowest = max(slowest, seconds)
            print(f"{name:<28}{rows:>8,}{seconds:>10.2f}{again:>10.2f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        met = slowest < TARGET_SECONDS
        print(f"CPU {time.process_time():.1f} s in all, load {os.getloadavg()[0]:.1f}, peak memory {peak:,.0f} MB")
        print(f"target {TARGET_SECONDS:.0f} s: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
