"""A reader of many files, killed at any moment, leaves no half document and reads nothing twice."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.ground.instances import ROOT, own_instance, program

FILES = 20
KILLS = 3  # at most 5 files before each, so the job outlives them all
READER = "tests.know.programs.killed_reader"


def _files(folder: Path) -> None:
    folder.mkdir()
    for number in range(FILES - 1):
        paragraphs = [
            f"{line}. In 20{line:02} report {number} counted {number + 3} victims, marimba{number} and France too."
            for line in range(10, 30)
        ]
        (folder / f"report-{number:02}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    (folder / "report-broken.pdf").write_bytes(b"%PDF-1.7 broken")


def _kill_amid_files(environment: dict[str, str], lines: int, seconds: float) -> None:
    """Let it say some words (two a file), read on a little, then SIGKILL."""
    worker = subprocess.Popen(
        [sys.executable, "-m", READER, "work"], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    )
    assert worker.stdout is not None
    for _ in range(lines):
        assert worker.stdout.readline(), "the reader ended by itself"
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def test_every_file_is_read_exactly_once_however_often_the_reader_is_killed(tmp_path: Path) -> None:
    moments = random.Random(20261123)
    _files(tmp_path / "files")
    with own_instance(tmp_path / "home") as environment:
        program(environment, "-m", READER, "ask", str(tmp_path / "files"))
        for _ in range(KILLS):
            _kill_amid_files(environment, moments.randint(2, 10), moments.uniform(0, 0.05))
        told = json.loads(program(environment, "-m", READER, "finish").splitlines()[-1])
    assert told["state"] == "done"
    assert told["results"] == {"ingested": FILES - 1, "refused": 1}
    assert len(set(told["names"])) == len(told["names"]) == FILES
    assert (told["documents"], told["editions"], told["events"]) == (FILES - 1, FILES - 1, FILES - 1)
    assert told["intact"]
