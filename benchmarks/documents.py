"""How well and how fast documents are read: counts, footnotes, figures found in place, megabytes a second.

Run ``python benchmarks/documents.py [FOLDER]`` with the folder that holds ``documents/`` and ``mission/figures.tsv``
(by default ``../shared``). It prints a table and ends with 1 when a figure is not in the paragraph it is cited from.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from pathlib import Path

from palermo_engines.documents.model import Document, Heading, ParagraphKind
from palermo_engines.documents.reading import read_document, read_path

NAMES = {
    "000": "cop7-2014",
    "001": "secretary-general-2016",
    "002": "cop10-2020",
    "003": "survey-2008",
    "004": "draft-resolution-2018",
}
ENOUGH_BYTES = 4_000_000


def main(arguments: list[str]) -> int:
    """Measure and print."""
    shared = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2] / "shared"
    if not (shared / "documents").is_dir():
        print(f"{shared / 'documents'} is not there; name the folder that holds it.", file=sys.stderr)
        return 2
    paths = {code: shared / "documents" / f"{name}.zh.txt" for code, name in NAMES.items()}
    documents = {code: read_path(path) for code, path in paths.items()}
    for code, document in documents.items():
        _print_document(code, document, _megabytes_a_second(paths[code].read_bytes()))
    missing = _missing_figures(documents, shared / "mission" / "figures.tsv")
    print(f"figures not found in their paragraph: {len(missing)} {' '.join(missing)}")
    return 1 if missing else 0


def _print_document(code: str, document: Document, speed: float) -> None:
    kinds = Counter(paragraph.kind.value for paragraph in document.paragraphs)
    headings = sum(1 for block in document.blocks if isinstance(block, Heading))
    tied = sum(1 for note in document.footnotes if note.paragraph)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    notes = f"{tied} of {len(document.footnotes)} footnotes tied"
    print(f"{NAMES[code]}: {counts}; {headings} headings; {notes}; {speed:.1f} MB/s")


def _megabytes_a_second(content: bytes) -> float:
    large = content * (ENOUGH_BYTES // len(content) + 1)
    started = time.process_time()
    read_document(large, "large.txt")
    return len(large) / 1e6 / (time.process_time() - started)


def _missing_figures(documents: dict[str, Document], table: Path) -> list[str]:
    with table.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return [row["id"] for row in rows if not _stands_in(row, documents[row["doc"]])]


def _stands_in(row: dict[str, str], document: Document) -> bool:
    text = "".join(each.text for each in document.paragraphs if _is_cited(row["para"], each.key, each.kind))
    return re.sub(r"\s", "", row["zh_snippet"]) in re.sub(r"\s", "", text)


def _is_cited(number: str, key: str, kind: ParagraphKind) -> bool:
    if number == "0":
        return kind in (ParagraphKind.UNNUMBERED, ParagraphKind.PREAMBULAR)
    return re.fullmatch(rf"(?:OP)?{number}(?:\(.*)?", key) is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
