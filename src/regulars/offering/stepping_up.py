"""Up-sell: customers who buy much of a grade, or tried a higher one, and the product one step up."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.offering.cutting import Keys, is_in
from regulars.analytics.offering.holding import Counted
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.upgrading import (
    LEARNING_DAYS,
    LEAST_IN_GROUP,
    Shelf,
    Users,
    learn,
    upgrades,
    users,
)
from regulars.offering.liking import grades_of
from regulars.offering.reading import Goods

LEAST = LEAST_IN_GROUP * LEARNING_DAYS  # the same customers stand in a group on each of the days


def offers(lines: pa.Table, purchases: Purchases, goods: Goods, *, banned: Keys, past: Counted) -> pa.Table:
    shelf = _shelf(goods)
    found = users(lines, shelf, until=purchases.until)
    product = upgrades(found, shelf, _demand(purchases, goods))
    wanted = pa.table({"customer_id": found.customer, "product_id": goods.ids[product]})
    free = ~is_banned(wanted, purchases, banned=banned)
    ever = (past.bands.bought > 0) | (past.bands.offers < LEAST)
    kept = (product >= 0) & (found.much | found.tried) & free & ever[found.group]
    rows = np.flatnonzero(kept)
    product, group = product[rows], found.group[rows]
    chance, low, high = past.chances(group, least=LEAST)
    gain = _gain(found, rows, product, goods=goods)
    order = np.lexsort((-past.bands.share[group], found.customer[rows]))
    columns = {
        "customer_id": pa.array(found.customer[rows]),
        "product_id": pa.array(goods.ids[product]),
        "kind": pa.array(["up"] * len(rows), pa.string()),
        **{name: _number(each) for name, each in (("probability", chance), ("low", low), ("high", high))},
        "past_offers": pa.array(past.bands.offers[group]),
        "past_bought": pa.array(past.bands.bought[group]),
        "sales": _number(np.round(chance * gain[0] / 100, 2)),
        "margin": _number(np.round(chance * gain[1] / 100, 2)),
        "reason": pa.array(np.where(found.tried[rows], "tried", "much")),
        "times": pa.array(found.times[rows]),
        "share": pa.array(found.typical_times[rows]),
        "usual_price": pa.array(np.round(found.usual_price[rows] / 100, 2)),
        "price": pa.array(np.round(goods.price[product] / 100, 2)),
    }
    table = pa.table(columns).take(pa.array(order))
    customers = table["customer_id"].to_numpy()
    place = np.arange(len(customers)) - np.searchsorted(customers, customers) + 1
    return table.append_column("place", pa.array(place))


def learnt(lines: pa.Table, goods: Goods, *, until: date, horizon_days: int) -> Counted:
    return learn(lines, _shelf(goods), until=until, horizon_days=horizon_days)


def _shelf(goods: Goods) -> Shelf:
    return Shelf(goods.ids, goods.category, goods.price, grades_of(goods), goods.active)


def _demand(purchases: Purchases, goods: Goods) -> np.ndarray:
    found = np.zeros(len(goods.ids))
    found[goods.numbers(purchases.products)] = purchases.demand(90.0)
    return found


def _gain(found: Users, rows: Keys, product: Keys, *, goods: Goods) -> tuple[np.ndarray, np.ndarray]:
    """What one purchase of the higher grade brings more than one of the usual: sales and margin."""
    usual = found.usual_price[rows]
    rate = goods.margin[product] / np.maximum(goods.worth[product], 1e-9)
    pieces = goods.worth[product] / np.maximum(goods.price[product], 1e-9)
    more = (goods.price[product] - usual) * pieces
    return more, more * rate


def is_banned(rows: pa.Table, purchases: Purchases, *, banned: Keys) -> np.ndarray:
    """Which customers are not to be offered which products. rows: customer_id, product_id."""
    row = pc.index_in(rows["customer_id"].combine_chunks(), value_set=purchases.customers)
    at = pc.index_in(rows["product_id"].combine_chunks(), value_set=purchases.products)
    known = np.asarray(pc.and_(pc.is_valid(row), pc.is_valid(at)))
    keys = np.asarray(row.fill_null(0), dtype=np.int64) * len(purchases.products) + np.asarray(
        at.fill_null(0)
    )
    return known & is_in(keys, banned)


def _number(values: np.ndarray) -> pa.Array:
    return pa.array(np.nan_to_num(values), mask=np.isnan(values))
