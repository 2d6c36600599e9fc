"""What loyalty needs beside the snapshot, read from PostgreSQL by COPY."""

import io
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection

from regulars.analytics.loyalty import beside
from regulars.analytics.months import months_before
from regulars.core import clock, settings_store
from regulars.customers import measures
from regulars.customers.models import CustomerTag
from regulars.insights.loyalty.facts_joined import JOINING
from regulars.insights.loyalty.settings_declared import kinds_in_use, tags_of

LOOKS = """
SELECT DISTINCT customer_id, (happened_at AT TIME ZONE %(zone)s)::date FROM orders_browsingevent
WHERE happened_at >= %(start)s AND happened_at < %(end)s
"""
SIGNS = """
SELECT customer_id, kind, happened_on, ends_on, days, (amount * 100)::bigint FROM customers_loyaltysign
WHERE happened_on <= %(day)s
"""
MOODS = """
SELECT customer_id, (happened_at AT TIME ZONE %(zone)s)::date, mood FROM customers_interaction
WHERE mood <> '' AND NOT is_planned AND happened_at >= %(begin)s AND happened_at < %(end)s
"""
# Discounts on lines count like those on the order; in the firm's currency where there is a rate.
DISCOUNTS = """
SELECT o.customer_id, count(*), count(*) FILTER (WHERE o.discount + COALESCE(l.discount, 0) > 0),
    (100 * sum((o.discount + COALESCE(l.discount, 0))::float8 * COALESCE(o.rate, 0)::float8))::bigint
FROM orders_order o LEFT JOIN (
    SELECT order_id, sum(discount) AS discount FROM orders_orderline WHERE discount > 0 GROUP BY order_id
) l ON l.order_id = o.id
WHERE o.kind = 'order' AND o.ordered_on > %(after)s AND o.ordered_on <= %(day)s GROUP BY o.customer_id
"""
PRODUCTS = "SELECT id, category_id FROM orders_product"
PLACES = """
SELECT customer_id, max(times)::float8 / sum(times) FROM (
    SELECT customer_id, store, count(*) AS times FROM orders_order
    WHERE kind = 'order' AND store <> '' AND ordered_on > %(after)s AND ordered_on <= %(day)s
    GROUP BY customer_id, store
) bought GROUP BY customer_id
"""
RELATIONS = """
SELECT c.id, max(nullif(p.relation_strength, 0)), max(c.payment_term_days) FROM customers_customer c
LEFT JOIN customers_contact p ON p.customer_id = c.id AND p.left_on IS NULL
WHERE c.payment_term_days IS NOT NULL OR p.relation_strength > 0 GROUP BY c.id
"""


def beside_the_snapshot(as_of: date, *, months: int) -> beside.Beside:
    """The facts of the period of so many months that ends on a day."""
    after = months_before(as_of, months)
    values = {
        "zone": settings_store.get("firm.timezone"),
        "day": as_of,
        "after": after,
        "start": clock.start_of(months_before(after, 4)),  # interest before the first order of the period
        "begin": clock.end_of(after),
        "end": clock.end_of(as_of),
    }
    return beside.Beside(
        looks=_read(LOOKS, beside.LOOKS, values),
        signs=_read(SIGNS, beside.SIGNS, values),
        moods=_read(MOODS, beside.MOODS, values),
        discounts=_read(DISCOUNTS, beside.DISCOUNTS, values),
        products=_read(PRODUCTS, beside.PRODUCTS, values),
        places=_read(PLACES, beside.PLACES, values),
        known=_known(values),
    )


def _known(values: dict[str, Any]) -> pa.Table:
    names = ("relation_strength", "payment_term_days")
    schema = pa.schema([beside.KNOWN.field(name) for name in ("customer_id", *names)])
    found = _read(RELATIONS, schema, values)
    found = _joined(found, _bound())
    for name, measure in JOINING.items():
        found = _joined(found, _measured(name, measure, values["day"]))
    return found.select(beside.KNOWN.names).cast(beside.KNOWN)


def _joined(left: pa.Table, right: pa.Table) -> pa.Table:
    return left.join(right, "customer_id", join_type="full outer")


def _bound() -> pa.Table:
    """Who bears a tag that speaks for a kind of spurious loyalty; the first kind in use counts."""
    found: dict[int, str] = {}
    for kind in kinds_in_use():
        tags = tags_of(kind)
        if tags:
            bearers = CustomerTag.objects.filter(tag__name__in=tags).values_list("customer_id", flat=True)
            found = dict.fromkeys(bearers, kind) | found
    return pa.table(
        {
            "customer_id": pa.array(list(found), pa.int64()),
            "bound_by": pa.array(list(found.values()), pa.string()),
        }
    )


def _measured(name: str, measure_name: str, as_of: date) -> pa.Table:
    """A measure that another module computes in PostgreSQL; nothing where it is not declared."""
    schema = pa.schema([beside.KNOWN.field("customer_id"), beside.KNOWN.field(name)])
    measure = measures.find(measure_name)
    if measure is None or not measure.sql:
        return schema.empty_table()
    return _read(measure.sql, schema, {"as_of": as_of})


def _read(query: str, schema: pa.Schema, values: dict[str, Any]) -> pa.Table:
    text = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)", values) as copy,
    ):
        for piece in copy:
            text.write(piece)
    if not text.tell():
        return schema.empty_table()
    text.seek(0)
    return pacsv.read_csv(
        text,
        read_options=pacsv.ReadOptions(column_names=schema.names),
        convert_options=pacsv.ConvertOptions(
            column_types={field.name: field.type for field in schema},
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
