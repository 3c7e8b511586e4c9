"""The world map holds every State, in its true proportion, in lines that neighbours share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from palermo_engines.kit.places import countries

GEOMETRY = Path(__file__).resolve().parents[2] / "standards" / "geometry"
NATURAL_EARTH = Path(__file__).resolve().parents[3] / "shared" / "data" / "geometry" / "countries-50m.json"
WORLD: dict[str, Any] = json.loads((GEOMETRY / "world.json").read_text(encoding="utf-8"))
SHAPES = {shape["iso3"]: shape for shape in WORLD["shapes"]}
LISTED = ("member", "observer", "non_member")
Ring = list[tuple[float, float]]


def rings(path: str) -> Iterator[Ring]:
    """The points of every ring of a path, absolute; fails on anything but ``M x y l dx dy ... Z``."""
    assert re.fullmatch(r"(M-?[\d.]+ -?[\d.]+l[-\d. ]+Z)+", path), path[:80]
    for piece in path.split("Z")[:-1]:
        start, _, steps = piece[1:].partition("l")
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
        assert len(numbers) % 2 == 0
        assert len(numbers) >= 4
        x, y = (float(number) for number in start.split())
        ring = [(round(x, 2), round(y, 2))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((round(x, 2), round(y, 2)))
        yield ring


def area(iso3: str) -> float:
    """Square units a country covers; holes count against it because they turn the other way."""
    return abs(sum(
        (x1 * y2 - x2 * y1) / 2
        for ring in rings(SHAPES[iso3]["path"])
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    ))  # fmt: skip


@pytest.fixture
def projection(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the projection; the scripts of the map stand beside their data."""
    monkeypatch.syspath_prepend(GEOMETRY)
    import equal_earth

    return equal_earth


def test_every_listed_state_is_on_the_map() -> None:
    listed = {code for code, country in countries().items() if country.status in LISTED}
    assert len(listed) == 197
    assert not listed - SHAPES.keys()
    assert len(SHAPES) == len(WORLD["shapes"])
    assert SHAPES.keys() <= countries().keys()


def test_only_a_point_has_no_path() -> None:
    bare = [code for code, shape in SHAPES.items() if not shape["path"]]
    assert bare == ["TUV"]
    assert SHAPES["TUV"]["point"]
    assert SHAPES["TUV"]["small"]


@pytest.mark.parametrize("shape", WORLD["shapes"], ids=lambda shape: shape["iso3"])
def test_paths_parse_and_stay_on_the_page(shape: dict[str, Any]) -> None:
    points = [point for ring in rings(shape["path"]) for point in ring] if shape["path"] else []
    points.append(tuple(shape["centre"]))
    assert all(0 <= x <= WORLD["width"] and 0 <= y <= WORLD["height"] + 0.05 for x, y in points)


def test_nothing_runs_over_the_antimeridian(projection: ModuleType) -> None:
    """A ring that crosses 180 degrees is cut there; uncut it runs over the rim of the globe, or through the page."""
    scale = WORLD["width"] / (2 * projection.project(180, 0)[0])
    northernmost = projection.project(0, 83.5996)[1] * scale
    edge = [projection.project(180, n / 50) for n in range(-3500, 4501)]
    rims = {round(northernmost - y * scale, 1): x * scale for x, y in edge}
    for shape in WORLD["shapes"]:
        for ring in rings(shape["path"]) if shape["path"] else ():
            assert all(abs(x - WORLD["width"] / 2) <= rims[round(y, 1)] + 0.5 for x, y in ring), shape["iso3"]
            assert max(abs(x2 - x1) for (x1, _), (x2, _) in zip(ring, [*ring[1:], ring[0]], strict=True)) < 130


def test_areas_keep_their_proportion() -> None:
    """Land areas in 1,000 square kilometres (United Nations Demographic Yearbook, rounded)."""
    known = {"COD": 2345, "GRL": 2166, "AUS": 7692, "BRA": 8510, "MNG": 1564, "DZA": 2382, "SOM": 638, "UKR": 604}
    for code, size in known.items():
        assert area(code) / area("DZA") == pytest.approx(size / known["DZA"], rel=0.04), code


@pytest.mark.parametrize(
    ("one", "other"), [("FRA", "ESP"), ("KEN", "TZA"), ("ITA", "SMR"), ("ZAF", "LSO"), ("BOL", "PRY")]
)
def test_neighbours_share_their_border(one: str, other: str) -> None:
    points = [{point for ring in rings(SHAPES[code]["path"]) for point in ring} for code in (one, other)]
    assert len(points[0] & points[1]) >= 4


def test_small_states_get_a_circle_and_large_ones_do_not() -> None:
    small = {code for code, shape in SHAPES.items() if shape["small"]}
    assert {"VAT", "MCO", "SMR", "LIE", "MLT", "SGP", "NRU", "MDV", "BRB", "TUV"} <= small
    assert not small & {"FRA", "RUS", "LSO", "GNQ", "JAM", "GRL"}
    assert all(countries()[code].status in LISTED for code in small)


def test_what_has_no_code_stands_in_the_background() -> None:
    assert WORLD["background"]
    for path in WORLD["background"]:
        assert list(rings(path))


def test_the_file_is_compact_and_names_its_source() -> None:
    assert (GEOMETRY / "world.json").stat().st_size < 350_000
    assert WORLD["width"] == 1000
    assert 400 < WORLD["height"] < 520
    assert "Natural Earth" in WORLD["source"]
    assert WORLD["disclaimer_key"]


def test_the_projection_is_the_published_one(projection: ModuleType) -> None:
    """Corner values computed from the article's polynomial by hand: theta at the pole is pi/3."""
    assert projection.project(0, 0) == (0, 0)
    assert projection.project(180, 0)[0] == pytest.approx(2.70663, abs=1e-5)
    assert projection.project(0, 90)[1] == pytest.approx(1.31737, abs=1e-5)
    east, west = projection.project(60, 40), projection.project(-60, 40)
    assert east == (-west[0], west[1])


@pytest.mark.skipif(not NATURAL_EARTH.exists(), reason="Natural Earth is not beside the repository (../shared/data)")
def test_the_file_is_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(GEOMETRY)
    import build_world

    built = build_world.build(json.loads(NATURAL_EARTH.read_text(encoding="utf-8")), build_world._areas())
    assert json.loads(json.dumps(built)) == WORLD, "run python standards/geometry/build_world.py"
