"""Why a customer's value to come, lifetime value and potential are what they are."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.core import settings_store
from regulars.customers.measures import Explanation, Line
from regulars.insights import valuing_record
from regulars.insights.wording import amount, days, percent
from regulars.orders.models import Category
from regulars.ui.formatting import num
from regulars.ui.templatetags.ui import gap


def value_to_come(customer: Any, row: Any) -> Explanation:
    if row.clv_12m is None:
        return Explanation(_("No order yet, so nothing can be said of what will come."))
    lines = (
        Line(_("Orders expected in 12 months"), number_format(row.expected_orders_12m, 2)),
        Line(_("× value of one"), amount(row.clv_order_value)),
        Line(_("× margin ({source})").format(source=_source(row)), percent(row.clv_margin_rate)),
        Line(
            _("× worth today, at {rate}% a year").format(rate=_discount()), number_format(row.clv_discount, 3)
        ),
        Line(_("Value to come, about"), amount(row.clv_12m), is_total=True),
    )
    return Explanation(_range(row), lines, basis(row, row.clv_method))


def orders(customer: Any, row: Any) -> Explanation:
    if row.clv_12m is None:
        return Explanation(_("No order yet, so nothing can be said of what will come."))
    if row.expected_orders_high == 0:
        sentence = _("No further order is expected.")
    else:
        sentence = _("80 of 100 such customers order on {low} to {high} days in 12 months.").format(
            low=num(row.expected_orders_low), high=num(row.expected_orders_high)
        )
    return Explanation(sentence, (), basis(row, row.clv_method))


def retention(customer: Any, row: Any) -> Explanation:
    if row.clv_12m is None:
        return Explanation(_("No order yet, so nothing can be said of what will come."))
    words = _("Of 100 such customers {n} order at least once in the next 12 months.")
    note = _("It looks at orders alone, not at whether the customer still counts us as theirs.")
    return Explanation(
        words.format(n=round(100 * row.retention_12m)), (), f"{basis(row, row.retention_method)}{gap()}{note}"
    )


def lifetime_value(customer: Any, row: Any) -> Explanation:
    if row.clv_12m is None:
        return Explanation(_("No order yet."))
    lines = (
        Line(_("Gross profit to date"), amount(row.profit_to_date)),
        Line(_("Value to come, 12 months"), amount(row.clv_12m)),
        Line(_("Lifetime value"), amount(row.ltv), is_total=True),
    )
    words = _(
        "Looks 12 months ahead; chance of an order in them {retention}; later money counts {rate}% less a year. {range}"
    )
    note = words.format(retention=percent(row.retention_12m), rate=_discount(), range=_range(row))
    return Explanation(_("Gross profit to date, and what is still to come."), lines, note)


def potential(customer: Any, row: Any) -> Explanation:
    if row.potential is None:
        return Explanation(_("Not enough data yet: at least 20 similar customers with orders are needed."))
    lines = (
        Line(
            _("Achievable: a quarter of similar customers spent this or more"), amount(row.achievable_spend)
        ),
        Line(_("less spent in the last 12 months"), amount(row.spend_12m)),
        Line(pgettext("spend", "Potential"), amount(row.potential), is_total=True),
    )
    if not row.potential:
        sentence = _("Already spends as much as the best quarter of similar customers.")
    else:
        sentence = _("Between {low} and {high} more a year seem achievable.").format(
            low=amount(row.potential_low), high=amount(row.potential_high)
        )
    return Explanation(sentence, lines, _peers(row))


def basis(row: Any, method: str) -> str:
    """Which method speaks of this customer, from which facts."""
    values = {
        "repeats": num(row.repeat_purchases or 0),
        "age": days(row.tenure_days),
        "span": days(row.repeat_span_days),
        "each": amount(row.average_repeat_value),
        "n": num(row.clv_similar or 0),
        "method": valuing_record.method_name(method),
    }
    words = {
        "similar": _(
            "Method: what {n} customers who stood alike (orders, time since the last one, value of an order) did afterwards, measured by their own pace."
        ),
        "direct": _(
            "Method: own pace of orders ({repeats} repeat orders in {age}), drawn towards that of all customers, times own average order."
        ),
    }.get(
        method,
        _(
            "Method: {method}, from {repeats} repeat orders in {age}, the last of them after {span}, {each} each on average."
        ),
    )
    said = words.format(**values)
    why = valuing_record.problem(row.clv_problem or "")
    if why:
        more = _("No better method could be used: {why}.").format(why=why)
        said = f"{said}{gap()}{more}"
    return said


def _range(row: Any) -> str:
    if not row.clv_12m:
        return _("Nothing more is expected.")
    if row.clv_high is None:
        return _("With a chance of 90% at least {low} profit in 12 months; no upper end can be told.").format(
            low=amount(row.clv_low)
        )
    return _("80 of 100 such customers bring between {low} and {high} profit in 12 months.").format(
        low=amount(row.clv_low), high=amount(row.clv_high)
    )


def _source(row: Any) -> str:
    sources = {
        "own": _("own costs"),
        "firm": _("the firm's usual margin"),
        "assumed": _("margin assumed, no costs known"),
    }
    return sources[row.clv_margin_source]


def _peers(row: Any) -> str:
    count = num(row.potential_peers)
    category = Category.objects.filter(pk=row.potential_category).first() if row.potential_category else None
    if row.potential_traits == "kind_tenure_category" and category:
        words = ngettext(
            "Similar: {n} customer of the same kind, customer for about as long, who buys {category} most.",
            "Similar: {n} customers of the same kind, customers for about as long, who buy {category} most.",
            row.potential_peers,
        )
        return words.format(n=count, category=category)
    words = {
        "kind": _("Similar: {n} customers of the same kind."),
        "all": _("Similar: all {n} customers who ordered in the last 12 months."),
    }.get(row.potential_traits, _("Similar: {n} customers of the same kind, customers for about as long."))
    return words.format(n=count)


def _discount() -> int:
    return int(settings_store.get("insights.discount_percent"))
