"""Purchases of a music shop in the form of CDNOW's file: the real one, and a small one of the same shape."""

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

UNTIL, FINISHED = date(1997, 9, 30), date(1998, 6, 30)
WEEKS_AFTER = 39


def file() -> Path:
    shared = Path(os.environ.get("REGULARS_SHARED", Path(__file__).resolve().parents[6] / "shared"))
    return shared / "data" / "CDNOW_sample.txt"


def read(lines):
    """Columns: number in the whole cohort, number in the sample, day, copies, dollars."""
    rows = [line.split() for line in lines if line.strip()]
    return pa.table(
        {
            "customer_id": [row[1] for row in rows],
            "ordered_on": [date(int(row[2][:4]), int(row[2][4:6]), int(row[2][6:])) for row in rows],
            "amount": [float(row[4]) for row in rows],
        }
    )


def generated(customers=1500, seed=7):
    """Customers of a first quarter who buy at gamma rates and leave by chance after a purchase."""
    chance, start = np.random.default_rng(seed), date(1997, 1, 1)
    lines = []
    for number in range(customers):
        day, is_alive = int(chance.integers(0, 84)), True
        rate, leaving = chance.gamma(0.5) / 40, chance.beta(0.8, 2.4)
        spends = 35 * chance.gamma(4.0) / 4
        while is_alive and start + timedelta(days=day) <= FINISHED:
            value = spends * chance.gamma(6) / 6
            lines.append(f" {number:05d} {number:04d} {start + timedelta(days=day):%Y%m%d}  1 {value:7.2f}")
            day += max(1, round(min(chance.exponential(1 / rate), 9999)))
            is_alive = chance.random() > leaving
    return lines


def bought_after(orders, ids):
    """Days with orders in the weeks after UNTIL, for each of these customers."""
    days = {
        (customer, day)
        for customer, day in zip(
            orders["customer_id"].to_pylist(), orders["ordered_on"].to_pylist(), strict=True
        )
        if UNTIL < day <= FINISHED
    }
    counts = dict.fromkeys(ids, 0)
    for customer, _day in days:
        counts[customer] += 1
    return np.array([counts[each] for each in ids])
