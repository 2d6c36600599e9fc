"""How well a ranking by predicted uplift finds those whom the offer moved.

Radcliffe 2007, "Using Control Groups to Target on Predicted Lift", Direct Marketing Analytics Journal 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def qini(uplift: ArrayLike, outcome: ArrayLike, treated: ArrayLike) -> float:
    """Area between curve and diagonal over that of the perfect ranking; 0 is chance, 1 perfect.

    uplift: predicted, any scale; outcome: 0 or 1; treated: 1 got the offer, 0 was held out by chance; shape
    (customers,) each. Ties in the prediction are taken together, so that their order plays no part.
    Raises ValueError where one of the groups is empty or nobody responded.
    """
    score, y, w = (np.asarray(each, dtype=float) for each in (uplift, outcome, treated))
    if not 0 < w.sum() < len(w):
        raise ValueError("one of the two groups is empty: nothing can be compared")
    if not y.any():
        raise ValueError("nobody responded: nothing can be compared")
    best = np.where(w * y > 0, 1.0, np.where((1 - w) * y > 0, -1.0, 0.0))
    return _area(score, y, w) / _area(best, y, w)


def curve(uplift: ArrayLike, outcome: ArrayLike, treated: ArrayLike) -> tuple[Floats, Floats]:
    """Share of customers, best first, and responses gained among them; both start at 0."""
    score, y, w = (np.asarray(each, dtype=float) for each in (uplift, outcome, treated))
    order = np.argsort(-score, kind="stable")
    score, y, w = score[order], y[order], w[order]
    last = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)
    given, held = np.cumsum(w)[last], np.cumsum(1 - w)[last]
    responded, anyway = np.cumsum(w * y)[last], np.cumsum((1 - w) * y)[last]
    gained = responded - anyway * np.divide(given, held, out=np.zeros(len(given)), where=held > 0)
    return np.append(0.0, (last + 1) / len(score)), np.append(0.0, gained)


def _area(score: Floats, y: Floats, w: Floats) -> float:
    share, gained = curve(score, y, w)
    return float(np.trapezoid(gained - gained[-1] * share, share))
