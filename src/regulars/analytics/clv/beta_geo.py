"""BG/NBD: purchases while alive at a gamma rate, a beta chance to leave after each.

Fader, Hardie & Lee 2005, "Counting Your Customers" the Easy Way, Marketing Science 24(2), 275-284.
Symbols as there: r, alpha shape and rate of the purchase rate; a, b of the chance to leave after a purchase.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, gammaln, psi

from regulars.analytics.clv.histories import Column, Histories
from regulars.analytics.clv.model import CustomerBaseModel
from regulars.analytics.clv.quadrature import beta_mean

Floats = NDArray[np.float64]
DIGITS, FEWEST_NODES, MOST_NODES = 27.6, 24, 512  # natural logarithm of 1e12
LEAST_CHANCE = 1e-7  # below it the figures lose themselves in rounding and no longer change


class BetaGeo(CustomerBaseModel):
    """r_, alpha_ (unit of time), a_, b_, log_likelihood_, standard_errors_ (same order), after fit."""

    NAMES = ("r_", "alpha_", "a_", "b_")
    SHAPES = (0, 2, 3)

    r_: float
    alpha_: float
    a_: float
    b_: float

    def _estimate(self, histories: Histories) -> None:
        """Eq. 6."""
        self._climb(histories, _LogLikelihood, _starts(histories))

    def _could_leave(self, of: Histories) -> NDArray[np.bool_]:
        """Only after a repeat purchase."""
        return np.asarray(of.x > 0)

    def _probability_alive(self, of: Histories) -> Floats:
        """Eq. 7 of Fader, Hardie & Lee 2008, "Computing P(alive) using the BG/NBD model"; 1 where x = 0."""
        return np.where(of.x > 0, expit(-self._log_odds_gone(of)), 1.0)

    def _log_odds_gone(self, of: Histories) -> Floats:
        since = np.log((self.alpha_ + of.T) / (self.alpha_ + of.t_x))
        return np.log(self.a_ / (self.b_ + np.maximum(of.x, 1) - 1)) + (self.r_ + of.x) * since

    def _expected_while_alive(self, h: float, of: Histories) -> Floats:
        """Mean of (1 - (1 + p h / (alpha + T))^-(r+x)) / p over p ~ Beta(a, b+x): eq. 10 without its 2F1."""

        def expected(times: float, ages: Floats, p: Floats) -> Floats:
            return np.asarray(-np.expm1(-times * np.log1p(h * p / ages)) / p)

        return self._mean_over_leaving(h, expected, of)

    def _expected_square_while_alive(self, h: float, of: Histories) -> Floats:
        """Of N = min(M, G), M Poisson with rate lambda h, G geometric with p: the mean of
        2 ((1 - e) / p^2 - lambda h (1 - p) e / p) - (1 - e) / p, e = exp(-lambda p h), over lambda and p.
        """

        def expected(times: float, ages: Floats, p: Floats) -> Floats:
            log = np.log1p(h * p / ages)
            some = -np.expm1(-times * log)
            one_more = times * h / ages * np.exp(-(times + 1) * log)
            return np.asarray(2 * (some / p - one_more * (1 - p)) / p - some / p)

        return self._mean_over_leaving(h, expected, of)

    def _mean_over_leaving(
        self, h: float, figure: Callable[[float, Floats, Floats], Floats], of: Histories
    ) -> Floats:
        """Mean over p ~ Beta(a, b+x) of figure(r+x, alpha+T, p), once for each x and T there are."""
        count = _nodes(h / (self.alpha_ + float(of.T.min())))
        found = np.empty(len(of.x))
        by_x = Column.of(of.x)
        order = np.argsort(by_x.code, kind="stable")
        ends = np.searchsorted(by_x.code[order], np.arange(len(by_x.values) + 1))
        for x, start, end in zip(by_x.values, ends, ends[1:], strict=False):
            rows = order[start:end]
            p, weights = beta_mean(self.a_, self.b_ + x, count=count)
            ages = Column.of(of.T[rows])
            figures = figure(self.r_ + x, self.alpha_ + ages.values[:, None], np.maximum(p, LEAST_CHANCE))
            found[rows] = ages.spread(figures @ weights)
        return found

    def _active_while_alive(self, h: Floats, x: Floats, T: Floats) -> Floats:
        """Nobody leaves before a purchase, so the first of the next ones comes at the gamma rate."""
        return np.asarray(-np.expm1(-(self.r_ + x) * np.log1p(h / (self.alpha_ + T))))

    def _waiting_time(self, share: Floats, x: Floats, T: Floats, *, longest: float | None = None) -> Floats:
        return np.asarray((self.alpha_ + T) * np.expm1(-np.log1p(-share) / (self.r_ + x)))


def _nodes(ahead: float) -> int:
    """How many for means of functions of 1 + p ahead: the error falls like rho^-count, with rho the ellipse
    around [0, 1] half way to where that is 0 (Trefethen 2013, Approximation Theory and Practice, ch. 19).
    """
    if ahead == 0:
        return FEWEST_NODES
    rho = 1 + 2 / ahead + 2 * np.sqrt(1 / ahead + 1 / ahead**2)
    return int(np.clip(np.ceil(DIGITS / np.log(rho)), FEWEST_NODES, MOST_NODES))


def log_likelihood(parameters: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> float:
    """Of given parameters, in the order of NAMES, on given customers: to hold other programs' answers against."""
    histories = Histories.counted(x, t_x, T)
    height, _slope = _LogLikelihood(histories)(np.log(np.asarray(parameters, dtype=float)))
    return height * histories.customers


def _starts(histories: Histories) -> list[tuple[float, ...]]:
    age = float(np.average(histories.T, weights=histories.n))
    return [(1.0, age, 1.0, 1.0), (0.3, age / 4, 0.8, 2.5), (0.7, age / 2, 0.05, 2.0), (3.0, age, 0.5, 5.0)]


class _LogLikelihood:
    """Mean over customers and its gradient in the logarithms of the parameters.

    What depends on x, t_x or T alone is computed once for each of their few values.
    """

    def __init__(self, histories: Histories) -> None:
        self._n = histories.n / histories.customers
        self._x, self._t_x, self._T = map(Column.of, (histories.x, histories.t_x, histories.T))
        self._came_back = histories.x > 0
        self._repeats = histories.x
        self._n_of_x = self._x.gathered(self._n)

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(theta)
        x = self._x.values
        log_T, log_t_x = np.log(alpha + self._T.values), np.log(alpha + self._t_x.values)
        later = np.maximum(x, 1) - 1
        odds = self._x.spread(np.log(a / (b + later))) + (r + self._repeats) * (
            self._T.spread(log_T) - self._t_x.spread(log_t_x)
        )
        odds[~self._came_back] = -np.inf
        gone = self._n * expit(odds)
        of_x = (
            gammaln(r + x) - gammaln(r) + r * np.log(alpha)
            + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
        )  # fmt: skip
        alive_by_age = self._n - gone
        height = self._n_of_x @ of_x + self._n @ (
            np.logaddexp(0.0, odds) - (r + self._repeats) * self._T.spread(log_T)
        )
        gone_by_x = self._x.gathered(gone)
        gone_all = gone_by_x.sum()
        d_r = (
            self._n_of_x @ (psi(r + x) - psi(r)) + np.log(alpha)
            - self._T.gathered(alive_by_age) @ log_T - self._t_x.gathered(gone) @ log_t_x
        )  # fmt: skip
        times = r + self._repeats
        d_alpha = (
            r / alpha
            - self._T.gathered(times * alive_by_age) @ (1 / (alpha + self._T.values))
            - self._t_x.gathered(times * gone) @ (1 / (alpha + self._t_x.values))
        )
        common = psi(a + b) - psi(a + b + x)
        d_a = self._n_of_x @ common + gone_all / a
        d_b = self._n_of_x @ (common + psi(b + x) - psi(b)) - gone_by_x @ (1 / (b + later))
        return float(height), np.array([d_r * r, d_alpha * alpha, d_a * a, d_b * b])
