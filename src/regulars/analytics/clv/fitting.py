"""Maximum likelihood: several starts on a coarse view of the data, the best polished on all of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from regulars.analytics.clv.problems import FewCustomers, NoConvergence, TooFewCustomers

Floats = NDArray[np.float64]
# Logarithms of the parameters in, mean log-likelihood of a customer and its gradient out.
LogLikelihood = Callable[[Floats], tuple[float, Floats]]

LEAST_CUSTOMERS = 10
FEW_CUSTOMERS = 100
STEEPEST_AT_A_TOP, FLAT = 1e-5, 1e-9  # of the mean log-likelihood, in the parameters' logarithms
FLAT_CURVATURE = 1e-4
SINGULAR = 1e-9
NO_INFORMATION = 1e-7
LAST_STEPS = 8
DIFFERENCE = 1e-4
LEAST, MOST_OF_A_SHAPE, MOST_OF_A_SCALE = np.log([1e-8, 1e4, 1e10])  # beyond them customers hardly differ


@dataclass(frozen=True)
class Optimum:
    """Parameters, their logarithms' covariance (NaN where the data say nothing), and the height reached."""

    parameters: Floats
    covariance: Floats
    log_likelihood: float

    @property
    def standard_errors(self) -> Floats:
        """Of the parameters themselves, by the delta method."""
        return self.parameters * np.sqrt(np.diag(self.covariance))


def enough(customers: float, *, who_came_back: float) -> None:
    """Raises TooFewCustomers; warns with FewCustomers where the range will be wide."""
    if customers < LEAST_CUSTOMERS or who_came_back < 2:
        raise TooFewCustomers(
            f"{customers:.0f} customers, {who_came_back:.0f} of whom came back: "
            f"at least {LEAST_CUSTOMERS} and 2 are needed"
        )
    if who_came_back < FEW_CUSTOMERS:
        warnings.warn(
            f"only {who_came_back:.0f} customers came back: look at the standard errors",
            FewCustomers,
            stacklevel=3,
        )


def maximise(
    fine: LogLikelihood,
    coarse: LogLikelihood,
    starts: Sequence[Sequence[float]],
    *,
    shapes: Sequence[int],
    customers: float,
) -> Optimum:
    """The highest point any start leads to; parameters at the places `shapes` have no unit.

    Raises NoConvergence.
    """
    bounds = np.tile([LEAST, MOST_OF_A_SCALE], (len(starts[0]), 1))
    bounds[list(shapes), 1] = MOST_OF_A_SHAPE
    tops = [_climb(coarse, np.log(start), bounds) for start in starts]
    height, theta = max(tops, key=lambda top: top[0])
    if not np.isfinite(height):
        raise NoConvergence("no start gave a finite likelihood; look for figures of a wrong unit")
    found = _settle(fine, theta, bounds, customers=customers)
    if found is None:
        _height, theta = _climb(fine, theta, bounds)
        found = _settle(fine, theta, bounds, customers=customers)
    if found is None:
        raise NoConvergence("the search ended before the top of the likelihood; try fewer or cleaner data")
    return found


def _climb(function: LogLikelihood, theta: Floats, bounds: Floats) -> tuple[float, Floats]:
    def downhill(at: Floats) -> tuple[float, Floats]:
        height, slope = function(at)
        return (-height, -slope) if np.isfinite(height) else (1e300, 0 * at)

    options = {"maxiter": 500, "maxfun": 1000, "ftol": 1e-12, "gtol": FLAT}
    with np.errstate(all="ignore"):
        found = minimize(downhill, theta, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return -float(found.fun), np.asarray(found.x)


def _settle(function: LogLikelihood, theta: Floats, bounds: Floats, *, customers: float) -> Optimum | None:
    """Newton's steps from near the top to where the slope is nothing; None where they do not lead there."""
    height, slope = function(theta)
    curvature = _curvature(function, theta, slope)
    for _step in range(LAST_STEPS):
        free = _free(theta, slope, bounds)
        if _steepest(slope, free) < FLAT:
            break
        step = np.zeros(len(theta))
        step[free] = np.linalg.lstsq(curvature[np.ix_(free, free)], slope[free], rcond=SINGULAR)[0]
        aside = np.clip(theta - np.clip(step, -1, 1), *bounds.T)
        there, slope_there = function(aside)
        if not _steepest(slope_there, _free(aside, slope_there, bounds)) < _steepest(slope, free):
            break
        theta, height, slope = aside, there, slope_there
    free = _free(theta, slope, bounds)
    if not _steepest(slope, free) < STEEPEST_AT_A_TOP or _bent_up(curvature[np.ix_(free, free)]):
        return None
    return Optimum(np.exp(theta), _covariance(curvature, customers), height * customers)


def _free(theta: Floats, slope: Floats, bounds: Floats) -> NDArray[np.bool_]:
    """Not held by a bound that the slope leads beyond."""
    held_below = (theta <= bounds[:, 0]) & (slope < 0)
    held_above = (theta >= bounds[:, 1]) & (slope > 0)
    return np.asarray(~(held_below | held_above))


def _steepest(slope: Floats, free: NDArray[np.bool_]) -> float:
    return float(np.abs(slope[free]).max(initial=0.0))


def _bent_up(curvature: Floats) -> bool:
    return bool(curvature.size and np.linalg.eigvalsh(curvature).max() > FLAT_CURVATURE)


def _curvature(function: LogLikelihood, theta: Floats, slope: Floats) -> Floats:
    """The second derivatives, from differences of the exact gradient."""
    rows = [(function(theta + DIFFERENCE * one)[1] - slope) / DIFFERENCE for one in np.eye(len(theta))]
    return (np.array(rows) + np.array(rows).T) / 2


def _covariance(curvature: Floats, customers: float) -> Floats:
    """The inverse of the observed information; NaN for parameters of which the data say nothing."""
    covariance = np.full_like(curvature, np.nan)
    told = -np.diag(curvature) > NO_INFORMATION
    block = np.ix_(told, told)
    try:
        found = np.linalg.inv(-customers * curvature[block])
    except np.linalg.LinAlgError:
        return covariance
    if (np.diag(found) > 0).all():
        covariance[block] = found
    return covariance
