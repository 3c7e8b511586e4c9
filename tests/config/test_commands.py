"""The command line as scripts use it: what is printed, on which stream, with which exit code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from palermo.config.cli import main
from tests.config.conftest import ROOT, Run

COMMANDS = [
    ("demo",), ("serve",), ("ingest",), ("extract",), ("estimate",), ("import",), ("import", "treaty"),
    ("import", "glotip"), ("figures",), ("conflicts",), ("search",), ("publish",), ("audit",), ("audit", "verify"),
    ("backup",), ("restore",), ("people",), ("people", "add"), ("people", "list"), ("test",),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*command, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith("Usage:")
    assert len(done.output.splitlines()) > 4


def test_the_demo_ends_with_a_summary(demo: tuple[Path, str]) -> None:
    _, printed = demo
    assert "16 documents" in printed
    assert "6 languages" in printed
    assert "intact" in printed


def test_the_demo_run_again_changes_nothing(palermo: Run, demo: tuple[Path, str]) -> None:
    home, _ = demo
    before = palermo("figures", "--home", home, "--format", "csv", "--limit", 5000).stdout
    assert palermo("demo", "--home", home, "--no-serve").returncode == 0
    assert palermo("figures", "--home", home, "--format", "csv", "--limit", 5000).stdout == before


def test_the_demo_refuses_an_instance_at_work(palermo: Run, tmp_path: Path) -> None:
    added = palermo("people", "add", "--home", tmp_path, "--email", "a@example.org", "--name", "A", "--role", "steward")
    assert added.returncode == 0
    done = palermo("demo", "--home", tmp_path, "--no-serve")
    assert done.returncode == 3
    assert "not a demo" in done.stderr


def test_figures_come_with_their_citations_in_every_shape(palermo: Run, demo: tuple[Path, str]) -> None:
    home, _ = demo
    asked = ("figures", "--home", home, "--country", "XAB", "--measure", "victims_identified")
    as_json = json.loads(palermo(*asked, "--format", "json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(palermo(*asked, "--format", "csv").stdout)))
    assert [row["uuid"] for row in as_json] == [row["uuid"] for row in as_csv]
    assert {row["value"] for row in as_json} >= {"148", "146"}
    assert all(row["source"] and row["locator"] for row in as_json)
    assert {row["origin"] for row in as_json if not row["snippet"]} <= {"register"}  # a record is no passage of a text
    assert any(row["snippet"] for row in as_json)


def test_conflicts_stand_side_by_side(palermo: Run, demo: tuple[Path, str]) -> None:
    home, _ = demo
    rows = json.loads(palermo("conflicts", "--home", home, "--country", "XAB", "--format", "json").stdout)
    stated = {(row["source"], row["value"]) for row in rows if row["measure"] == "victims_identified"}
    assert {("MER/CONF/2031/3", "148"), ("MER/CN/2030/6", "146")} <= stated


def test_search_finds_one_concept_under_its_several_names(palermo: Run, demo: tuple[Path, str]) -> None:
    home, _ = demo
    found = json.loads(palermo("search", "受害人", "--home", home, "--language", "zh", "--format", "json").stdout)
    assert {name for name in ("受害者", "被害人") for row in found if name in row["passage"]}
    assert {row["language"] for row in found} == {"zh"}


def test_a_broken_file_is_named_and_the_good_ones_are_kept(palermo: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.pdf").write_bytes(b"%PDF-1.7\nnot really")
    (tmp_path / "good.txt").write_bytes((ROOT / "samples/documents/report-2031.zh.txt").read_bytes())
    done = palermo("ingest", tmp_path, "--home", tmp_path / "home", "--format", "json")
    assert done.returncode == 5
    results = {row["name"]: row for row in json.loads(done.stdout)}
    assert results["good.txt"]["result"] == "ingested"
    assert results["empty.txt"]["remark"]
    assert results["noise.pdf"]["remark"]


def test_nothing_but_broken_files_is_an_input_error(palermo: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert palermo("ingest", tmp_path / "empty.txt", "--home", tmp_path / "home").returncode == 2


def test_extract_prints_nothing_for_a_file_it_cannot_read(palermo: Run, tmp_path: Path) -> None:
    (tmp_path / "noise.docx").write_bytes(b"PK\x03\x04 no archive")
    good = ROOT / "samples/documents/survey-2030.en.txt"
    done = palermo("extract", tmp_path / "noise.docx", good)
    assert done.returncode == 2
    assert "noise.docx" in done.stderr
    assert {json.loads(line)["source"] for line in done.stdout.splitlines()} == {good.name}


def test_a_file_that_is_not_there_is_named(palermo: Run) -> None:
    done = palermo("extract", "nowhere.txt")
    assert done.returncode == 2
    assert "nowhere.txt" in done.stderr


def test_a_wrong_dataset_is_refused_whole(palermo: Run, tmp_path: Path) -> None:
    (tmp_path / "shopping.csv").write_text("milk,2\nbread,1\n", encoding="utf-8")
    done = palermo("import", "treaty", tmp_path / "shopping.csv", "--home", tmp_path / "home")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
