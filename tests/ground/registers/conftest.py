"""Registers of a fictional house, as files in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.ground.registers.api import declaration
from palermo_engines.registers.model import Declaration
from tests.ground.registers.samples import COURSES

Declare = Callable[[str], Declaration]


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Put a declaration's text among the built-in files and read it as the house does."""
    monkeypatch.setenv("PALERMO_REGISTERS", str(tmp_path))

    def put(text: str) -> Declaration:
        fields = dict(line.split(": ", 1) for line in text.splitlines() if line.startswith(("id: ", "wing: ")))
        folder = tmp_path / fields["wing"]
        folder.mkdir(exist_ok=True)
        (folder / f"{fields['id']}.yaml").write_text(text, encoding="utf-8")
        found = declaration(fields["id"])
        assert found is not None
        return found

    return put


@pytest.fixture
def courses(declare: Declare) -> Declaration:
    """The register of courses (``samples.COURSES``)."""
    return declare(COURSES)
