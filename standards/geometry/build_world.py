"""Build ``world.json``, the map that the site draws, from Natural Earth's countries at 1:50 million.

Usage: ``python standards/geometry/build_world.py [FILE]``; FILE (by default ``countries-50m.json`` in ``../shared``
beside the repository) is TopoJSON with M49 numbers as ids. Natural Earth is in the public domain. Its boundaries are
not the United Nations': who shows the map shows the disclaimer named by ``disclaimer_key``; README.md says more.
"""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from equal_earth import project
from simplifying import points_to_keep
from svg_path import path_of
from topology import (
    Arc,
    Point,
    Ring,
    area_of,
    centre_of,
    cut_at_antimeridian,
    decode_arcs,
    dissolve,
    polygons_of,
    ring_of,
)

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[2] / "shared" / "data" / "geometry" / "countries-50m.json"
WIDTH = 1000
GRID = 100  # points stand on a grid of hundredths of a unit
LEAST_TRIANGLE = 0.1  # square units: what simplification may leave out
LEAST_ISLAND = 0.1  # square units: smaller islands of a larger State are left out
SMALL = 9.0  # square units: a listed State whose largest part is smaller than this gets a circle
LISTED = ("member", "observer", "non_member")
LEFT_OUT = {"010"}  # Antarctica
# Drawn apart in the file, without a code; the United Nations list them under Somalia and Cyprus.
JOINED = {"Somaliland": "706", "N. Cyprus": "196"}
# A polygon the file gives to one State and the General Assembly to another: a point inside it, from, to, where said.
MOVED = (((34.1, 44.95), "643", "804", "A/RES/68/262"),)
# States the file does not hold: longitude and latitude of the capital, from general knowledge (not Natural Earth's).
POINTS = {"TUV": (179.20, -8.52)}  # Tuvalu, Funafuti

Polygon = list[list[int]]


@dataclass(frozen=True, slots=True)
class Frame:
    """How projected points come onto the page: units in a sphere's radius, and the y of the upper edge."""

    scale: float
    top: float

    def place(self, point: Point) -> Point:
        """Degrees to units; x to the right from the antimeridian, y downwards from the northernmost land."""
        x, y = project(*point)
        return x * self.scale + WIDTH / 2, self.top - y * self.scale


def main() -> None:
    """Read, build, write, and say how large it came out."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    world = build(json.loads(source.read_text(encoding="utf-8")), _areas())
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":")).replace('{"iso3"', '\n{"iso3"')
    (HERE / "world.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(world['shapes'])} shapes, {len(text):,} bytes, {world['width']} x {world['height']}")


def build(topology: dict[str, Any], areas: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The content of ``world.json``. ``areas`` are M49 number to ``iso3`` and ``status``."""
    arcs = decode_arcs(topology)
    countries = _countries(topology, arcs)
    frame, height = _frame(countries, arcs)
    fine = _fine_arcs(countries, arcs, frame)
    simple = [arc if number in fine else _simplified(arc, frame) for number, arc in enumerate(arcs)]
    drawn = {code: _rings(polygons, simple, frame) for code, polygons in countries.items()}
    background = [path_of(ring, GRID) for ring in drawn.pop("", [])]
    shapes = [_shape(areas[code], rings) for code, rings in drawn.items()]
    shapes += [_point(iso3, frame.place(place)) for iso3, place in POINTS.items()]
    return {
        "width": WIDTH,
        "height": round(height, 1),
        "projection": "Equal Earth",
        "source": "Natural Earth 1:50m, public domain",
        "disclaimer_key": "map.disclaimer",
        "shapes": sorted(shapes, key=lambda shape: shape["iso3"]),
        "background": background,
    }


def _areas() -> dict[str, dict[str, str]]:
    entries = yaml.safe_load((HERE.parent / "countries.yaml").read_text(encoding="utf-8"))
    return {entry["m49"]: {"iso3": entry["iso3"], "status": entry["status"]} for entry in entries}


def _countries(topology: dict[str, Any], arcs: list[Arc]) -> dict[str, list[Polygon]]:
    """The polygons of every country by M49 number ("" for areas without one), joined and moved as said above."""
    found: dict[str, list[Polygon]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry.get("id") or JOINED.get(geometry["properties"]["name"], "")
        if code not in LEFT_OUT:
            found.setdefault(code, []).extend(polygons_of(geometry))
    for place, giver, taker, _ in MOVED:
        moved = next(polygon for polygon in found[giver] if _encloses(ring_of(polygon[0], arcs), place))
        found[giver].remove(moved)
        found[taker].append(moved)
    return {code: dissolve(polygons, arcs) for code, polygons in found.items()}


def _encloses(ring: Ring, place: Point) -> bool:
    """Whether a line due east from the place crosses the ring an odd number of times."""
    x, y = place
    crossed = [
        x1 + (x2 - x1) * (y - y1) / (y2 - y1) for (x1, y1), (x2, y2) in itertools.pairwise(ring) if (y1 > y) != (y2 > y)
    ]
    return sum(at > x for at in crossed) % 2 == 1


def _frame(countries: dict[str, list[Polygon]], arcs: list[Arc]) -> tuple[Frame, float]:
    """The page as wide as the globe and as high as the land drawn."""
    scale = WIDTH / (2 * project(180, 0)[0])
    used = {i if i >= 0 else ~i for polygons in countries.values() for p in polygons for ring in p for i in ring}
    heights = [project(*point)[1] * scale for i in used for point in arcs[i]]
    return Frame(scale, max(heights)), max(heights) - min(heights)


def _simplified(arc: Arc, frame: Frame) -> Arc:
    kept = points_to_keep([frame.place(point) for point in arc], LEAST_TRIANGLE)
    return [arc[i] for i in kept]


def _fine_arcs(countries: dict[str, list[Polygon]], arcs: list[Arc], frame: Frame) -> set[int]:
    """The arcs of small countries, which keep every point, on their neighbours' side too."""
    found: set[int] = set()
    for polygons in countries.values():
        if max(_size(polygon, arcs, frame) for polygon in polygons) < SMALL / 2:
            found |= {i if i >= 0 else ~i for polygon in polygons for ring in polygon for i in ring}
    return found


def _size(polygon: Polygon, arcs: list[Arc], frame: Frame) -> float:
    return area_of([frame.place(point) for point in ring_of(polygon[0], arcs)])


def _rings(polygons: list[Polygon], arcs: list[Arc], frame: Frame) -> list[Ring]:
    """The rings on the page: the largest part, and of the others those large enough to be seen."""
    sizes = [_size(polygon, arcs, frame) for polygon in polygons]
    found = []
    for polygon, size in zip(polygons, sizes, strict=True):
        if size >= min(LEAST_ISLAND, max(sizes)):
            for ring in polygon:
                found += [_on_the_grid(piece, frame) for piece in cut_at_antimeridian(ring_of(ring, arcs))]
    return [ring for ring in found if area_of(ring) > 0]


def _on_the_grid(ring: Ring, frame: Frame) -> Ring:
    """Points on the page, rounded; of equal neighbours one stays."""
    points = [frame.place(point) for point in ring]
    rounded = [(round(x * GRID) / GRID, round(y * GRID) / GRID) for x, y in points]
    return [rounded[0], *(point for last, point in itertools.pairwise(rounded) if point != last)]


def _shape(area: dict[str, str], rings: list[Ring]) -> dict[str, Any]:
    largest = max(rings, key=area_of)
    x, y = centre_of(largest)
    small = area["status"] in LISTED and area_of(largest) < SMALL
    path = "".join(path_of(ring, GRID) for ring in rings)
    return {"iso3": area["iso3"], "path": path, "centre": [round(x, 1), round(y, 1)], "small": small}


def _point(iso3: str, place: Point) -> dict[str, Any]:
    """A State without a shape: its place only, marked ``point``."""
    centre = [round(place[0], 1), round(place[1], 1)]
    return {"iso3": iso3, "path": "", "centre": centre, "small": True, "point": True}


if __name__ == "__main__":
    main()
