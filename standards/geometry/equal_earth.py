"""The Equal Earth projection: areas keep their proportions, so no State looks larger than it is.

Source: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of Geographical
Information Science 33 (2019), no. 3, pp. 454-465, doi:10.1080/13658816.2018.1504949, equations 1 to 4.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_ROOT_3 = sqrt(3) / 2


def project(longitude: float, latitude: float) -> Point:
    """Degrees east and north to x and y on a unit sphere; y grows northwards."""
    theta = asin(_HALF_ROOT_3 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = radians(longitude) * cos(theta) / (_HALF_ROOT_3 * slope)
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
