"""Loyalty as a part of the refresh: its columns beside the other measures."""

from datetime import date

import pyarrow as pa

from regulars.analytics.loyalty.measuring import with_loyalty
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.insights.loyalty.facts import beside_the_snapshot
from regulars.insights.loyalty.settings_declared import loyalty_rules, switching_rules


def loyalty(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    rules = loyalty_rules()
    return with_loyalty(
        table,
        snapshot,
        beside_the_snapshot(day, months=rules.months),
        as_of=day,
        rules=rules,
        switching_rules=switching_rules(),
    )
