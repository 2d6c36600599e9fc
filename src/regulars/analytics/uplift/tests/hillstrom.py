"""Kevin Hillstrom's e-mail test: the real file, and a generated one of the same shape."""

import csv
import gzip
import os
from pathlib import Path

import numpy as np


def file() -> Path:
    shared = Path(os.environ.get("REGULARS_SHARED", Path(__file__).resolve().parents[6] / "shared"))
    return shared / "data" / "hillstrom.csv.gz"


def read(rows, *, outcome, segment="Womens E-Mail"):
    """Features, outcome and who got the mailing, for those with the mailing or none."""
    kept = [row for row in rows if row["segment"] in (segment, "No E-Mail")]
    features = np.array([_numbers(row) for row in kept])
    y = np.array([float(row[outcome]) for row in kept])
    w = np.array([float(row["segment"] == segment) for row in kept])
    return features, y, w


def _numbers(row):
    history = float(row["history"])
    return [
        float(row["recency"]), history, np.log1p(history), float(row["mens"]), float(row["womens"]), float(row["newbie"]),
        *[float(row["zip_code"] == each) for each in ("Rural", "Surburban")],
        *[float(row["channel"] == each) for each in ("Phone", "Web")],
    ]  # fmt: skip


def rows():
    with gzip.open(file(), "rt") as text:
        return list(csv.DictReader(text))


def generated(customers=12_000, seed=4):
    """Only customers who bought women's goods before are moved by the women's mailing."""
    chance = np.random.default_rng(seed)
    found = []
    for _each in range(customers):
        womens, mailed = int(chance.random() < 0.5), bool(chance.random() < 0.5)
        moved = 0.12 if womens and mailed else 0.0
        found.append({
            "recency": str(chance.integers(1, 13)), "history": f"{chance.gamma(1.5, 160):.2f}",
            "mens": str(int(not womens or chance.random() < 0.1)), "womens": str(womens),
            "zip_code": str(chance.choice(["Urban", "Rural", "Surburban"])), "newbie": str(chance.integers(0, 2)),
            "channel": str(chance.choice(["Web", "Phone", "Multichannel"])),
            "segment": "Womens E-Mail" if mailed else "No E-Mail",
            "visit": str(int(chance.random() < 0.10 + moved)), "conversion": str(int(chance.random() < 0.03)),
        })  # fmt: skip
    return found
