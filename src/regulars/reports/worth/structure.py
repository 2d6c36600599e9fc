"""客户结构: how many buyers and how much of the profit in each class, stage and tenure, on two days side by side."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core import clock
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights.measures.classes import STAGES, VALUE_CLASSES
from regulars.reports.models import Standing, StandingDay
from regulars.reports.worth import grouping
from regulars.reports.worth.addressing import members_url
from regulars.segments.models import Segment
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series

DIMENSIONS = ("value_class", "stage", "tenure")
TENURES = (("new", 0, 90), ("young", 91, 365), ("settled", 366, 1095), ("old", 1096, None))  # days, inclusive


@dataclass(frozen=True)
class Figure:
    """One group on one day; shares are of all buyers and of all profit of that day."""

    customers: int
    share: float
    profit: Decimal
    contribution: float
    url: str


@dataclass(frozen=True)
class Line:
    label: str
    then: Figure
    now: Figure

    @property
    def moved(self) -> float:
        """How many points more of the profit the group makes."""
        return 100 * (self.now.contribution - self.then.contribution)

    @property
    def moved_words(self) -> str:
        points = round(self.moved)
        told = ngettext("{points} point", "{points} points", abs(points))
        return told.format(points=f"+{points}" if points > 0 else formatting.num(points))


@dataclass(frozen=True)
class Table:
    code: str
    title: str
    lines: list[Line]
    total: Line
    chart: Chart


@dataclass(frozen=True)
class Structure:
    then: StandingDay
    now: StandingDay
    tables: list[Table]
    segment: Segment | None = None

    @property
    def is_segment_younger(self) -> bool:
        """Its members of today stand for those of the earlier day."""
        return self.segment is not None and clock.day_of(self.segment.created_at) > self.then.as_of


def days() -> list[StandingDay]:
    """Every day that can be compared, newest first."""
    return list(StandingDay.objects.all())


def kept_on(day: date) -> StandingDay | None:
    return StandingDay.objects.filter(as_of=day).first()


def usual_pair(kept: list[StandingDay]) -> tuple[StandingDay, StandingDay] | None:
    """The newest day, and the one nearest to a year before it."""
    if len(kept) < 2:
        return None
    now, *earlier = kept
    return min(earlier, key=lambda day: abs((now.as_of - day.as_of).days - 365)), now


def structure(user: Any, then: StandingDay, now: StandingDay, *, segment: Segment | None = None) -> Structure:
    titles = {
        "value_class": _("By value class"),
        "stage": _("By stage"),
        "tenure": _("By how long they have been customers"),
    }
    if segment is not None:
        titles = {
            f"{grouping.SEGMENT}{segment.pk}": _("By segment: {segment}").format(segment=segment)
        } | titles
    tables = [_table(user, by, title, then=then, now=now) for by, title in titles.items()]
    return Structure(then, now, tables, segment)


def customers(user: Any, day: StandingDay, *, by: str, code: str) -> CustomerQuerySet:
    rows = Standing.objects.filter(day=day)
    if by:
        rows = rows.annotate(code=_code(by, day)).filter(code=code)
    return Customer.objects.visible_to(user).filter(pk__in=rows.values("customer"))


def label_of(user: Any, by: str, code: str) -> str:
    return labels(user, by).get(code, _("Not known"))


def labels(user: Any, by: str) -> dict[str, str]:
    if by.startswith(grouping.SEGMENT):
        return dict(grouping.groups(user, by))
    if by == "tenure":
        return {
            "new": _("Up to 90 days"),
            "young": _("91 days to 1 year"),
            "settled": _("1 to 3 years"),
            "old": _("More than 3 years"),
        }
    return {code: str(label) for code, label in (VALUE_CLASSES if by == "value_class" else STAGES)}


def _code(by: str, day: StandingDay) -> Any:
    if by.startswith(grouping.SEGMENT):
        return grouping.of_rows(by, pk="customer", on=day.as_of)
    if by != "tenure":
        return F(by)
    cases = [
        When(
            Q(tenure_days__gte=least) & (Q() if most is None else Q(tenure_days__lte=most)), then=Value(code)
        )
        for code, least, most in TENURES
    ]
    return Case(*cases, default=Value("old"), output_field=CharField())


def _sums(user: Any, day: StandingDay, by: str) -> dict[str, tuple[int, Decimal]]:
    rows = (
        Standing.objects.visible_to(user)
        .filter(day=day)
        .annotate(code=_code(by, day))
        .order_by()
        .values("code")
    )
    counted = rows.annotate(n=Count("pk"), profit=Sum("profit_12m"))
    return {row["code"]: (row["n"], row["profit"] or Decimal(0)) for row in counted}


def _table(user: Any, by: str, title: str, *, then: StandingDay, now: StandingDay) -> Table:
    sums = [_sums(user, day, by) for day in (then, now)]
    known = labels(user, by)
    codes = [*known, *sorted((set(sums[0]) | set(sums[1])) - set(known))]
    lines = [
        Line(
            known.get(code, _("Not known")),
            *(_figure(found, day, by, code) for found, day in zip(sums, (then, now), strict=True)),
        )
        for code in codes
    ]
    total = Line(_("All buyers"), *(_whole(found, day) for found, day in zip(sums, (then, now), strict=True)))
    return Table(by, title, lines, total, _chart(by, title, lines, then=then, now=now))


def _figure(sums: dict[str, tuple[int, Decimal]], day: StandingDay, by: str, code: str) -> Figure:
    count, profit = sums.get(code, (0, Decimal(0)))
    whole = _whole(sums, day)
    return Figure(
        count,
        count / whole.customers if whole.customers else 0.0,
        profit,
        float(profit / whole.profit) if whole.profit > 0 else 0.0,
        members_url("standing", on=day.as_of.isoformat(), by=by, code=code),
    )


def _whole(sums: dict[str, tuple[int, Decimal]], day: StandingDay) -> Figure:
    count = sum(count for count, _profit in sums.values())
    profit = sum((profit for _count, profit in sums.values()), Decimal(0))
    return Figure(
        count,
        1.0 if count else 0.0,
        profit,
        1.0 if profit > 0 else 0.0,
        members_url("standing", on=day.as_of.isoformat()),
    )


def _chart(by: str, title: str, lines: list[Line], *, then: StandingDay, now: StandingDay) -> Chart:
    best = max(lines, key=lambda line: line.now.contribution)
    before = [Point(line.then.contribution, line.then.url) for line in lines]
    after = [Point(line.now.contribution, line.now.url) for line in lines]
    return Chart(
        name=f"structure-{by}",
        summary=_("{title}: {label} makes most of the profit.").format(title=title, label=best.label),
        series=[
            Series(then.as_of.isoformat(), before, "comparison", "bar"),
            Series(now.as_of.isoformat(), after, "ours", "bar"),
        ],
        categories=[line.label for line in lines],
        category_label=_("Group"),
        unit="percent",
        height="low",
    )
