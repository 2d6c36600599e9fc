"""Value to come and potential of a list of customers: totals, how they spread, by class and stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers.filtering import Filters
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights import valuing_record
from regulars.insights.measures.classes import STAGES, VALUE_CLASSES
from regulars.insights.models import ModelRecord
from regulars.insights.wording import amount
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series

BANDS = 8
STEPS = (5, 2, 1)
SUMS = {
    "customers": Count("pk"),
    "known": Count("measures__clv_12m"),
    "to_date": Sum("measures__profit_to_date"),
    "ahead": Sum("measures__clv_12m"),
    "likened": Count("measures__potential"),
    "spent": Sum("measures__spend_12m", filter=Q(measures__potential__isnull=False)),
    "potential": Sum("measures__potential"),
    "potential_low": Sum("measures__potential_low"),
    "potential_high": Sum("measures__potential_high"),
}

COUNTS = ("customers", "known", "likened")


@dataclass(frozen=True)
class Sums:
    """The sums of some customers, in whole units of the firm's currency; ranges as (low, high), None where unknown."""

    label: Any
    customers: int
    known: int
    to_date: int
    ahead: int
    ahead_range: tuple[int, int] | None
    ltv: int
    likened: int  # how many have similar customers to be measured against
    spent: int
    potential: int
    potential_range: tuple[int, int]
    codes: tuple[str, ...]

    @property
    def url(self) -> str:
        return list_url(self.codes)

    @property
    def page_url(self) -> str:
        """The same page of these customers alone."""
        return f"{reverse('insights:ahead')}?{urlencode([('f', code) for code in self.codes])}"

    @property
    def known_url(self) -> str:
        """Those of whom something can be foreseen, the best first."""
        return list_url([*self.codes, "clv_12m:filled"], sort="-clv_12m")

    @property
    def potential_url(self) -> str:
        return list_url([*self.codes, "potential:more:0"], sort="-potential")

    @property
    def ahead_range_words(self) -> str:
        return "" if self.ahead_range is None else _between(self.ahead_range)

    @property
    def potential_range_words(self) -> str:
        return _between(self.potential_range)

    @property
    def to_date_words(self) -> str:
        return amount(self.to_date)

    @property
    def ahead_words(self) -> str:
        return amount(self.ahead)

    @property
    def spent_words(self) -> str:
        return amount(self.spent)


@dataclass(frozen=True)
class Page:
    total: Sums
    groups: list[tuple[Any, list[Sums]]]
    spread: Chart | None
    conditions: list[Any]
    list_url: str
    record: ModelRecord | None


def page(user: Any, codes: Sequence[str]) -> Page:
    """Of the customers a person may see, as far as the conditions of a list choose them. Raises FilterError."""
    filters = Filters(user, codes)
    found = filters.apply(Customer.objects.visible_to(user).filter(is_walk_in=False))
    record = valuing_record.latest()
    return Page(
        total=_sums(found.aggregate(**SUMS), _("All"), codes=filters.codes, record=record),
        groups=[
            (_("Value class"), _by(found, "value_class", VALUE_CLASSES, codes=filters.codes, record=record)),
            (_("Stage"), _by(found, "stage", STAGES, codes=filters.codes, record=record)),
        ],
        spread=_spread(found, filters.codes),
        conditions=filters.chosen,
        list_url=list_url(filters.codes),
        record=record,
    )


def list_url(codes: Sequence[str], *, sort: str = "") -> str:
    query = urlencode([*(("f", code) for code in codes), *([("sort", sort)] if sort else [])])
    return f"{reverse('customers:list')}?{query}" if query else reverse("customers:list")


def _by(
    found: CustomerQuerySet, measure: str, choices: Any, *, codes: Sequence[str], record: ModelRecord | None
) -> list[Sums]:
    """One row of sums for each class that has customers."""
    field = f"measures__{measure}"
    rows = {row[field]: row for row in found.values(field).annotate(**SUMS).order_by()}
    return [
        _sums(rows[code], label, codes=[*codes, f"{measure}:in:{code}"], record=record)
        for code, label in choices
        if code in rows
    ]


def _sums(row: dict[str, Any], label: Any, *, codes: Sequence[str], record: ModelRecord | None) -> Sums:
    money = {name: round(row[name] or Decimal(0)) for name in SUMS if name not in COUNTS}
    money["ltv"] = money["to_date"] + money["ahead"]  # as they are shown
    off = valuing_record.off(record)
    ahead = money["ahead"]
    around = None if off is None else (round(ahead * max(0, 1 - off)), round(ahead * (1 + off)))
    low, high = money.pop("potential_low"), money.pop("potential_high")
    return Sums(
        label=label,
        codes=tuple(codes),
        customers=row["customers"],
        known=row["known"],
        likened=row["likened"],
        ahead_range=around,
        potential_range=(low, high),
        **money,
    )


def _spread(found: CustomerQuerySet, codes: Sequence[str]) -> Chart | None:
    """How many customers bring how much: bands from the highest round amount downwards."""
    most = found.aggregate(most=Max("measures__clv_12m"))["most"]
    if not most:
        return None
    bands = _bands(_round_amounts(most))
    counts = found.aggregate(
        **{f"band_{place}": Count("pk", filter=_within(*band)) for place, band in enumerate(bands)}
    )
    points = [
        Point(counts[f"band_{place}"], list_url([*codes, *_codes(*band)])) for place, band in enumerate(bands)
    ]
    return Chart(
        name="value-to-come",
        summary=_("Customers by value to come in the next 12 months"),
        series=[Series(_("Customers"), points, shape="bar")],
        categories=[_said(*band) for band in bands],
        category_label=_("Value to come, 12 months"),
    )


def _round_amounts(most: Decimal) -> list[int]:
    """1, 2, 5, 10, 20 …: the highest below the most, and those under it, rising."""
    found: list[int] = []
    ten = 10 ** max(len(str(int(most))) - 1, 0)
    while len(found) < BANDS - 1 and ten >= 1:
        found += [step * ten for step in STEPS if step * ten <= most]
        ten //= 10
    return sorted(found[: BANDS - 1])


def _bands(limits: list[int]) -> list[tuple[int | None, int | None]]:
    return list(zip([None, *limits], [*limits, None], strict=True))


def _within(low: int | None, high: int | None) -> Q:
    known = Q(measures__clv_12m__isnull=False)
    above = Q() if low is None else Q(measures__clv_12m__gte=low)
    return known & above & (Q() if high is None else Q(measures__clv_12m__lt=high))


def _codes(low: int | None, high: int | None) -> list[str]:
    """The conditions of a list that choose the same customers; amounts have two decimals."""
    above = [] if low is None else [f"clv_12m:more:{Decimal(low) - Decimal('0.01')}"]
    below = [] if high is None else [f"clv_12m:less:{high}"]
    return [*above, *below]


def _between(ends: tuple[int, int]) -> str:
    low, high = map(Decimal, ends)
    return formatting.money_range(low, high, settings_store.get("firm.currency"))


def _said(low: int | None, high: int | None) -> str:
    if low is None:
        return _("less than {high}").format(high=amount(high))
    if high is None:
        return _("{low} or more").format(low=amount(low))
    return f"{amount(low)}–{amount(high)}"


def discount() -> int:
    return int(settings_store.get("insights.discount_percent"))
