"""A worker killed at any moment loses nothing and does nothing twice."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.ground.instances import ROOT, own_instance, program

UNITS = 200
KILLS = 6  # at most 30 units before each, so the job outlives them all
WORKER = "tests.ground.programs.killed_worker"


def _start(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", WORKER, "work"], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    )


def _kill_amid_units(worker: subprocess.Popen[str], units: int, seconds: float) -> None:
    """Let it do some units, then a part of one, then SIGKILL."""
    assert worker.stdout is not None
    for _ in range(units):
        assert worker.stdout.readline(), "the worker ended by itself"
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL


def test_every_unit_happens_exactly_once_however_often_the_worker_is_killed(tmp_path: Path) -> None:
    moments = random.Random(20261123)
    with own_instance(tmp_path) as environment:
        program(environment, "-m", WORKER, "ask", str(UNITS))
        for _ in range(KILLS):
            _kill_amid_units(_start(environment), moments.randint(1, 30), moments.uniform(0, 0.012))
        last = _start(environment)
        last.communicate(timeout=120)
        assert last.returncode == 0
        told = json.loads(program(environment, "-m", WORKER, "tell"))
    assert (told["state"], told["done"], told["report"]) == ("done", UNITS, {"bodies": UNITS}), told["message"]
    assert (told["names"], told["twice"]) == (UNITS, [])
    assert told["events"] == list(range(UNITS))
    assert told["intact"]


def test_writers_in_several_threads_leave_no_gap(tmp_path: Path) -> None:
    with own_instance(tmp_path) as environment:
        told = program(environment, "-m", "tests.ground.programs.many_writers", "8", "25")
    assert told == "True 200"
