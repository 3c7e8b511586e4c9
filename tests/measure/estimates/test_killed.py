"""A run killed at the worst moments loses no part, does none twice, and ends with the same figures."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.ground.instances import ROOT, own_instance, program

ESTIMATOR = "tests.measure.programs.killed_estimator"
# The part computed but not kept; kept but not committed; joined to the result but its event not sealed.
MOMENTS = (
    ("palermo.measure.estimates.running:first_look", 1),
    ("palermo.measure.estimates.running:_keep", 2),
    ("palermo.measure.estimates.running:compute", 1),
    ("palermo.measure.estimates.running:_joined", 2),
)
PARTS = ["look", "method:stepwise", "method:dga", "checks", "variants"]


def _killed(environment: dict[str, str], point: str, number: int) -> bool:
    command = [sys.executable, "-m", ESTIMATOR, "work", point, str(number)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=120).returncode == -signal.SIGKILL


def _told(environment: dict[str, str]) -> dict[str, object]:
    told: dict[str, object] = json.loads(program(environment, "-m", ESTIMATOR, "finish").splitlines()[-1])
    return told


def test_every_part_is_computed_once_however_often_the_worker_is_killed(tmp_path: Path) -> None:
    with own_instance(tmp_path / "calm") as environment:
        program(environment, "-m", ESTIMATOR, "ask")
        calm = _told(environment)
    with own_instance(tmp_path / "killed") as environment:
        program(environment, "-m", ESTIMATOR, "ask")
        for point, number in MOMENTS:
            assert _killed(environment, point, number), f"it was to be killed at {point}"
        killed = _told(environment)
    assert killed == calm
    assert killed["parts"] == PARTS
    assert killed["finished"]
    assert killed["intact"]
