"""``palermo simulate`` and ``palermo link``: files in, tables out, and nothing overwritten."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from palermo.config.cli import main
from palermo_engines.estimation.tables import read_table


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "country"
    result = CliRunner().invoke(main, ["simulate", "-o", str(folder), "--people", "4000", "--seed", "3"])
    assert result.exit_code == 0, result.output
    assert "of 4,000 people are on some list." in result.output
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_lists_are_linked_into_tables(country: Path, tmp_path: Path) -> None:
    lists = [
        str(country / f"{name}.csv") for name in ("police", "prosecutors", "labour-inspectors", "shelters", "hotline")
    ]
    out = tmp_path / "linked"
    result = CliRunner().invoke(main, ["link", *lists, "-o", str(out), "--draws", "5", "--threads", "1"])
    assert result.exit_code == 0, result.output
    found, true = (read_table((folder / "overlaps.csv").read_text()) for folder in (out, country))
    assert found.observed == pytest.approx(true.observed, rel=0.03)
    assert found.counts[2] == pytest.approx(true.counts[2], rel=0.2)
    drawn = np.array([[int(row[f"draw {at}"]) for at in range(1, 6)] for row in rows(out / "draws.csv")])
    assert drawn.shape == (31, 5)
    assert drawn.sum(axis=0) == pytest.approx(true.observed, rel=0.03)
    assert {row["field"] for row in rows(out / "review.csv")} >= {"family", "given", "birth"}
    assert len(rows(out / "links.csv")) == sum(len(rows(Path(path))) for path in lists)
    assert out.stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten_and_refusals_say_where(country: Path, tmp_path: Path) -> None:
    again = CliRunner().invoke(main, ["simulate", "-o", str(country)])
    assert again.exit_code == 2
    strange = tmp_path / "strange.csv"
    strange.write_text("=cmd(),colour\n1,2\n")
    refused = CliRunner().invoke(main, ["link", str(strange), "-o", str(tmp_path / "out")])
    assert refused.exit_code == 2
    assert "strange: the columns are not recognised." in refused.output
    assert not (tmp_path / "out").exists()
