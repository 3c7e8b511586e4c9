"""Recall on figures that a careful reader found in real reports, by the benchmark's general criteria."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.extraction import ROOT, report_recall

DOCUMENTS = ROOT.parent / "shared" / "documents"


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the reports of ../shared/documents are not beside this repository")
def test_at_least_ninety_five_in_a_hundred_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_recall(Path(DOCUMENTS)) == 0, capsys.readouterr().out
