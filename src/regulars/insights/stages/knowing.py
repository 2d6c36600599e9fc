"""What other modules know of customers, through the register of measures, so that it joins in when it comes."""

from datetime import date
from typing import Any

import pyarrow as pa
from django.db import connection
from psycopg import sql

from regulars.core import clock, settings_store
from regulars.customers import measures
from regulars.insights.stages.sources import SOURCES

KINDS = {"share": pa.float64(), "count": pa.int64()}


def said(day: date) -> pa.Table:
    """customer_id with each of SOURCES (share 0 to 1, or a count) up to the end of a day; null where unknown."""
    columns: dict[str, dict[int, Any]] = {}
    for fact in SOURCES:
        found: dict[int, Any] = {}
        for source in fact.sources:
            if measures.find(source.measure) is not None:
                for customer_id, value in _values(source.measure, day):
                    told = source.read(value)
                    if told is not None:
                        found.setdefault(customer_id, told)
        columns[fact.name] = found
    ids = sorted({pk for found in columns.values() for pk in found})
    arrays = {"customer_id": pa.array(ids, pa.int64())}
    for fact in SOURCES:
        values = columns[fact.name]
        arrays[fact.name] = pa.array([values.get(pk) for pk in ids], KINDS[fact.kind])
    return pa.table(arrays)


def _values(name: str, day: date) -> list[tuple[int, Any]]:
    measure = measures.find(name)
    if measure is None or not measure.sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM ({}) AS found").format(sql.SQL(measure.sql)), {"as_of": day})
        return list(cursor.fetchall())


MENTION = "(channel <> 'note' OR direction = 'from_customer') AND (summary || ' ' || customer_words) ILIKE ANY(%(words)s::text[])"
NUMBER = "CASE WHEN jsonb_typeof({0}) = 'number' THEN ({0} #>> '{{}}')::float8 END"
BOOKS = """
SELECT c.id,
    said.competitor, said.upset, said.last_competitor_on,
    coalesce(talked.visits, 0), coalesce(talked.theirs, 0), coalesce(talked.ours, 0),
    coalesce(word.kept, 0), coalesce(word.broken, 0),
    coalesce(told.needs, 0) + coalesce(noted.notes, 0),
    given.discount_minor, given.share,
    chosen.days, size.now, size.before,
    set_stage.value, set_class.value, set_status.value
FROM customers_customer c
LEFT JOIN insights_override set_stage
    ON set_stage.customer_id = c.id AND set_stage.measure = 'stage' AND set_stage.ended_at IS NULL
LEFT JOIN insights_override set_class
    ON set_class.customer_id = c.id AND set_class.measure = 'value_class' AND set_class.ended_at IS NULL
LEFT JOIN insights_override set_status
    ON set_status.customer_id = c.id AND set_status.measure = 'status' AND set_status.ended_at IS NULL
LEFT JOIN (
    SELECT customer_id,
        count(*) FILTER (WHERE {mention})::int AS competitor,
        count(*) FILTER (WHERE mood = 'upset')::int AS upset,
        max((happened_at AT TIME ZONE %(zone)s)::date) FILTER (WHERE {mention}) AS last_competitor_on
    FROM customers_interaction
    WHERE NOT is_planned AND happened_at < %(end)s AND happened_at >= %(end)s - interval '180 days'
    GROUP BY customer_id
) said ON said.customer_id = c.id
LEFT JOIN (
    SELECT customer_id,
        count(*) FILTER (WHERE channel IN ('visit', 'meeting') AND direction = 'to_customer')::int AS visits,
        count(*) FILTER (WHERE direction = 'from_customer')::int AS theirs,
        count(*) FILTER (WHERE direction = 'to_customer' AND channel <> 'note' AND result <> 'no_answer')::int AS ours
    FROM customers_interaction
    WHERE NOT is_planned AND happened_at < %(end)s AND happened_at >= %(end)s - interval '1 year'
    GROUP BY customer_id
) talked ON talked.customer_id = c.id
LEFT JOIN (
    SELECT customer_id, count(*) FILTER (WHERE status = 'kept')::int AS kept,
        count(*) FILTER (WHERE status = 'broken')::int AS broken
    FROM customers_promise WHERE closed_at < %(end)s AND closed_at >= %(end)s - interval '1 year'
    GROUP BY customer_id
) word ON word.customer_id = c.id
LEFT JOIN (
    SELECT customer_id, count(*)::int AS needs FROM customers_need WHERE noted_on <= %(as_of)s GROUP BY customer_id
) told ON told.customer_id = c.id
LEFT JOIN (
    SELECT customer_id, count(*)::int AS notes FROM customers_memorynote WHERE noted_on <= %(as_of)s
    GROUP BY customer_id
) noted ON noted.customer_id = c.id
LEFT JOIN (
    SELECT customer_id, round(sum(off) * 100)::bigint AS discount_minor,
        (sum(off) / nullif(sum(off + paid), 0))::float8 AS share
    FROM (
        SELECT o.customer_id, o.amount_base AS paid,
            (o.discount + coalesce(sum(l.discount), 0)) * o.rate AS off
        FROM orders_order o LEFT JOIN orders_orderline l ON l.order_id = o.id
        WHERE o.kind = 'order' AND o.amount_base IS NOT NULL AND o.ordered_on <= %(as_of)s
        GROUP BY o.id
    ) orders GROUP BY customer_id
) given ON given.customer_id = c.id
LEFT JOIN (
    SELECT customer_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS days FROM (
        SELECT o.customer_id, o.ordered_on - min((b.happened_at AT TIME ZONE %(zone)s)::date) AS days
        FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id
        JOIN orders_browsingevent b ON b.customer_id = o.customer_id AND b.product_id = l.product_id
            AND b.happened_at <= o.ordered_at AND b.happened_at >= o.ordered_at - interval '60 days'
        WHERE o.kind = 'order' AND o.ordered_on <= %(as_of)s GROUP BY o.id
    ) looked GROUP BY customer_id
) chosen ON chosen.customer_id = c.id
LEFT JOIN (
    SELECT DISTINCT ON (customer_id) customer_id, {number} AS now, {earlier} AS before
    FROM customers_fact WHERE field = %(size)s AND collected_on <= %(as_of)s ORDER BY customer_id, id DESC
) size ON size.customer_id = c.id
WHERE c.deleted_at IS NULL AND NOT c.is_walk_in ORDER BY c.id
"""
BOOK_COLUMNS = pa.schema(
    [
        ("customer_id", pa.int64()),
        ("competitor_mentions", pa.int64()),
        ("upset_count", pa.int64()),
        ("competitor_on", pa.date32()),
        ("visits_by_us", pa.int64()),
        ("contacts_by_customer", pa.int64()),
        ("contacts_by_us", pa.int64()),
        ("promises_kept", pa.int64()),
        ("promises_broken", pa.int64()),
        ("told_us", pa.int64()),
        ("discount_minor", pa.int64()),
        ("discount_share", pa.float64()),
        ("choosing_days", pa.float64()),
        ("size_now", pa.float64()),
        ("size_before", pa.float64()),
        ("set_stage", pa.string()),
        ("set_class", pa.string()),
        ("set_status", pa.string()),
    ]
)


def books(day: date) -> pa.Table:
    """What conversations, promises, discounts and browsing tell of each customer up to the end of a day."""
    words = [
        word.strip() for word in settings_store.get("insights.competitors").replace("，", ",").split(",")
    ]
    values = {
        "as_of": day,
        "end": clock.end_of(day),
        "zone": settings_store.get("firm.timezone"),
        "size": f"custom.{settings_store.get('insights.size_field')}",
        "words": [f"%{_literal(word)}%" for word in words if word],
    }
    text = BOOKS.format(mention=MENTION, number=NUMBER.format("value"), earlier=NUMBER.format("previous"))
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * len(BOOK_COLUMNS)
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, BOOK_COLUMNS, strict=True)]
    return pa.table(arrays, schema=BOOK_COLUMNS)


def _literal(word: str) -> str:
    """As LIKE takes it word for word."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
