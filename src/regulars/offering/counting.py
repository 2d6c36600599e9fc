"""Who bought what, counted once a night for each scope of the firm, so that no page needs to count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import transaction

from regulars.analytics.offering.cutting import Keys, unique
from regulars.analytics.snapshot import Snapshot
from regulars.customers.models import Customer
from regulars.insights import scopes
from regulars.insights.models import ScoreRun
from regulars.offering.models import Buyers
from regulars.offering.reading import Goods
from regulars.offering.spreading import BY, MOST_ROWS


def lines_of(snapshot: Snapshot, day: date) -> pa.Table:
    """customer_id, product_id of all that was ever ordered, whatever became of the customer."""
    lines = snapshot.order_lines
    kept = lines.filter(~lines.is_return, lines.product_id.notnull(), lines.ordered_on <= day)
    return snapshot.arrow(kept.select("customer_id", "product_id").distinct())


def keep(lines: pa.Table, goods: Goods, run: ScoreRun) -> None:
    """Of every scope and grouping, in place of what was counted before."""
    rows = list(_counted(lines, goods, run))
    with transaction.atomic():
        Buyers.objects.all().delete()
        Buyers.objects.bulk_create(rows)


def _counted(lines: pa.Table, goods: Goods, run: ScoreRun) -> Iterator[Buyers]:
    present = Customer.objects.present().order_by("pk")
    people = list(present.values_list("pk", "measures__value_class", "measures__stage", "kind"))
    ids = np.array([row[0] for row in people], dtype=np.int64)
    customer, product = lines["customer_id"].to_numpy(), goods.numbers(lines["product_id"].combine_chunks())
    at = np.minimum(np.searchsorted(ids, customer), max(len(ids) - 1, 0))
    known = ids[at] == customer if len(ids) else np.zeros(len(customer), dtype=bool)
    bought = _Bought(at[known], product[known], goods)
    for place, by in enumerate(("value_class", "stage", "kind"), start=1):
        codes: dict[Any, int] = {code: number for number, code in enumerate(BY[by])}
        group = np.array([codes.get(row[place], -1) for row in people], dtype=np.int64)
        for scope, members in scopes.every():
            inside = group if members is None else np.where(np.isin(ids, members), group, -1)
            yield Buyers(scope=scope, by=by, as_of=run.as_of, figures=bought.figures(inside, BY[by]))


@dataclass(frozen=True)
class _Bought:
    """customer, product: by number, one row per pair."""

    customer: Keys
    product: Keys
    goods: Goods

    def figures(self, group: Keys, codes: tuple[str, ...]) -> dict[str, Any]:
        """group: of each customer, -1 for who is in none."""
        category = self.goods.category[self.product]
        in_category = category >= 0
        each = self._pairs(category[in_category], self.customer[in_category])
        kinds = np.unique(self.goods.category[self.goods.category >= 0])
        groups = np.bincount(group[unique(self.customer)] + 1, minlength=len(codes) + 1)[1:]
        by_category = _table(np.searchsorted(kinds, each[0]), group[each[1]], len(kinds), len(codes))
        by_product = _table(self.product, group[self.customer], len(self.goods.ids), len(codes))
        most = [row for kind in kinds for row in self._most(by_product, kind)]
        return {
            "groups": dict(zip(codes, groups.tolist(), strict=True)),
            "categories": _told(kinds, by_category, codes, range(len(kinds))),
            "products": _told(self.goods.ids, by_product, codes, most),
        }

    def _pairs(self, category: Keys, customer: Keys) -> tuple[Keys, Keys]:
        per_row = int(category.max(initial=0)) + 1
        keys = unique(customer * per_row + category)
        return keys % per_row, keys // per_row

    def _most(self, table: Keys, category: int) -> list[int]:
        among = np.flatnonzero(self.goods.category == category)
        total = table[among].sum(axis=1)
        return among[np.lexsort((among, -total))][:MOST_ROWS].tolist()


def _table(row: Keys, group: Keys, rows: int, groups: int) -> Keys:
    kept = group >= 0
    counts = np.bincount(row[kept] * groups + group[kept], minlength=rows * groups)
    return counts.reshape(rows, groups)


def _told(ids: Keys, table: Keys, codes: tuple[str, ...], rows: Any) -> list[list[Any]]:
    return [
        [int(ids[row]), {code: int(n) for code, n in zip(codes, table[row], strict=True) if n}]
        for row in rows
        if table[row].any()
    ]
