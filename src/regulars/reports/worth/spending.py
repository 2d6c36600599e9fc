"""A budget and working hours shared among groups of customers, beside what contacts have cost."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from regulars.analytics.allocation import Claim, Share, allocate
from regulars.core import clock, settings_store
from regulars.costs.choices import CostKind
from regulars.costs.models import CareCost
from regulars.customers.choices import Channel
from regulars.customers.models import Customer, Interaction
from regulars.customers.querysets import CustomerQuerySet
from regulars.insights.measures.classes import RISK_LEVELS, STAGES, VALUE_CLASSES
from regulars.reports.worth.addressing import members_url
from regulars.ui.charts import Chart, Point, Series

CHOICES = {"value_class": VALUE_CLASSES, "stage": STAGES, "risk_level": RISK_LEVELS}
GROUPED_BY = tuple(CHOICES)
RECORDED = (CostKind.GIFT, CostKind.COUPON, CostKind.SERVICE, CostKind.OTHER)
VISITS = (Channel.VISIT, Channel.MEETING)


@dataclass(frozen=True)
class Asked:
    """Money and hours for a number of days; ``value_percent`` is how much value counts beside potential."""

    budget: int = 10_000
    hours: int = 160
    days: int = 90
    value_percent: int = 50
    by: str = "value_class"


@dataclass(frozen=True)
class Spent:
    """What was done for a group in the days before: contacts, visits, and what they come to at the firm's rates.

    ``recorded`` is what gifts, coupons and service cost besides.
    """

    contacts: int = 0
    visits: int = 0
    customers: int = 0
    recorded: Decimal = Decimal(0)

    @property
    def money(self) -> Decimal:
        get = settings_store.get
        made = self.contacts * get("reports.contact_cost") + self.visits * get("reports.visit_cost")
        return Decimal(made) + self.recorded

    @property
    def minutes(self) -> int:
        get = settings_store.get
        return int(
            self.contacts * get("reports.contact_minutes") + self.visits * get("reports.visit_minutes")
        )

    @property
    def hours(self) -> float:
        return self.minutes / 60


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
    def a_head(self) -> Decimal | None:
        return self.money / self.customers if self.customers else None

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


def groupings() -> list[tuple[str, str]]:
    """By what the groups can be made, in words."""
    return [("value_class", _("Value class")), ("stage", _("Stage")), ("risk_level", _("Churn risk"))]


def plan(user: Any, asked: Asked) -> Plan:
    """Share the money in cents and the hours in minutes, each by the same weights under its own ceilings."""
    sums, spent = _sums(user, asked.by), _spent(user, asked)
    care = {code: _full_care(code, row, asked) for code, row in sums.items()}
    money = _shared(
        sums, {code: cents for code, (cents, _minutes) in care.items()}, 100 * asked.budget, asked
    )
    minutes = _shared(sums, {code: most for code, (_cents, most) in care.items()}, 60 * asked.hours, asked)
    lines = []
    for code, row in sums.items():
        lines.append(
            GroupLine(
                label=label_of(asked.by, code),
                customers=row["n"],
                value=row["value"],
                potential=row["potential"],
                weight=money[code].weight,
                money=Decimal(money[code].amount) / 100,
                hours=minutes[code].amount / 60,
                full_money=Decimal(care[code][0]) / 100,
                full_hours=care[code][1] / 60,
                is_full=money[code].is_full and minutes[code].is_full,
                spent=spent.get(code, Spent()),
                url=members_url("group", by=asked.by, code=code),
                spent_url=members_url("group", by=asked.by, code=code, which="contacted", days=asked.days),
            )
        )
    return Plan(asked, lines)


def customers(user: Any, by: str, code: str, *, contacted_days: int = 0) -> CustomerQuerySet:
    found = _buyers(user)
    if code:
        found = found.filter(**{f"measures__{by}": code})
    if contacted_days:
        made = _made(contacted_days).filter(customer=OuterRef("pk"))
        found = found.filter(Exists(made))
    return found


def title(by: str, code: str, *, contacted_days: int) -> str:
    label = label_of(by, code) if code else _("All buyers")
    if contacted_days:
        return _("{label}: contacted in the last {days} days").format(label=label, days=contacted_days)
    return label


def label_of(by: str, code: str) -> str:
    return str(dict(CHOICES[by]).get(code, _("Not known")))


def _buyers(user: Any) -> CustomerQuerySet:
    return Customer.objects.visible_to(user).filter(is_walk_in=False, measures__order_count__gt=0)


def _sums(user: Any, by: str) -> dict[str, dict[str, Any]]:
    rows = _buyers(user).order_by().values(f"measures__{by}").annotate(
        n=Count("pk"),
        value=Sum("measures__profit_12m"),
        potential=Sum("measures__expected_margin"),
        contacts=Sum("measures__contact_limit_days"),
    )  # fmt: skip
    found = {row[f"measures__{by}"]: row for row in rows}
    empty = {"n": 0, "value": None, "potential": None, "contacts": None}
    return {
        code: {
            **found.get(code, empty),
            "value": found.get(code, empty)["value"] or Decimal(0),
            "potential": found.get(code, empty)["potential"] or Decimal(0),
        }
        for code, _label in CHOICES[by]
    }


def _full_care(code: str, row: dict[str, Any], asked: Asked) -> tuple[int, int]:
    """Cents and minutes for keeping to the contact limits of everybody in the group; every fourth is a visit."""
    if not row["n"] or not row["contacts"]:
        return 0, 0
    every_days = row["contacts"] / row["n"]
    contacts = round(row["n"] * asked.days / every_days)
    visits = contacts // 4
    full = Spent(contacts - visits, visits)
    return int(100 * full.money), full.minutes


def _shared(sums: dict[str, Any], most: dict[str, int], total: int, asked: Asked) -> dict[str, Share]:
    claims = [
        Claim(code, int(100 * row["value"]), int(100 * row["potential"]), most[code])
        for code, row in sums.items()
    ]
    return {share.code: share for share in allocate(claims, total, value_part=asked.value_percent / 100)}


def _made(days: int) -> Any:
    """Contacts and visits by us in the days before today."""
    since = clock.start_of(clock.today() - timedelta(days=days))
    made = Interaction.objects.filter(is_planned=False, direction="to_customer", happened_at__gte=since)
    return made.exclude(channel=Channel.NOTE)


def _spent(user: Any, asked: Asked) -> dict[str, Spent]:
    rows = (
        _made(asked.days)
        .visible_to(user)
        .filter(customer__measures__order_count__gt=0, customer__is_walk_in=False)
        .order_by()
        .values(f"customer__measures__{asked.by}")
        .annotate(
            few=Count("pk", filter=~Q(channel__in=VISITS)),
            many=Count("pk", filter=Q(channel__in=VISITS)),
            people=Count("customer", distinct=True),
        )
    )
    made = {row[f"customer__measures__{asked.by}"]: row for row in rows}
    recorded = _recorded(user, asked)
    none = {"few": 0, "many": 0, "people": 0}
    return {
        code: Spent(row["few"], row["many"], row["people"], recorded.get(code, Decimal(0)))
        for code in made.keys() | recorded.keys()
        for row in [made.get(code, none)]
    }


def _recorded(user: Any, asked: Asked) -> dict[str, Decimal]:
    """Gifts, coupons, service and other care; contacts and visits are counted at the rates already."""
    group = f"customer__measures__{asked.by}"
    rows = (
        CareCost.objects.visible_to(user)
        .filter(customer__measures__order_count__gt=0, customer__is_walk_in=False, kind__in=RECORDED)
        .filter(spent_on__gt=clock.today() - timedelta(days=asked.days), spent_on__lte=clock.today())
        .order_by()
        .values(group)
        .annotate(amount=Sum("amount"))
    )
    return {row[group]: row["amount"] for row in rows}
