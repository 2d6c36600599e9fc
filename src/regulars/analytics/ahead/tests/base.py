"""A base of customers who order at paces of their own and leave one day: generated, always the same."""

from datetime import date

import numpy as np

from regulars.analytics.ahead.purchases import Purchases, number_of

AS_OF = date(2026, 9, 27)
LAST_DAY = number_of(AS_OF)
DAYS = 1200


def simulated(*, customers: int, seed: int = 3) -> Purchases:
    """Each comes on one of DAYS days, stays for half a year on average and orders about monthly."""
    chance = np.random.default_rng(seed)
    came = chance.integers(0, DAYS, customers)
    stays = np.minimum(chance.exponential(chance.gamma(3, 120, customers)), DAYS - came)
    repeats = chance.poisson(chance.gamma(2, 1 / 60, customers) * stays)
    code = np.repeat(np.arange(customers), repeats + 1)
    later = chance.random(len(code)) * np.repeat(stays, repeats + 1)
    later[np.cumsum(repeats + 1) - repeats - 1] = 0
    usual = np.repeat(90_000 / chance.gamma(4, size=customers), repeats + 1)
    amount = np.round(usual * chance.gamma(6, 1 / 6, len(code))) + 1
    return Purchases(
        ids=np.arange(customers) + 100,
        code=code,
        day=LAST_DAY - DAYS + np.repeat(came, repeats + 1) + later.astype(int),
        amount=amount,
        cost=np.round(amount * 0.6),
        is_return=np.zeros(len(code), dtype=bool),
        assumed_margin_rate=0.3,
        margin_from="own",
    )
