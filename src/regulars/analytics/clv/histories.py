"""The histories of a customer base, checked, and each distinct one kept once with its count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from regulars.analytics.clv.problems import ImpossibleHistory

Floats = NDArray[np.float64]
ROUNDING = 1e-9  # days or weeks counted in binary fractions


@dataclass(frozen=True)
class Column:
    """A column of few values: each once, and for each row the number of its value."""

    values: Floats
    code: NDArray[np.int64]

    @classmethod
    def of(cls, column: Floats) -> Column:
        code, first = distinct(column)
        return cls(column[first], code)

    def spread(self, per_value: Floats) -> Floats:
        """A figure of each value, for each row."""
        return per_value[self.code]

    def gathered(self, per_row: Floats) -> Floats:
        """A figure of each row, summed for each value."""
        return np.asarray(np.bincount(self.code, weights=per_row, minlength=len(self.values)), dtype=float)


@dataclass(frozen=True)
class Histories:
    """Distinct rows (x, t_x, T), and how many customers have each.

    x: repeat purchases after the first; t_x: age at the last of them (0 where x is 0); T: age now, all ages
    in one unit counted from the first purchase; n: customers with that row. Arrays of shape (rows,).
    row_of: for each customer the number of its row, shape (customers,).
    """

    x: Floats
    t_x: Floats
    T: Floats
    n: Floats
    row_of: NDArray[np.int64]

    @classmethod
    def counted(
        cls, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, *, weights: ArrayLike | None = None
    ) -> Histories:
        """Checked rows; a million customers seen daily for a quarter have about 100,000 distinct ones.

        Raises ImpossibleHistory.
        """
        columns = checked(x, t_x, T)
        row_of, first = distinct(*columns)
        x_, t_x_, T_ = (column[first] for column in columns)
        n = np.bincount(row_of, weights=checked_weights(weights, len(row_of)), minlength=len(first))
        return cls(x_, t_x_, T_, n.astype(float), row_of)

    @property
    def customers(self) -> float:
        return float(self.n.sum())

    def coarse(self, grain: float) -> Histories:
        """Ages rounded to multiples of the grain: fewer rows, and parameters a few per cent off."""
        t_x = np.minimum(np.round(self.t_x / grain), np.round(self.T / grain)) * grain
        t_x = np.where(self.x > 0, np.maximum(t_x, grain), 0.0)
        T = np.maximum(np.round(self.T / grain) * grain, t_x)
        return Histories.counted(self.x, t_x, T, weights=self.n)


def checked(x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Three arrays of one shape that describe customers who can exist. Raises ImpossibleHistory."""
    x_, t_x_, T_ = (np.atleast_1d(np.asarray(each, dtype=float)) for each in (x, t_x, T))
    if not x_.shape == t_x_.shape == T_.shape or x_.ndim != 1:
        raise ImpossibleHistory(f"x, t_x and T differ in length: {x_.shape}, {t_x_.shape}, {T_.shape}")
    refuse(~(np.isfinite(x_) & np.isfinite(t_x_) & np.isfinite(T_)), "a figure is missing or infinite")
    refuse((x_ < 0) | (x_ != np.floor(x_)), "x is no whole number of repeat purchases")
    refuse((t_x_ < 0) | (T_ < 0), "an age is negative")
    refuse(t_x_ > T_ + ROUNDING, "the last purchase lies after the end (t_x > T)")
    refuse((x_ == 0) & (t_x_ != 0), "there is a last repeat purchase without any (x = 0, t_x > 0)")
    refuse((x_ > 0) & (t_x_ == 0), "repeat purchases all lie on the first day (x > 0, t_x = 0)")
    return x_, np.minimum(t_x_, T_), T_


def refuse(wrong: NDArray[np.bool_], what: str) -> None:
    """Raise ImpossibleHistory where anything is wrong; the rows stay as they are."""
    if wrong.any():
        raise ImpossibleHistory(
            f"{what}: {int(wrong.sum())} of {len(wrong)} rows, the first is row {int(wrong.argmax())}"
        )


def distinct(*columns: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each row the number of its kind, in order of appearance; and a row of each kind."""
    key, kinds = _codes(columns[0])
    for column in columns[1:]:
        codes, among = _codes(column)
        key, kinds = _codes(key * among + codes)
    first = np.empty(kinds, dtype=np.int64)
    first[key[::-1]] = np.arange(len(key))[::-1]
    return key, first


def _codes(column: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
    encoded = pa.array(column).dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), len(encoded.dictionary)


def checked_weights(weights: ArrayLike | None, count: int) -> Floats | None:
    if weights is None:
        return None
    given = np.atleast_1d(np.asarray(weights, dtype=float))
    if given.shape != (count,):
        raise ImpossibleHistory(f"there are {len(given)} weights for {count} rows")
    refuse(~(np.isfinite(given) & (given > 0)), "a weight is no positive number")
    return given
