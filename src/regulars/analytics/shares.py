"""The range of a share that was counted."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959964


def wilson(hits: int, of: int, *, z: float = Z_95) -> tuple[float, float]:
    """The range in which the share behind `hits` of `of` lies, 0 to 1; (0, 1) where of is 0. Imports no engine.

    Score interval, 95 % unless z says otherwise: Wilson 1927, Journal of the American Statistical Association
    22(158), p. 209.
    """
    if of == 0:
        return 0.0, 1.0
    share = hits / of
    middle = share + z * z / (2 * of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    below = 1 + z * z / of
    return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)
