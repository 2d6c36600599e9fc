"""转换成本: what leaving us would cost a customer, by component, in money and against a year's spend."""

from __future__ import annotations

import numpy as np

from regulars.analytics.loyalty.columns import Floats
from regulars.analytics.loyalty.gathering import Facts
from regulars.analytics.loyalty.rules import COMPONENTS, SwitchingRules


def costs(facts: Facts, contacts: Floats, rules: SwitchingRules) -> dict[str, Floats]:
    """Each of COMPONENTS in minor units, rounded to whole ones.

    procedural 程序/学习: products bought regularly times `product_minor`; financial 财务: discounts of the period
    and the interest on the payment term; relational 关系/情感: all contacts so far times `contact_minor`;
    contractual 合同: what staff noted. What staff noted counts beside the estimate in every component.
    """
    term = np.nan_to_num(facts["payment_term_days"])
    interest = np.maximum(facts["spend_minor"], 0) * term / 365 * rules.interest
    estimated = {
        "procedural": facts["regular_products"] * rules.product_minor,
        "financial": facts["discount_minor"] + interest,
        "relational": contacts * rules.contact_minor,
        "contractual": np.zeros_like(contacts),
    }
    return {name: np.rint(estimated[name] + facts[f"tie_{name}"]) for name in COMPONENTS}


def scores(found: dict[str, Floats], spend_minor: Floats, rules: SwitchingRules) -> dict[str, Floats]:
    """Each component from 0 to 100, full at `full_share` of the period's spend; NaN without spend."""
    full = np.where(spend_minor > 0, spend_minor * rules.full_share, np.nan)
    return {name: np.floor(100 * np.clip(found[name] / full, 0, 1) + 0.5) for name in COMPONENTS}


def total_score(parts: dict[str, Floats]) -> Floats:
    """The mean of the four, rounded half up."""
    mean: Floats = np.mean([parts[name] for name in COMPONENTS], axis=0)
    return np.floor(mean + 0.5)


def level(score: Floats, rules: SwitchingRules) -> np.ndarray:
    """low | middle | high, empty without a score."""
    known = np.nan_to_num(score, nan=-1.0)
    return np.select(
        [known < 0, known < rules.low_below, known >= rules.high_from], ["", "low", "high"], default="middle"
    ).astype(object)
