"""A generated customer base: purchases of a Pareto/NBD world at the grain of a day, ages in weeks."""

from pathlib import Path

import numpy as np

WEEKS, FIRST_DAYS = 39, 84
ORDERS, SPENDING = (0.55, 10.6, 0.61, 11.7), (6.25, 3.74, 15.4)


def write_base(path: Path, customers: int) -> None:
    """Arrays x, t_x, T, value; the same every time."""
    chance = np.random.default_rng(20261125)
    r, alpha, s, beta = ORDERS
    age = WEEKS * 7 - chance.integers(0, FIRST_DAYS, customers)
    rate, leaving = chance.gamma(r, 1 / alpha, customers) / 7, chance.gamma(s, 1 / beta, customers) / 7
    life = np.minimum(chance.exponential(1 / leaving), age)
    x = chance.poisson(rate * life)
    last = np.where(x > 0, np.ceil(life * chance.random(customers) ** (1 / np.maximum(x, 1))), 0).clip(0, age)
    last = np.where((x > 0) & (last == 0), 1, last)
    x = np.minimum(x, last)
    p, q, gamma = SPENDING
    mean = p * gamma / chance.gamma(q, size=customers)
    many = p * np.maximum(x, 1)
    value = np.where(x > 0, np.round(mean * chance.gamma(many) / many, 2) + 0.01, 0.0)
    np.savez(path, x=x.astype(float), t_x=last / 7, T=age / 7, value=value)
