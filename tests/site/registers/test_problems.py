"""Whatever a register, a table or a form says when it refuses stands in the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import palermo.commons.table_files as table_files
import palermo.ground.registers as records
import palermo_engines.registers.xlsform as xlsform
from palermo.ground.registers.comments import LONGEST
from palermo.ground.registers.together import MOST
from palermo.site.catalogues.merging import LOCALES, read_translations
from palermo.site.registers.problems import SENTENCES, told
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.xlsform.sheets import (
    LARGEST_CONTENT,
    LARGEST_FILE,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
)

FILES = (
    Path(table_files.__file__),
    *sorted(Path(records.__path__[0]).glob("*.py")),
    *sorted(Path(xlsform.__path__[0]).glob("*.py")),
)
SAYING = frozenset({"InputError", "_too_large"})


def said() -> Iterator[tuple[str, str]]:
    """Every message and advice of a refusal, {} for what it fills in, and the file it stands in."""
    for path in FILES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from ((text, path.name) for text in _of_function(function))


def _of_function(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            told_of = [*node.args[1:2], *(each.value for each in node.keywords if each.arg in ("message", "advice"))]
            for argument in told_of:
                yield from _texts(argument, function)


def _texts(argument: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    if isinstance(argument, ast.Constant):
        yield str(argument.value)
    elif isinstance(argument, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in argument.values)
    elif isinstance(argument, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(getattr(each, "id", "") == argument.id for each in node.targets):
                yield from _texts(node.value, function)


def _like(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(r"\{\}", "[0-9]+"))


def test_what_is_said_stands_in_the_catalogues() -> None:
    found = list(said())
    assert len(found) > 60
    missing = [each for each in found if not any(_like(each[0]).fullmatch(sentence) for sentence in SENTENCES)]
    assert missing == []


def test_nothing_stands_there_that_nobody_says() -> None:
    patterns = [_like(text) for text, _file in said()]
    assert [each for each in SENTENCES if not any(pattern.fullmatch(each) for pattern in patterns)] == []


def test_limits_are_those_of_the_code() -> None:
    assert {
        f"A comment has 1 to {LONGEST} signs.",
        f"At most {MOST} records are changed at once.",
        f"The file is larger than {LARGEST_FILE // 2**20} MB.",
        f"Unpacked, the file is larger than {LARGEST_CONTENT // 2**20} MB.",
        f"The file has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns.",
        f"A sheet has more than {MOST_ROWS} rows, {MOST_COLUMNS} columns or {MOST_CELLS} cells.",
        f"A text is longer than the {LONGEST_CELL} signs that a cell holds.",
    } <= SENTENCES


def test_each_is_said_in_every_language() -> None:
    known = read_translations()
    assert [each for each in SENTENCES if not set(LOCALES) <= known.get(each, {}).keys()] == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Odd. Mend it."), ("ar", "Odd. Mend it."), ("zh-hans", "Odd.Mend it.")]
)
def test_advice_follows_the_problem_as_the_language_writes(language: str, words: str) -> None:
    with translation.override(language):
        assert told(InputError("registers.odd", "Odd.", advice="Mend it.")) == words
        assert told(InputError("registers.odd", "Odd.")) == "Odd."
