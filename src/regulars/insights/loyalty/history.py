"""Loyalty month by month: kept after each refresh, and worked out once for the months before the first."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction

from regulars.analytics.months import month_end, months_before
from regulars.insights.models import LoyaltyMonth, ScoreRun

MONTHS_BEFORE = 12
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
    """After a refresh: this month's figures, and the twelve months before where none were kept yet."""
    step("loyalty")
    is_first = not LoyaltyMonth.objects.exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEEP, {"day": run.as_of})
        kept = cursor.rowcount
    if is_first and kept >= LEAST_CUSTOMERS:
        _keep_the_past(run.as_of)
    return {}


def shown_since(day: date) -> date:
    """The first month that a trend shows."""
    return months_before(day.replace(day=1), MONTHS_BEFORE)


def _keep_the_past(day: date) -> None:
    import pyarrow as pa
    from django.conf import settings

    from regulars.analytics.snapshot import Snapshot

    firsts = [months_before(day.replace(day=1), months) for months in range(1, MONTHS_BEFORE + 1)]
    with Snapshot(settings.REGULARS_SNAPSHOT) as snapshot:
        _write(pa.concat_tables([_month(snapshot, first) for first in firsts]))


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
