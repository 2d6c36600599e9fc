"""忠诚顾客 by two conditions, and the types by purchase and by feeling: 超值, 潜在, 虚假, 不忠诚."""

from __future__ import annotations

import numpy as np

from regulars.analytics.loyalty.columns import Floats
from regulars.analytics.loyalty.gathering import Facts
from regulars.analytics.loyalty.rules import FEELINGS, LoyaltyRules

Words = np.ndarray


def feelings(facts: Facts, shares: dict[str, Floats], rules: LoyaltyRules) -> dict[str, Floats]:
    """Each of FEELINGS from 0 to 1, NaN where nothing is known of it."""
    any_interest = bool(facts["attention_days"].any())
    moods = facts["pleased"] + facts["calm"] + facts["upset"]
    with np.errstate(invalid="ignore", divide="ignore"):
        mood = (facts["pleased"] + facts["calm"] / 2) / moods
    attention = np.clip(facts["attention_days"] / rules.attention_days, 0, 1)
    return {
        "attention": attention if any_interest else np.full_like(attention, np.nan),
        **{name: shares[name] for name in ("choosing", "price", "incidents", "brands")},
        "mood": np.where(moods > 0, mood, np.nan),
        "relation": np.clip(facts["relation_strength"] / 5, 0, 1),
        "satisfaction": np.clip(facts["satisfaction"], 0, 1),
    }


def emotion(found: dict[str, Floats], rules: LoyaltyRules) -> tuple[Floats, Floats]:
    """The mean of what is known times 100, rounded, NaN with fewer than `least_feelings`; and how many are known."""
    values = np.stack([found[name] for name in FEELINGS])
    known = np.isfinite(values).sum(axis=0).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.floor(100 * np.nan_to_num(values).sum(axis=0) / known + 0.5)
    return np.where(known >= rules.least_feelings, mean, np.nan), known


def loyalty_type(facts: Facts, feeling: Floats, bound_by: Words, rules: LoyaltyRules) -> Words:
    """superior | latent | spurious | none, empty where nothing can be said of the feeling yet."""
    buys, bound = facts["bought_days"] >= rules.purchase_days, _in_use(bound_by, rules)
    known, warm = np.isfinite(feeling), np.nan_to_num(feeling) >= rules.emotion_from
    return np.select(
        [buys & bound, ~known, buys & warm, buys, warm],
        ["spurious", "", "superior", "spurious", "latent"],
        default="none",
    ).astype(object)


def spurious_kind(facts: Facts, kind: Words, bound_by: Words, rules: LoyaltyRules) -> Words:
    """Which of the kinds in use a spurious loyalty is: a tag first, else the first whose rule holds."""
    with np.errstate(invalid="ignore", divide="ignore"):
        on_discount = facts["discounted"] / facts["orders"] >= rules.discount_share
    holds = {
        "price": on_discount,
        "convenience": np.nan_to_num(facts["store_share"]) >= rules.store_share,
        "inertia": np.ones(len(on_discount), dtype=bool),
    }
    asked = [name for name in rules.spurious if name in holds]
    found = np.select([holds[name] for name in asked], asked, default="") if asked else np.full(len(kind), "")
    found = np.where(_in_use(bound_by, rules), bound_by, found)
    return np.where(kind == "spurious", found, "").astype(object)


def _in_use(bound_by: Words, rules: LoyaltyRules) -> np.ndarray:
    return np.isin(bound_by.astype(str), rules.spurious)
