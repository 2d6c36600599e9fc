"""Orders and net spend of every customer in each of the last years, counted back from one day."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot


def yearly_orders(snapshot: Snapshot, as_of: date, *, years: int) -> pa.Table:
    """customer_id, and for each year back k = 0 (the last) … years - 1: orders_k (count) and net_minor_k.

    Year k are the days after `as_of` less k + 1 years up to `as_of` less k years. Returns count in the net
    spend, not among the orders; orders without an exchange rate count as orders with nothing spent. Only
    customers with an order or a return in these years have a row.
    """
    ends = [months_before(as_of, 12 * year) for year in range(years + 1)]
    figures = {}
    for year in range(years):
        inside = (_.ordered_on > literal(ends[year + 1])) & (_.ordered_on <= literal(ends[year]))
        figures[f"orders_{year}"] = (inside & ~_.is_return).sum()
        figures[f"net_minor_{year}"] = _.amount_minor.sum(where=inside).fill_null(0)
    orders = snapshot.orders.filter((_.ordered_on > literal(ends[years])) & (_.ordered_on <= literal(as_of)))
    return snapshot.arrow(orders.group_by("customer_id").agg(**figures).order_by("customer_id"))
