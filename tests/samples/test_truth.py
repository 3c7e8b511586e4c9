"""The truth is well formed, says only what the documents print, and holds together."""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from samples.making.source import load_names

from tests.samples.reading import DOCUMENTS, SAMPLES, place_of, texts_of, truth_of, words_of

VALIDATOR = jsonschema_rs.validator_for(json.loads((SAMPLES / "truth" / "schema.json").read_text(encoding="utf-8")))
NAMES = load_names()
GULF = {"en": "Gulf of Esmara", "fr": "golfe d'Esmara", "ru": "заливе Эсмара", "zh": "埃斯马拉湾"}
by_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def of_type(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["type"] == kind]


@by_document
def test_lines_follow_the_schema(path: Path) -> None:
    for number, line in enumerate(truth_of(path), 1):
        faults = [error.message for error in VALIDATOR.iter_errors(line)]
        assert not faults, f"line {number}: {faults}"


def test_the_schema_refuses_what_the_format_does_not_know() -> None:
    good = of_type(truth_of(DOCUMENTS[0]), "figure")[0]
    assert VALIDATOR.is_valid(good)
    for broken in (
        {**good, "qualifier": "roughly"},
        {**good, "value": "9"},
        {**good, "colour": "red"},
        {**good, "period": "May"},
    ):
        assert not VALIDATOR.is_valid(broken)


@by_document
def test_every_word_is_printed_in_the_document(path: Path) -> None:
    lines = truth_of(path)
    printed, texts = words_of(path), texts_of(lines)
    for line in lines:
        for words in (line.get("snippet"), line.get("verb"), line.get("quantifier")):
            if words is not None:
                assert words in texts[place_of(line)]
                assert re.sub(r"\s+", "", words) in printed
        if line["type"] == "mention":
            assert line["text"] in texts[place_of(line)]
        if line["type"] in ("heading", "footnote"):
            assert re.sub(r"\s+", "", line["text"]) in printed


@by_document
def test_every_paragraph_begins_and_ends_in_the_document(path: Path) -> None:
    printed = words_of(path)
    for line in of_type(truth_of(path), "paragraph"):
        words = re.sub(r"\s+", "", line["text"])
        assert words[:8] in printed
        assert words[-6:-1] in printed


@by_document
def test_no_name_is_left_out(path: Path) -> None:
    lines = truth_of(path)
    language = lines[0]["language"]
    marked: dict[tuple[str, str], list[str]] = {}
    for line in of_type(lines, "mention"):
        marked.setdefault(place_of(line), []).append(line["text"])
    for place, text in texts_of(lines).items():
        rest = text.replace(GULF.get(language, "\0"), "")
        for name in sorted(marked.get(place, ()), key=len, reverse=True):
            rest = rest.replace(name, "\0", 1)
        left = [name for names in NAMES[language].values() for name in names if name in rest]
        assert not left, f"{place}: {left}"


@by_document
def test_parts_add_up_or_the_truth_warns(path: Path) -> None:
    lines = truth_of(path)
    figures = {line["id"]: line for line in of_type(lines, "figure")}
    parts: Counter[str] = Counter()
    for figure in figures.values():
        if figure["part_of"]:
            assert figures[figure["part_of"]]["unit"] == figure["unit"]
            parts[figure["part_of"]] += Fraction(str(figure["value"]))
    assert all(total <= figures[whole]["value"] for whole, total in parts.items())
    warned = {line["paragraph"] for line in of_type(lines, "warning") if line["code"] == "parts_do_not_add_up"}
    short = {figures[whole]["paragraph"] for whole, total in parts.items() if total != figures[whole]["value"]}
    assert warned <= short


@by_document
def test_facts_name_only_who_is_mentioned(path: Path) -> None:
    lines = truth_of(path)
    mentioned = {line["iso3"] for line in of_type(lines, "mention")}
    for line in of_type(lines, "statement") + of_type(lines, "figure"):
        assert set(line["iso3"]) <= mentioned
    for action in of_type(lines, "action"):
        assert any(
            m["iso3"] == action["iso3"] and m.get("paragraph") == action["paragraph"] for m in of_type(lines, "mention")
        )


def test_language_versions_state_the_same_facts() -> None:
    versions: dict[str, list[list[Any]]] = {}
    for path in DOCUMENTS:
        lines = truth_of(path)
        stated = [line for line in lines if line["type"] in ("figure", "action", "statement", "directive", "warning")]
        words = {"snippet", "text", "quantifier", "verb"}
        facts = [{key: value for key, value in line.items() if key not in words} for line in stated]
        versions.setdefault(lines[0]["symbol"], []).append(sorted(map(str, facts)))
    assert len(versions) == 4
    for facts in versions.values():
        assert len(facts) == 4
        assert all(each == facts[0] for each in facts)


def test_the_conflict_between_documents_is_real() -> None:
    [conflict] = yaml.safe_load((SAMPLES / "truth" / "collection.yaml").read_text(encoding="utf-8"))
    found = [line["value"] for value in conflict["values"] for path in DOCUMENTS
             if (lines := truth_of(path))[0]["symbol"] == value["symbol"] for line in of_type(lines, "figure")
             if line["paragraph"] == value["paragraph"] and line["period"] == conflict["period"]
             and line["iso3"] == [conflict["iso3"]] and line["measure"] == conflict["measure"]]  # fmt: skip
    assert sorted(found) == [146] * 4 + [148] * 4
