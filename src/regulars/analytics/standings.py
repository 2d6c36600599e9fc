"""Where every customer stood at the end of a past day: classes and profit, and nothing that takes longer to find."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from regulars.analytics.firm import firm_facts
from regulars.analytics.intervals import with_intervals
from regulars.analytics.lifecycle import with_stage
from regulars.analytics.profit import with_recent_profit
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.status import with_status
from regulars.analytics.summaries import summarise
from regulars.analytics.trends import with_trends
from regulars.analytics.value import with_value, with_value_class

STANDING = {
    "customer_id": pa.int64(),
    "order_count": pa.int64(),
    "tenure_days": pa.int64(),
    "value_minor": pa.int64(),
    "value_class": pa.string(),
    "status": pa.string(),
    "stage": pa.string(),
    "profit_12m_minor": pa.int64(),
}


def standings(
    snapshot: Snapshot, day: date, settings: Settings | None = None, *, said: pa.Table | None = None
) -> pa.Table:
    """One row per customer in order of customer_id, columns STANDING, each as `compute_measures` tells it.

    said: customer_id, satisfaction, trust (0 to 1, null where not known) on that day. Facts after `day` count
    nowhere; days and minor units.
    """
    settings = settings or Settings()
    table = snapshot.kept(summarise(snapshot, day))
    firm = firm_facts(snapshot, table, settings)
    table = with_trends(with_intervals(table, day, firm=firm), day, least_orders=settings.least_trend_orders)
    table = with_value_class(with_value(table, firm=firm, basis=settings.value.basis), settings.value)
    if said is not None:
        known = snapshot.lent(said.select(["customer_id", "satisfaction", "trust"]))
        table = table.left_join(known, "customer_id").drop("customer_id_right")
    table = with_status(table, settings.silence, firm=firm, key_share=settings.value.key_share)
    table = with_recent_profit(with_stage(table, settings.stages), firm=firm)
    return snapshot.arrow(table.select(*STANDING).order_by("customer_id")).cast(pa.schema(STANDING.items()))
