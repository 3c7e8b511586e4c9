"""The words of a built sample, taken from its bytes without the engines, so that the test does not trust them."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DOCUMENTS = sorted((SAMPLES / "documents").iterdir())


def words_of(path: Path) -> str:
    """Everything the file prints, all white space removed."""
    return re.sub(r"\s+", "", _READERS[path.suffix](path))


def truth_of(path: Path) -> list[dict[str, Any]]:
    """The lines of the document's truth."""
    text = (SAMPLES / "truth" / f"{path.name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def texts_of(lines: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """The text of every paragraph and footnote by (type, key). What stands in text without a number has no line of
    its own: of paragraph ``0`` only the words found in it are known."""
    texts = {(line["type"], line["key"]): line["text"] for line in lines if line["type"] in ("paragraph", "footnote")}
    opening = " ".join(line["text"] for line in lines if line.get("paragraph") == "0")
    return texts | ({("paragraph", "0"): opening} if opening else {})


def place_of(line: dict[str, Any]) -> tuple[str, str]:
    """Where a fact stands, as a key of ``texts_of``."""
    return ("paragraph", line["paragraph"]) if "paragraph" in line else ("footnote", line["footnote"])


def _page(path: Path) -> str:
    return unescape(re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8")))


def _word(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode() for name in ("word/document.xml", "word/footnotes.xml")]
    return unescape(re.sub(r"<[^>]+>", "", "".join(parts)))


def _pdf(path: Path) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


_READERS = {".txt": lambda path: path.read_text(encoding="utf-8"), ".html": _page, ".docx": _word, ".pdf": _pdf}
