"""What similar, more valuable customers do more of: the base that gaps are computed from."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.offering.gaps import gaps
from regulars.offering.reading import YEAR_DAYS, Goods, people


def gaps_of(lines: pa.Table, year: pa.Table, goods: Goods, *, margin_rate: float, day: date) -> pa.Table:
    who = list(people())
    base = pa.table(
        {
            "customer_id": pa.array([row[0] for row in who], pa.int64()),
            "kind": pa.array([row[1] for row in who], pa.string()),
            "value_class": pa.array([row[2] for row in who], pa.string()),
        }
    )
    base = base.join(year, "customer_id").join(_categories(lines, goods, day), "customer_id")
    found = gaps(_figured(base, margin_rate))
    worth = np.round(found["worth_minor"].to_numpy() / 100, 2)
    return found.drop_columns(["worth_minor"]).append_column("worth", pa.array(worth))


def _categories(lines: pa.Table, goods: Goods, day: date) -> pa.Table:
    """Over all time the category bought most, over twelve months how many."""
    category = goods.category[goods.numbers(lines["product_id"].combine_chunks())]
    each = lines.select(["customer_id", "ordered_on"]).append_column("category", pa.array(category))
    each = each.filter(pc.greater_equal(each["category"], 0))
    recent = each.filter(
        pc.greater(each["ordered_on"], pa.scalar(day - timedelta(days=YEAR_DAYS), pa.date32()))
    )
    counts = recent.group_by("customer_id").aggregate([("category", "count_distinct")])
    main = each.group_by(["customer_id", "category"]).aggregate([("ordered_on", "count")])
    main = main.sort_by([("ordered_on_count", "descending"), ("category", "ascending")])
    main = main.group_by("customer_id", use_threads=False).aggregate([("category", "first")])
    return main.rename_columns({"category_first": "main_category"}).join(
        counts.rename_columns({"category_count_distinct": "categories"}), "customer_id"
    )


def _figured(base: pa.Table, margin_rate: float) -> pa.Table:
    def number(name: str) -> np.ndarray:
        return np.asarray(base[name].combine_chunks().cast(pa.float64()).fill_null(0.0))

    orders, gross, returned, categories = (
        number(name) for name in ("orders", "gross_minor", "returned_minor", "categories")
    )
    known, cost = number("known_minor"), number("cost_minor")
    rate = np.where(known > 0, 1 - cost / np.maximum(known, 1), margin_rate)
    margin = gross * rate
    added = {
        "per_order_minor": margin / np.maximum(orders, 1),
        "amount_per_order_minor": gross / np.maximum(orders, 1),
        "margin_rate": rate,
        "returned_share": np.clip(-returned / np.maximum(gross, 1), 0, None),
        "per_category_minor": margin / np.maximum(categories, 1),
    }
    kept = base.select(
        ["customer_id", "kind", "value_class", "main_category", "orders", "categories", "gross_minor"]
    )
    for name, values in added.items():
        kept = kept.append_column(name, pa.array(values))
    return kept
