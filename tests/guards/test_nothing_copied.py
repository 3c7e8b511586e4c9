"""No input file, and no sentence of the United Nations documents, stands in this repository."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SHINGLE = 60  # characters of running text: longer than the longest name of a treaty, which carries over as a fact

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the public inputs (../shared) are not on this machine")


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@needs_shared
def test_no_input_file_is_copied() -> None:
    inputs = {hashlib.sha256(path.read_bytes()).digest() for path in SHARED.rglob("*") if path.is_file()}
    assert [path for path in tracked_files() if hashlib.sha256(path.read_bytes()).digest() in inputs] == []


@needs_shared
def test_no_sentence_is_copied() -> None:
    squeeze = re.compile(r"\s+")
    running = re.compile(rf"[一-鿿，、“”（）《》]{{{SHINGLE},}}")
    shingles = set()
    for document in (SHARED / "documents").iterdir():
        text = squeeze.sub("", document.read_text(encoding="utf-8"))
        for match in running.finditer(text):
            shingles.update(match.group()[at : at + SHINGLE] for at in range(len(match.group()) - SHINGLE + 1))
    copied = []
    for path in tracked_files():
        if path.suffix in {".py", ".yaml", ".md", ".txt", ".html", ".jsonl", ".json"}:
            text = squeeze.sub("", path.read_text(encoding="utf-8"))
            if any(
                match.group()[at : at + SHINGLE] in shingles
                for match in running.finditer(text)
                for at in range(len(match.group()) - SHINGLE + 1)
            ):
                copied.append(str(path.relative_to(ROOT)))
    assert copied == []
