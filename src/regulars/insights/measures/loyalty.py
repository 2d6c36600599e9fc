"""Loyalty, its type, habit, stickiness, and what leaving would cost."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.analytics.loyalty.rules import COMPONENTS, INDICATORS
from regulars.insights.loyalty import explaining, explaining_ties
from regulars.insights.loyalty.classes import LEVELS, SPURIOUS_KINDS, TYPES
from regulars.insights.loyalty.indicators import LABELS
from regulars.insights.measures.declaring import DAYS, hidden, measure

LOYALTY = pgettext_lazy("measures", "Loyalty")
LOYAL = {"group": LOYALTY, "explain": explaining.conditions}
STICKY = {"group": LOYALTY, "explain": explaining_ties.stickiness}
TIED = {"group": LOYALTY, "explain": explaining_ties.switching}
COUNTS = (
    *(f"loyalty_most_{name}" for name in INDICATORS),
    *(f"switching_{name}_score" for name in COMPONENTS),
    *(
        f"loyalty_{name}"
        for name in (
            "attention_days", "told_days", "looked_days", "bought_days", "repeats", "choosing_count", "orders",
            "discounted", "objections", "rises_stayed", "rises_left", "incidents", "incidents_judged",
            "incidents_upset", "brand_mention", "brand_comparison", "brand_elsewhere", "brand_no_other", "pleased",
            "upset", "regular_products", "lines", "usual_times", "feelings",
        )
    ),
)  # fmt: skip
FIGURES = (
    "loyalty_choosing_days", "loyalty_wallet_share", "loyalty_incident_days", "loyalty_store_share",
    "loyalty_full_repeats", "feeling_attention", "feeling_mood", "feeling_relation", "feeling_satisfaction",
    "habit_regularity", "habit_usual_share",
)  # fmt: skip
SHOWN = (
    measure(
        "loyalty_score", _("Loyalty"), "integer",
        _("Six indicators, each from nothing to all of its points; the points of those without facts are shared among the others."),
        unit=_("of 100"), group=LOYALTY, indexed=True, explain=explaining.score,
    ),
    measure(
        "loyalty_type", _("Loyalty type"), "choice",
        _("By two axes: order days of the period, and the feeling for us. Bound from outside counts as spurious."),
        choices=TYPES, group=LOYALTY, indexed=True, explain=explaining.kind,
    ),
    measure(
        "spurious_kind", _("Kind of spurious loyalty"), "choice",
        _("A tag decides first, else the first kind in use whose rule holds."),
        choices=SPURIOUS_KINDS, group=LOYALTY, explain=explaining.spurious,
    ),
    measure("loyal", _("Loyal customer"), "boolean", _("Keeps turning to us and keeps buying; both conditions stand in the settings."), **LOYAL),
    measure("attends", _("Keeps turning to us"), "boolean", _("Days in the period on which the customer contacted us, came to the shop or looked at products."), **LOYAL),
    measure("keeps_buying", _("Keeps buying"), "boolean", _("Days with an order in the period."), **LOYAL),
    measure(
        "loyalty_emotion", _("Feeling for us"), "integer", _("The mean of everything that speaks of the feeling, at least two facts."),
        unit=_("of 100"), group=LOYALTY, explain=explaining.emotion,
    ),
    measure("loyalty_obstacles", _("Obstacles noted"), "integer", _("Obstacles and price objections that staff noted and that still stand."), group=LOYALTY, explain=explaining.obstacles),
    measure("other_brands", _("Other brands noted"), "integer", _("Mentions, comparisons and purchases of other brands noted in the period."), group=LOYALTY, explain=explaining.brands),
    measure("habit_score", _("Habit"), "integer", _("Half from the regularity of the interval, half from the share of the usual product."), unit=_("of 100"), group=LOYALTY, explain=explaining_ties.habit),
    measure("stickiness_days", _("Active days a month"), "decimal", _("Days with an order, a contact by the customer, a visit to the shop or a look at products, over the last three months."), unit=DAYS, **STICKY),
    measure("stickiness_change", _("Change of active days a month"), "decimal", _("The last three months against the three before."), unit=DAYS, **STICKY),
    measure("loyalty_categories", _("Categories used"), "integer", _("Product categories bought in the period."), **STICKY),
    measure("switching_cost", _("Switching cost"), "money", _("What leaving would cost the customer: the estimate of four components and what staff noted."), column="switching_cost_minor", indexed=True, **TIED),
    measure("switching_score", _("Switching cost in points"), "integer", _("The mean of the four components, each measured by the customer's spend."), unit=_("of 100"), **TIED),
    measure("switching_level", _("Level of switching cost"), "choice", _("Low and high begin where the settings say."), choices=LEVELS, **TIED),
)  # fmt: skip
POINTS = tuple(
    measure(
        f"loyalty_points_{code}",
        format_lazy(_("{label}: {value}"), label=LOYALTY, value=LABELS[code]),
        "integer",
        _("Points of this indicator within the loyalty."),
        group=LOYALTY,
        explain=explaining.score,
    )
    for code in INDICATORS
)
DECLARED = (
    *SHOWN,
    *POINTS,
    *(hidden(name, "integer") for name in COUNTS),
    *(hidden(name, "decimal") for name in FIGURES),
    hidden("loyalty_bound_by", "text"),
    hidden("stickiness_before", "decimal"),
    hidden("loyalty_spend", "money", "loyalty_spend_minor"),
    hidden("loyalty_full_spend", "money", "loyalty_full_spend_minor"),
    *(hidden(f"switching_{name}", "money", f"switching_{name}_minor") for name in COMPONENTS),
)
