"""A budget and working hours shared among groups of customers, beside what contacts have cost."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.analytics.allocation import Claim, Share, allocate
from regulars.core import settings_store
from regulars.costs import prices
from regulars.customers.querysets import CustomerQuerySet
from regulars.reports.worth import grouping
from regulars.reports.worth.addressing import members_url
from regulars.reports.worth.believed import Believed, believed
from regulars.reports.worth.buyers import buyers
from regulars.reports.worth.spent import Spent, made, minutes, spent
from regulars.ui.charts import Chart, Point, Series

NOBODY = Believed(0, Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Asked:
    """Money and hours for a number of days; ``value_percent`` is how much value counts beside potential."""

    budget: int = 10_000
    hours: int = 160
    days: int = 90
    value_percent: int = 50
    by: str = "value_class"


@dataclass(frozen=True)
class GroupLine:
    label: str
    customers: int
    value: Decimal
    potential: Decimal
    weight: float
    money: Decimal
    hours: float
    full_money: Decimal
    full_hours: float
    is_full: bool
    spent: Spent
    url: str
    spent_url: str

    @property
    def money_gap(self) -> Decimal:
        return self.money - self.spent.money

    @property
    def hours_gap(self) -> float:
        return self.hours - self.spent.hours


@dataclass(frozen=True)
class Plan:
    asked: Asked
    lines: list[GroupLine]
    is_potential_known: bool = False
    estimates: int = 0  # customers whose spend elsewhere is believed to be known

    @property
    def potential_words(self) -> str:
        return pgettext("spend", "Potential") if self.is_potential_known else _("Expected margin")

    @property
    def has_prices(self) -> bool:
        """Without a price of a call and a visit nobody knows what full care costs."""
        return prices.of_contacts(1, 1) > 0

    @property
    def money(self) -> Decimal:
        return sum((line.money for line in self.lines), Decimal(0))

    @property
    def hours(self) -> float:
        return sum(line.hours for line in self.lines)

    @property
    def money_left(self) -> Decimal:
        return self.asked.budget - self.money

    @property
    def hours_left(self) -> float:
        return round(self.asked.hours - self.hours, 2)

    @property
    def spent_money(self) -> Decimal:
        return sum((line.spent.money for line in self.lines), Decimal(0))

    @property
    def spent_hours(self) -> float:
        return sum(line.spent.hours for line in self.lines)

    @property
    def chart(self) -> Chart:
        """Proposed and spent money, group by group."""
        return Chart(
            name="allocation",
            summary=_("Money proposed and money spent, by group."),
            series=[
                Series(
                    _("Spent"),
                    [Point(line.spent.money, line.spent_url) for line in self.lines],
                    "comparison",
                    "bar",
                ),
                Series(_("Proposed"), [Point(line.money, line.url) for line in self.lines], "ours", "bar"),
            ],
            categories=[line.label for line in self.lines],
            category_label=_("Group"),
            unit=settings_store.get("firm.currency"),
            height="low",
        )

    @property
    def has_claims(self) -> bool:
        return any(line.weight for line in self.lines)


def plan(user: Any, asked: Asked) -> Plan:
    """Share the money in cents and the hours in minutes, each by the same weights under its own ceilings."""
    sums, done = _sums(user, asked.by), spent(user, asked.by, asked.days)
    care = {code: _full_care(code, row, asked) for code, row in sums.items()}
    budget = 100 * asked.budget
    most = {code: cents if cents or not time else budget for code, (cents, time) in care.items()}
    money = _shared(sums, most, budget, asked)
    hours = _shared(sums, {code: time for code, (_cents, time) in care.items()}, 60 * asked.hours, asked)
    labels, lines = dict(grouping.groups(user, asked.by)), []
    for code, row in sums.items():
        lines.append(
            GroupLine(
                label=labels[code],
                customers=row["n"],
                value=row["value"],
                potential=row["potential"],
                weight=money[code].weight,
                money=Decimal(money[code].amount) / 100,
                hours=hours[code].amount / 60,
                full_money=Decimal(care[code][0]) / 100,
                full_hours=care[code][1] / 60,
                is_full=money[code].is_full and hours[code].is_full,
                spent=done.get(code, Spent()),
                url=members_url("group", by=asked.by, code=code),
                spent_url=members_url("group", by=asked.by, code=code, which="contacted", days=asked.days),
            )
        )
    is_known = any(row["is_known"] for row in sums.values())
    return Plan(asked, lines, is_known, sum(row["estimates"] for row in sums.values()))


def customers(user: Any, by: str, code: str, *, contacted_days: int = 0) -> CustomerQuerySet:
    found = buyers(user)
    if code:
        found = found.annotate(group=grouping.of_rows(by)).filter(group=code)
    if contacted_days:
        found = found.filter(Exists(made(contacted_days).filter(customer=OuterRef("pk"))))
    return found


def title(user: Any, by: str, code: str, *, contacted_days: int) -> str:
    label = grouping.label_of(user, by, code) if code else _("All buyers")
    if contacted_days:
        return _("{label}: contacted in the last {days} days").format(label=label, days=contacted_days)
    return label


def _sums(user: Any, by: str) -> dict[str, dict[str, Any]]:
    rows = buyers(user).order_by().annotate(group=grouping.of_rows(by)).values("group").annotate(
        n=Count("pk"),
        value=Sum("measures__profit_12m"),
        potential=Sum("measures__potential"),
        expected=Sum("measures__expected_margin"),
        limit_days=Sum("measures__contact_limit_days"),
    )  # fmt: skip
    found = {row["group"]: row for row in rows}
    is_known = any(row["potential"] for row in found.values())
    none: dict[str, Any] = {"n": 0, "value": None, "potential": None, "expected": None, "limit_days": None}
    estimated = believed(buyers(user), by) if is_known else {}
    sums = {}
    for code, _label in grouping.groups(user, by):
        row, guess = found.get(code, none), estimated.get(code, NOBODY)
        potential = (row["potential"] if is_known else row["expected"]) or Decimal(0)
        sums[code] = {
            **row,
            "is_known": is_known,
            "value": row["value"] or Decimal(0),
            "potential": potential - guess.reckoned + guess.elsewhere,
            "estimates": guess.customers,
        }
    return sums


def _full_care(code: str, row: dict[str, Any], asked: Asked) -> tuple[int, int]:
    """Cents and minutes for keeping to the contact limits of everybody in the group; every fourth is a visit."""
    if not row["n"] or not row["limit_days"]:
        return 0, 0
    every_days = row["limit_days"] / row["n"]
    contacts = round(row["n"] * asked.days / every_days)
    visits = contacts // 4
    return int(100 * prices.of_contacts(contacts - visits, visits)), minutes(contacts - visits, visits)


def _shared(sums: dict[str, Any], most: dict[str, int], total: int, asked: Asked) -> dict[str, Share]:
    claims = [
        Claim(code, int(100 * row["value"]), int(100 * row["potential"]), most[code])
        for code, row in sums.items()
    ]
    return {share.code: share for share in allocate(claims, total, value_part=asked.value_percent / 100)}
