"""Every fact that loyalty is judged by, one row per customer, up to the end of a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.loyalty import beside as other
from regulars.analytics.loyalty import interest, purchases
from regulars.analytics.loyalty.columns import Floats, Laid
from regulars.analytics.loyalty.rules import COMPONENTS, LoyaltyRules
from regulars.analytics.months import months_before
from regulars.analytics.snapshot import Snapshot

Facts = dict[str, Floats]
COUNTED = {
    "repeated": ("ever", "bought_days", "repeats", "spend_minor"),
    "attention": ("attention_days", "told_days", "looked_days"),
    "active": ("active_days", "active_days_before"),
    "usual": ("lines", "usual_times", "regular_products", "categories"),
    "rises": ("rises_stayed", "rises_left"),
    "incidents": ("incidents", "incidents_judged", "incidents_upset"),
    "discounts": ("orders", "discounted", "discount_minor"),
}
MEASURED = {
    "choosing": ("choosing_days", "choosing_count"),
    "incidents": ("incident_share", "incident_days"),
    "places": ("store_share",),
    "known": ("relation_strength", "payment_term_days", "wallet_share", "satisfaction"),
}
BRAND_KINDS = ("mention", "comparison", "elsewhere", "no_other")


def gathered(
    snapshot: Snapshot,
    customer_ids: pa.ChunkedArray,
    beside: other.Beside,
    *,
    as_of: date,
    rules: LoyaltyRules,
) -> Facts:
    """Arrays in the order of `customer_ids`: counts are 0 where there is nothing, other figures NaN."""
    tables = _tables(snapshot, beside, as_of=as_of, rules=rules)
    facts: Facts = {}
    for name, columns in COUNTED.items():
        laid = Laid(customer_ids, tables[name])
        facts |= {column: laid.numbers(column, 0.0) for column in columns}
    for name, columns in MEASURED.items():
        laid = Laid(customer_ids, tables[name])
        facts |= {column: laid.numbers(column) for column in columns}
    return (
        facts
        | _signs(customer_ids, beside.signs, as_of=as_of, rules=rules)
        | _moods(customer_ids, beside.moods)
    )


def _tables(
    snapshot: Snapshot, beside: other.Beside, *, as_of: date, rules: LoyaltyRules
) -> dict[str, pa.Table]:
    after = months_before(as_of, rules.months)
    earliest = after - timedelta(days=rules.longest_choice_days)
    turned = snapshot.kept(interest.interest_days(snapshot, beside, as_of, after=earliest))
    bought = snapshot.kept(interest.bought_days(snapshot, as_of, after=earliest))
    products = purchases.by_product(snapshot, as_of, after=after)
    return {
        "repeated": purchases.repeated(snapshot, as_of, after=after),
        "attention": interest.attention(snapshot, turned, after),
        "active": interest.active_days(
            snapshot, turned, bought, as_of=as_of, months=min(rules.stickiness_months, rules.months // 2 or 1)
        ),
        "choosing": interest.choosing(snapshot, turned, bought, beside=beside, after=after, rules=rules),
        "usual": purchases.usual(snapshot, products, beside),
        "rises": purchases.price_rises(snapshot, products, as_of, rules=rules),
        "incidents": purchases.incidents(snapshot, beside, as_of, after=after, rules=rules),
        "discounts": beside.discounts,
        "places": beside.places,
        "known": beside.known,
    }


def _signs(customer_ids: pa.ChunkedArray, signs: pa.Table, *, as_of: date, rules: LoyaltyRules) -> Facts:
    """What staff noted: of other brands and prices in the period, obstacles and ties still standing."""
    after = months_before(as_of, rules.months)
    rows = [row for row in signs.to_pylist() if row["happened_on"] <= as_of]
    standing = [row for row in rows if row["ends_on"] is None or row["ends_on"] > as_of]
    recent = [row for row in rows if row["happened_on"] > after]
    counted = {kind: _summed(customer_ids, _of(recent, kind)) for kind in (*BRAND_KINDS, "price")}
    counted = {
        ("objections" if kind == "price" else f"brand_{kind}"): found for kind, found in counted.items()
    }
    obstacles = _of(standing, "obstacle") + _of(standing, "price")
    ties = {f"tie_{name}": _summed(customer_ids, _of(standing, name), "amount_minor") for name in COMPONENTS}
    return {**counted, "obstacles": _summed(customer_ids, obstacles), **ties}


def _of(rows: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["kind"] == kind]


def _summed(customer_ids: pa.ChunkedArray, rows: list[dict[str, Any]], amount: str = "") -> Floats:
    """How many rows each customer has, or what an amount of theirs comes to."""
    found = np.zeros(len(customer_ids))
    if not rows:
        return found
    keys = pa.array([row["customer_id"] for row in rows], pa.int64())
    places = pc.index_in(keys, customer_ids.combine_chunks())
    worth = np.array([float(row[amount] or 0) if amount else 1.0 for row in rows])
    known = np.asarray(places.is_valid())
    np.add.at(found, np.asarray(places.fill_null(0))[known], worth[known])
    return found


def _moods(customer_ids: pa.ChunkedArray, moods: pa.Table) -> Facts:
    found = {}
    for mood in ("pleased", "calm", "upset"):
        of_one = (
            moods.filter(pc.equal(moods["mood"], mood)).group_by("customer_id").aggregate([([], "count_all")])
        )
        found[mood] = Laid(customer_ids, of_one).numbers("count_all", 0.0)
    return found
