"""A reader of many files, killed at the worst moments, leaves no half document and reads nothing twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.ground.instances import ROOT, own_instance, program

FILES = 8
READER = "tests.know.programs.killed_reader"
# Where it is killed, each time a file or two further on: the file kept but nothing written; the document there but
# not its findings; everything written but not committed; the act's event sealed but the checkpoint not.
MOMENTS = (
    ("palermo.commons.originals:keep", 2),
    ("palermo.know.ingest.actions:store_blocks", 2),
    ("palermo.know.ingest.actions:index_document", 1),
    ("palermo.know.ingest.tasks:store", 2),
    ("palermo.know.ingest.tasks:_result", 1),
)


def _files(folder: Path) -> None:
    folder.mkdir()
    for number in range(FILES - 1):
        paragraphs = [
            f"{line}. In 20{line:02} report {number} counted {number + 3} victims in France and other places."
            for line in range(10, 20)
        ]
        text = "\n\n".join(paragraphs).replace("places", f"places{number} " * 40)
        (folder / f"report-{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "report-broken.pdf").write_bytes(b"%PDF-1.7 broken")


def _killed(environment: dict[str, str], point: str, number: int) -> bool:
    command = [sys.executable, "-m", READER, "work", point, str(number)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=120).returncode == -signal.SIGKILL


def test_every_file_is_read_exactly_once_however_often_the_reader_is_killed(tmp_path: Path) -> None:
    _files(tmp_path / "files")
    with own_instance(tmp_path / "home") as environment:
        program(environment, "-m", READER, "ask", str(tmp_path / "files"))
        for point, number in MOMENTS:
            assert _killed(environment, point, number), f"it was to be killed at {point}"
        told = json.loads(program(environment, "-m", READER, "finish").splitlines()[-1])
    assert told["state"] == "done"
    assert told["results"] == {"ingested": FILES - 1, "refused": 1}
    assert len(set(told["names"])) == len(told["names"]) == FILES
    assert (told["documents"], told["editions"], told["events"]) == (FILES - 1, FILES - 1, FILES - 1)
    assert told["intact"]
