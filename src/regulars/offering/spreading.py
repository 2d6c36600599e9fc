"""客户产品分析: which categories or products each group of customers buys, what it lacks, and who a product's buyers are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from regulars.customers import measures
from regulars.customers.choices import Kind
from regulars.customers.querysets import visible
from regulars.insights import runs, scopes
from regulars.insights.models import ScoreRun
from regulars.offering import links, wording
from regulars.offering.models import Buyers
from regulars.orders.models import Category, OrderLine, Product
from regulars.ui.charts import Chart, HeatCell, HeatRow, Point, Series, shaded
from regulars.ui.formatting import num

BY = {
    "value_class": ("high", "middle", "low"),
    "stage": ("exploration", "growth", "stability", "decline"),
    "kind": ("person", "firm"),
}
MOST_ROWS = 40
FAR_LESS, LEAST_MISSING, MOST_GAPS = 0.9, 2, 6
TONES = ("ours", "comparison", "third", "decline")


@dataclass(frozen=True)
class Bought:
    """One category or product: how many customers of each group bought it, and what it came to."""

    pk: int
    label: str
    code: str
    buyers: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.buyers.values())


@dataclass(frozen=True)
class Spread:
    by: str
    groups: list[tuple[str, str, int]]  # code, label, customers who bought anything
    rows: list[Bought]
    until: date
    category: Category | None

    @property
    def has_any(self) -> bool:
        return bool(self.rows)


def spread(user: Any, *, by: str, category: Category | None) -> Spread | None:
    """None where nothing was computed yet."""
    run = runs.latest()
    if run is None:
        return None
    if kept := _kept(user, by, run):
        return _of_kept(kept, category)
    path = "order__customer__kind" if by == "kind" else f"order__customer__measures__{by}"
    lines = OrderLine.objects.filter(
        visible(user, "order__customer__"),
        order__customer__deleted_at=None,
        order__kind="order",
        order__ordered_on__lte=run.as_of,
        product__isnull=False,
    )
    buyers = dict(lines.values_list(path).annotate(n=Count("order__customer", distinct=True)))
    groups = [(code, label, buyers.get(code, 0)) for code, label in labels(by) if buyers.get(code)]
    return Spread(by, groups, _rows(lines, path, category), run.as_of, category)


def labels(by: str) -> list[tuple[str, str]]:
    if by == "kind":
        return [(code, str(Kind(code).label)) for code in BY["kind"]]
    measure = measures.find(by)
    return [(code, str(measure.label_of(code)) if measure else code) for code in BY[by]]


def _rows(lines: Any, path: str, category: Category | None) -> list[Bought]:
    if category:
        lines = lines.filter(product__category=category)
        keys = ("product", "product__name", "product__code")
    else:
        lines = lines.filter(product__category__isnull=False)
        keys = ("product__category", "product__category__name", "product__category__name")
    counted = lines.values_list(*keys, path).annotate(n=Count("order__customer", distinct=True))
    buyers: dict[Any, dict[str, int]] = defaultdict(dict)
    for pk, name, code, group, number in counted:
        if group is not None:
            buyers[pk, name or code, code][group] = number
    return _most([Bought(key[0], key[1], key[2], buyers[key]) for key in buyers])


def _most(rows: list[Bought]) -> list[Bought]:
    return sorted(rows, key=lambda row: (-row.total, row.pk))[:MOST_ROWS]


def _kept(user: Any, by: str, run: ScoreRun) -> Buyers | None:
    """What the refresh counted for everybody this person sees; who sees only their own customers is counted for now."""
    scope = scopes.scope_of(user)
    return Buyers.objects.filter(scope=scope, by=by, as_of=run.as_of).first() if scope else None


def _of_kept(kept: Buyers, category: Category | None) -> Spread:
    counts = kept.figures["groups"]
    groups = [(code, label, counts[code]) for code, label in labels(kept.by) if counts.get(code)]
    if category:
        goods = Product.objects.filter(category=category).in_bulk()
        named = {pk: (each.name or each.code, each.code) for pk, each in goods.items()}
    else:
        named = {each.pk: (each.name, each.name) for each in Category.objects.all()}
    told = kept.figures["products" if category else "categories"]
    rows = [Bought(pk, *named[pk], buyers) for pk, buyers in told if pk in named]
    return Spread(kept.by, groups, _most(rows), kept.as_of, category)


def heat(found: Spread) -> Sequence[HeatRow]:
    """Of each group's buyers, how many bought it; a cell opens them, its gap those who did not."""
    return shaded(
        [
            HeatRow(row.label, row.total, [_cell(found, row, *group) for group in found.groups])
            for row in found.rows
        ]
    )


def _cell(found: Spread, row: Bought, code: str, label: str, size: int) -> HeatCell:
    share = row.buyers.get(code, 0) / size
    usual = expected(found, row, code)
    words = _(
        "{n} of {size} customers ({label}); {times} times what everything else they buy suggests"
    ).format(
        n=num(row.buyers.get(code, 0)),
        size=num(size),
        label=label,
        times=num(row.buyers.get(code, 0) / usual, 1) if usual else "–",
    )
    return HeatCell(share, _bought(found, row, code), words)


def chart(found: Spread) -> Chart:
    """Of each product's buyers, the share of each group."""
    rows = found.rows[:12]
    series = [
        Series(label, [_part(found, row, code) for row in rows], tone=tone, shape="bar")
        for (code, label, _size), tone in zip(found.groups, TONES, strict=False)
    ]
    return Chart(
        name="buyers",
        summary=_("Of each one's buyers, the share of each group"),
        series=series,
        categories=[row.label for row in rows],
        category_label=_("Product") if found.category else _("Category"),
        unit="percent",
        y_max=1.0,
        stacked=True,
    )


def _part(found: Spread, row: Bought, code: str) -> Point:
    return Point(row.buyers.get(code, 0) / row.total if row.total else 0, href=_bought(found, row, code))


def expected(found: Spread, row: Bought, code: str) -> float:
    """Buyers there would be in a group if it bought this like everything else."""
    every = sum(each.total for each in found.rows)
    group = sum(each.buyers.get(code, 0) for each in found.rows)
    return row.total * group / every if every else 0.0


def gaps(found: Spread) -> list[dict[str, Any]]:
    """What a group buys far less of than of everything else: the widest first."""
    told = []
    for row in found.rows:
        for code, label, size in found.groups:
            usual, bought = min(expected(found, row, code), size), row.buyers.get(code, 0)
            if bought < FAR_LESS * usual and usual - bought >= LEAST_MISSING:
                told.append((usual - bought, row, code, label, size))
    best = sorted(told, key=lambda each: (-each[0], each[1].pk))[:MOST_GAPS]
    return [_gap(found, row, code, label=label, size=size) for _missing, row, code, label, size in best]


def _gap(found: Spread, row: Bought, code: str, *, label: str, size: int) -> dict[str, Any]:
    words = _(
        "{label}: {share} of the customers bought {what}; {usual} would if they bought it like everything else."
    )
    return {
        "words": words.format(
            share=wording.share(row.buyers.get(code, 0) / size),
            label=label,
            what=row.label,
            usual=wording.share(min(expected(found, row, code) / size, 1)),
        ),
        "url": _lacking(found, row, code),
    }


def _group_condition(found: Spread, code: str) -> tuple[str, str, str]:
    return (found.by, "in", code)


def _bought(found: Spread, row: Bought, code: str) -> str:
    wanted = ("bought", "is", row.code) if found.category else ("bought_category", "is", row.code)
    return links.customers(_group_condition(found, code), wanted)


def _lacking(found: Spread, row: Bought, code: str) -> str:
    wanted = ("never_bought", "is", row.code) if found.category else ("never_bought_category", "is", row.code)
    return links.customers(_group_condition(found, code), wanted)
