"""Every measure of every customer on one day: the table of analytics, and what each part adds to it."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pyarrow as pa

from regulars.analytics.measures import compute_measures
from regulars.analytics.profit import with_profit
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.insights.foreseeing import foreseen, warned
from regulars.insights.loyalty.part import loyalty
from regulars.insights.stages.grouping import types
from regulars.insights.stages.knowing import said
from regulars.insights.stages.parts import relations
from regulars.insights.valuing import value_to_come


def ranks(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Add value_rank: 1 for the customer who brought most; null for those who never ordered."""
    values = np.asarray(table["value_minor"].fill_null(0).combine_chunks(), dtype=np.int64)
    bought = np.asarray(table["order_count"].combine_chunks()) > 0
    order = np.lexsort((np.asarray(table["customer_id"].combine_chunks()), -values, ~bought))
    found = np.empty(len(values), dtype=np.int64)
    found[order] = np.arange(1, len(values) + 1)
    return table.append_column("value_rank", pa.array(found, mask=~bought))


def profits(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Add profit_to_date_minor, profit_12m_minor and profit_rate."""
    return with_profit(table)


Part = Callable[..., pa.Table]
# Each takes the table so far and gives it with columns added: rows and their order stay, and so do the metadata.
PARTS: tuple[Part, ...] = (ranks, foreseen, loyalty, profits, value_to_come, relations, warned, types)


def measured(snapshot: Snapshot, day: date, settings: Settings) -> pa.Table:
    table = compute_measures(snapshot, day, settings, said=said(day))
    for part in PARTS:
        table = part(table, snapshot, day=day, settings=settings)
    return table
