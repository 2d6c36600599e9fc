"""What the calendar takes off the shelf: how products sold in the same days a year before.

A product bought much until yesterday may be gone tomorrow: spring tea, moon cakes. The days that followed the same day
of the year before tell, by the sun and by the moon, whichever sold less.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from regulars.analytics.lunar import find_month, to_lunar
from regulars.analytics.offering.purchases import Purchases

Floats = NDArray[np.float64]
YEAR_DAYS = 365
NO_CHANGE = 5.0  # so many purchases stand for "as before": few sales say little about a season
MOST = 3.0


def season(purchases: Purchases, horizon_days: int) -> Floats:
    """How a product sold in the horizon a year before, over the equally many days that led up to it; 1: the same.

    Relative to everything that was sold; above 0, at most MOST; shape (products,). All 1 where the firm's past does
    not reach so far.
    """
    changes = [_change(purchases, day, horizon_days) for day in _same_days(purchases.until)]
    return np.asarray(np.minimum.reduce(changes))


def _same_days(until: date) -> tuple[date, ...]:
    """The day a year before by the sun and by the moon."""
    by_moon = to_lunar(until)
    month = find_month(by_moon.year - 1, by_moon.month, leap=False)
    days = [until - timedelta(days=YEAR_DAYS)]
    if month:
        days.append(month.starts_on + timedelta(days=min(by_moon.day, month.days) - 1))
    return tuple(days)


def _change(purchases: Purchases, day: date, horizon_days: int) -> Floats:
    ago = float((purchases.until - day).days)
    products = len(purchases.products)
    if purchases.age.max(initial=0.0) < ago + horizon_days:
        return np.ones(products)
    after = (purchases.age < ago) & (purchases.age >= ago - horizon_days)
    before = (purchases.age >= ago) & (purchases.age < ago + horizon_days)
    then, led_up = (
        np.bincount(purchases.product[each], minlength=products).astype(float) for each in (after, before)
    )
    usual = led_up * then.sum() / max(led_up.sum(), 1.0)
    return np.asarray(np.minimum((then + NO_CHANGE) / (usual + NO_CHANGE), MOST))
