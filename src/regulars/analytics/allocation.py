"""Sharing a budget and hours among groups of customers: by value and potential, never above what care can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Claim:
    """One group: what its customers brought in the last year and may bring, in minor units, and its ceiling.

    most: how much the group can use (full care for everybody in it), in the unit that is shared.
    """

    code: str
    value_minor: int
    potential_minor: int
    most: int


@dataclass(frozen=True)
class Share:
    """What one group gets. weight: its share of value and potential, 0 to 1. is_full: it got all it can use."""

    code: str
    weight: float
    amount: int
    is_full: bool


def allocate(claims: Sequence[Claim], total: int, *, value_part: float) -> tuple[Share, ...]:
    """Share whole units (cents, minutes) of `total` among the claims.

    weight = value_part x share of the value + (1 - value_part) x share of the potential; losses count as 0.
    Each group gets its weight's share, at most its ceiling; what is above a ceiling is shared again among the
    others by the same weights. Whole units by largest remainder, ties in the order given: deterministic, and
    the amounts add up to min(total, sum of the ceilings) where all weights are above 0.
    """
    weights = weights_of(claims, value_part)
    exact = [Fraction(0)] * len(claims)
    left, open_places = Fraction(total), [place for place, weight in enumerate(weights) if weight > 0]
    while left > 0 and open_places:
        whole = sum((weights[place] for place in open_places), Fraction(0))
        offers = {place: left * weights[place] / whole for place in open_places}
        full = [place for place in open_places if exact[place] + offers[place] >= claims[place].most]
        if not full:
            for place, offer in offers.items():
                exact[place] += offer
            break
        for place in full:
            left -= claims[place].most - exact[place]
            exact[place] = Fraction(claims[place].most)
            open_places.remove(place)
    amounts = _whole(exact)
    return tuple(
        Share(claim.code, float(weight), amount, weight > 0 and amount >= claim.most)
        for claim, weight, amount in zip(claims, weights, amounts, strict=True)
    )


def weights_of(claims: Sequence[Claim], value_part: float) -> list[Fraction]:
    """The weights, which add up to 1 (or are all 0 where there is neither value nor potential)."""
    values, potentials = (
        _shares([c.value_minor for c in claims]),
        _shares([c.potential_minor for c in claims]),
    )
    part = Fraction(value_part).limit_denominator(1000)
    if not any(values) or not any(potentials):
        part = Fraction(1) if any(values) else Fraction(0)
    return [
        part * value + (1 - part) * potential for value, potential in zip(values, potentials, strict=True)
    ]


def _shares(amounts: Sequence[int]) -> list[Fraction]:
    counted = [max(0, amount) for amount in amounts]
    whole = sum(counted)
    return [Fraction(amount, whole) if whole else Fraction(0) for amount in counted]


def _whole(exact: Sequence[Fraction]) -> list[int]:
    floors = [int(amount) for amount in exact]
    missing = round(sum(exact, Fraction(0))) - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_remainder[:missing]:
        floors[place] += 1
    return floors
