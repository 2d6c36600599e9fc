"""Settings of loyalty, and the rules they make. Imports no engine: pages use it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.analytics.loyalty.rules import INDICATORS, LoyaltyRules, SwitchingRules
from regulars.core import settings_store
from regulars.core.settings_store import Setting, declare


def _whole(
    key: str, default: int, label: Any, consequence: Any = "", *, least: int = 0, most: int = 100
) -> None:
    declare(
        Setting(f"loyalty.{key}", default, label, consequence, kind="integer", minimum=least, maximum=most)
    )


_whole(
    "months",
    12,
    _("Period of loyalty in months"),
    _("Repeat purchases, attention, spend and incidents of this time count."),
    least=2,
    most=60,
)
_whole(
    "attention_days",
    3,
    _("Keeps turning to us: from … days in the period"),
    _("Days on which the customer contacted us, came to the shop or looked at products."),
    least=1,
    most=366,
)
_whole(
    "purchase_days",
    3,
    _("Keeps buying: from … order days in the period"),
    _("Who meets both conditions is a loyal customer."),
    least=1,
    most=366,
)
_whole("weight_repeats", 30, _("Weight of repeat purchases"), _("The six weights need not add up to 100."))
_whole("weight_choosing", 10, _("Weight of time taken to choose"))
_whole("weight_price", 15, _("Weight of price sensitivity"))
_whole("weight_spend", 20, _("Weight of spend"))
_whole("weight_incidents", 10, _("Weight of forgiving quality incidents"))
_whole("weight_brands", 15, _("Weight of attention to other brands"))
_whole(
    "full_repeats",
    0,
    _("Repeat purchases that give all points"),
    _("0 means: so many that nine tenths of your repeat buyers have less."),
    most=10_000,
)
_whole(
    "full_spend",
    0,
    _("Spend in the period that gives all points"),
    _("0 means: so much that nine tenths of your repeat buyers spend less."),
    most=1_000_000_000,
)
_whole(
    "slow_choice_days",
    30,
    _("Time to choose that gives no points, in days"),
    _("From the first look or question to the order."),
    least=1,
    most=365,
)
_whole("emotion_from", 60, _("Strong feeling: from … of 100"), least=1)
_whole("discount_percent", 50, _("Loyal by price: from … % of orders on discount"), least=1)
_whole("store_percent", 90, _("Loyal by convenience: from … % of orders in one shop"), least=1)
TAGS = _("Tags with commas. Who bears one of them is bound from outside, whatever the feeling.")
OF_KIND = {
    "monopoly": (_("Loyalty by monopoly occurs"), _("Tags that speak for a monopoly")),
    "incentive": (_("Loyalty by incentives occurs"), _("Tags that speak for incentives")),
    "price": (_("Loyalty by price occurs"), _("Tags that speak for the price")),
    "convenience": (_("Loyalty by convenience occurs"), _("Tags that speak for convenience")),
    "inertia": (_("Loyalty by inertia occurs"), _("Tags that speak for inertia")),
}  # in the order in which they are asked
for _kind, (_occurs, _tags) in OF_KIND.items():
    declare(Setting(f"loyalty.kind_{_kind}", default=True, label=_occurs, kind="boolean"))
    declare(Setting(f"loyalty.tags_{_kind}", "", _tags, TAGS))
_whole(
    "product_cost",
    50,
    _("Getting used to another product costs a customer"),
    _("In your currency, for each product bought twice or more in the period."),
    most=1_000_000,
)
_whole(
    "contact_cost",
    20,
    _("A contact is worth to a customer"),
    _("In your currency: what a new supplier would have to be told again."),
    most=1_000_000,
)
_whole("credit_percent", 6, _("Interest on credit, % a year"), _("What a payment term saves the customer."))
_whole(
    "switching_full_percent",
    10,
    _("A component has all 100 points from … % of the spend in the period on"),
    _("From there on it gives 100 points."),
    least=1,
    most=1000,
)
_whole("switching_low", 25, _("Low switching cost: below … points"), least=1, most=99)
_whole("switching_high", 60, _("High switching cost: from … points"), least=2)


def loyalty_rules() -> LoyaltyRules:
    get = settings_store.get
    return LoyaltyRules(
        months=get("loyalty.months"),
        attention_days=get("loyalty.attention_days"),
        purchase_days=get("loyalty.purchase_days"),
        weights=weights(),
        full_repeats=get("loyalty.full_repeats") or None,
        full_spend_minor=100 * get("loyalty.full_spend") or None,
        slow_choice_days=get("loyalty.slow_choice_days"),
        emotion_from=get("loyalty.emotion_from"),
        spurious=kinds_in_use(),
        discount_share=get("loyalty.discount_percent") / 100,
        store_share=get("loyalty.store_percent") / 100,
    )


def switching_rules() -> SwitchingRules:
    get = settings_store.get
    low = get("loyalty.switching_low")
    return SwitchingRules(
        product_minor=100 * get("loyalty.product_cost"),
        contact_minor=100 * get("loyalty.contact_cost"),
        interest=get("loyalty.credit_percent") / 100,
        full_share=get("loyalty.switching_full_percent") / 100,
        low_below=low,
        high_from=max(low + 1, get("loyalty.switching_high")),
    )


def weights() -> dict[str, int]:
    """As they are set; all equal where every one is 0."""
    found = {name: settings_store.get(f"loyalty.weight_{name}") for name in INDICATORS}
    return found if any(found.values()) else dict.fromkeys(INDICATORS, 1)


def kinds_in_use() -> tuple[str, ...]:
    return tuple(kind for kind in OF_KIND if settings_store.get(f"loyalty.kind_{kind}"))


def tags_of(kind: str) -> list[str]:
    return _named(settings_store.get(f"loyalty.tags_{kind}"))


def _named(text: str) -> list[str]:
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
