"""Nodes and weights for means over a beta distribution and over an interval."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal

Floats = NDArray[np.float64]


@cache
def unit_interval(count: int) -> tuple[Floats, Floats]:
    """Gauss-Legendre on [0, 1]; exact for polynomials up to degree 2 count - 1."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return (nodes + 1) / 2, weights / 2


def beta_mean(a: float, b: float, *, count: int) -> tuple[Floats, Floats]:
    """Nodes in (0, 1) and weights of sum 1 for means over Beta(a, b), a and b > 0.

    Golub & Welsch 1969, Mathematics of Computation 23(106), with the recurrence of the Jacobi polynomials
    for the weight p^(a-1) (1-p)^(b-1); never divides by the beta function, so that a -> 0 and large b do.
    """
    total, n = a + b, np.arange(1, count, dtype=float)
    middle = np.empty(count)
    middle[0] = a / total
    middle[1:] = (1 + (a - b) * (total - 2) / ((2 * n + total - 2) * (2 * n + total))) / 2
    square = np.empty(count - 1)
    square[0] = a * b / (total**2 * (total + 1))
    k = n[1:]
    square[1:] = k * (k + a - 1) * (k + b - 1) * (k + total - 2)
    square[1:] /= (2 * k + total - 2) ** 2 * (2 * k + total - 1) * (2 * k + total - 3)
    nodes, vectors = eigh_tridiagonal(middle, np.sqrt(square))
    return np.clip(nodes, 0.0, 1.0), vectors[0] ** 2
