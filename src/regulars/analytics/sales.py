"""Revenue per period, and how much of it comes from customers who bought before."""

from __future__ import annotations

from datetime import date

import ibis
import pyarrow as pa
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.periods import Grain, period, period_number, period_of
from regulars.analytics.snapshot import Snapshot

SALES = pa.schema(
    [
        pa.field("period_on", pa.date32()),
        pa.field("net_minor", pa.int64()),  # orders less returns
        pa.field("gross_minor", pa.int64()),  # orders
        pa.field("repeat_minor", pa.int64()),  # of gross: orders after the day of the customer's first order
        pa.field("repeat_share", pa.float64()),  # repeat / gross, null without gross
        pa.field("orders", pa.int64()),
        pa.field("customers", pa.int64()),  # with an order
        pa.field("new_customers", pa.int64()),  # with their first order
        pa.field("orders_without_rate", pa.int64()),  # orders and returns left out of the money
        pa.field("complete", pa.bool_()),
    ]
)


def sales(snapshot: Snapshot, as_of: date, *, periods: int = 13, grain: Grain = "month") -> pa.Table:
    """One row per period, SALES, oldest first, up to the one `as_of` lies in; periods without orders too."""
    orders = snapshot.orders.filter(_.ordered_on <= literal(as_of))
    by_customer = ibis.window(group_by="customer_id")
    orders = orders.mutate(
        period=period_number(orders.ordered_on, grain),
        first_on=_.ordered_on.min(where=~_.is_return).over(by_customer),
    )
    last = period_of(as_of, grain).number
    totals = _totals(orders.filter(_.period > last - periods))
    found = {row["period"]: row for row in snapshot.arrow(totals).to_pylist()}
    rows = [
        _row(found.get(number, {}), number, grain=grain, as_of=as_of)
        for number in range(last - periods + 1, last + 1)
    ]
    return pa.Table.from_pylist(rows, schema=SALES)


def _totals(orders: ibis.expr.types.Table) -> ibis.expr.types.Table:
    bought = ~_.is_return
    return orders.group_by("period").agg(
        net_minor=_.amount_minor.sum(),
        gross_minor=_.amount_minor.sum(where=bought),
        repeat_minor=_.amount_minor.sum(where=bought & (_.ordered_on > _.first_on)),
        orders=bought.sum(),
        customers=_.customer_id.nunique(where=bought),
        new_customers=_.customer_id.nunique(where=bought & (_.ordered_on == _.first_on)),
        orders_without_rate=_.amount_minor.isnull().sum(),
    )


def _row(totals: dict[str, int | None], number: int, *, grain: Grain, as_of: date) -> dict[str, object]:
    span = period(number, grain)
    counts = {name: totals.get(name) or 0 for name in SALES.names if SALES.field(name).type == pa.int64()}
    gross = counts["gross_minor"]
    return {
        "period_on": span.starts_on,
        **counts,
        "repeat_share": counts["repeat_minor"] / gross if gross else None,
        "complete": span.ends_on <= as_of,
    }
