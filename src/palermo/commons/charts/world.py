"""A world map with classes. Countries with no figure stay plain, suppressed ones are hatched, small States get a
circle.

The shapes come from ``standards/geometry/world.json`` (Natural Earth, public domain). A map is never mirrored: east
stays right of west in every language.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.commons.charts.drawing import Drawing, hatch
from palermo.commons.charts.figures import ChartTable, LegendEntry
from palermo.commons.charts.frame import Size, name_of
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import alphabetical, country_name
from palermo_engines.kit.languages import Language
from palermo_engines.kit.standards import standards_directory

SUPPRESSED = 0
_RADIUS = 4.0


@dataclass(frozen=True, slots=True)
class Area:
    """What the map says of a country: ``level`` is 1 to 5 (a class of the legend) or ``SUPPRESSED``; ``text`` is the
    figure in words. A country that has no figure is simply not listed."""

    iso3: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """``levels`` are the words of classes 1, 2, ... in their order (at most five). ``column`` names the value in the
    table."""

    title: str
    areas: tuple[Area, ...]
    levels: tuple[str, ...]
    column: str
    note: str = ""

    @property
    def wide(self) -> SafeString:
        return _draw(self, active_language())

    narrow = None

    @property
    def disclaimer(self) -> str:
        return _(
            "The borders, names and designations on this map express no opinion on the legal status of any country, "
            "territory, city or area, or on its frontiers."
        )

    @property
    def legend(self) -> list[LegendEntry]:
        entries = [LegendEntry("box", f"c{level}", words) for level, words in enumerate(self.levels, start=1)]
        if any(area.level == SUPPRESSED for area in self.areas):
            entries.append(LegendEntry("hatch", "", _("suppressed: counted, but withheld")))
        return [*entries, LegendEntry("box", "no-figure", _("no figure"))]

    @property
    def table(self) -> ChartTable:
        """Countries in alphabetical order, whatever their figure."""
        said = {area.iso3: area for area in self.areas}
        rows = tuple(
            (country_name(code), ((said[code].text, "exact" if said[code].level else "suppressed"),))
            for code in alphabetical(said)
        )
        return ChartTable(self.title, (_("Country"), self.column), rows)


@cache
def geometry() -> dict[str, Any]:
    """Shapes as ``iso3``, ``path``, ``centre`` and ``small``, within ``width`` by ``height``."""
    content: dict[str, Any] = json.loads(
        (standards_directory() / "geometry" / "world.json").read_text(encoding="utf-8")
    )
    return content


@lru_cache(maxsize=24)
def _draw(chart: WorldMap, language: Language) -> SafeString:
    world = geometry()
    size = Size("chart-map", world["width"], world["height"])
    name = name_of(chart, size)
    drawing = Drawing(size.width, size.height)
    drawing.raw(hatch(f"{name}-h"))
    said = {area.iso3: area for area in chart.areas}
    for shape in world["shapes"]:
        drawing.raw(_shape(shape, said.get(shape["iso3"]), f"{name}-h", language))
    for shape in world["shapes"]:
        if shape["small"]:
            drawing.raw(_circle(shape, said.get(shape["iso3"]), f"{name}-h", language))
    description = _("World map in %(count)s classes. The table beside it names every country and its value.") % {
        "count": len(chart.levels)
    }
    return drawing.svg(name=name, title=chart.title, description=description, kind=size.kind)


def _paint(area: Area | None, pattern: str) -> tuple[str, str]:
    """CSS class and fill attribute."""
    if area is None:
        return "no-figure", ""
    return ("", f' fill="url(#{pattern})"') if area.level == SUPPRESSED else (f"c{area.level}", "")


def _tooltip(iso3: str, area: Area | None, language: Language) -> str:
    said = area.text if area else _("no figure")
    return f"<title>{escape(country_name(iso3, language))}: {escape(said)}</title>"


def _shape(shape: dict[str, Any], area: Area | None, pattern: str, language: Language) -> str:
    if not shape["path"]:
        return ""
    kind, fill = _paint(area, pattern)
    title = _tooltip(shape["iso3"], area, language)
    return f'<path class="country {kind}"{fill} d="{escape(shape["path"])}">{title}</path>'


def _circle(shape: dict[str, Any], area: Area | None, pattern: str, language: Language) -> str:
    kind, fill = _paint(area, pattern)
    x, y = shape["centre"]
    title = _tooltip(shape["iso3"], area, language)
    return f'<circle class="small-state {kind}"{fill} cx="{x}" cy="{y}" r="{_RADIUS}">{title}</circle>'
