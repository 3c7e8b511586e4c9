"""What is committed is what the sources give, in the numbers and sizes promised; the data files hold what they say."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml
from samples.making.source import Sample, load_samples
from samples.making.text_file import write_text
from samples.making.truth import write_truth
from samples.making.web_file import write_page

from palermo_engines.kit.periods import days_of
from tests.samples.reading import DOCUMENTS, SAMPLES

BUILT = load_samples()
by_sample = pytest.mark.parametrize("sample", BUILT, ids=lambda sample: sample.file_name)


def test_there_are_enough_documents_of_each_kind() -> None:
    languages = Counter(path.name.split(".")[1] for path in DOCUMENTS)
    assert languages == {"en": 4, "zh": 4, "fr": 2, "es": 2, "ru": 2, "ar": 2}
    assert {path.suffix for path in DOCUMENTS} == {".txt", ".docx", ".html", ".pdf"}
    assert all(path.stat().st_size < 200_000 for path in DOCUMENTS)
    assert {path.name for path in DOCUMENTS} == {sample.file_name for sample in BUILT}


@by_sample
def test_the_truth_is_made_from_the_sources(sample: Sample) -> None:
    committed = (SAMPLES / "truth" / f"{sample.file_name}.jsonl").read_text(encoding="utf-8")
    assert committed == write_truth(sample), "run python samples/build_samples.py"
    assert 15 <= len(sample.passages) <= 30


@by_sample
def test_every_fact_written_down_stands_in_every_language(sample: Sample) -> None:
    marked = [span.id for passage in sample.passages for span in passage.facts if span.id != "pp"]
    assert sorted(marked) == sorted(
        fact for kind in ("figures", "statements", "directives") for fact in sample.facts[kind]
    )


@pytest.mark.parametrize("sample", [s for s in BUILT if s.form in ("txt", "html")], ids=lambda sample: sample.file_name)
def test_the_documents_are_made_from_the_sources(sample: Sample) -> None:
    written = write_text(sample) if sample.form == "txt" else write_page(sample)
    assert (SAMPLES / "documents" / sample.file_name).read_bytes() == written.encode()


def test_text_files_break_a_paragraph_by_a_page() -> None:
    for path in SAMPLES.glob("documents/*.txt"):
        symbol = next(s.facts["symbol"] for s in BUILT if s.file_name == path.name)
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        assert lines.count(symbol) > 1, "page headers"


def test_the_workbook_holds_what_expected_yaml_counts() -> None:
    expected = yaml.safe_load((SAMPLES / "statistics" / "expected.yaml").read_text(encoding="utf-8"))
    sheet = openpyxl.load_workbook(SAMPLES / "statistics" / "trafficking.xlsx")["data_glotip_1"]
    _top, stamp, header, *rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    assert stamp[0] == "30/05/2031"
    assert header[0] == "Iso3_code"
    assert header[11] == "txtVALUE"
    assert len(header) == 13
    assert all(isinstance(row[11], str) and isinstance(row[9], int) for row in rows)
    assert len(rows) == expected["rows"]
    assert 250 <= len(rows) <= 350
    assert sum(row[11] == "<5" for row in rows) == expected["suppressed"] > 0
    assert [row[11] for row in rows if "," in row[11]] == ["1,282"]
    assert len(rows) - len(set(rows)) == expected["exact_duplicates"] > 0
    assert sum(row[1] is None for row in rows) == expected["rows_of_regions"] > 0
    assert sum(row[0] is None for row in rows) == expected["rows_without_iso_code"] > 0


@pytest.mark.parametrize(
    "case", yaml.safe_load((SAMPLES / "treaties" / "expected.yaml").read_text())["parties"], ids=str
)
def test_party_counts_follow_from_the_list(case: dict[str, str]) -> None:
    with (SAMPLES / "treaties" / "status.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["treaty"] == case["treaty"]]
    day = date.fromisoformat(case["date"])
    last_days = [days_of(row["not_after"] or row["consent_date"]).last for row in rows if row["consent_type"]]
    assert sum(last is not None and last <= day for last in last_days) == case["count"]


def test_treaty_list_and_report_agree() -> None:
    expected = yaml.safe_load((SAMPLES / "treaties" / "expected.yaml").read_text(encoding="utf-8"))
    counts = {(case["treaty"], case["date"]): case["count"] for case in expected["parties"]}
    report = next(sample for sample in BUILT if sample.name == "report").facts["figures"]
    assert counts["XVIII-12-a", report["parties"]["as_of"]] == report["parties"]["value"]
    assert counts["XVIII-12", report["convention"]["as_of"]] == report["convention"]["value"]


def test_paths_named_in_the_readme_exist() -> None:
    for name in ("region.yaml", "documents", "truth/schema.json", "statistics/trafficking.xlsx", "treaties/status.csv"):
        assert (SAMPLES / Path(name)).exists()
