"""What offers are computed from: lines of the snapshot, the products, and what people said by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.offering.cutting import Flags, Keys
from regulars.analytics.offering.offers import Said
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.snapshot import Snapshot
from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.insights.models import FirmFigures, ScoreRun
from regulars.offering.choices import Stance
from regulars.offering.models import NotWanted, TasteSet
from regulars.orders.models import Product

YEAR_DAYS = 365
CATEGORY, BRAND, GRADE = "category", "brand", "grade"


@dataclass(frozen=True)
class Goods:
    """The products, by number: ids ascending. worth, margin: of one purchase; price: of one piece; minor units."""

    ids: Keys
    category: Keys
    price: Any
    worth: Any
    margin: Any
    active: Flags
    marks: list[dict[str, str]]
    repeatable: dict[int, bool]
    lasts: dict[int, float]

    def numbers(self, products: pa.Array) -> Keys:
        """Where these ids stand."""
        return np.searchsorted(self.ids, np.asarray(products))

    def said(self, products: pa.Array) -> Said:
        """The same by the numbers of somebody else's products."""
        at = {int(number): place for place, number in enumerate(self.numbers(products))}
        return Said(
            {at[n]: value for n, value in self.repeatable.items() if n in at},
            {at[n]: value for n, value in self.lasts.items() if n in at},
        )


def lines_of(snapshot: Snapshot, day: date) -> pa.Table:
    """customer_id, product_id, ordered_on, basket_id, quantity, amount_minor, cost_minor: what living customers bought."""
    lines = snapshot.order_lines
    bought = lines.filter(
        ~lines.is_return, lines.product_id.notnull(), lines.quantity > 0, lines.ordered_on <= day
    )
    people = snapshot.customers
    there = people.filter(~people.deceased, ~people.erased, ~people.let_go)
    kept = bought.semi_join(there, "customer_id").select(
        "customer_id",
        "product_id",
        "ordered_on",
        "quantity",
        "amount_minor",
        "cost_minor",
        basket_id="order_id",
    )
    return snapshot.arrow(kept)


def year_of(snapshot: Snapshot, day: date) -> pa.Table:
    """Of each customer over twelve months: orders, gross, returned and what gross had cost, in minor units."""
    orders = snapshot.orders
    inside = orders.filter(orders.ordered_on > day - timedelta(days=YEAR_DAYS), orders.ordered_on <= day)
    return snapshot.arrow(
        inside.group_by("customer_id").aggregate(
            orders=(~inside.is_return).sum(),
            gross_minor=inside.amount_minor.sum(where=~inside.is_return),
            returned_minor=inside.amount_minor.sum(where=inside.is_return),
            known_minor=inside.amount_minor.sum(where=~inside.is_return & inside.cost_minor.notnull()),
            cost_minor=inside.cost_minor.sum(where=~inside.is_return & inside.amount_minor.notnull()),
        )
    )


def goods_of(lines: pa.Table, margin_rate: float) -> Goods:
    rows = list(
        Product.objects.order_by("pk").values_list(
            "pk", "category_id", "category__name", "brand", "attributes", "price", "cost", "is_active",
            "is_repeatable", "repurchase_days",
        )
    )  # fmt: skip
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    sums = _sums(lines, ids)
    listed = np.array([100 * float(row[5] or 0) for row in rows])
    price = np.where(sums["quantity"] > 0, sums["amount"] / np.maximum(sums["quantity"], 1e-9), listed)
    worth = np.where(sums["baskets"] > 0, sums["amount"] / np.maximum(sums["baskets"], 1), listed)
    given = np.array([_rate(row[5], row[6], margin_rate) for row in rows])
    known = sums["known"] > 0
    rate = np.where(known, 1 - sums["cost"] / np.maximum(sums["known"], 1), given)
    return Goods(
        ids,
        np.array([row[1] or -1 for row in rows], dtype=np.int64),
        price,
        worth,
        worth * rate,
        np.array([row[7] for row in rows], dtype=bool),
        [_marks(row) for row in rows],
        {n: row[8] for n, row in enumerate(rows) if row[8] is not None},
        {n: float(row[9]) for n, row in enumerate(rows) if row[9]},
    )


def banned_keys(purchases: Purchases, goods: Goods) -> Keys:
    """What customers are not to be offered: products they do not want, and all of a kind they dislike."""
    customer_at = {pk: place for place, pk in enumerate(purchases.customers.to_pylist())}
    ids = purchases.products.to_pylist()
    product_at = {pk: place for place, pk in enumerate(ids)}
    marks = [goods.marks[number] for number in goods.numbers(purchases.products)]
    found = {
        customer_at[customer] * len(ids) + product_at[product]
        for customer, product in NotWanted.objects.values_list("customer_id", "product_id")
        if customer in customer_at and product in product_at
    }
    disliked = TasteSet.objects.filter(stance=Stance.DISLIKES).values_list("customer_id", "aspect", "value")
    for customer, aspect, value in disliked:
        if customer in customer_at:
            alike = (place for place, each in enumerate(marks) if each.get(aspect) == value)
            found.update(customer_at[customer] * len(ids) + place for place in alike)
    return np.array(sorted(found), dtype=np.int64)


def margin_rate_of(run: ScoreRun) -> float:
    """What the firm usually keeps of its sales, as the run found it."""
    kept = FirmFigures.objects.filter(run=run, scope="all").first()
    rate = kept.figures.get("margin_rate") if kept else None
    return float(rate if rate is not None else settings_store.get("insights.assumed_margin_percent") / 100)


def people() -> Iterable[tuple[int, str, str | None]]:
    """Who is compared with whom: kind and value class of every customer."""
    rows = Customer.objects.present().filter(measures__isnull=False)
    return rows.values_list("pk", "kind", "measures__value_class").iterator()


def _sums(lines: pa.Table, ids: Keys) -> dict[str, Any]:
    number = np.searchsorted(ids, lines["product_id"].to_numpy())
    amount = pc.fill_null(lines["amount_minor"], 0).to_numpy().astype(float)
    has_cost = np.asarray(pc.and_(pc.is_valid(lines["cost_minor"]), pc.is_valid(lines["amount_minor"])))
    cost = pc.fill_null(lines["cost_minor"], 0).to_numpy().astype(float)
    each = lines.select(["product_id", "basket_id"]).group_by(["product_id", "basket_id"]).aggregate([])

    def added(weights: Any, at: Keys = number) -> Any:
        return np.bincount(at, weights=weights, minlength=len(ids))

    return {
        "amount": added(amount),
        "quantity": added(lines["quantity"].to_numpy()),
        "known": added(amount * has_cost),
        "cost": added(cost * has_cost),
        "baskets": np.bincount(np.searchsorted(ids, each["product_id"].to_numpy()), minlength=len(ids)),
    }


def _rate(price: Any, cost: Any, usual: float) -> float:
    return float(1 - cost / price) if price and cost is not None else usual


def _marks(row: tuple[Any, ...]) -> dict[str, str]:
    told = {str(name): str(value) for name, value in (row[4] or {}).items() if value}
    if row[2]:
        told[CATEGORY] = row[2]
    if row[3]:
        told[BRAND] = row[3]
    return told
