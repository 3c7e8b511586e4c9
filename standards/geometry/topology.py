"""TopoJSON: lines that neighbours share (arcs), decoded, and put together to rings.

Because an arc is simplified once, the border of two States stays one line: no gaps, no overlaps. Source: the TopoJSON
format specification 1.0: quantised arcs are delta-encoded; a negative index ~i is arc i backwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

Point = tuple[float, float]
Arc = list[Point]
Ring = list[Point]
Indices = list[int]


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Every arc as longitude and latitude in degrees; one that crosses the antimeridian runs on beyond 180."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(_unwrapped(arc))
    return arcs


def polygons_of(geometry: dict[str, Any]) -> Iterator[list[Indices]]:
    """The polygons of a geometry as rings of arc indices; nothing for an empty geometry."""
    if geometry.get("type") == "Polygon":
        yield geometry["arcs"]
    elif geometry.get("type") == "MultiPolygon":
        yield from geometry["arcs"]


def dissolve(polygons: list[list[Indices]], arcs: Sequence[Arc]) -> list[list[Indices]]:
    """The same area without the lines inside it: an arc that two of the polygons share goes."""
    used = {index for polygon in polygons for ring in polygon for index in ring}
    inner = {index for index in used if ~index in used}
    if not inner:
        return polygons
    apart = [polygon for polygon in polygons if not inner.intersection(*polygon[:1])]
    loose = [i for p in polygons if p not in apart for ring in p for i in ring if i not in inner]
    return [*apart, *([ring] for ring in _chained(loose, arcs))]


def _chained(loose: list[int], arcs: Sequence[Arc]) -> Iterator[Indices]:
    """Arcs put end to end until each chain closes."""
    starts: dict[Point, list[int]] = {}
    for index in loose:
        starts.setdefault(_ends(index, arcs)[0], []).append(index)
    while any(starts.values()):
        chain = [next(waiting for waiting in starts.values() if waiting).pop()]
        while _ends(chain[-1], arcs)[1] != _ends(chain[0], arcs)[0]:
            chain.append(starts[_ends(chain[-1], arcs)[1]].pop())
        yield chain


def _ends(index: int, arcs: Sequence[Arc]) -> tuple[Point, Point]:
    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
    return arc[0], arc[-1]


def ring_of(indices: Sequence[int], arcs: Sequence[Arc]) -> Ring:
    """One closed ring; the point where two arcs meet stands once, the last point is the first."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return _unwrapped(ring)


def _unwrapped(line: Arc) -> Arc:
    """Longitudes made continuous: no step is longer than half the globe."""
    shift, found = 0.0, [line[0]]
    for (x1, _), (x2, y2) in itertools.pairwise(line):
        shift += 360.0 if x2 - x1 < -180 else -360.0 if x2 - x1 > 180 else 0.0
        found.append((x2 + shift, y2))
    return found


def cut_at_antimeridian(ring: Ring) -> list[Ring]:
    """A ring whose longitudes run beyond 180 east or west, cut to the pieces that lie between."""
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        moved = [(x + turn, y) for x, y in ring]
        piece = _half(_half(moved, 180.0, 1), -180.0, -1)
        if len(piece) > 3:
            pieces.append(piece)
    return pieces


def _half(ring: Ring, limit: float, side: int) -> Ring:
    """The part of a ring west (``side`` 1) or east (-1) of a meridian (I. Sutherland and G. Hodgman, 1974)."""
    found: Ring = []
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        in_first, in_second = side * x1 <= side * limit, side * x2 <= side * limit
        if in_first:
            found.append((x1, y1))
        if in_first != in_second:
            found.append((limit, y1 + (y2 - y1) * (limit - x1) / (x2 - x1)))
    return [*found, found[0]] if found else []


def area_of(ring: Ring) -> float:
    """The area a ring encloses, never negative (shoelace formula), in square units of its points."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))) / 2


def centre_of(ring: Ring) -> Point:
    """The centroid of a ring; the mean of its points when it encloses nothing."""
    double, x_sum, y_sum = 0.0, 0.0, 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        double, x_sum, y_sum = double + cross, x_sum + (x1 + x2) * cross, y_sum + (y1 + y2) * cross
    if abs(double) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return x_sum / (3 * double), y_sum / (3 * double)
