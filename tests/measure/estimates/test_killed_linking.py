"""A comparison killed at the worst moments ends with the same links, and no name ever lies in the home's files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ground.instances import ROOT, own_instance, program
from tests.measure.estimates.named_lists import planted_names
from tests.measure.programs.killed_linker import PEOPLE

LINKER = "tests.measure.programs.killed_linker"
# Compared but not kept; sealed but not committed.
MOMENTS = (
    ("palermo.measure.estimates.linking.working:_held", 1),
    ("palermo.measure.estimates.linking.keeping:seal", 1),
)


def _names_in(home: Path) -> set[str]:
    """The planted names that some file holds in clear: the database, its log, whatever else was written."""
    content = b"\n".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    return {
        name for name in planted_names(PEOPLE)
        if name.encode() in content or name.encode("utf-16-le") in content
        or name.encode("unicode_escape") in content
    }  # fmt: skip


def _killed(environment: dict[str, str], home: Path, point: str, number: int) -> bool:
    command = [sys.executable, "-m", LINKER, "work", point, str(number)]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=200, capture_output=True)
    said = (ended.stdout + ended.stderr).decode("utf-8", "replace")
    assert not {name for name in planted_names(PEOPLE) if name in said}
    assert not _names_in(home)
    return ended.returncode == -signal.SIGKILL


def _told(environment: dict[str, str]) -> dict[str, object]:
    told: dict[str, object] = json.loads(program(environment, "-m", LINKER, "finish").splitlines()[-1])
    return told


@pytest.mark.timeout(600)
def test_a_killed_comparison_ends_the_same_and_leaves_no_name_behind(tmp_path: Path) -> None:
    with own_instance(tmp_path / "calm") as environment:
        program(environment, "-m", LINKER, "ask")
        calm = _told(environment)
    with own_instance(tmp_path / "killed") as environment:
        program(environment, "-m", LINKER, "ask")
        assert list((tmp_path / "killed" / "linkages").glob("*.key"))
        assert not _names_in(tmp_path / "killed")
        for point, number in MOMENTS:
            assert _killed(environment, tmp_path / "killed", point, number), f"it was to be killed at {point}"
        killed = _told(environment)
        assert not _names_in(tmp_path / "killed")
        assert not list((tmp_path / "killed" / "linkages").glob("*.key"))
    assert killed == calm
    assert killed["intact"]
    assert killed["linked_once"]
