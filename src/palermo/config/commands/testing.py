"""``palermo test``: everything that must hold, in the order a reader wants to know it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[4]

# What touches the database runs again on a real PostgreSQL; engines and guards do not, browser journeys need one run.
ON_POSTGRES = (
    "tests/ground",
    "tests/know",
    "tests/measure",
    "tests/coordinate",
    "tests/site",
    "tests/config",
    "tests/agreement",
)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def test(pytest_arguments: tuple[str, ...]) -> None:
    """Run the test suite: all of it on SQLite, then what touches the database on a PostgreSQL it starts itself.

    With PYTEST_ARGUMENTS, hands them to pytest once instead (add --postgres for PostgreSQL).
    """
    if pytest_arguments:
        raise SystemExit(_pytest(list(pytest_arguments)))
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        click.echo("palermo: no Chromium on this machine, so the browser journeys are left out", err=True)
    on_sqlite = _pytest(["-n", "2", "--dist", "loadfile"])
    on_postgres = _pytest(
        ["-n", "2", "--dist", "loadfile", "--postgres", *(p for p in ON_POSTGRES if (ROOT / p).exists())]
    )
    raise SystemExit(on_sqlite or on_postgres)


def _pytest(arguments: list[str]) -> int:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DJANGO_SETTINGS_MODULE", "PALERMO_HOME")
    }
    if "--postgres" in arguments:
        environment["PALERMO_TEST_POSTGRES"] = "1"
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *arguments], cwd=ROOT, env=environment)  # noqa: S603
