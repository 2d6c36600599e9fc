"""Pareto/NBD: purchases while alive at a gamma rate, a lifetime with a gamma rate of its own.

Schmittlein, Morrison & Colombo 1987, Management Science 33(1), 1-24; Fader & Hardie 2005, "A Note on Deriving
the Pareto/NBD Model". Symbols as there: r, alpha of the purchase rate; s, beta of the rate of leaving.
"""

from __future__ import annotations

import warnings
from functools import cache, partial
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, gammaln, psi

from regulars.analytics.clv.histories import Column, Histories
from regulars.analytics.clv.model import CustomerBaseModel
from regulars.analytics.clv.problems import DropoutCollapsed
from regulars.analytics.clv.quadrature import unit_interval

Floats = NDArray[np.float64]
DEATH_NODES = (12, 24, 48)  # more where the last ones were too few
DIFFERENCE = 2e-3  # of log-likelihoods, with so many nodes and with twice as many
AHEAD_NODES = 32
LEVEL = 1e-9  # a slope that is none
ALL_ALIVE = 0.99
ROUNDS = 60


class ParetoNBD(CustomerBaseModel):
    """r_, alpha_, s_, beta_ (alpha, beta in the unit of time), log_likelihood_, standard_errors_, after fit."""

    NAMES = ("r_", "alpha_", "s_", "beta_")
    SHAPES = (0, 2)

    r_: float
    alpha_: float
    s_: float
    beta_: float

    def fit(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """Estimate by maximum likelihood.

        x: repeat purchases; t_x: age at the last one, T: age now, in one unit of time, 0 <= t_x <= T; shape
        (customers,) each. weights: how many customers a row stands for.
        Raises ImpossibleHistory, TooFewCustomers, NoConvergence; warns FewCustomers, DropoutCollapsed.
        """
        histories = Histories.counted(x, t_x, T, weights=weights)
        for count in DEATH_NODES:
            self._fit(histories, partial(_LogLikelihood, count=count), _starts(histories))
            exact, _slope = _LogLikelihood(histories, count=2 * count)(np.log(self._parameters()))
            if abs(self.log_likelihood_ - exact * histories.customers) < DIFFERENCE:
                break
        alive = self._probability_alive(histories)
        if np.average(alive, weights=histories.n) > ALL_ALIVE:
            warnings.warn(DROPOUT_COLLAPSED, DropoutCollapsed, stacklevel=2)
        return self

    def _probability_alive(self, of: Histories) -> Floats:
        return np.asarray(expit(-_Deaths(of, self._parameters(), count=DEATH_NODES[1]).log_odds))

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

    def _active_while_alive(self, h: Floats, of: Histories) -> Floats:
        """The density of the next purchase times the chance to be alive then, over the next h.

        With v = ((alpha+T)/(alpha+T+t))^(r+x) the mean of ((beta+T)/(beta+T+t))^s over v from 1 down.
        """
        nodes, weights = _late(AHEAD_NODES)
        times, age, life = (
            (self.r_ + of.x)[:, None],
            (self.alpha_ + of.T)[:, None],
            (self.beta_ + of.T)[:, None],
        )
        bought = -np.expm1(-times[:, 0] * np.log1p(h / age[:, 0]))
        v = 1 - bought[:, None] * nodes
        ahead = age * np.expm1(-np.log(v) / times)
        return bought * (np.exp(-self.s_ * np.log1p(ahead / life)) @ weights)

    def _waiting_time(self, share: Floats, of: Histories) -> Floats:
        """By bisection in the share that would have purchased if nobody left."""

        def ahead(bought: Floats) -> Floats:
            return (self.alpha_ + of.T) * np.expm1(-np.log1p(-bought) / (self.r_ + of.x))

        low, high = share.copy(), np.full(len(share), 1 - 1e-12)
        never = self._active_while_alive(ahead(high), of) < share
        for _round in range(ROUNDS):
            middle = (low + high) / 2
            is_early = self._active_while_alive(ahead(middle), of) < share
            low, high = np.where(is_early, middle, low), np.where(is_early, high, middle)
        return np.where(never, np.inf, ahead(high))


def log_likelihood(parameters: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> float:
    """Of given parameters, in the order of NAMES, on given customers: to hold other programs' answers against."""
    histories = Histories.counted(x, t_x, T)
    height, _slope = _LogLikelihood(histories, count=4 * DEATH_NODES[0])(
        np.log(np.asarray(parameters, dtype=float))
    )
    return height * histories.customers


DROPOUT_COLLAPSED = (
    "the data tell no end of a relationship (P(alive) is 1 for nearly all): rank by probability_active or "
    "expected_purchases, not by probability_alive"
)


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

    With z = log(base + y), base the smaller of alpha and beta, the integrand (alpha+y)^-(r+x) (beta+y)^-(s+1)
    falls nearly like exp(-c z), c its slope at t_x; g is the distribution function of that exponential, and
    over g only the remainder is left, which hardly varies. g = 1 - (1-v)^3 puts more of the Gauss-Legendre
    nodes where it still does, at late deaths.
    log_odds: of dead to alive, shape (rows,); log_a, log_b: log(alpha+y), log(beta+y), and share: each
    moment's part in the whole likelihood (dead and alive together 1), shape (rows, nodes).
    """

    def __init__(self, of: Histories, parameters: Floats, *, count: int) -> None:
        r, alpha, s, beta = parameters
        nodes, weights = _late(count)
        base, other = min(alpha, beta), max(alpha, beta)
        of_base, of_other = (r + of.x, s + 1) if alpha <= beta else (np.full(len(of.x), s + 1), r + of.x)
        start, far_start = np.log(base + of.t_x), np.log(other + of.t_x)
        width = np.log(base + of.T) - start
        c = of_base + of_other * np.exp(start - far_start) - 1
        c = np.where(np.abs(c) < LEVEL, LEVEL, c)
        span = -np.expm1(-c * width)
        beyond = -np.log1p(-span[:, None] * nodes) / c[:, None]
        near = start[:, None] + beyond
        far = np.log(np.exp(near) + (other - base))
        left = (c - of_base + 1)[:, None] * beyond - _column(of_other) * (far - far_start[:, None])
        height = np.exp(left)
        whole = height @ weights
        with np.errstate(divide="ignore"):
            log_dead = np.log(s * span / c * whole) - (of_base - 1) * start - of_other * far_start
        self.log_a, self.log_b = (near, far) if alpha <= beta else (far, near)
        self.log_end_a, self.log_end_b = np.log(alpha + of.T), np.log(beta + of.T)
        log_alive = -(r + of.x) * self.log_end_a - s * self.log_end_b
        self.log_odds = log_dead - log_alive
        self.log_sum = np.logaddexp(log_dead, log_alive)
        self.alive = np.exp(log_alive - self.log_sum)
        self.share = height * weights * ((1 - self.alive) / whole)[:, None]


def _column(figure: Floats | float) -> Floats:
    return np.reshape(figure, (-1, 1))


@cache
def _late(count: int) -> tuple[Floats, Floats]:
    nodes, weights = unit_interval(count)
    return 1 - (1 - nodes) ** 3, 3 * (1 - nodes) ** 2 * weights


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
