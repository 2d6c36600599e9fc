"""Pareto/NBD: purchases while alive at a gamma rate, a lifetime with a gamma rate of its own.

Schmittlein, Morrison & Colombo 1987, Management Science 33(1), 1-24; Fader & Hardie 2005, "A Note on Deriving
the Pareto/NBD Model". Symbols as there: r, alpha of the purchase rate; s, beta of the rate of leaving.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize.elementwise import find_root
from scipy.special import expit, gammaln, psi

from regulars.analytics.clv.histories import Column, Histories
from regulars.analytics.clv.model import CustomerBaseModel
from regulars.analytics.clv.quadrature import log_integral, powers

Floats = NDArray[np.float64]
DEATH_NODES = (12, 24, 48)  # more where the last ones were too few
DIFFERENCE = 2e-3  # of log-likelihoods, with so many nodes and with twice as many
SHORTEST, LONGEST = 1e-8, 1e8


BELOW = 1e-6  # where hardly anybody leaves, the time if nobody did is the answer itself but for rounding


class ParetoNBD(CustomerBaseModel):
    """r_, alpha_, s_, beta_ (alpha, beta in the unit of time), log_likelihood_, standard_errors_, after fit."""

    NAMES = ("r_", "alpha_", "s_", "beta_")
    SHAPES = (0, 2)

    r_: float
    alpha_: float
    s_: float
    beta_: float

    def _estimate(self, histories: Histories) -> None:
        for count in DEATH_NODES:
            self._climb(histories, partial(_LogLikelihood, count=count), _starts(histories))
            exact, _slope = _LogLikelihood(histories, count=2 * count)(np.log(self._parameters()))
            if abs(self.log_likelihood_ - exact * histories.customers) < DIFFERENCE:
                break

    def _could_leave(self, of: Histories) -> NDArray[np.bool_]:
        """Everybody, at any time."""
        return np.ones(len(of.x), dtype=bool)

    def _probability_alive(self, of: Histories) -> Floats:
        r, alpha, s, beta = self._parameters()
        rates, leaving = r + of.x, np.full(len(of.x), s + 1)
        gone = np.log(s) + log_integral(alpha, beta, rates, leaving, start=of.t_x, end=of.T)
        return np.asarray(expit(-gone - rates * np.log(alpha + of.T) - s * np.log(beta + of.T)))

    def _expected_while_alive(self, h: float, of: Histories) -> Floats:
        """(r+x)(beta+T) / ((alpha+T)(s-1)) (1 - ((beta+T)/(beta+T+h))^(s-1)), finite at s = 1."""
        rate = (self.r_ + of.x) / (self.alpha_ + of.T)
        return rate * (self.beta_ + of.T) * _growth(np.log1p(h / (self.beta_ + of.T)), self.s_ - 1)

    def _expected_square_while_alive(self, h: float, of: Histories) -> Floats:
        """Of Poisson purchases over m = min(lifetime left, h): E[lambda m] + E[lambda^2] E[m^2]."""
        times, age, life = self.r_ + of.x, self.alpha_ + of.T, self.beta_ + of.T
        log = np.log1p(h / life)
        square = 2 * life**2 * (_growth(log, self.s_ - 2) - _growth(log, self.s_ - 1))
        return self._expected_while_alive(h, of) + times * (times + 1) / age**2 * square

    def _active_while_alive(self, h: Floats, x: Floats, T: Floats) -> Floats:
        """The density of the next purchase times the chance to be alive then, over the next h."""
        rates, leaving = self.r_ + x, np.full(len(x), self.s_)
        ahead = log_integral(self.alpha_, self.beta_, rates + 1, leaving, start=T, end=T + h)
        now = np.log(rates) + rates * np.log(self.alpha_ + T) + self.s_ * np.log(self.beta_ + T)
        return np.minimum(np.exp(now + ahead), 1.0)

    def _waiting_time(self, share: Floats, x: Floats, T: Floats, *, longest: float | None = None) -> Floats:
        """Looked for between the time if nobody left and the longest; LONGEST counts as never."""
        if_all_stay = np.expm1(-np.log1p(-share) / (self.r_ + x))
        limit = LONGEST if longest is None else max(longest, SHORTEST)
        soonest = np.log(np.minimum((self.alpha_ + T) * if_all_stay, limit)) - BELOW
        latest = np.full(len(share), np.log(limit))
        found = np.full(len(share), np.inf)
        some = self._active_while_alive(np.exp(latest), x, T) > share

        def missing(log_h: Floats, x: Floats, T: Floats, share: Floats) -> Floats:
            return self._active_while_alive(np.exp(log_h), x, T) - share

        if some.any():
            between = soonest[some], latest[some]
            found[some] = np.exp(find_root(missing, between, args=(x[some], T[some], share[some])).x)
        return found


def log_likelihood(parameters: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> float:
    """Of given parameters, in the order of NAMES, on given customers: to hold other programs' answers against."""
    histories = Histories.counted(x, t_x, T)
    height, _slope = _LogLikelihood(histories, count=4 * DEATH_NODES[0])(
        np.log(np.asarray(parameters, dtype=float))
    )
    return height * histories.customers


def _starts(histories: Histories) -> list[tuple[float, ...]]:
    age = float(np.average(histories.T, weights=histories.n))
    return [
        (1.0, age, 1.0, age),
        (0.5, age / 3, 0.6, age / 3),
        (0.7, age / 2, 0.1, age),
        (3.0, age, 2.0, 3 * age),
    ]


def _growth(log: Floats, power: float) -> Floats:
    """(1 - exp(-power log)) / power; log at power 0."""
    if abs(power) < 1e-12:
        return log
    return -np.expm1(-power * log) / power


class _Deaths:
    """The possible moments y of death between t_x and T, and what each adds to a row's likelihood.

    log_sum: the logarithm of dead and alive together, alive: its part in that, shape (rows,); log_a, log_b:
    log(alpha+y), log(beta+y), and share: each moment's part in the sum, shape (rows, nodes).
    """

    def __init__(self, of: Histories, parameters: Floats, *, count: int) -> None:
        r, alpha, s, beta = parameters
        rates, leaving = r + of.x, np.full(len(of.x), s + 1)
        died = powers(alpha, beta, rates, leaving, start=of.t_x, end=of.T, count=count)
        log_dead = np.log(s) + died.log_value
        self.log_a, self.log_b = died.log_alpha, died.log_beta
        self.log_end_a, self.log_end_b = np.log(alpha + of.T), np.log(beta + of.T)
        log_alive = -rates * self.log_end_a - s * self.log_end_b
        self.log_sum = np.logaddexp(log_dead, log_alive)
        self.alive = np.exp(log_alive - self.log_sum)
        self.share = died.share * (1 - self.alive)[:, None]


class _LogLikelihood:
    """Mean over customers and its gradient in the logarithms of the parameters."""

    def __init__(self, histories: Histories, *, count: int) -> None:
        self._count = count
        self._of = histories
        self._n = histories.n / histories.customers
        self._x = Column.of(histories.x)
        self._n_of_x = self._x.gathered(self._n)

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        r, alpha, s, beta = np.exp(theta)
        n, of, x = self._n, self._of, self._x.values
        deaths = _Deaths(of, np.exp(theta), count=self._count)
        of_x = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        height = self._n_of_x @ of_x + n @ deaths.log_sum
        dead, alive = n[:, None] * deaths.share, n * deaths.alive
        by_row = dead.sum(axis=1)
        d_r = (
            self._n_of_x @ (psi(r + x) - psi(r)) + np.log(alpha)
            - (dead * deaths.log_a).sum() - alive @ deaths.log_end_a
        )  # fmt: skip
        times = r + of.x
        d_alpha = (
            r / alpha
            - times @ (dead * np.exp(-deaths.log_a)).sum(axis=1)
            - (times * alive) @ np.exp(-deaths.log_end_a)
        )
        d_s = np.log(beta) + by_row.sum() / s - (dead * deaths.log_b).sum() - alive @ deaths.log_end_b
        d_beta = (
            s / beta
            - (s + 1) * (dead * np.exp(-deaths.log_b)).sum()
            - s * (alive @ np.exp(-deaths.log_end_b))
        )
        return float(height), np.array([d_r * r, d_alpha * alpha, d_s * s, d_beta * beta])
