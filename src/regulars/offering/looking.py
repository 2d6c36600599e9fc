"""Products a customer looked at and has not bought: an offer with a record of its own."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connection

from regulars.analytics.offering.holding import Counted, counted

LOOKED_DAYS = 60  # an older look says little about today
RECORD_DAYS = 365
LEAST_LOOKS = 30
MOST_EACH = 5

LOOKED = """
    SELECT b.customer_id, b.product_id, count(*), max((b.happened_at AT TIME ZONE %(zone)s)::date)
    FROM orders_browsingevent b JOIN orders_product p ON p.id = b.product_id AND p.is_active
    WHERE (b.happened_at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s
      AND NOT EXISTS (SELECT FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
                      WHERE o.customer_id = b.customer_id AND l.product_id = b.product_id AND o.kind = 'order')
    GROUP BY 1, 2 ORDER BY 1, 4 DESC, 2"""
RECORD = """
    WITH looks AS (
        SELECT b.customer_id, b.product_id, min((b.happened_at AT TIME ZONE %(zone)s)::date) AS looked_on
        FROM orders_browsingevent b
        WHERE (b.happened_at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s GROUP BY 1, 2),
    new AS (
        SELECT * FROM looks k WHERE NOT EXISTS (
            SELECT FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
            WHERE o.customer_id = k.customer_id AND l.product_id = k.product_id AND o.kind = 'order'
              AND o.ordered_on <= k.looked_on))
    SELECT (%(until)s - n.looked_on) / %(horizon)s, count(*), count(*) FILTER (WHERE EXISTS (
        SELECT FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
        WHERE o.customer_id = n.customer_id AND l.product_id = n.product_id AND o.kind = 'order'
          AND o.ordered_on > n.looked_on AND o.ordered_on <= n.looked_on + %(horizon)s))
    FROM new n GROUP BY 1"""


def learnt(day: date, *, horizon_days: int, zone: str) -> Counted:
    """Of looks of the past, how many led to buying: the latest of which the horizon is over judge the earlier ones."""
    until = day - timedelta(days=horizon_days)
    asked: dict[str, Any] = {
        "zone": zone,
        "since": until - timedelta(days=RECORD_DAYS),
        "until": until,
        "horizon": horizon_days,
    }
    found = np.zeros((2, RECORD_DAYS // horizon_days + 2, 1), dtype=np.int64)
    with connection.cursor() as cursor:
        cursor.execute(RECORD, asked)
        for period, looks, bought in cursor.fetchall():
            found[:, period, 0] = looks, bought
    return counted(*found)


def looked_at(day: date, *, zone: str, past: Counted) -> pa.Table:
    """The latest few of each customer, with what became of such looks in the past."""
    with connection.cursor() as cursor:
        cursor.execute(LOOKED, {"zone": zone, "since": day - timedelta(days=LOOKED_DAYS), "until": day})
        rows = cursor.fetchall()
    kept: list[Any] = []
    seen: dict[int, int] = {}
    for row in rows:
        seen[row[0]] = seen.get(row[0], 0) + 1
        if seen[row[0]] <= MOST_EACH:
            kept.append(row)
    alike = np.zeros(len(kept), dtype=np.int64)
    few = bool(past.bands.offers[0] < LEAST_LOOKS)
    named = zip(("probability", "low", "high"), past.chances(alike, least=LEAST_LOOKS), strict=True)
    counts = (("past_offers", past.bands.offers), ("past_bought", past.bands.bought))
    return pa.table(
        {
            "customer_id": pa.array([row[0] for row in kept], pa.int64()),
            "product_id": pa.array([row[1] for row in kept], pa.int64()),
            "times": pa.array([row[2] for row in kept], pa.int64()),
            "last_on": pa.array([row[3] for row in kept], pa.date32()),
            **{name: pa.array(np.nan_to_num(each), mask=np.isnan(each)) for name, each in named},
            **{name: pa.array(each[alike], mask=np.full(len(kept), few)) for name, each in counts},
        }
    )
