"""The measures of value, rhythm, stage, risk and contact: each declared once, each explains itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers.measures import Measure, register
from regulars.insights import explaining

STAGES = (
    ("exploration", pgettext_lazy("stage", "Exploration")),
    ("growth", pgettext_lazy("stage", "Growth")),
    ("stability", pgettext_lazy("stage", "Stability")),
    ("decline", pgettext_lazy("stage", "Decline")),
)
VALUE_CLASSES = (("high", _("High value")), ("middle", _("Middle value")), ("low", _("Low value")))
STATUSES = (
    ("prospect", _("Prospect")),
    ("current_new", _("Current, new")),
    ("current_old", _("Current, old")),
    ("key", _("Key customer")),
    ("lost", _("Lost")),
)
RISK_LEVELS = (
    ("low", pgettext_lazy("risk", "Low")),
    ("medium", pgettext_lazy("risk", "Medium")),
    ("high", pgettext_lazy("risk", "High")),
)
CHANNELS = (("online", _("Online")), ("offline", _("Offline")))
MONEY, DAYS = _("money"), _("days")

VALUE, CONTACT = pgettext_lazy("measures", "Value"), pgettext_lazy("measures", "Contact")
RHYTHM, RELATION = _("Rhythm"), _("Relationship")


def _measure(name: str, label: Any, kind: Any, formula: Any = "", **more: Any) -> None:
    register(Measure(name, label, kind, formula, **more))


def _hidden(name: str, kind: Any, column: str = "") -> None:
    """A figure that only feeds explanations."""
    register(Measure(name, name, kind, "", listed=False, column=column))


def register_all() -> None:
    _value()
    _rhythm()
    _relationship()
    _contact()
    _ingredients()


def _value() -> None:
    common = {"group": VALUE, "explain": explaining.spend}
    _measure(
        "total_spend",
        _("Total spend"),
        "money",
        _("All orders, less what was returned, in the firm's currency."),
        column="total_spend_minor",
        indexed=True,
        **common,
    )
    _measure(
        "order_count",
        _("Orders"),
        "integer",
        _("Number of orders; returns do not count."),
        indexed=True,
        **common,
    )
    _measure(
        "average_order_value",
        _("Average order"),
        "money",
        _("Value of all orders divided by their number."),
        column="average_order_value_minor",
        **common,
    )
    _measure(
        "margin",
        _("Gross profit"),
        "money",
        _("What was paid less what the goods cost, where the cost is known."),
        column="margin_minor",
        **common,
    )
    _measure(
        "spend_12m",
        _("Last 12 months"),
        "money",
        _("Orders less returns of the last 12 months."),
        column="spend_12m_minor",
        indexed=True,
        **common,
    )
    _measure(
        "spend_previous_12m",
        _("The 12 months before"),
        "money",
        _("Orders less returns of the 12 months before the last 12."),
        column="spend_previous_12m_minor",
        **common,
    )
    _measure(
        "orders_12m",
        _("Orders in 12 months"),
        "integer",
        _("Number of orders of the last 12 months."),
        **common,
    )
    _measure("return_count", _("Returns"), "integer", _("Number of times goods came back."), **common)
    _measure(
        "value_class",
        _("Value class"),
        "choice",
        _("Buyers in order of the value they brought: the best are high, the next middle, the others low."),
        choices=VALUE_CLASSES,
        group=VALUE,
        indexed=True,
        explain=explaining.value_class,
    )
    _measure(
        "expected_margin",
        _("Expected margin"),
        "money",
        _("Orders to be expected within the firm's horizon times the usual margin of an order."),
        column="expected_margin_minor",
        group=VALUE,
        indexed=True,
        explain=explaining.expected_margin,
    )
    _measure(
        "value_rank",
        _("Place by value"),
        "integer",
        _("1 is the customer who brought most so far."),
        group=VALUE,
        indexed=True,
    )


def _rhythm() -> None:
    common = {"group": RHYTHM, "explain": explaining.rhythm}
    _measure("first_order_on", _("First order"), "date", _("Day of the first order."), **common)
    _measure("last_order_on", _("Last order"), "date", _("Day of the last order."), indexed=True, **common)
    _measure(
        "days_since_last_order",
        _("Days since last order"),
        "integer",
        _("Days from the last order to the day the figures are true for."),
        unit=DAYS,
        **common,
    )
    _measure(
        "typical_interval_days",
        _("Typical interval"),
        "days",
        _(
            "Half of the gaps between order days are shorter, half longer. Borrowed from similar customers below three order days."
        ),
        unit=DAYS,
        **common,
    )
    _measure(
        "next_order_due_on",
        _("Next order due"),
        "date",
        _("Last order plus the typical interval."),
        indexed=True,
        **common,
    )
    _measure(
        "overdue_days",
        _("Days late"),
        "integer",
        _("Days past the day the next order was due."),
        unit=DAYS,
        indexed=True,
        **common,
    )
    _measure(
        "tenure_days",
        _("Customer for days"),
        "integer",
        _("Days since the first order."),
        unit=DAYS,
        **common,
    )
    _measure(
        "usual_channel",
        _("Usual channel"),
        "choice",
        _("Where most orders came from."),
        choices=CHANNELS,
        group=RHYTHM,
    )


def _relationship() -> None:
    _measure(
        "stage",
        _("Stage"),
        "choice",
        _("The first rule that holds decides; the rules stand in the settings."),
        choices=STAGES,
        group=RELATION,
        indexed=True,
        explain=explaining.stage,
    )
    _measure(
        "status",
        _("Status"),
        "choice",
        _("Lost before key customer before current before prospect."),
        choices=STATUSES,
        group=RELATION,
        indexed=True,
        explain=explaining.status,
    )
    _measure(
        "risk_level",
        _("Churn risk"),
        "choice",
        _("Points for reasons anybody can check; 30 are medium, 60 high."),
        choices=RISK_LEVELS,
        group=RELATION,
        explain=explaining.risk,
    )
    _measure(
        "risk_score",
        _("Risk points"),
        "integer",
        _("Sum of the points of all reasons, at most 100. It sorts customers and is no probability."),
        group=RELATION,
        indexed=True,
        explain=explaining.risk,
    )
    rfm = {"group": RELATION, "explain": explaining.rfm}
    _measure("rfm", _("RFM"), "text", _("Recency, frequency and amount, 1 to 5 each; 5 is best."), **rfm)
    _measure("recency_score", _("Recency score"), "integer", _("5 bought most recently."), **rfm)
    _measure("frequency_score", _("Frequency score"), "integer", _("5 bought most often."), **rfm)
    _measure("monetary_score", _("Amount score"), "integer", _("5 spent most."), **rfm)
    _measure(
        "rfm_change",
        _("RFM change"),
        "integer",
        _("Sum of the three scores against a month earlier."),
        **rfm,
    )


def _contact() -> None:
    common = {"group": CONTACT, "explain": explaining.contact}
    _measure(
        "neglected",
        _("Neglected"),
        "boolean",
        _("Nobody contacted the customer for longer than the limit of the value class."),
        **common,
    )
    _measure(
        "days_without_contact",
        _("Days without contact"),
        "integer",
        _("Days since we last contacted the customer, or since the customer came to us where we never did."),
        unit=DAYS,
        indexed=True,
        **common,
    )
    _measure(
        "last_outgoing_on",
        _("Last contacted"),
        "date",
        _("The day we last contacted the customer."),
        **common,
    )
    _measure(
        "last_incoming_on",
        _("Last heard from"),
        "date",
        _("The day the customer last contacted us."),
        **common,
    )
    _measure(
        "next_contact_due_on",
        _("Next contact due"),
        "date",
        _("Last contact plus the limit of the value class."),
        indexed=True,
        **common,
    )
    _measure(
        "outgoing_count", _("Contacts by us"), "integer", _("How often we contacted the customer."), **common
    )
    _measure(
        "incoming_count",
        _("Contacts by the customer"),
        "integer",
        _("How often the customer contacted us."),
        **common,
    )


def _ingredients() -> None:
    for name in (
        "spend_with_cost",
        "gross",
        "returned",
        "usual_amount",
        "spend_recent",
        "spend_before",
        "net_per_order",
        "margin_per_order",
        "value",
    ):
        _hidden(name, "money", f"{name}_minor")
    for name in (
        "order_days",
        "trend_months",
        "orders_recent",
        "orders_before",
        "lapsed_after_days",
        "lost_after_days",
        "contact_limit_days",
        "horizon_days",
        "orders_without_rate",
        "orders_previous_12m",
        *(f"risk_points_{code}" for code in explaining.RISK_CODES),
    ):
        _hidden(name, "integer")
    for name in (
        "interval_spread_days",
        "irregularity",
        "cycles_late",
        "spend_trend",
        "order_trend",
        "cost_known_share",
        "value_position",
        "orders_in_horizon",
        "lateness_factor",
        "expected_orders",
        "margin_rate",
    ):
        _hidden(name, "decimal")
    for name in (
        "stage_rule",
        "lost_rule",
        "risk_reason",
        "interval_source",
        "margin_rate_source",
        "previous_rfm",
        "contact_counted_from",
    ):
        _hidden(name, "text")
    _hidden("interval_borrowed", "boolean")
    _hidden("contact_since_on", "date")
