"""Build the sample documents, their truth and the sample statistics from their sources.

Usage: ``python samples/build_samples.py`` (needs python-docx and fpdf2 from the test dependencies, and Debian's
``fonts-noto-core`` and ``fonts-noto-cjk``). What it writes is committed, so only who changes a source runs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from samples.making.pdf_file import write_pdf  # noqa: E402
from samples.making.source import Sample, load_samples  # noqa: E402
from samples.making.statistics_book import write_book  # noqa: E402
from samples.making.text_file import write_text  # noqa: E402
from samples.making.treaty_list import EXPECTED, write_list  # noqa: E402
from samples.making.truth import write_truth  # noqa: E402
from samples.making.web_file import write_page  # noqa: E402
from samples.making.word_file import write_word  # noqa: E402


def main() -> None:
    """Write every file and say how large it is."""
    for sample in load_samples():
        content = _document(sample)
        (HERE / "documents" / sample.file_name).write_bytes(content)
        (HERE / "truth" / f"{sample.file_name}.jsonl").write_text(write_truth(sample), encoding="utf-8")
        print(f"{sample.file_name}: {len(content):,} bytes")
    book, counts = write_book()
    (HERE / "statistics" / "trafficking.xlsx").write_bytes(book)
    _write_yaml(HERE / "statistics" / "expected.yaml", counts)
    (HERE / "treaties" / "status.csv").write_text(write_list(), encoding="utf-8")
    _write_yaml(HERE / "treaties" / "expected.yaml", EXPECTED)


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _document(sample: Sample) -> bytes:
    if sample.form == "pdf":
        return write_pdf(sample)
    if sample.form == "docx":
        return write_word(sample)
    return (write_page(sample) if sample.form == "html" else write_text(sample)).encode()


if __name__ == "__main__":
    main()
