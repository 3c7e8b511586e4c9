"""The printed lines: the fixed format, nothing more."""

from __future__ import annotations

import json
from decimal import Decimal

from palermo_engines.documents.model import Document, Footnote, Heading, Mark, Metadata, Paragraph, ParagraphKind
from palermo_engines.extraction.checks import SourcedWarning
from palermo_engines.extraction.facts import Figure, FoundDate, Mention, Place
from palermo_engines.extraction.facts import Warning as Alarm
from palermo_engines.extraction.lines import collection_lines, fact_line, to_lines
from palermo_engines.extraction.pipeline import extract

FIELDS = {
    "document": {"source", "symbol", "language", "title", "date", "paragraphs", "footnotes"},
    "heading": {"level", "number", "text"},
    "paragraph": {"key", "kind", "text"},
    "footnote": {"key", "paragraph", "text"},
    "mention": {"iso3", "text"},
    "figure": {"value", "high", "qualifier", "unit", "measure", "iso3", "period", "as_of", "breakdown", "part_of", "id",
               "snippet"},
    "action": {"instrument", "kind", "iso3", "date", "paragraph"},
    "statement": {"theme", "quantifier", "iso3", "text"},
    "directive": {"paragraph", "verb", "verb_code", "addressees", "text"},
    "warning": {"code", "paragraph", "message"},
}  # fmt: skip
PLACED = ("mention", "figure", "statement")


def _document() -> Document:
    blocks = (
        Paragraph("0", ParagraphKind.UNNUMBERED, "摘要：日本确认了5名被害人。"),
        Heading(1, "一", "导言"),
        Paragraph(
            "1", ParagraphKind.NUMBERED, "古巴于2019年加入《贩运人口议定书》。一些国家报告了惩罚。", (Mark("1", 31),)
        ),
        Paragraph("2", ParagraphKind.NUMBERED, "希腊逮捕了980名犯罪分子。大会第7/179号决议。"),
        Paragraph("OP1", ParagraphKind.OPERATIVE, "敦促会员国加强合作；"),
    )
    footnotes = (Footnote("1", "1", "白俄罗斯和古巴。"), Footnote("*", None, "A/71/50。"))
    return Document("r.txt", "d", Metadata("zh", title="报告"), blocks, footnotes)


def test_every_line_has_exactly_the_fields_of_the_format() -> None:
    document = _document()
    lines = list(to_lines(document, extract(document)))
    assert {line["type"] for line in lines} == set(FIELDS)
    for line in lines:
        fields = set(line) - {"type"}
        if line["type"] in PLACED:
            assert len(fields & {"paragraph", "footnote"}) == 1
            fields -= {"paragraph", "footnote"}
        assert fields == FIELDS[line["type"]]
    json.dumps(lines, allow_nan=False)


def test_lines_stand_in_document_order() -> None:
    document = _document()
    lines = [(line["type"], line.get("key")) for line in to_lines(document, extract(document))]
    frame = [line for line in lines if line[0] in ("document", "heading", "paragraph", "footnote")]
    assert frame == [
        ("document", None), ("heading", None), ("paragraph", "1"), ("footnote", "1"), ("paragraph", "2"),
        ("paragraph", "OP1"), ("footnote", "*"),
    ]  # fmt: skip
    assert lines.index(("statement", None)) < lines.index(("footnote", "1"))


def test_text_without_a_number_has_no_line_but_its_facts_have() -> None:
    document = _document()
    lines = list(to_lines(document, extract(document)))
    assert lines[0]["paragraphs"] == 3
    assert [line["text"] for line in lines if line["type"] == "mention" and line.get("paragraph") == "0"] == ["日本"]


def test_numbers_are_json_numbers() -> None:
    place = Place("1", None, 0, 1)
    figure = Figure(place, "f1", Decimal(2692), "2,692", high=Decimal("33.5"))
    line = fact_line(figure)
    assert line is not None
    assert (line["value"], line["high"]) == (2692, 33.5)
    assert isinstance(line["value"], int)


def test_footnotes_are_named_by_footnote_and_dates_have_no_line() -> None:
    place = Place("1", "3", 0, 1)
    assert fact_line(Mention(place, "JPN", "country", "日本")) == {
        "type": "mention", "footnote": "3", "iso3": "JPN", "text": "日本",
    }  # fmt: skip
    assert fact_line(FoundDate(place, "2014", "2014年")) is None


def test_warnings_of_several_documents_have_lines_too() -> None:
    alarm = Alarm(Place("9", None, 0, 1), "two_values", "one.txt and two.txt")
    lines = list(collection_lines([SourcedWarning("two.txt", "one.txt", alarm)]))
    assert lines == [{"type": "warning", "code": "two_values", "paragraph": "9", "message": "one.txt and two.txt"}]
