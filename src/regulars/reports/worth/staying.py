"""What a few points of retention would do to the profit, on the firm's own counts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.analytics.what_if import LEAST_BASE, Group, NotEnoughCustomers, Outcome, WhatIf, what_if
from regulars.core import settings_store
from regulars.customers.querysets import CustomerQuerySet
from regulars.reports.models import WorthFigures
from regulars.reports.worth.addressing import members_url
from regulars.reports.worth.bands import BANDS, Band, band
from regulars.reports.worth.buyers import buyers
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series

WHICH = ("now", "base", "kept")
NOW, BEFORE = "measures__orders_12m", "measures__orders_previous_12m"


@dataclass(frozen=True)
class Asked:
    """What a person sets: points of retention, years looked ahead, discount a year."""

    points: int = 5
    years: int = 5
    discount: int = 10


@dataclass(frozen=True)
class BandLine:
    label: str
    outcome: Outcome
    base: int
    kept: int
    profit: Decimal
    now_url: str
    base_url: str
    kept_url: str

    @property
    def before(self) -> Decimal:
        return Decimal(self.outcome.before_minor) / 100

    @property
    def after(self) -> Decimal:
        return Decimal(self.outcome.after_minor) / 100

    @property
    def gain(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Found:
    """The model's answer; ``result`` None says that too few customers were active a year ago."""

    lines: list[BandLine]
    result: WhatIf | None
    active_before: int
    needed: int
    check: dict[str, Any] | None

    @property
    def before(self) -> Decimal:
        return Decimal(self.result.before_minor if self.result else 0) / 100

    @property
    def after(self) -> Decimal:
        return Decimal(self.result.after_minor if self.result else 0) / 100

    @property
    def gain(self) -> Decimal:
        return self.after - self.before

    @property
    def gain_range(self) -> str:
        assert self.result is not None
        low, high = (
            Decimal(round(minor / 100)) for minor in (self.result.gain_low_minor, self.result.gain_high_minor)
        )
        return _("range {range}").format(
            range=formatting.money_range(low, high, settings_store.get("firm.currency"))
        )

    @property
    def chart(self) -> Chart:
        """The profit of each group as it is and with more retention."""
        before = [Point(line.before, line.now_url) for line in self.lines]
        after = [Point(line.after, line.now_url) for line in self.lines]
        return Chart(
            name="what-if",
            summary=_("Profit of the coming years by group, as it is and with more retention."),
            series=[
                Series(_("Profit as it is"), before, "comparison", "bar"),
                Series(_("With more retention"), after, "ours", "bar"),
            ],
            categories=[line.label for line in self.lines],
            category_label=_("Group"),
            unit=settings_store.get("firm.currency"),
            height="low",
        )


def staying(user: Any, asked: Asked) -> Found:
    groups = _groups(user)
    active_before = sum(group.base for group in groups)
    figures = WorthFigures.objects.first()
    check = _checked(figures.figures.get("check")) if figures and user.sees == "all" else None
    try:
        result = what_if(groups, points=asked.points / 100, years=asked.years, discount=asked.discount / 100)
    except NotEnoughCustomers:
        return Found([], None, active_before, LEAST_BASE, check)
    lines = [_line(group, outcome) for group, outcome in zip(groups, result.groups, strict=True)]
    return Found(lines, result, active_before, LEAST_BASE, check)


def customers(user: Any, which: str, of: Band | None) -> CustomerQuerySet:
    """now: ordered in the last 12 months; base: in the 12 months before; kept: of those, again in the last 12."""
    path = NOW if which in ("", "now") else BEFORE
    found = buyers(user).filter(of.condition(path) if of else Q(**{f"{path}__gt": 0}))
    return found.filter(**{f"{NOW}__gt": 0}) if which == "kept" else found


def title(which: str, of: Band | None) -> str:
    words = {
        "base": _("Ordered in the 12 months before the last 12"),
        "kept": _("Ordered in the 12 months before, and again in the last 12"),
    }
    told = words.get(which, _("Ordered in the last 12 months"))
    return f"{told}{pgettext('between two short facts', ', ')}{of.label}" if of else told


def _groups(user: Any) -> list[Group]:
    figures: dict[str, Any] = {}
    for one in BANDS:
        now, before = one.condition(NOW), one.condition(BEFORE)
        figures[f"base_{one.code}"] = Count("pk", filter=before)
        figures[f"kept_{one.code}"] = Count("pk", filter=before & Q(**{f"{NOW}__gt": 0}))
        figures[f"now_{one.code}"] = Count("pk", filter=now)
        figures[f"profit_{one.code}"] = Sum("measures__profit_12m", filter=now)
    row = buyers(user).aggregate(**figures)
    return [
        Group(
            one.code,
            row[f"base_{one.code}"],
            row[f"kept_{one.code}"],
            row[f"now_{one.code}"],
            int(100 * (row[f"profit_{one.code}"] or 0)),
        )
        for one in BANDS
    ]


def _line(group: Group, outcome: Outcome) -> BandLine:
    found = band(group.code)
    assert found is not None
    urls = {which: members_url("stayed", which=which, band=group.code) for which in WHICH}
    profit = Decimal(group.profit_minor) / 100
    return BandLine(
        found.label, outcome, group.base, group.kept, profit, urls["now"], urls["base"], urls["kept"]
    )


def _checked(check: dict[str, Any] | None) -> dict[str, Any] | None:
    if not check:
        return None
    off = check["foreseen"] / check["actual"] - 1 if check["actual"] else None
    return check | {"off": off}
