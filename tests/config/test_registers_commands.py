"""``palermo registers`` as scripts use it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from palermo.config.cli import main
from palermo_engines.registers.reading import read_declaration
from tests.config.conftest import ROOT, Run, run

COMMANDS = (
    "list", "show", "check", "add", "records", "export", "import", "undo", "xlsform", "from-xlsform", "totals", "due"
)  # fmt: skip
OWN = """id: CLINICS
wing: protect
version: 1
title: {en: Clinics, zh: 诊所}
lists:
  kind:
    - {code: mobile, label: {en: Mobile, zh: 流动}}
    - {code: fixed, label: {en: Fixed, zh: 固定}}
fields:
  - {id: name, type: text, role: title, required: true, label: {en: Name, zh: 名称}}
  - {id: country, type: country, role: country, label: {en: Country, zh: 国家}}
  - {id: opened, type: date, role: date, label: {en: Opened, zh: 启用日期}}
  - {id: kind, type: choice, list: kind, facet: true, label: {en: Kind, zh: 种类}}
  - {id: helped, type: people, label: {en: People helped, zh: 获助人数}}
measures:
  - {id: victims_assisted, of: helped, period: opened}
"""


_SHELL = """
import json, sys
from click.testing import CliRunner
from palermo.config.cli import main
for line in sys.stdin:
    done = CliRunner().invoke(main, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
"""


@pytest.fixture(scope="module")
def palermo() -> Iterator[Run]:
    """One process that runs command after command: starting Django forty times would take minutes."""
    clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PALERMO_HOME")}
    shell = subprocess.Popen(
        [sys.executable, "-c", _SHELL], cwd=ROOT, env={**clean, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert shell.stdin is not None
    assert shell.stdout is not None

    def one(*arguments: object) -> subprocess.CompletedProcess[str]:
        print(json.dumps([str(each) for each in arguments]), file=shell.stdin, flush=True)
        code, out, err = json.loads(shell.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out, err)

    yield one
    shell.stdin.close()
    shell.wait(timeout=30)


@pytest.fixture(scope="module")
def house(palermo: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with a register of its own, added by a process of its own."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "clinics.yaml").write_text(OWN, encoding="utf-8")
    done = run("registers", "add", folder / "clinics.yaml", "--home", folder / "home")
    assert done.returncode == 0, done.stderr
    assert "CLINICS version 1 is live" in done.stdout
    return folder


def _table(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join(["Name,Country,Opened,种类,People helped", *rows]) + "\n", encoding="utf-8")
    return path


def _count(palermo: Run, house: Path, *more: str) -> int:
    asked = ("registers", "records", "CLINICS", "--home", house / "home", "--format", "json", *more)
    return len(json.loads(palermo(*asked).stdout))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = CliRunner().invoke(main, ["registers", command, "--help"])
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 4


def test_the_list_has_all_105_systems_with_wing_and_records(palermo: Run, house: Path) -> None:
    done = palermo("registers", "list", "--home", house / "home", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    listed = {row["id"]: row for row in json.loads(done.stdout)}
    built_in = {name for name in listed if re.fullmatch(r"[PCKMO][0-9]{2}", name)}
    assert len(built_in) == 105
    keys = {"id", "wing", "title", "version", "records", "states", "fields", "measures", "languages"}
    assert all(keys <= row.keys() and row["fields"] and row["records"] >= 0 for row in listed.values())
    assert listed["CLINICS"]["measures"] == ["victims_assisted"]
    protect = palermo("registers", "list", "--home", house / "home", "--format", "csv", "--wing", "protect").stdout
    assert {row["wing"] for row in csv.DictReader(io.StringIO(protect))} == {"protect"}


def test_a_register_is_shown(palermo: Run, house: Path) -> None:
    shown = palermo("registers", "show", "CLINICS", "--home", house / "home").stdout
    assert "publish (coordinator): draft -> published" in shown
    assert re.search(r"kind +choice +Kind +mobile, fixed", shown)
    told = json.loads(palermo("registers", "show", "CLINICS", "--home", house / "home", "--format", "json").stdout)
    assert told["record_schema"]["required"] == ["name"]
    unknown = palermo("registers", "show", "NOWHERE", "--home", house / "home")
    assert (unknown.returncode, "NOWHERE" in unknown.stderr) == (2, True)


def test_a_broken_declaration_is_told_by_file_line_and_field(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(OWN, encoding="utf-8")
    bad.write_text(OWN.replace("type: date", "type: dat").replace("{en: Fixed, zh: 固定}", "{en: Fixed}"), "utf-8")
    nowhere = {"PALERMO_HOME": "/proc/nowhere"}  # no instance can be made there, so none is needed
    done = run("registers", "check", good, bad, environment=nowhere)
    assert done.returncode == 2
    assert f"{good}: CLINICS version 1, 5 fields: right" in done.stdout
    lines = OWN.splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "type: date" in line)
    label = next(number for number, line in enumerate(lines, 1) if "Fixed" in line)
    assert f"{bad}:{at}: opened" in done.stderr
    assert f"{bad}:{label}: " in done.stderr
    assert run("registers", "check", good, environment=nowhere).returncode == 0


def test_of_several_declarations_one_bad_one_adds_none(palermo: Run, house: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(OWN.replace("CLINICS", "KITCHENS"), encoding="utf-8")
    second.write_text(OWN, encoding="utf-8")  # the version in force is not lower
    done = palermo("registers", "add", first, second, "--home", house / "home")
    assert done.returncode == 2
    assert f"{second}:0: version" in done.stderr
    assert palermo("registers", "show", "KITCHENS", "--home", house / "home").returncode == 2


def test_bad_cells_are_named_and_nothing_is_kept_unless_asked(palermo: Run, house: Path, tmp_path: Path) -> None:
    table = _table(
        tmp_path / "t.csv", ["A,Albania,2031,流动,12", "B,Atlantis,2031,fixed,<5", "C,奥地利,2030-05,Fixed,3"]
    )
    asked = ("registers", "import", "CLINICS", table, "--home", house / "home")
    refused = palermo(*asked)
    assert refused.returncode == 2
    assert "row 3, Country: " in refused.stderr
    assert "row 3, People helped: " in refused.stderr
    assert _count(palermo, house) == 0
    dry = palermo(*asked, "--keep-good", "--dry-run")
    assert (dry.returncode, dry.stdout.strip()) == (5, "2 records would be kept")
    assert _count(palermo, house) == 0
    kept = palermo(*asked, "--keep-good")
    assert kept.returncode == 5
    assert "2 records kept" in kept.stdout
    assert _count(palermo, house) == 2
    assert _count(palermo, house, "--filter", "kind=mobile") == 1
    assert _count(palermo, house, "--country", "AUT") == 1
    assert _count(palermo, house, "--state", "published") == 0
    batch = kept.stdout.split()[-1]
    undone = palermo("registers", "undo", batch, "--home", house / "home")
    assert "2 records taken out" in undone.stdout
    assert _count(palermo, house) == 0
    assert palermo("registers", "undo", "0" * 32, "--home", house / "home").returncode == 2


def test_a_table_with_no_known_column_is_refused(palermo: Run, house: Path, tmp_path: Path) -> None:
    (tmp_path / "shopping.csv").write_text("milk,bread\n2,1\n", encoding="utf-8")
    done = palermo("registers", "import", "CLINICS", tmp_path / "shopping.csv", "--home", house / "home")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shape", ["csv", "xlsx", "jsonl"])
def test_what_goes_out_comes_back_in(palermo: Run, house: Path, tmp_path: Path, shape: str) -> None:
    table = _table(tmp_path / "t.csv", ["A,Albania,2031,mobile,12", "=B,Austria,2030-05,fixed,3"])
    first = palermo("registers", "import", "CLINICS", table, "--home", house / "home")
    assert first.returncode == 0, first.stderr
    out = tmp_path / f"out.{shape}"
    done = palermo("registers", "export", "CLINICS", "--format", shape, "-o", out, "--home", house / "home")
    assert done.stdout.strip() == f"{out}: 2 records"
    before = _values(palermo, house)
    assert "undone" not in palermo("registers", "undo", first.stdout.split()[-1], "--home", house / "home").stderr
    again = palermo("registers", "import", "CLINICS", out, "--home", house / "home")
    assert again.returncode == 0, again.stderr
    after = _values(palermo, house)
    palermo("registers", "undo", again.stdout.split()[-1], "--home", house / "home")
    if shape == "csv":  # a sign that a spreadsheet would run is disarmed in CSV, for good
        before[0]["name"] = "'=B"
    assert after == before
    if shape == "xlsx":
        assert openpyxl.load_workbook(out).active.max_row == 3
    assert list(tmp_path.glob("*.part")) == []


def _values(palermo: Run, house: Path) -> list[dict[str, object]]:
    asked = ("registers", "records", "CLINICS", "--home", house / "home", "--format", "json")
    return [row["values"] for row in json.loads(palermo(*asked).stdout)]


def test_a_form_goes_out_and_comes_back_as_the_same_register(palermo: Run, house: Path, tmp_path: Path) -> None:
    form, text = tmp_path / "clinics.xlsx", tmp_path / "clinics.yaml"
    assert palermo("registers", "xlsform", "CLINICS", "-o", form, "--home", house / "home").returncode == 0
    nowhere = {"PALERMO_HOME": "/proc/nowhere"}
    done = run("registers", "from-xlsform", form, "-o", text, "--wing", "protect", environment=nowhere)
    assert done.returncode == 0, done.stderr
    back, sent = read_declaration(text.read_text(encoding="utf-8")), read_declaration(OWN)
    assert [(f.id, f.type, dict(f.label)) for f in back.fields] == [(f.id, f.type, dict(f.label)) for f in sent.fields]
    assert (back.id, back.wing, back.measures, back.moves) == (sent.id, sent.wing, sent.measures, sent.moves)


def test_totals_and_what_is_due(palermo: Run, house: Path, tmp_path: Path) -> None:
    table = _table(tmp_path / "t.csv", ["A,Albania,2031,mobile,12", "B,Albania,2031,fixed,3"])
    done = palermo("registers", "import", "CLINICS", table, "--home", house / "home")
    asked = ("registers", "totals", "CLINICS", "victims_assisted", "--home", house / "home", "--format", "json")
    drafts = palermo(*asked)
    assert (drafts.returncode, json.loads(drafts.stdout)) == (0, []), "drafts are not counted"
    unknown = palermo("registers", "totals", "CLINICS", "people_trained", "--home", house / "home")
    assert unknown.returncode == 2
    due = palermo("registers", "due", "--home", house / "home", "--format", "json")
    assert (due.returncode, json.loads(due.stdout)) == (0, [])
    palermo("registers", "undo", done.stdout.split()[-1], "--home", house / "home")
