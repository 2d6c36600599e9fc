"""Loyalty month by month: kept after each refresh; the months before the first are worked out, a few a night."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Min

from regulars.analytics.months import month_end, months_before
from regulars.insights.models import LoyaltyMonth, ScoreRun

MONTHS_BEFORE = 12
ROWS_A_NIGHT = 200_000  # of earlier months: two with 100,000 customers, all twelve with 16,000
LEAST_CUSTOMERS = 30  # below, the past is left to come by itself
# Only what changed is written; a day before the latest one of its month changes nothing.
KEEP = """
INSERT INTO insights_loyaltymonth (customer_id, month, score, active_days, categories)
SELECT m.customer_id, date_trunc('month', m.as_of)::date, m.loyalty_score, m.stickiness_days,
    COALESCE(m.loyalty_categories, 0)
FROM customer_measures m JOIN customers_customer c ON c.id = m.customer_id
WHERE m.as_of = %(day)s AND m.loyalty_score IS NOT NULL
ON CONFLICT (customer_id, month) DO UPDATE
    SET score = excluded.score, active_days = excluded.active_days, categories = excluded.categories
    WHERE (insights_loyaltymonth.score, insights_loyaltymonth.active_days, insights_loyaltymonth.categories)
        IS DISTINCT FROM (excluded.score, excluded.active_days, excluded.categories)
"""
TAKE_OVER = """
INSERT INTO insights_loyaltymonth (customer_id, month, score, active_days, categories)
SELECT f.customer_id, f.month, f.score, f.active_days, f.categories FROM loyalty_found f
JOIN customers_customer c ON c.id = f.customer_id ON CONFLICT DO NOTHING
"""


def keep(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    """After a refresh: this month's figures, and of the twelve months before as many as a night has time for."""
    step("loyalty")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEEP, {"day": run.as_of})
    scored = LoyaltyMonth.objects.filter(month=run.as_of.replace(day=1)).count()
    if scored >= LEAST_CUSTOMERS:
        _keep_the_past(run.as_of, months=max(1, ROWS_A_NIGHT // scored))
    return {}


def shown_since(day: date) -> date:
    """The first month that a trend shows."""
    return months_before(day.replace(day=1), MONTHS_BEFORE)


def _keep_the_past(day: date, *, months: int) -> None:
    """The latest of the months before which nothing is kept, as far back as a trend goes and there were orders."""
    from django.conf import settings

    from regulars.analytics.snapshot import Snapshot

    earliest = LoyaltyMonth.objects.aggregate(first=Min("month"))["first"]
    if earliest <= shown_since(day):
        return
    with Snapshot(settings.REGULARS_SNAPSHOT) as snapshot:
        orders = snapshot.orders.filter(~snapshot.orders.is_return)
        began = snapshot.arrow(orders.agg(on=orders.ordered_on.min()))["on"][0].as_py()
        before = (months_before(earliest, back) for back in range(1, MONTHS_BEFORE + 1))
        firsts = [first for first in before if first >= shown_since(day) and month_end(first) >= began]
        for first in firsts[:months]:
            _write(_month(snapshot, first))


def _month(snapshot: Any, first: date) -> Any:
    """One month as its last day would have shown it; staff's notes and moods count from their day on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from regulars.analytics.loyalty.measuring import scores_of_day
    from regulars.insights.loyalty.facts import beside_the_snapshot
    from regulars.insights.loyalty.settings_declared import loyalty_rules

    rules, last = loyalty_rules(), month_end(first)
    ids = snapshot.arrow(snapshot.customers.select("customer_id").order_by("customer_id"))["customer_id"]
    beside = beside_the_snapshot(last, months=rules.months)
    found = scores_of_day(snapshot, ids, beside, as_of=last, rules=rules)
    found = found.filter(pc.is_valid(found["loyalty_score"]))
    return found.append_column("month", pa.array([first] * len(found), pa.date32()))


def _write(found: Any) -> None:
    import pyarrow.csv as pacsv

    text = io.BytesIO()
    names = ["customer_id", "loyalty_score", "active_days", "categories", "month"]
    pacsv.write_csv(found.select(names), text, pacsv.WriteOptions(include_header=False))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE loyalty_found (customer_id bigint, score smallint, active_days float8,"
            " categories smallint, month date)"
        )
        with cursor.cursor.copy("COPY loyalty_found FROM STDIN (FORMAT csv)") as copy:
            copy.write(text.getvalue())
        cursor.execute(TAKE_OVER)
        cursor.execute("DROP TABLE loyalty_found")
