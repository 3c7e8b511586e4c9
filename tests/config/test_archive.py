"""An instance survives the journey through its archive; a tampered archive changes nothing."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.config.conftest import Run

_ASKED = ("figures", "--format", "csv", "--limit", 5000)


@pytest.fixture(scope="module")
def archive(palermo: Run, demo: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "backup.zip"
    done = palermo("backup", path, "--home", demo[0])
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def target() -> Iterator[dict[str, str]]:
    """Where to restore: SQLite, or an empty database on the PostgreSQL of this run."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield {}
        return
    import psycopg

    name = f"restored_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_what_is_restored_is_what_was_backed_up(
    palermo: Run, demo: tuple[Path, str], archive: Path, tmp_path: Path, target: dict[str, str]
) -> None:
    restored = palermo("restore", archive, "--home", tmp_path / "new", environment=target)
    assert restored.returncode == 0, restored.stderr
    before = palermo(*_ASKED, "--home", demo[0]).stdout.splitlines()
    after = palermo(*_ASKED, "--home", tmp_path / "new", environment=target).stdout.splitlines()
    assert sorted(after) == sorted(before)  # databases collate text each in their own way
    assert palermo("audit", "verify", "--home", tmp_path / "new", environment=target).returncode == 0
    found = palermo("search", "受害者", "--home", tmp_path / "new", "--format", "json", environment=target)
    assert json.loads(found.stdout)


def test_a_restore_wants_an_empty_instance(palermo: Run, demo: tuple[Path, str], archive: Path) -> None:
    done = palermo("restore", archive, "--home", demo[0])
    assert done.returncode == 2
    assert "already holds" in done.stderr


@pytest.mark.parametrize("part", ["tables/ground.figure.jsonl", "manifest.json"])
def test_an_altered_archive_changes_nothing(palermo: Run, archive: Path, tmp_path: Path, part: str) -> None:
    tampered = tmp_path / "tampered.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(tampered, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"148", b"184") if name == part else content)
    if part == "manifest.json":
        tampered.write_bytes(tampered.read_bytes()[:-200])
    done = palermo("restore", tampered, "--home", tmp_path / "new")
    assert done.returncode == 2, done.stdout
    assert palermo(*_ASKED, "--home", tmp_path / "new").stdout.count("\n") <= 1
