"""Sales by channel 线上/线下, and the customers who use more than one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.snapshot import Snapshot

CHANNELS = pa.schema(
    [
        pa.field("channel", pa.string()),  # null where nobody noted it
        pa.field("orders", pa.int64()),
        pa.field("customers", pa.int64()),  # with an order
        pa.field("net_minor", pa.int64()),  # orders less returns
    ]
)


@dataclass(frozen=True)
class ChannelSales:
    """by_channel: CHANNELS, by name, the unknown one last. customers: with an order through any channel.

    multichannel: of them, those who ordered through at least two known channels.
    """

    by_channel: pa.Table
    customers: int
    multichannel: int


def channel_sales(snapshot: Snapshot, as_of: date, *, after: date) -> ChannelSales:
    """The orders after one day and up to the end of another, by channel."""
    orders = snapshot.orders.filter((_.ordered_on > literal(after)) & (_.ordered_on <= literal(as_of)))
    by_channel = orders.group_by("channel").agg(
        orders=(~_.is_return).sum(),
        customers=_.customer_id.nunique(where=~_.is_return),
        net_minor=_.amount_minor.sum().fill_null(0),
    )
    used = orders.filter(~_.is_return).group_by("customer_id").agg(channels=_.channel.nunique())
    totals = used.agg(customers=_.count(), multichannel=(_.channels > 1).sum().fill_null(0))
    found = snapshot.arrow(totals).to_pylist()[0]
    rows = snapshot.arrow(by_channel.select(*CHANNELS.names)).sort_by("channel").cast(CHANNELS)
    return ChannelSales(rows, found["customers"], found["multichannel"])
