"""What every model of repeat purchases answers, for arrays of customers."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.analytics.clv import fitting
from regulars.analytics.clv.histories import Histories, refuse
from regulars.analytics.clv.problems import DropoutCollapsed, NotFitted

Floats = NDArray[np.float64]
MANY_ROWS = 5_000
COARSE_STEPS = 52
ALL_ALIVE = 0.99
DROPOUT_COLLAPSED = (
    "the data tell no end of a relationship (P(alive) is 1 for nearly all): rank by probability_active or "
    "expected_purchases, not by probability_alive"
)


class CustomerBaseModel(ABC):
    """Fitted parameters end in an underscore. All ages and horizons are in the unit of time of the fit."""

    NAMES: tuple[str, ...] = ()
    SHAPES: tuple[int, ...] = ()  # places of those without a unit
    log_likelihood_: float
    standard_errors_: Floats
    covariance_: Floats  # of the parameters' logarithms

    def fit(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """Estimate by maximum likelihood.

        x: repeat purchases; t_x: age at the last one, T: age now, in one unit of time, 0 <= t_x <= T; shape
        (customers,) each. weights: how many customers a row stands for.
        Raises ImpossibleHistory, TooFewCustomers, NoConvergence; warns FewCustomers, DropoutCollapsed.
        """
        histories = Histories.counted(x, t_x, T, weights=weights)
        self._estimate(histories)
        could_leave = self._could_leave(histories)
        alive = self._probability_alive(histories)[could_leave]
        if np.average(alive, weights=histories.n[could_leave]) > ALL_ALIVE:
            warnings.warn(DROPOUT_COLLAPSED, DropoutCollapsed, stacklevel=2)
        return self

    def asked(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Asked:
        """Several answers on the same customers: what they share is computed once."""
        return Asked(self, self._known(x, t_x, T))

    def expected_purchases(self, h: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Expected number of purchases in the next h, for each customer, shape (customers,)."""
        return self.asked(x, t_x, T).expected_purchases(h)

    def purchases_variance(self, h: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Variance of the number of purchases in the next h as it is foreseen, shape (customers,)."""
        return self.asked(x, t_x, T).purchases_variance(h)

    def expected_purchases_of_new(self, t: ArrayLike) -> Floats:
        """Expected repeat purchases of a new customer up to age t, before anything is known of them."""
        ages = horizons(t)
        new = Histories.counted([0], [0], [0])
        return np.array([self._expected_while_alive(age, new)[0] for age in ages])

    def probability_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Chance that the customer has not left, in [0, 1], shape (customers,)."""
        return self.asked(x, t_x, T).probability_alive()

    def probability_active(self, h: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Chance of at least one purchase in the next h, in [0, 1], shape (customers,)."""
        return self.asked(x, t_x, T).probability_active(h)

    def next_order_quantile(
        self, q: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, *, within: float | None = None
    ) -> Floats:
        """Time from now until which the next purchase has come with chance q; inf where it is not reached.

        q in (0, 1). The chance counts those who have left: 1 - q of a whole base will be silent for longer. With
        `within` it is the time for those who do purchase within so long, and never longer than that.
        """
        if not 0 < q < 1:
            raise ValueError(f"a quantile lies between 0 and 1, {q} does not")
        of, ahead = self._known(x, t_x, T), horizon(0.0 if within is None else within)
        if within is not None:
            # While somebody is alive, how long ago the last purchase was tells nothing more.
            (x_of, T_of), row_of = np.unique((of.x, of.T), axis=1, return_inverse=True)
            share = q * self._active_while_alive(np.full(len(x_of), ahead), x_of, T_of)
            return np.minimum(self._waiting_time(share, x_of, T_of, longest=ahead), ahead)[row_of][of.row_of]
        alive = self._probability_alive(of)
        found = np.full(len(alive), np.inf)
        some = alive > q
        found[some] = self._waiting_time(q / alive[some], of.x[some], of.T[some])
        return found[of.row_of]

    def _known(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Histories:
        if not hasattr(self, "log_likelihood_"):
            raise NotFitted(f"{type(self).__name__} has no parameters yet: call fit first")
        return Histories.counted(x, t_x, T)

    def _climb(
        self,
        histories: Histories,
        likelihood: Callable[[Histories], fitting.LogLikelihood],
        starts: Sequence[Sequence[float]],
    ) -> None:
        fitting.enough(histories.customers, who_came_back=float(histories.n[histories.x > 0].sum()))
        fine = likelihood(histories)
        is_small = len(histories.x) <= MANY_ROWS
        grain = float(histories.T.max()) / COARSE_STEPS
        coarse = fine if is_small else likelihood(histories.coarse(grain))
        found = fitting.maximise(fine, coarse, starts, shapes=self.SHAPES, customers=histories.customers)
        self._set(found)

    def _parameters(self) -> Floats:
        return np.array([getattr(self, name) for name in self.NAMES])

    def _set(self, found: fitting.Optimum) -> None:
        for name, value in zip(self.NAMES, found.parameters, strict=True):
            setattr(self, name, float(value))
        self.log_likelihood_ = found.log_likelihood
        self.covariance_ = found.covariance
        self.standard_errors_ = found.standard_errors

    @abstractmethod
    def _estimate(self, histories: Histories) -> None: ...

    @abstractmethod
    def _could_leave(self, of: Histories) -> NDArray[np.bool_]:
        """Those whose P(alive) says anything."""

    @abstractmethod
    def _probability_alive(self, of: Histories) -> Floats: ...

    @abstractmethod
    def _expected_while_alive(self, h: float, of: Histories) -> Floats: ...

    @abstractmethod
    def _expected_square_while_alive(self, h: float, of: Histories) -> Floats: ...

    @abstractmethod
    def _active_while_alive(self, h: Floats, x: Floats, T: Floats) -> Floats: ...

    @abstractmethod
    def _waiting_time(self, share: Floats, x: Floats, T: Floats, *, longest: float | None = None) -> Floats:
        """When so large a share (0 to 1, not 1) of those alive have purchased; inf where too many leave first.

        longest: it is known to be no longer than that.
        """


class Asked:
    """A fitted model and the customers it is asked about; answers as those of the model, shape (customers,)."""

    def __init__(self, model: CustomerBaseModel, of: Histories) -> None:
        self._model, self._of = model, of

    @cached_property
    def _alive(self) -> Floats:
        return self._model._probability_alive(self._of)

    def probability_alive(self) -> Floats:
        return self._alive[self._of.row_of]

    def expected_purchases(self, h: float) -> Floats:
        return (self._alive * self._model._expected_while_alive(horizon(h), self._of))[self._of.row_of]

    def purchases_variance(self, h: float) -> Floats:
        ahead = horizon(h)
        square = self._alive * self._model._expected_square_while_alive(ahead, self._of)
        mean = self._alive * self._model._expected_while_alive(ahead, self._of)
        return np.maximum(square - mean**2, 0.0)[self._of.row_of]

    def probability_active(self, h: float) -> Floats:
        ahead = np.full(len(self._of.x), horizon(h))
        active = self._model._active_while_alive(ahead, self._of.x, self._of.T)
        return (self._alive * active)[self._of.row_of]


def horizon(h: Any) -> float:
    """A time ahead, not negative or infinite."""
    return float(horizons(h)[0])


def horizons(h: Any) -> Floats:
    """Times ahead, none negative or infinite."""
    ahead = np.atleast_1d(np.asarray(h, dtype=float))
    refuse(~np.isfinite(ahead) | (ahead < 0), "a horizon is negative, missing or infinite")
    return ahead
