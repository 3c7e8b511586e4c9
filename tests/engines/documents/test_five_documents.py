"""The five documents the mission describes: exact counts, and every figure's words in the paragraph it is cited from.

They are read where they lie, outside the repository; without them these tests are skipped.
"""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from palermo_engines.documents.model import Document, ParagraphKind
from palermo_engines.documents.reading import read_path

SHARED = Path(__file__).resolve().parents[4] / "shared"
NAMES = {
    "000": "cop7-2014", "001": "secretary-general-2016", "002": "cop10-2020", "003": "survey-2008", "004": "draft-resolution-2018",
}  # fmt: skip
pytestmark = pytest.mark.skipif(
    not (SHARED / "documents").is_dir(), reason="../shared/documents is not on this machine"
)


@cache
def _document(code: str) -> Document:
    return read_path(SHARED / "documents" / f"{NAMES[code]}.zh.txt")


def _count(code: str, kind: ParagraphKind) -> int:
    return sum(1 for paragraph in _document(code).paragraphs if paragraph.kind is kind)


@pytest.mark.parametrize(("code", "last"), [("000", 65), ("001", 97), ("002", 88), ("003", 93)])
def test_numbered_paragraphs_are_all_there_in_order(code: str, last: int) -> None:
    numbered = [paragraph.key for paragraph in _document(code).paragraphs if paragraph.kind is ParagraphKind.NUMBERED]
    assert numbered == [str(number) for number in range(1, last + 1)]


def test_the_draft_resolution_has_its_paragraphs() -> None:
    keys = [paragraph.key for paragraph in _document("004").paragraphs]
    assert keys == [
        "0",
        "0.2",
        *(f"PP{number}" for number in range(1, 17)),
        *(f"OP{number}" for number in range(1, 19)),
    ]


def test_the_recommendations_are_items() -> None:
    items = [each.key for each in _document("001").paragraphs if each.kind is ParagraphKind.ITEM]
    assert items == [f"97({letter})" for letter in "abcdef"]


@pytest.mark.parametrize("code", NAMES)
def test_every_paragraph_ends_as_a_paragraph_does(code: str) -> None:
    """A paragraph cut off or run into a heading would end otherwise."""
    assert [each.key for each in _document(code).paragraphs if each.text[-1] not in "。；：，、"] == []


@pytest.mark.parametrize(
    ("code", "ties"),
    [
        ("001", "* - 1 38 2 45 3 46 4 46 5 47 6 47 7 79"),
        ("002", "* - 1 4 2 4 3 10 4 15 5 22 6 24 7 26 8 28 9 28 10 45 11 45 12 56"),
        ("003", "1 5 2 5 3 5 4 5 5 6 6 6 7 6 8 7 9 10 10 60 11 61"),
        ("004", "* - 1 PP4 2 PP5 3 PP11 4 PP13 5 OP1 6 OP4"),
    ],
)
def test_footnotes_stand_with_their_paragraphs(code: str, ties: str) -> None:
    assert " ".join(f"{note.key} {note.paragraph or '-'}" for note in _document(code).footnotes) == ties


def test_marks_used_again_are_found() -> None:
    marks = {each.key: [mark.footnote for mark in each.marks] for each in _document("004").paragraphs if each.marks}
    assert marks["OP1"] == ["5", "1"]
    assert (marks["OP2"], marks["OP10"]) == (["3"], ["2"])


def test_every_figure_stands_in_its_paragraph() -> None:
    with (SHARED / "mission" / "figures.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    missing = [
        row["id"] for row in rows if _squeezed(row["zh_snippet"]) not in _squeezed(_cited(row["doc"], row["para"]))
    ]
    assert missing == []


def _cited(code: str, number: str) -> str:
    kinds = (ParagraphKind.UNNUMBERED, ParagraphKind.PREAMBULAR)
    return "".join(
        each.text
        for each in _document(code).paragraphs
        if (each.kind in kinds if number == "0" else re.fullmatch(rf"(?:OP)?{number}(?:\(.*)?", each.key))
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
