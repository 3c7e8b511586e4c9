"""Charts: honest about what is missing, suppressed or uncertain; safe; the same every time; readable by anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from palermo.commons.charts import (
    MISSING,
    SUPPRESSED,
    Area,
    BarChart,
    BarSeries,
    Cell,
    LineChart,
    Point,
    Series,
    State,
    WorldMap,
    cell_of,
    level_of,
    level_words,
)  # fmt: skip
from palermo.commons.charts.ticks import nice_number, time_ticks, value_ticks
from palermo.commons.wording.places import alphabetical, country_name
from palermo_engines.kit.languages import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"


def _tree(svg: str) -> etree._Element:
    return etree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def _of_class(tree: etree._Element, word: str) -> list[etree._Element]:
    return [element for element in tree.iter() if word in str(element.get("class", "")).split()]


def _yearly(*cells: Cell, name: str = "Victims", first: int = 2010) -> Series:
    return Series(name, tuple(Point(date(first + index, 1, 1), cell) for index, cell in enumerate(cells)))


def _exact(value: int) -> Cell:
    return Cell(State.EXACT, Decimal(value))


HIDDEN = Cell(State.SUPPRESSED, Decimal(5), text="<5 (suppressed)")


def test_no_line_crosses_a_gap_or_a_suppressed_year() -> None:
    chart = LineChart(
        "x", (_yearly(_exact(4), _exact(6), MISSING, _exact(9), _exact(3), HIDDEN, _exact(7), _exact(8)),)
    )
    lines = [line.get("points", "").split() for line in _of_class(_tree(chart.wide), "line")]
    assert [len(line) for line in lines] == [2, 2, 2]
    assert len(_of_class(_tree(chart.wide), "suppressed-outline")) == 1


def test_a_range_is_a_band_and_a_qualified_value_an_open_mark() -> None:
    fuzzy = Cell(State.QUALIFIED, Decimal(150), Decimal(160), "150 to 160")
    chart = LineChart("x", (Series("Parties", _yearly(_exact(140), fuzzy, _exact(165)).points, step=True),))
    tree = _tree(chart.wide)
    assert len(_of_class(tree, "band")) == 1
    assert len(_of_class(tree, "open")) == 1
    steps = _of_class(tree, "line")[-1].get("points", "").split()
    assert len(steps) == 5, "a count holds until the next change"


def test_zero_missing_and_suppressed_bars_look_different() -> None:
    cells = (_exact(0), MISSING, HIDDEN, _exact(12))
    tree = _tree(BarChart("x", ("2010", "2011", "2012", "2013"), (BarSeries("Victims", cells),)).wide)
    assert len(_of_class(tree, "bar")) == 2
    assert len(_of_class(tree, "gap")) == 1
    hatched = _of_class(tree, "suppressed-outline")
    assert [str(box.get("fill")).startswith("url(#") for box in hatched] == [True]
    assert {"0", "<5", "12"} <= {text.text for text in tree.iter(f"{SVG}text")}


def test_time_runs_from_the_right_in_arabic_and_a_map_stays_as_it_is() -> None:
    chart = LineChart("x", (_yearly(_exact(1), _exact(9)),))
    world = WorldMap("x", (Area("FRA", 1, "3"),), level_words(), "Victims")
    drawn = {}
    for code in ("en", "ar"):
        with override(code):
            points = _of_class(_tree(chart.wide), "line")[0].get("points", "").split()
            drawn[code] = [float(point.split(",")[0]) for point in points]
            drawn[f"map {code}"] = [path.get("d") for path in _tree(world.wide).iter(f"{SVG}path")]  # type: ignore[assignment]
    assert drawn["en"] == sorted(drawn["en"])
    assert drawn["ar"] == sorted(drawn["ar"], reverse=True)
    assert drawn["map en"] == drawn["map ar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_a_map_is_alphabetical_whatever_the_values(language: str) -> None:
    codes = ["ZWE", "FRA", "AFG", "EGY"]
    with override("zh-hans" if language == "zh" else language):
        world = WorldMap("x", tuple(Area(code, 5 - i, str(i)) for i, code in enumerate(codes)), level_words(), "n")
        assert [row[0] for row in world.table.rows] == [country_name(code) for code in alphabetical(codes)]


def test_a_map_says_what_it_does_not_know() -> None:
    world = WorldMap("x", (Area("FRA", 3, "500"), Area("TUV", SUPPRESSED, "<5")), level_words(), "Victims")
    tree = _tree(world.wide)
    titles = {title.text: title.getparent() for title in tree.iter(f"{SVG}title")}
    assert "c3" in titles["France: 500"].get("class")
    assert any(
        text.startswith("Tuvalu") and shape.get("fill", "").startswith("url(") for text, shape in titles.items() if text
    )
    assert "no-figure" in titles["Chad: no figure"].get("class")
    assert [entry.words for entry in world.legend][-1] == "no figure"
    assert world.disclaimer


@given(st.text(min_size=1, max_size=30))
def test_nothing_typed_by_others_becomes_markup(text: str) -> None:
    nasty = f'"><script>{text}</script>'
    chart = LineChart(nasty, (Series(nasty, (Point(date(2010, 1, 1), Cell(State.EXACT, Decimal(1), text=nasty)),)),))
    printable = "".join(char for char in chart.wide if char.isprintable())
    assert "<script" not in printable


def test_a_chart_is_a_named_picture_without_style_or_raw_colour() -> None:
    chart = LineChart("Victims & survivors", (_yearly(_exact(1), HIDDEN, MISSING),), note="As reported.")
    for svg in (chart.wide, chart.narrow):
        tree = _tree(svg)
        assert tree.get("role") == "img"
        title, description = (element.get("id") for element in list(tree)[:2])
        assert tree.get("aria-labelledby") == f"{title} {description}"
        assert "style=" not in svg
        assert "#0" not in svg
    wide, narrow = _tree(chart.wide), _tree(chart.narrow)
    ids = [element.get("id") for tree in (wide, narrow) for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    page = render_to_string("commons/charts/chart.html", {"chart": chart})
    assert "Victims &amp; survivors" in page
    assert "As reported." in page


def test_a_chart_without_figures_says_so() -> None:
    assert "There is nothing to draw yet." in LineChart("x", ()).wide
    assert "There is nothing to draw yet." in BarChart("x", (), ()).wide


@dataclass
class Stated:
    value: Decimal
    high: Decimal | None = None
    qualifier: str = "exact"
    unit: str = "persons"
    suppressed: bool = False


def test_cells_of_figures_keep_what_is_uncertain() -> None:
    assert cell_of(Stated(Decimal(7))).state is State.EXACT
    assert cell_of(Stated(Decimal(7), qualifier="about")).state is State.QUALIFIED
    assert cell_of(Stated(Decimal(7), high=Decimal(9))).top == 9
    assert cell_of(Stated(Decimal(5), qualifier="less_than", suppressed=True)).state is State.SUPPRESSED
    assert [level_of(Decimal(value)) for value in (0, 9, 10, 99, 100, 9_999, 10_000)] == [1, 1, 2, 2, 3, 4, 5]
    assert level_words() == ("fewer than 10", "10 to 99", "100 to 999", "1,000 to 9,999", "10,000 and more")


@given(st.floats(min_value=0.5, max_value=1e12))
def test_ticks_are_nice_and_reach_beyond_the_data(highest: float) -> None:
    ticks = value_ticks(highest)
    step = ticks[1] - ticks[0]
    assert ticks[0] == 0
    assert ticks[-1] >= highest * (1 - 1e-9)
    assert ticks[-1] - step < highest or len(ticks) == 2
    assert len(ticks) <= 11
    assert step == pytest.approx(nice_number(step, rounded=True))


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.integers(0, 40_000), st.integers(3, 14))
def test_time_ticks_lie_within_and_are_few(first: date, days: int, at_most: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date(2099, 12, 31).toordinal()))
    ticks = time_ticks(first, last, at_most)
    assert all(first <= tick <= last for tick in ticks)
    assert 1 <= len(ticks) <= at_most + 1


def test_a_drawing_is_kept() -> None:
    def chart(name: str) -> LineChart:
        return LineChart(name, tuple(_yearly(*map(_exact, range(20)), name=f"s{index}") for index in range(4)))

    assert chart("warm").wide is chart("warm").wide
    assert chart("warm").wide != chart("cold").wide
