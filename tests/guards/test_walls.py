"""The walls of the house: import contracts, sizes, names, nothing unfinished."""

from __future__ import annotations

import ast
import configparser
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def python_files() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code: a docstring is not counted, so that explaining never costs."""
    body = function.body
    if ast.get_docstring(function) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_import_contracts_hold() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_of_a_wing_is_behind_its_door() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    storeys = contracts["importlinter:contract:storeys"]["layers"]
    wings = next(line for line in storeys.splitlines() if "|" in line).split("|")
    protected = set(contracts["importlinter:contract:wing-doors"]["protected_modules"].split())
    rooms = {
        f"palermo.{wing.strip()}.{folder.name}"
        for wing in wings
        for folder in (SOURCE / "palermo" / wing.strip()).iterdir()
        if (folder / "__init__.py").exists() and folder.name != "migrations"
    }
    assert rooms == protected


def test_sizes_stay_small() -> None:
    lengths = sorted(length_of(function) for path in python_files() for function in functions_of(path))
    assert statistics.median(lengths) < 10
    assert lengths[int(len(lengths) * 0.95)] < 50


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_two_things(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


VAGUE = re.compile(r"(^|_)(utils?|helpers?|misc|manager|data|info|process|handle)(_|$)")


def test_names_say_what_things_are() -> None:
    vague = [str(path.relative_to(ROOT)) for path in python_files() if VAGUE.search(path.stem)]
    for path in python_files():
        vague += [
            f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
            for function in functions_of(path)
            if VAGUE.search(function.name.strip("_"))
        ]
    assert not vague


UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError|[Nn]ot implemented|[Cc]oming soon")


def test_nothing_is_left_unfinished() -> None:
    suffixes = {".py", ".html", ".yaml", ".css", ".js"}
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in suffixes
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_no_test_is_switched_off_without_a_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"pytest\.mark\.(skip|xfail)\b(?!if)", line) and "reason" not in line
    ]
    assert not bare
