"""How every buyer stood on the last computed day of each month, and on two days before we began to keep it."""

import io
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from django.db import connection

from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.standings import standings
from regulars.insights.models import ScoreRun
from regulars.insights.scoring import analytics_settings
from regulars.insights.stages.knowing import said
from regulars.reports.models import StandingDay

BACK = (0, 11)  # months before the present one whose ends are worked out where nothing was kept
PRESENT = """
INSERT INTO reports_standing (day_id, customer_id, value_class, stage, tenure_days, profit_12m)
SELECT %s, m.customer_id, coalesce(m.value_class, ''), coalesce(m.stage, ''), coalesce(m.tenure_days, 0),
    coalesce(m.profit_12m, 0)
FROM customer_measures m JOIN customers_customer c ON c.id = m.customer_id
WHERE m.order_count > 0 AND NOT c.is_walk_in
"""
STAGED = """
CREATE TEMPORARY TABLE standing_then (customer_id bigint, value_class text, stage text, tenure_days integer,
    profit_minor bigint) ON COMMIT DROP
"""
PAST = """
INSERT INTO reports_standing (day_id, customer_id, value_class, stage, tenure_days, profit_12m)
SELECT %s, s.customer_id, coalesce(s.value_class, ''), coalesce(s.stage, ''), s.tenure_days, s.profit_minor / 100.0
FROM standing_then s JOIN customers_customer c ON c.id = s.customer_id WHERE NOT c.is_walk_in
"""


def keep(snapshot: Snapshot, run: ScoreRun) -> None:
    """The day of the run in place of earlier ones of its month; the ends of two past months where nothing is kept."""
    month = run.as_of.replace(day=1)
    of_month = StandingDay.objects.filter(as_of__gte=month, as_of__lt=_next(month))
    if not of_month.filter(as_of__gt=run.as_of).exists():
        _forget([day.pk for day in of_month])
        _insert(StandingDay.objects.create(as_of=run.as_of), PRESENT)
    for day in (months_before(month, back) - timedelta(days=1) for back in BACK):
        if not StandingDay.objects.filter(as_of__gte=day.replace(day=1), as_of__lte=day).exists():
            _work_out(snapshot, day)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _forget(days: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_standing WHERE day_id = ANY(%s)", [days])
    StandingDay.objects.filter(pk__in=days).delete()


def _insert(day: StandingDay, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [day.pk])
        day.customers = cursor.rowcount
    day.save(update_fields=["customers"])


def _work_out(snapshot: Snapshot, day: date) -> None:
    """From the orders known today, without what people had set by hand then. Nothing where nobody had ordered."""
    table = standings(snapshot, day, analytics_settings(), said=said(day))
    bought = table.filter(pc.greater(table["order_count"], 0))
    if not len(bought):
        return
    columns = ["customer_id", "value_class", "stage", "tenure_days", "profit_12m_minor"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS standing_then")
        cursor.execute(STAGED)
        with cursor.cursor.copy("COPY standing_then FROM STDIN (FORMAT csv)") as copy:
            copy.write(_as_csv(bought.select(columns)))
    _insert(StandingDay.objects.create(as_of=day, is_afterwards=True), PAST)


def _as_csv(table: pa.Table) -> bytes:
    text = io.BytesIO()
    pacsv.write_csv(table, text, pacsv.WriteOptions(include_header=False))
    return text.getvalue()
