"""Charts drawn on the server as SVG: readable without script, in dark, on paper and from right to left.

Build a chart, hand it to the template, show it with its table::

    LineChart(title, (Series(name, (Point(date(2014, 1, 1), Cell(State.EXACT, Decimal(159))), ...), step=True),))
    BarChart(title, ("2010", "2011"), (BarSeries(name, (Cell(State.SUPPRESSED, Decimal(5), text="<5"), MISSING)),))
    UpSetChart(title, ("police", "shelter"), (cell, cell), (Overlap((0, 1), cell), ...))
    ForestChart(title, (Estimate("stepwise", 11_418.0, 9_492.4, 15_113.4), ...), counted=2_744)
    WorldMap(title, (Area("FRA", 2, "1,400"), ...), ("1 to 99", "100 and more"), column="Victims detected")

    {% include "commons/charts/chart.html" with chart=chart %}     the figure, its legend and note
    {% include "commons/charts/table.html" with table=chart.table %}

``cell_of(figure)`` makes a cell of a figure. Texts are in the language that is active when they are made.
"""

from palermo.commons.charts.bars import BarChart
from palermo.commons.charts.cells import cell_of, level_of, level_words
from palermo.commons.charts.figures import MISSING, BarSeries, Cell, ChartTable, Point, Series, State
from palermo.commons.charts.forest import Estimate, ForestChart
from palermo.commons.charts.lines import LineChart
from palermo.commons.charts.upset import Overlap, UpSetChart
from palermo.commons.charts.world import SUPPRESSED, Area, WorldMap

__all__ = [
    "MISSING", "SUPPRESSED", "Area", "BarChart", "BarSeries", "Cell", "ChartTable", "Estimate", "ForestChart",
    "LineChart", "Overlap", "Point", "Series", "State", "UpSetChart", "WorldMap", "cell_of", "level_of", "level_words",
]  # fmt: skip
