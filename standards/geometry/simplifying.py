"""Leave out the points of a line that show least.

Source: M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of points", The Cartographic
Journal 30 (1993), pp. 46-51.
"""

from __future__ import annotations

import heapq

Point = tuple[float, float]


def points_to_keep(line: list[Point], least: float) -> list[int]:
    """The indices that stay when, smallest first, every point goes whose triangle with its neighbours is smaller than
    ``least`` square units. The ends stay, so that lines still meet; a closed line keeps four points."""
    last = len(line) - 1
    fewest = 4 if line[0] == line[-1] else 2
    before, after = list(range(-1, last)), list(range(1, last + 2))
    current = {i: _triangle(line, i - 1, i, i + 1) for i in range(1, last)}
    heap = [(size, i) for i, size in current.items()]
    heapq.heapify(heap)
    while heap and len(current) + 2 > fewest:
        size, i = heapq.heappop(heap)
        if current.get(i) != size:
            continue  # an older size of a point whose neighbour went
        if size >= least:
            break
        del current[i]
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if j in current:
                current[j] = max(size, _triangle(line, before[j], j, after[j]))
                heapq.heappush(heap, (current[j], j))
    return [0, *sorted(current), last]


def _triangle(line: list[Point], i: int, j: int, k: int) -> float:
    (x1, y1), (x2, y2), (x3, y3) = line[i], line[j], line[k]
    return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2
