"""What a firm may set about loyalty. Imports no engine: pages use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from regulars.analytics.settings import require

# The six indicators, in the order in which they are read.
INDICATORS = ("repeats", "choosing", "price", "spend", "incidents", "brands")
# What speaks for how a customer feels about us, in the order in which it is read.
FEELINGS = ("attention", "choosing", "price", "incidents", "brands", "mood", "relation", "satisfaction")
SPURIOUS_KINDS = ("monopoly", "inertia", "convenience", "price", "incentive")
COMPONENTS = ("procedural", "financial", "relational", "contractual")


def _weights() -> Mapping[str, int]:
    return MappingProxyType(
        {"repeats": 30, "choosing": 10, "price": 15, "spend": 20, "incidents": 10, "brands": 15}
    )


@dataclass(frozen=True)
class LoyaltyRules:
    """Days, months and shares 0 to 1; what each means stands in docs/algorithms/loyalty.md.

    full_repeats, full_spend_minor None: nine tenths of the firm's own repeat buyers have less.
    spurious: the kinds that are in use, in the order in which they are asked.
    """

    months: int = 12
    attention_days: int = 3
    purchase_days: int = 3
    weights: Mapping[str, int] = field(default_factory=_weights)
    full_repeats: int | None = None
    full_spend_minor: int | None = None
    slow_choice_days: int = 30
    longest_choice_days: int = 90
    price_rise: float = 0.05
    objection_share: float = 0.25
    forgiving_days: int = 180
    upset_days: int = 14
    upset_share: float = 0.25
    brand_share: float = 0.25
    emotion_from: int = 60
    least_feelings: int = 2
    spurious: tuple[str, ...] = ("monopoly", "incentive", "price", "convenience", "inertia")
    discount_share: float = 0.5
    store_share: float = 0.9
    stickiness_months: int = 3

    def __post_init__(self) -> None:
        require(set(self.weights) == set(INDICATORS), "a weight for each of the six indicators")
        require(all(weight >= 0 for weight in self.weights.values()), "weights of at least 0")
        require(sum(self.weights.values()) > 0, "one weight above 0")
        require(set(self.spurious) <= set(SPURIOUS_KINDS), "kinds of spurious loyalty that exist")
        require(min(self.months, self.attention_days, self.purchase_days) > 0, "thresholds above 0")


@dataclass(frozen=True)
class SwitchingRules:
    """What leaving costs a customer, in minor units; full_share: of a year's spend, where a component is full."""

    product_minor: int = 5_000
    contact_minor: int = 2_000
    interest: float = 0.06
    full_share: float = 0.10
    low_below: int = 25
    high_from: int = 60

    def __post_init__(self) -> None:
        require(self.full_share > 0, "full_share above 0")
        require(0 < self.low_below < self.high_from <= 100, "levels rise from 0 to 100")
