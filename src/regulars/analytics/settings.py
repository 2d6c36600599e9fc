"""What a firm may set about its measures; every default is a choice of ours, written down in docs/algorithms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

ValueBasis = Literal["margin", "spend"]


class SettingsRefused(ValueError):
    """A setting that makes no sense; the message says which and why."""


def require(condition: bool, why: str) -> None:
    """Refuse a setting unless the condition holds."""
    if not condition:
        raise SettingsRefused(why)


@dataclass(frozen=True)
class RfmCuts:
    """Explicit cuts for RFM: four limits each; None means quintiles of the firm's own customers.

    recency_days: most days for 5, 4, 3, 2 (rising). order_count: fewest orders for 2, 3, 4, 5 (rising).
    spend_minor: least net spend for 2, 3, 4, 5 in minor units (rising).
    """

    recency_days: tuple[int, int, int, int] | None = None
    order_count: tuple[int, int, int, int] | None = None
    spend_minor: tuple[int, int, int, int] | None = None

    def __post_init__(self) -> None:
        for name in ("recency_days", "order_count", "spend_minor"):
            cuts = getattr(self, name)
            require(
                cuts is None or (len(cuts) == 4 and list(cuts) == sorted(set(cuts))),
                f"{name}: four rising limits",
            )


@dataclass(frozen=True)
class ValueClasses:
    """How customers are classed high, middle, low: by share of the buyers, or by limits where given.

    basis: what the value is, see `value.with_value`. high_share, middle_share: shares 0 to 1 of all
    buyers. limits_minor: (least for high, least for middle) in minor units instead of the shares.
    key_share: the share of buyers that are key customers 大客户.
    """

    basis: ValueBasis = "margin"
    high_share: float = 0.20
    middle_share: float = 0.30
    limits_minor: tuple[int, int] | None = None
    key_share: float = 0.05

    def __post_init__(self) -> None:
        shares = (self.high_share, self.middle_share, self.key_share)
        require(all(0 <= share <= 1 for share in shares), "shares lie between 0 and 1")
        require(
            round(self.high_share + self.middle_share, 9) <= 1, "high and middle are at most all customers"
        )
        limits = self.limits_minor
        require(limits is None or limits[0] > limits[1], "the limit for high lies above that for middle")


@dataclass(frozen=True)
class Silence:
    """After how long a silence a customer counts as lapsed 沉睡 and lost 流失.

    In cycles of the customer (own or borrowed, but never shorter than the firm's), or in fixed days where
    given. new_days: how long after the first order a customer is new.
    """

    lapsed_cycles: float = 3.0
    lost_cycles: float = 6.0
    lapsed_days: int | None = None
    lost_days: int | None = None
    new_days: int = 90

    def __post_init__(self) -> None:
        require(0 < self.lapsed_cycles < self.lost_cycles, "lapsed comes before lost")
        if self.lapsed_days is not None and self.lost_days is not None:
            require(0 < self.lapsed_days < self.lost_days, "lapsed comes before lost")


@dataclass(frozen=True)
class StageRules:
    """The figures in the rules of the lifecycle stages; see docs/algorithms/stages.md.

    low_satisfaction, low_trust: 0 to 1; what is known and lies below keeps a customer out of stability.
    """

    late_cycles: float = 2.0
    fallen_trend: float = 0.5
    rising_trend: float = 1.1
    trial_order_days: int = 3
    trial_tenure_days: int = 180
    stable_order_days: int = 5
    stable_tenure_days: int = 180
    stable_irregularity: float = 1.0
    low_satisfaction: float = 0.6
    low_trust: float = 0.6

    def __post_init__(self) -> None:
        require(self.late_cycles >= 1, "late_cycles: at least 1")
        require(0 <= self.fallen_trend < self.rising_trend, "fallen lies below rising")
        require(self.stable_order_days >= 3, "an own interval needs three order days")


@dataclass(frozen=True)
class RiskWeights:
    """The most points each reason gives, and from how many points the level is middle and high."""

    overdue: int = 50
    one_time: int = 50
    few_orders: int = 20
    silence: int = 25
    spend_fell: int = 15
    orders_fell: int = 15
    medium_from: int = 30
    high_from: int = 60

    def __post_init__(self) -> None:
        require(0 < self.medium_from < self.high_from <= 100, "levels rise from 0 to 100")
        parts = (
            self.overdue,
            self.one_time,
            self.few_orders,
            self.silence,
            self.spend_fell,
            self.orders_fell,
        )
        require(all(0 <= points <= 100 for points in parts), "points lie between 0 and 100")


def _class_days() -> Mapping[str, int]:
    return MappingProxyType({"high": 30, "middle": 60, "low": 90})


@dataclass(frozen=True)
class ContactLimits:
    """After how many days without outgoing contact a customer is neglected 被忽略.

    by_class: days for high, middle, low. by_stage: days for a stage; the shorter of both holds.
    """

    by_class: Mapping[str, int] = field(default_factory=_class_days)
    by_stage: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require(set(self.by_class) == {"high", "middle", "low"}, "a limit for high, middle and low each")
        require(all(days > 0 for days in (*self.by_class.values(), *self.by_stage.values())), "days above 0")


@dataclass(frozen=True)
class Ahead:
    """How value to come is computed. discount_rate: a year, 0.1 is 10 %. margin: whose rate makes profit of spend,
    the customer's "own" where costs are known, always the "firm"'s, or the "assumed" one."""

    discount_rate: float = 0.10
    margin: Literal["own", "firm", "assumed"] = "own"

    def __post_init__(self) -> None:
        require(0 <= self.discount_rate <= 1, "discount_rate: 0 to 1")
        require(self.margin in ("own", "firm", "assumed"), "margin: own, firm or assumed")


@dataclass(frozen=True)
class Settings:
    """All of it. horizon_days None: twice the firm's median interval.

    previous_as_of: the day RFM is compared with; None: a month earlier. assumed_margin_rate and
    assumed_interval_days stand in where the firm's own data cannot say, and the result says so. least_peers: so many own intervals
    make a usual interval of a kind; least_trend_orders: so many orders before make a trend.
    """

    rfm: RfmCuts = RfmCuts()
    value: ValueClasses = ValueClasses()
    silence: Silence = Silence()
    stages: StageRules = StageRules()
    risk: RiskWeights = RiskWeights()
    contact: ContactLimits = field(default_factory=ContactLimits)
    ahead: Ahead = Ahead()
    horizon_days: int | None = None
    previous_as_of: date | None = None
    assumed_margin_rate: float = 0.30
    assumed_interval_days: int = 30
    least_peers: int = 20
    least_trend_orders: int = 3

    def __post_init__(self) -> None:
        require(0 < self.assumed_margin_rate <= 1, "assumed_margin_rate: above 0, at most 1")
        require(self.assumed_interval_days > 0, "assumed_interval_days: above 0")
        require(self.horizon_days is None or self.horizon_days > 0, "horizon_days: above 0")
        require(min(self.least_peers, self.least_trend_orders) > 0, "least_…: above 0")
