"""Overlaps and estimates drawn: everything in the table too, nothing missing drawn as zero, mirrored, escaped."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override
from lxml import etree

from palermo.commons.charts import Cell, Estimate, ForestChart, Overlap, State, UpSetChart
from palermo.commons.charts.labels import fitting, width_of
from palermo_engines.kit.languages import LANGUAGES


def _tree(svg: str) -> etree._Element:
    return etree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def _of_class(tree: etree._Element, word: str) -> list[etree._Element]:
    return [element for element in tree.iter() if word in str(element.get("class", "")).split()]


def _exact(value: int) -> Cell:
    return Cell(State.EXACT, Decimal(value))


HIDDEN = Cell(State.SUPPRESSED, Decimal(5), text="<5")
OVERLAPS = UpSetChart(
    "Overlaps", ("police", "<shelter>", "热线"), (_exact(60), _exact(40), HIDDEN),
    (Overlap((0,), _exact(50)), Overlap((0, 1), _exact(9)), Overlap((1, 2), HIDDEN)),
)  # fmt: skip
ROWS = ForestChart(
    "Estimates",
    (Estimate("stepwise", 400.0, 350.0, 900.0), Estimate("bic", None), Estimate("lcm", 500.0, 200.0, float("inf"))),
    counted=271,
)  # fmt: skip


def test_each_combination_has_its_bar_its_dots_and_its_row() -> None:
    tree = _tree(OVERLAPS.wide)
    assert len(_of_class(tree, "bar")) == 2
    assert len(_of_class(tree, "suppressed-outline")) == 1
    assert len(_of_class(tree, "mark")) == 9
    assert len(_of_class(tree, "faint")) == 9 - 5
    assert [name for name, _ in OVERLAPS.table.rows][:3] == [
        "police only",
        "police and <shelter>",
        "<shelter> and 热线",
    ]
    assert OVERLAPS.table.rows[2][1] == (("<5", "suppressed"),)
    assert len(OVERLAPS.table.rows) == 6


def test_what_does_not_fit_is_in_the_table_and_the_note_says_so() -> None:
    many = tuple(Overlap((at % 3,), _exact(at + 1)) for at in range(40))
    chart = UpSetChart("x", OVERLAPS.names, OVERLAPS.sizes, many)
    assert len(_of_class(_tree(chart.narrow), "bar")) == 9
    assert len(chart.table.rows) == 43
    assert "most frequent" in chart.note


def test_an_interval_without_end_is_an_arrow_and_no_estimate_is_said() -> None:
    tree = _tree(ROWS.wide)
    assert len(_of_class(tree, "mark")) == 2
    assert any(text.text == "no finite estimate" for text in tree.iter("{http://www.w3.org/2000/svg}text"))
    assert len([each for each in _of_class(tree, "whisker") if each.tag.endswith("polyline")]) == 1
    assert ROWS.table.rows[1][1] == (("", "missing"),) * 3
    assert ROWS.table.rows[2][1][2] == ("no limit", "exact")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", [OVERLAPS, ROWS])
def test_they_are_well_formed_escaped_and_mirrored(chart: UpSetChart | ForestChart, language: str) -> None:
    with override("zh-hans" if language == "zh" else language):
        for svg in (chart.wide, chart.narrow):
            tree = _tree(svg)
            assert "<shelter>" not in str(svg)
            assert "style=" not in str(svg)
            width = float(str(tree.get("viewBox")).split()[2])
            places = [float(each.get("cx", 0)) for each in _of_class(tree, "mark")]
            assert all(0 <= place <= width for place in places)
            if language == "ar":
                assert any("\u2067" in (text.text or "") for text in tree.iter("{http://www.w3.org/2000/svg}text"))


def test_names_are_cut_where_they_would_run_into_the_plot() -> None:
    assert fitting("police", 100) == "police"
    cut = fitting("一个名字很长很长的机构的名单", 80)
    assert cut.endswith("…")
    assert width_of(cut) <= 95
