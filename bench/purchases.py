"""Generated purchases: customers by products, popularity like a market's, the same every time."""

from pathlib import Path

import numpy as np

EACH = 22  # purchases a customer before the same product twice is counted once


def write_purchases(path: Path, customers: int, products: int) -> None:
    """Arrays customer, product (numbers, each pair once), and customers, products (how many there are)."""
    chance = np.random.default_rng(20261125)
    popularity = 1.0 / np.arange(1, products + 1) ** 0.6
    group = chance.integers(0, 50, customers)  # people of one group share a part of the shelf
    rows = np.repeat(np.arange(customers), EACH)
    drawn = chance.choice(products, len(rows), p=popularity / popularity.sum())
    shelf = (group[rows] * (products // 50) + chance.integers(0, products // 50, len(rows))) % products
    product = np.where(chance.random(len(rows)) < 0.5, drawn, shelf)
    pairs = np.unique(rows * products + product)
    np.savez(
        path, customer=pairs // products, product=pairs % products, customers=customers, products=products
    )
