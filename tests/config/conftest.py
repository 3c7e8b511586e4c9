"""A real instance, made once by the real command in a process of its own, as a user makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*arguments: object, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """``palermo ARGUMENTS`` in its own process, on SQLite unless ``environment`` says otherwise."""
    clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PALERMO_HOME")}
    command = [sys.executable, "-m", "palermo.config.cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env={**clean, "PYTHONPATH": str(ROOT / "src"), **(environment or {})},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def palermo() -> Run:
    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's home and what it printed."""
    home = tmp_path_factory.mktemp("demo") / "home"
    done = run("demo", "--home", home, "--no-serve")
    assert done.returncode == 0, done.stderr
    return home, done.stdout
