"""What a refresh keeps for the pages about value. Loads the engine: only the refresh imports it."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Avg

from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.what_if import Group, NotEnoughCustomers, foreseen_minor
from regulars.analytics.yearly import yearly_orders
from regulars.customers.models import CustomerMeasures
from regulars.insights import scopes
from regulars.insights.models import FirmFigures, ScoreRun
from regulars.reports.models import WorthFigures
from regulars.reports.worth import learning, scoring, standings
from regulars.reports.worth.bands import BANDS, Band

THIRDS = (1 / 3, 2 / 3)


def keep(run: ScoreRun) -> dict[str, Any]:
    with Snapshot(settings.REGULARS_SNAPSHOT) as snapshot:
        with transaction.atomic():
            standings.keep(snapshot, run)
        figures = {
            "limits": _limits(),
            "usual": _usual(),
            "check": _check(snapshot, run),
            "learnt": learning.learnt(),
        }
    with transaction.atomic():
        WorthFigures.objects.all().delete()
        WorthFigures.objects.create(run=run, as_of=run.as_of, figures=figures)
    return {"prospects_scored": scoring.score_everybody(run.as_of)}


def _limits() -> dict[str, list[float]]:
    """Where the thirds of the buyers end, by profit and by margin."""
    query = (
        "SELECT percentile_disc(ARRAY[%s, %s]) WITHIN GROUP (ORDER BY {column}) FROM customer_measures"
        " WHERE order_count > 0"
    )
    found = {}
    with connection.cursor() as cursor:
        for column in ("profit_to_date", "profit_rate"):
            cursor.execute(query.format(column=column), THIRDS)
            (limits,) = cursor.fetchone()
            found[column] = [_readable(float(limit)) for limit in limits or () if limit is not None]
    return found


def _readable(limit: float) -> float:
    """Two significant figures for amounts, tenths of a per cent for shares: limits people can repeat."""
    return round(limit, 3) if abs(limit) < 1 else float(f"{limit:.2g}")


def _usual() -> dict[str, float]:
    """What a customer who ordered within a year brought and spent in it, on average."""
    active = CustomerMeasures.objects.filter(orders_12m__gt=0)
    found = active.aggregate(profit=Avg("profit_12m"), spend=Avg("spend_12m"))
    return {name: float(figure or 0) for name, figure in found.items()}


def _check(snapshot: Snapshot, run: ScoreRun) -> dict[str, Any] | None:
    """The last year as the model would have foreseen it a year ago, beside what came; None without enough past."""
    margin = FirmFigures.objects.get(run=run, scope=scopes.ALL).figures["margin_rate"]
    table = yearly_orders(snapshot, run.as_of, years=3)
    groups = [_group_a_year_ago(table, band, margin) for band in BANDS]
    try:
        foreseen = foreseen_minor(groups)
    except NotEnoughCustomers:
        return None
    came = table.filter(pc.greater(table["orders_1"], 0))
    actual = round((pc.sum(came["net_minor_0"]).as_py() or 0) * margin)
    return {
        "customers": sum(group.customers for group in groups),
        "from": months_before(run.as_of, 12).isoformat(),
        "foreseen": foreseen / 100,
        "actual": actual / 100,
    }


def _group_a_year_ago(table: pa.Table, band: Band, margin: float) -> Group:
    before, then = _in_band(table, "orders_2", band), _in_band(table, "orders_1", band)
    return Group(
        band.code,
        base=len(before),
        kept=pc.sum(pc.greater(before["orders_1"], 0)).as_py() or 0,
        customers=len(then),
        profit_minor=round((pc.sum(then["net_minor_1"]).as_py() or 0) * margin),
    )


def _in_band(table: pa.Table, column: str, band: Band) -> pa.Table:
    inside = pc.greater_equal(table[column], band.least)
    if band.most is not None:
        inside = pc.and_(inside, pc.less_equal(table[column], band.most))
    return table.filter(inside)
