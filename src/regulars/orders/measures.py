"""What PostgreSQL computes about a customer's orders: credit, channels, favourites, products due again."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.core.settings_store import declared
from regulars.customers.measures import Explanation, Measure, register
from regulars.orders import explaining
from regulars.orders.amounts import base_currency
from regulars.orders.choices import Channel
from regulars.ui.formatting import day, money

BUYING = pgettext_lazy("measures", "Buying")
CREDIT = pgettext_lazy("measures", "Credit")

# What is open at the end of a day: payments of later days are taken out again.
OPEN = """
SELECT o.customer_id, (o.amount - o.paid + COALESCE(later.amount, 0)) * o.rate AS owing,
    CASE WHEN o.kind = 'return' THEN COALESCE(o.due_on, o.ordered_on) ELSE o.due_on END AS falls_due
FROM orders_order o
LEFT JOIN (
    SELECT p.order_id, sum(p.amount) AS amount FROM orders_payment p
    WHERE p.paid_at > %(as_of)s::date - 1
        AND (p.paid_at AT TIME ZONE COALESCE((SELECT value #>> '{{}}' FROM core_storedsetting
            WHERE key = 'firm.timezone'), '{zone}'))::date > %(as_of)s::date
    GROUP BY p.order_id
) later ON later.order_id = o.id
WHERE o.on_credit AND o.rate IS NOT NULL AND o.ordered_on <= %(as_of)s::date
"""
OPEN_CREDIT = """
SELECT customer_id, round(sum(owing), 2) FROM ({open}) owed GROUP BY customer_id HAVING sum(owing) <> 0
"""
OVERDUE = """
SELECT customer_id, round(sum(owing), 2) FROM ({open}) owed WHERE falls_due < %(as_of)s::date
GROUP BY customer_id HAVING sum(owing) > 0
"""
# The moment in microseconds with the channel as its last digit: one pass, nothing sorted.
LAST_CHANNEL = """
SELECT customer_id, CASE WHEN max((extract(epoch FROM ordered_at) * 1000000)::bigint * 2
    + (channel = 'online')::int) %% 2 = 1 THEN 'online' ELSE 'offline' END
FROM orders_order WHERE kind = 'order' AND channel <> '' AND ordered_on <= %(as_of)s::date GROUP BY customer_id
"""
CHANNELS_USED = """
SELECT customer_id, CASE WHEN min(channel) = max(channel) THEN min(channel) ELSE 'both' END FROM orders_order
WHERE kind = 'order' AND channel <> '' AND ordered_on <= %(as_of)s::date GROUP BY customer_id
"""
# Of the last year, so that somebody's present taste shows. Floating point is enough to rank by, and the
# largest pair of worth and key is found without sorting millions of them.
FAVOURITE = """
SELECT best.customer_id, {name} FROM (
    SELECT customer_id, max(ARRAY[worth, -key::float8]) AS found FROM (
        SELECT o.customer_id, {key} AS key, sum(l.amount::float8 * o.rate::float8) AS worth
        FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id {product}
        WHERE o.ordered_on <= %(as_of)s::date AND o.ordered_on > %(as_of)s::date - interval '{months} months'
            AND o.rate IS NOT NULL AND {key} IS NOT NULL
        GROUP BY o.customer_id, {key}
    ) bought WHERE worth > 0 GROUP BY customer_id
) best JOIN {table} named ON named.id = (-best.found[2])::bigint
"""
# A product nobody came back for in twice its time is no longer waited for, so older orders are not looked at.
DUE = """
SELECT DISTINCT ON (customer_id) customer_id, {column} FROM (
    SELECT bought.customer_id, p.id, p.name, p.code, p.repurchase_days::int AS lasts,
        bought.last + p.repurchase_days::int AS due_on
    FROM (
        SELECT o.customer_id, l.product_id, max(o.ordered_on) AS last
        FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id
        WHERE o.kind = 'order' AND o.ordered_on <= %(as_of)s::date AND o.ordered_on >=
            %(as_of)s::date - 2 * (SELECT COALESCE(max(repurchase_days), 0)::int FROM orders_product)
            AND l.product_id = ANY(ARRAY(SELECT id FROM orders_product WHERE repurchase_days > 0))
        GROUP BY o.customer_id, l.product_id
    ) bought JOIN orders_product p ON p.id = bought.product_id
) due WHERE due_on + lasts >= %(as_of)s::date ORDER BY customer_id, due_on, id
"""


def register_all() -> None:
    _credit()
    _channels()
    _favourites()
    _products_due()


def _credit() -> None:
    zone = next(setting.default for setting in declared("firm.timezone"))
    owed = OPEN.format(zone=zone)
    register(
        Measure(
            "open_credit",
            _("Open on credit"),
            "money",
            _("Orders on credit less what was paid and brought back, at the rate of each order's day."),
            group=CREDIT,
            explain=explain_open,
            sql=OPEN_CREDIT.format(open=owed),
        )
    )
    register(
        Measure(
            "overdue_amount",
            _("Overdue amount"),
            "money",
            _("What of the open credit should have been paid before the day the figures are true for."),
            group=CREDIT,
            indexed=True,
            explain=explain_overdue,
            sql=OVERDUE.format(open=owed),
        )
    )


def _channels() -> None:
    register(
        Measure(
            "last_order_channel",
            _("Channel of the last order"),
            "choice",
            _("Where the last order came from."),
            choices=tuple(Channel.choices),
            group=BUYING,
            explain=explaining.channels,
            sql=LAST_CHANNEL,
        )
    )
    register(
        Measure(
            "channels_used",
            _("Channels used"),
            "choice",
            _("Whether a customer bought online, offline or both."),
            choices=(*Channel.choices, ("both", _("Online and offline"))),
            group=BUYING,
            explain=explaining.channels,
            sql=CHANNELS_USED,
        )
    )


def _favourites() -> None:
    product = "JOIN orders_product p ON p.id = l.product_id AND p.category_id IS NOT NULL"
    category = {"key": "p.category_id", "table": "orders_category", "name": "named.name", "product": product}
    name = "COALESCE(NULLIF(named.name, ''), named.code)"
    item = {"key": "l.product_id", "table": "orders_product", "name": name, "product": ""}
    register(
        Measure(
            "favourite_category",
            _("Favourite category"),
            "text",
            _("The category most was spent on in the last 12 months, returns taken away."),
            group=BUYING,
            explain=explaining.categories,
            sql=FAVOURITE.format(months=explaining.MONTHS, **category),
        )
    )
    register(
        Measure(
            "top_product",
            _("Favourite product"),
            "text",
            _("The product most was spent on in the last 12 months, returns taken away."),
            group=BUYING,
            explain=explaining.products,
            sql=FAVOURITE.format(months=explaining.MONTHS, **item),
        )
    )


def _products_due() -> None:
    register(
        Measure(
            "next_product_due_on",
            _("Next product due"),
            "date",
            _(
                "Last bought plus the days the product usually lasts: the first of all products. Left out after twice that time."
            ),
            group=BUYING,
            indexed=True,
            explain=explain_due,
            sql=DUE.format(column="due_on"),
        )
    )
    register(
        Measure(
            "next_product_due",
            _("Product due next"),
            "text",
            _("The product that should be needed again first."),
            group=BUYING,
            explain=explain_due,
            sql=DUE.format(column="COALESCE(NULLIF(name, ''), code)"),
        )
    )


def explain_open(customer: Any, row: Any) -> Explanation | None:
    if row.open_credit is None:
        return None
    limit = customer.credit_limit
    said = _now("{amount} open on credit.").format(amount=_money(row.open_credit))
    if limit is None:
        return Explanation(said)
    return Explanation(
        f"{said} "
        + _now("The limit is {limit}: {free} left.").format(
            limit=_money(limit), free=_money(limit - row.open_credit)
        )
    )


def explain_overdue(customer: Any, row: Any) -> Explanation | None:
    if row.overdue_amount is None:
        return None
    return Explanation(
        _now("{amount} of {open} open on credit should have been paid before {day}.").format(
            amount=_money(row.overdue_amount),
            open=_money(row.open_credit or row.overdue_amount),
            day=day(row.as_of),
        )
    )


def explain_due(customer: Any, row: Any) -> Explanation | None:
    if row.next_product_due_on is None:
        return None
    return Explanation(
        _now("{product} should be needed again on {day}.").format(
            product=row.next_product_due, day=day(row.next_product_due_on)
        )
    )


def _money(amount: Any) -> str:
    return money(amount, base_currency())
