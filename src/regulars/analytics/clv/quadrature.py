"""Means over a beta distribution, and integrals of two powers that fall at different paces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal
from scipy.special import logsumexp

Floats = NDArray[np.float64]
LEVEL = 1e-9  # a slope that is none
WIDEST, EXACT = 6.0, 64


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


@dataclass(frozen=True)
class Powers:
    """The integral over y of (alpha+y)^-p (beta+y)^-q, row by row.

    log_value: its logarithm, shape (rows,), -inf where it is empty; log_alpha, log_beta: log(alpha+y) and
    log(beta+y) at the nodes, and share: each node's part of the integral, shape (rows, nodes).
    """

    log_value: Floats
    log_alpha: Floats
    log_beta: Floats
    share: Floats


def powers(
    alpha: float, beta: float, p: Floats, q: Floats, *, start: Floats, end: Floats, count: int
) -> Powers:
    """alpha, beta > 0; p, q >= 0 and 0 <= start <= end of shape (rows,); count nodes.

    With z = log(base + y), base the smaller of alpha and beta, the integrand falls nearly like exp(-c z), c its
    slope at the start. g is the distribution function of that exponential: over g only the remainder is left,
    which hardly varies. g = 1 - (1-v)^4 puts more of the Gauss-Legendre nodes where it still does, at the end.
    """
    nodes, weights = _late(count)
    is_alpha = alpha <= beta
    base, other = (alpha, beta) if is_alpha else (beta, alpha)
    of_base, of_other = (p, q) if is_alpha else (q, p)
    near_start, far_start = np.log(base + start), np.log(other + start)
    c = of_base + of_other * np.exp(near_start - far_start) - 1
    c = np.where(np.abs(c) < LEVEL, LEVEL, c)
    span = -np.expm1(-c * np.log1p((end - start) / (base + start)))
    beyond = -np.log1p(-span[:, None] * nodes) / c[:, None]
    near = near_start[:, None] + beyond
    further = np.log1p(np.expm1(beyond) * np.exp(near_start - far_start)[:, None])
    height = np.exp((c - of_base + 1)[:, None] * beyond - of_other[:, None] * further)
    whole = height @ weights
    with np.errstate(divide="ignore"):
        log_value = np.log(span / c * whole) - (of_base - 1) * near_start - of_other * far_start
    far = far_start[:, None] + further
    share = height * weights / whole[:, None]
    return Powers(log_value, *((near, far) if is_alpha else (far, near)), share)


def log_integral(alpha: float, beta: float, p: Floats, q: Floats, *, start: Floats, end: Floats) -> Floats:
    """The logarithm of the integral over y of (alpha+y)^-p (beta+y)^-q, relative error about 1e-13.

    Arguments as of powers(). A long stretch is taken in pieces, each with the slope at its own start.
    """
    base = min(alpha, beta)
    width = np.log1p((end - start) / (base + start))
    pieces = max(1, int(np.ceil(width.max(initial=0.0) / WIDEST)))
    edges = [start + (base + start) * np.expm1(width * piece / pieces) for piece in range(pieces)]
    parts = [
        powers(alpha, beta, p, q, start=lower, end=upper, count=EXACT).log_value
        for lower, upper in pairwise([*edges, end])
    ]
    return np.asarray(logsumexp(parts, axis=0))


@cache
def _late(count: int) -> tuple[Floats, Floats]:
    nodes, weights = unit_interval(count)
    return 1 - (1 - nodes) ** 4, 4 * (1 - nodes) ** 3 * weights
