"""How fast pages answer, warm: ``python benchmarks/web.py [--requests N] [--home HOME]``.

Fills a throw-away instance on SQLite with the real data and documents of ../shared and the project's samples (or uses
HOME as it is), serves it with granian as ``palermo serve`` does, asks for every page N times after warming up, and
prints p50 and p95 in milliseconds. The target is a p95 of 150 ms.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TARGET_MS = 150.0
WARM_UP = 5


def fill(home: str) -> None:
    """Import statistics and treaty status, ingest and publish documents, in a process of its own."""
    environment = os.environ | {"PALERMO_HOME": home, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, __file__, "--fill"], env=environment, check=True)


def fill_here() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "palermo.config.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    from palermo.ground.access.api import console
    from palermo.know import api as know
    from palermo.measure import api as measure

    for name in ("glotip_2023-05-30.xlsx", "treaty_status.csv"):
        measure.import_dataset(console(), (SHARED / "data" / name).read_bytes(), name)
    for path in sorted((SHARED / "documents").glob("*.txt")):
        done = know.ingest(console(), name=path.name, content=path.read_bytes())
        know.publish(console(), document=done.document)


@contextmanager
def served(home: str) -> Iterator[int]:
    """A granian on a free port of this machine; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PALERMO_HOME": home, "PYTHONPATH": str(ROOT / "src")}
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--log-level", "critical", "palermo.config.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit("the server ended before it answered")
        try:
            if ask(port, "/health/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def ask(port: int, address: str) -> tuple[int, bytes]:
    """Status and body of one request on a connection of its own, as a visitor's first click is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address, headers={"Accept-Language": "en"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def pages(port: int) -> dict[str, str]:
    """The pages measured, by name. Those with an identifier are found through the API."""
    import json

    document = json.loads(ask(port, "/api/v1/documents")[1])["items"]
    figure = json.loads(ask(port, "/api/v1/figures?country=AUT&measure=victims_identified")[1])["items"]
    named = {
        "home": "/",
        "countries": "/countries/",
        "country": "/countries/AUT/",
        "measures": "/measures/",
        "measure": "/measures/victims_identified/",
        "measure, one country": "/measures/victims_identified/?country=AUT",
        "treaty": "/treaties/XVIII-12-a/",
        "conflicts": "/conflicts/",
        "library": "/library/",
        "search": "/search/?q=" + quote("受害者"),
    }
    if document:
        named["reader"] = max((item["address"] for item in document), key=len)
    if figure:
        named["figure"] = figure[0]["address"]
    return named


def measured(port: int, address: str, requests: int) -> tuple[int, list[float], int]:
    """Status, milliseconds of each warm request, size of the answer."""
    for _ in range(WARM_UP):
        status, body = ask(port, address)
    times = []
    for _ in range(requests):
        start = time.perf_counter()
        status, body = ask(port, address)
        times.append((time.perf_counter() - start) * 1000)
    return status, times, len(body)


def report(port: int, requests: int) -> bool:
    """Print the table; True when every page answers 200 within the target."""
    print(f"{'page':<24}{'status':>7}{'p50 ms':>9}{'p95 ms':>9}{'kB':>7}")
    good = True
    for name, address in pages(port).items():
        status, times, size = measured(port, address, requests)
        p95 = statistics.quantiles(times, n=20)[-1]
        good &= status == 200 and p95 <= TARGET_MS
        print(f"{name:<24}{status:>7}{statistics.median(times):>9.1f}{p95:>9.1f}{size / 1000:>7.0f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"target p95 {TARGET_MS:.0f} ms: {'met' if good else 'MISSED'}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--home")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        fill_here()
        return 0
    if options.home:
        with served(options.home) as port:
            return 0 if report(port, options.requests) else 1
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as home:
        fill(home)
        with served(home) as port:
            return 0 if report(port, options.requests) else 1


if __name__ == "__main__":
    raise SystemExit(main())
