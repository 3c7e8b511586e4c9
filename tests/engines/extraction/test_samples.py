"""Extraction against what a careful reader found in the project's own samples, in six languages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from palermo_engines.documents.reading import read_path
from palermo_engines.extraction.lines import to_lines
from palermo_engines.extraction.pipeline import extract

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
DOCUMENTS = sorted((SAMPLES / "documents").iterdir()) if (SAMPLES / "documents").is_dir() else []

KEYS: dict[str, Callable[[dict[str, Any]], object]] = {
    "mention": lambda line: (line.get("paragraph"), line.get("footnote"), line["iso3"], line["text"]),
    "action": lambda line: (line["paragraph"], line["instrument"], line["kind"], line["iso3"], line["date"]),
    "directive": lambda line: (line["paragraph"], line["verb"], line["verb_code"], tuple(line["addressees"])),
    "statement": lambda line: (line["paragraph"], line["theme"], tuple(sorted(line["iso3"]))),
}


def counted(lines: list[dict[str, Any]], wanted: str) -> Counter[object]:
    """The lines of one type that stand in numbered text, as far as the samples state them."""
    return Counter(KEYS[wanted](line) for line in lines if line["type"] == wanted and line.get("paragraph") != "0")


@pytest.mark.skipif(not DOCUMENTS, reason="the samples have not been built")
@pytest.mark.parametrize("wanted", KEYS)
def test_samples_are_read_as_a_careful_reader_reads_them(wanted: str) -> None:
    common = stated = emitted = 0
    for path in DOCUMENTS:
        document = read_path(path)
        found = counted(list(to_lines(document, extract(document, places=SAMPLES / "region.yaml"))), wanted)
        truth_lines = (SAMPLES / "truth" / f"{path.name}.jsonl").read_text(encoding="utf-8").splitlines()
        truth = counted([json.loads(line) for line in truth_lines], wanted)
        common += sum((found & truth).values())
        stated += sum(truth.values())
        emitted += sum(found.values())
    assert common >= 0.95 * stated
    assert common >= 0.95 * emitted
