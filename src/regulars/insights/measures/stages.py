"""Signs in the relationship, rescue or letting go, growth, last care, customer type."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.insights import explaining_stages as explaining
from regulars.insights.measures.classes import ADVICES, CUSTOMER_TYPES, WARNINGS
from regulars.insights.measures.declaring import CONTACT, RELATION, RHYTHM, VALUE, hidden, measure

SIGN = _("Signs of leaving")
RELATED = {"group": RELATION}
SIGNS = (
    ("longer_interval", _("Longer interval"), _("The latest interval, or the present wait, is half as long again as usual and among the longest fifth of the customer's own.")),
    ("smaller_basket", _("Smaller basket"), _("The last two orders were at most 70% of the usual amount and among the smallest fifth of the customer's own.")),
    ("fewer_contacts", _("Fewer contacts"), _("Half as many contacts in half a year as in the half year before, of which there were three or more.")),
    ("competitor", _("Competitor mentioned"), _("A conversation of the last 180 days holds a competitor's name, or a word for one.")),
    ("lower_score", _("Low score"), _("The last answer was less than 60% content.")),
    ("complaint", _("Open complaint"), _("A complaint is not settled yet.")),
)  # fmt: skip
LISTED = (
    measure(
        "stage_warning",
        _("Warning"),
        "choice",
        _(
            "In growth: buying is restless and an order, an amount, a complaint or a low score points straight to decline. In stability: at least one early sign."
        ),
        choices=WARNINGS,
        explain=explaining.warning,
        **RELATED,
    ),
    measure(
        "sign_count",
        _("Early signs"),
        "integer",
        _(
            "How many point to leaving: longer interval, smaller basket, fewer contacts, a competitor mentioned, a low score, an open complaint."
        ),
        indexed=True,
        explain=explaining.signs,
        **RELATED,
    ),
    measure(
        "volatility",
        _("Volatility"),
        "decimal",
        _(
            "How much intervals and amounts vary: standard deviation by mean, the average of both. From 0.5 on buying is restless."
        ),
        group=RHYTHM,
        explain=explaining.volatility,
    ),
    measure(
        "satisfaction",
        pgettext_lazy("measures", "Satisfaction"),
        "percent",
        _("What the customer answered last: satisfied 100%, so-so 50%, dissatisfied 0%."),
        explain=explaining.satisfaction,
        **RELATED,
    ),
    measure(
        "customer_type",
        _("Customer type"),
        "choice",
        _("The group of alike customers, by complaints, choosing time, discounts, breadth and experience."),
        choices=CUSTOMER_TYPES,
        explain=explaining.customer_type,
        **RELATED,
    ),
    measure(
        "rescue_advice",
        _("In decline: advice"),
        "choice",
        _(
            "What may be recovered within a year against what recovering costs; above 0 it is worth it. The manager decides."
        ),
        choices=ADVICES,
        explain=explaining.rescue,
        **RELATED,
    ),
    measure(
        "rescue_net",
        _("Recoverable, less cost"),
        "money",
        _("Expected margin of a year after coming back, less contacts and offer."),
        column="rescue_net_minor",
        indexed=True,
        group=VALUE,
        explain=explaining.rescue,
    ),
    measure(
        "is_growing",
        _("Growing"),
        "boolean",
        _(
            "Spend rises over three half years, by a fifth or more in all; or the firm became larger."
        ),
        group=VALUE,
        explain=explaining.growth,
    ),
    measure(
        "is_watched",
        _("On the watch list"),
        "boolean",
        _("A high-value customer of whom contact, spend or satisfaction dropped."),
        explain=explaining.watch,
        **RELATED,
    ),
    measure("watch_contact", _("Contact dropped"), "boolean", _("High value: neglected, or half as many contacts as before."), explain=explaining.watch, **RELATED),
    measure("watch_spend", _("Spend dropped"), "boolean", _("High value: spent a fifth less than in the same time before."), explain=explaining.watch, **RELATED),
    measure("watch_satisfaction", _("Satisfaction dropped"), "boolean", _("High value: a low score or an open complaint."), explain=explaining.watch, **RELATED),
    measure(
        "lost_on",
        _("Lost since"),
        "date",
        _("The day on which the silence passed the customer's limit."),
        explain=explaining.last_care,
        **RELATED,
    ),
    measure(
        "lost_uncared",
        _("Lost without care"),
        "boolean",
        _("Nobody of us turned to the customer in the days before the loss. Not known where our records begin later."),
        group=CONTACT,
        explain=explaining.last_care,
    ),
    measure(
        "care_before_loss",
        _("Contacts before the loss"),
        "integer",
        _("How often we turned to the customer in the days before the loss."),
        group=CONTACT,
        explain=explaining.last_care,
    ),
    measure(
        "discount_share",
        _("Share given as discount"),
        "percent",
        _("Discounts by what the orders would have cost without them."),
        group=VALUE,
        explain=explaining.discount,
    ),
)  # fmt: skip
MONEY = (
    "recent_basket", "earlier_basket", "spend_half_1", "spend_half_2", "spend_half_3", "margin_a_year", "recoverable",
    "recoverable_low", "recoverable_high", "rescue_contact", "rescue_offer", "discount",
)  # fmt: skip
COUNTS = (
    "competitor_mentions", "upset_count", "visits_by_us", "contacts_by_customer", "contacts_by_us", "promises_kept",
    "promises_broken", "told_us", "complaints_open", "complaint_count", "gifts", "referrals", "recent_interval_days",
    "contacts_recent", "contacts_before", "return_silences", "return_from_days", "breadth",
)  # fmt: skip
SHARES = (
    "trust", "choosing_days", "size_now", "size_before", "interval_volatility", "amount_volatility",
    "earlier_interval_days", "spend_growth", "return_chance", "return_low", "return_high", "orders_a_year",
    "complaint_rate",
)  # fmt: skip
DECLARED = (
    *LISTED,
    *(
        measure(f"sign_{code}", label, "boolean", formula, group=SIGN, explain=explaining.one_sign(code))
        for code, label, formula in SIGNS
    ),
    *(hidden(name, "money", f"{name}_minor") for name in MONEY),
    *(hidden(name, "integer") for name in COUNTS),
    *(hidden(name, "decimal") for name in SHARES),
    hidden("signs", "text"),
    hidden("competitor_on", "date"),
    hidden("is_volatile", "boolean"),
)
