"""Preference profiles from orders: category, brand, price grade, and what products are marked with."""

import numpy as np
import pyarrow as pa

from regulars.analytics.offering.tastes import grades, tastes
from regulars.offering.reading import GRADE, Goods

GRADE_CODES = ("", "low", "middle", "high")


def grades_of(goods: Goods) -> np.ndarray:
    categories = pa.array(goods.category, mask=goods.category < 0)
    return grades(categories, pa.array(goods.price))


def tastes_of(lines: pa.Table, goods: Goods) -> pa.Table:
    found = tastes(_marked(lines, goods))
    return found.select(
        ["customer_id", "aspect", "value", "share", "usual", "confidence", "baskets", "of_baskets"]
    )


def _marked(lines: pa.Table, goods: Goods) -> pa.Table:
    """Every product bought with every mark it has."""
    each = lines.select(["customer_id", "basket_id", "product_id"])
    by_product = _marks(goods)
    joined = each.join(by_product, "product_id", join_type="inner")
    return joined.select(["customer_id", "basket_id", "aspect", "value"])


def _marks(goods: Goods) -> pa.Table:
    grade = grades_of(goods)
    rows = [
        (int(pk), aspect, value)
        for pk, marks, height in zip(goods.ids, goods.marks, grade, strict=True)
        for aspect, value in (*marks.items(), *([(GRADE, GRADE_CODES[height])] if height else []))
    ]
    names = ("product_id", "aspect", "value")
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    types = (pa.int64(), pa.string(), pa.string())
    return pa.table(
        {name: pa.array(list(c), kind) for name, c, kind in zip(names, columns, types, strict=True)}
    )
