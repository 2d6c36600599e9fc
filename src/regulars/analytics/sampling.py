"""Some of many customers, drawn by their ids: the same in every run, whatever the order of the rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Lots = NDArray[np.uint64]


def lots(customer_ids: NDArray[np.int64]) -> Lots:
    """A number for each id that follows no order of the ids: the finaliser of splitmix64.

    Steele, Lea & Flood 2014, "Fast Splittable Pseudorandom Number Generators", OOPSLA, figure 16.
    """
    mixed = np.asarray(customer_ids).astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def drawn(customer_ids: NDArray[np.int64], most: int) -> NDArray[np.bool_]:
    """Who of them is among the `most` drawn, shape (customers,); all where they are no more.

    Whoever is not drawn of some is not drawn of more; an id that stands twice is drawn twice or not.
    """
    if len(customer_ids) <= most:
        return np.ones(len(customer_ids), dtype=bool)
    found = lots(customer_ids)
    return np.asarray(found <= np.partition(found, most - 1)[most - 1])
