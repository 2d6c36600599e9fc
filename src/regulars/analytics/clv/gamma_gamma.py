"""Gamma-Gamma: what a purchase is worth, for customers whose spending does not follow their frequency.

Fader, Hardie & Lee 2005, RFM and CLV: Using Iso-Value Curves, Journal of Marketing Research 42(4), 415-430;
Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value". Symbols as there: p, q, gamma.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, psi

from regulars.analytics.clv import fitting
from regulars.analytics.clv.histories import Column, checked_weights, refuse
from regulars.analytics.clv.problems import ImpossibleHistory, MeanIsInfinite, NotFitted

Floats = NDArray[np.float64]
SAMPLE = 20_000


class GammaGamma:
    """p_, q_, gamma_ (unit of money), log_likelihood_, standard_errors_ (same order), after fit."""

    NAMES = ("p_", "q_", "gamma_")
    SHAPES = (0, 1)

    p_: float
    q_: float
    gamma_: float
    log_likelihood_: float
    standard_errors_: Floats
    covariance_: Floats  # of the parameters' logarithms
    correlation_: float

    def fit(self, x: ArrayLike, mean_value: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """Estimate by maximum likelihood (eq. 1a of 2013) from those who came back.

        x: repeat purchases; mean_value: mean value of them, > 0 where x > 0 and not looked at where x = 0;
        shape (customers,) each. correlation_ of the two among those used: the model takes it for 0.
        Raises ImpossibleHistory, TooFewCustomers, NoConvergence; warns FewCustomers, MeanIsInfinite.
        """
        spending = _Spending.checked(x, mean_value, weights)
        fitting.enough(spending.customers, who_came_back=spending.customers)
        fine = _LogLikelihood(spending)
        coarse = fine if len(spending.x) <= SAMPLE else _LogLikelihood(spending.sample())
        found = fitting.maximise(
            fine, coarse, _starts(spending), shapes=self.SHAPES, customers=spending.customers
        )
        for name, value in zip(self.NAMES, found.parameters, strict=True):
            setattr(self, name, float(value))
        self.log_likelihood_ = found.log_likelihood
        self.covariance_, self.standard_errors_ = found.covariance, found.standard_errors
        self.correlation_ = spending.correlation()
        if self.q_ <= 1:
            warnings.warn(MEAN_IS_INFINITE, MeanIsInfinite, stacklevel=2)
        return self

    def expected_average_value(self, x: ArrayLike, mean_value: ArrayLike) -> Floats:
        """Expected mean value of all purchases to come, in the unit of money of the fit, shape (customers,).

        Eq. 5: p (gamma + x mean_value) / (p x + q - 1). Where x is 0 that of the base; inf there when q <= 1.
        """
        if not hasattr(self, "log_likelihood_"):
            raise NotFitted("GammaGamma has no parameters yet: call fit first")
        x_, value = _pairs(x, mean_value)
        below = self.p_ * x_ + self.q_ - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below > 0, self.p_ * (self.gamma_ + x_ * value) / below, np.inf)

    def average_value_variance(self, x: ArrayLike, mean_value: ArrayLike) -> Floats:
        """How sure that expectation is: its variance, inf where p x + q <= 2; shape (customers,)."""
        expected = self.expected_average_value(x, mean_value)
        below = self.p_ * np.atleast_1d(np.asarray(x, dtype=float)) + self.q_ - 2
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below > 0, expected**2 / below, np.inf)


MEAN_IS_INFINITE = (
    "spending differs so widely between customers (q <= 1) that its mean is infinite: use it only for those "
    "who came back"
)


@dataclass(frozen=True)
class _Spending:
    """Those who came back: x >= 1, mean value > 0, and how many each row stands for."""

    x: Floats
    value: Floats
    n: Floats

    @classmethod
    def checked(cls, x: ArrayLike, mean_value: ArrayLike, weights: ArrayLike | None) -> _Spending:
        x_, value = _pairs(x, mean_value)
        n = checked_weights(weights, len(x_))
        came_back = x_ > 0
        return cls(
            x_[came_back], value[came_back], np.ones(len(x_))[came_back] if n is None else n[came_back]
        )

    @property
    def customers(self) -> float:
        return float(self.n.sum())

    def sample(self) -> _Spending:
        """Every so many customers: enough to come near the top."""
        step = len(self.x) // SAMPLE + 1
        return _Spending(self.x[::step], self.value[::step], self.n[::step])

    def correlation(self) -> float:
        """Pearson's; 0 where all came back equally often or spend alike."""
        x, value = (each - np.average(each, weights=self.n) for each in (self.x, self.value))
        spread = np.sqrt((self.n @ x**2) * (self.n @ value**2))
        return float(self.n @ (x * value) / spread) if spread > 0 else 0.0


def _pairs(x: ArrayLike, mean_value: ArrayLike) -> tuple[Floats, Floats]:
    x_, value = (np.atleast_1d(np.asarray(each, dtype=float)) for each in (x, mean_value))
    if x_.shape != value.shape or x_.ndim != 1:
        raise ImpossibleHistory(f"x and mean_value differ in length: {x_.shape}, {value.shape}")
    refuse(~np.isfinite(x_) | (x_ < 0) | (x_ != np.floor(x_)), "x is no whole number of repeat purchases")
    refuse((x_ > 0) & ~(np.isfinite(value) & (value > 0)), "a mean value of those who came back is not > 0")
    return x_, np.where(x_ > 0, value, 0.0)


def _starts(spending: _Spending) -> list[tuple[float, ...]]:
    mean = float(np.average(spending.value, weights=spending.n))
    return [(4.0, 4.0, mean), (1.0, 2.5, mean), (20.0, 3.0, mean / 10)]


class _LogLikelihood:
    """Mean over customers and its gradient in the logarithms of the parameters."""

    def __init__(self, spending: _Spending) -> None:
        self._n = spending.n / spending.customers
        self._x = Column.of(spending.x)
        self._total = spending.x * spending.value
        self._n_of_x = self._x.gathered(self._n)
        self._log_value = float(self._n @ np.log(spending.value))
        self._log_total_of_x = self._x.gathered(self._n * np.log(self._total))

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        p, q, gamma = np.exp(theta)
        x = self._x.values
        logs_of_x = self._x.gathered(self._n * np.log(gamma + self._total))
        parts_of_x = self._x.gathered(self._n / (gamma + self._total))
        of_x = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
        height = (
            self._n_of_x @ of_x + self._log_total_of_x @ (p * x) - self._log_value - (p * x + q) @ logs_of_x
        )
        d_p = x @ (self._n_of_x * (psi(p * x + q) - psi(p * x)) + self._log_total_of_x - logs_of_x)
        d_q = self._n_of_x @ (psi(p * x + q) - psi(q)) + np.log(gamma) - logs_of_x.sum()
        d_gamma = q / gamma - (p * x + q) @ parts_of_x
        return float(height), np.array([d_p * p, d_q * q, d_gamma * gamma])
