"""A ring as an SVG path, in as few characters as SVG allows."""

from __future__ import annotations

Ring = list[tuple[float, float]]


def path_of(ring: Ring, grid: int) -> str:
    """``M x y l dx dy ... Z``: the first point, then steps, on a grid of 1/``grid`` units (100 at most)."""
    (x, y), *rest = [(round(x * grid), round(y * grid)) for x, y in ring]
    text = f"M{_number(x, grid)} {_number(y, grid)}l"
    for next_x, next_y in rest[:-1]:
        dx, dy = _number(next_x - x, grid), _number(next_y - y, grid)
        text += ("" if text[-1] == "l" or dx[0] == "-" else " ") + dx + ("" if dy[0] == "-" else " ") + dy
        x, y = next_x, next_y
    return text + "Z"


def _number(steps: int, grid: int) -> str:
    text = f"{abs(steps) / grid:.2f}".rstrip("0").rstrip(".")
    return ("-" if steps < 0 else "") + (text[1:] if text.startswith("0.") else text)
