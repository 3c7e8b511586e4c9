"""A second instance, in processes of its own: for what threads of one test process cannot show."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]


@contextmanager
def own_instance(home: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty, migrated instance: a SQLite file in ``home``, or a database of its own on the
    PostgreSQL that the suite runs on."""
    environment = {**os.environ, "PALERMO_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment["DJANGO_SETTINGS_MODULE"] = "palermo.config.settings"
    with _database(environment.get("DATABASE_URL", "")) as url:
        if url:
            environment["DATABASE_URL"] = url
        program(environment, "manage.py", "migrate", "--skip-checks", "--verbosity", "0")
        yield environment


@contextmanager
def _database(server: str) -> Iterator[str]:
    if not server:
        yield ""
        return
    import psycopg

    name = f"palermo_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


def program(environment: dict[str, str], *arguments: str) -> str:
    """Run a Python program to its end and return what it printed; CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=240
    )
    return done.stdout
