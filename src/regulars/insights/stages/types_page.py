"""Customer types: how large each group is, what its centre looks like, what it wants."""

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulars.customers.wording import enumerated
from regulars.insights.measures.classes import CUSTOMER_TYPES
from regulars.insights.models import CustomerGroups
from regulars.insights.tallying import Tally, customers, url
from regulars.ui import formatting

LEAST_CUSTOMERS = 100
LOGGED = ("breadth", "experience")  # averaged by their logarithm
OFTEN = 1.25  # so much more often than among all grouped customers makes a category distinctive
LEAST_IN_CATEGORY = 5
FEATURES: dict[str, tuple[Any, Any]] = {
    "complaint_rate": (
        gettext_lazy("Complaints and returns per 100 orders"),
        lambda v: number_format(100 * v, 1),
    ),
    "choosing_days": (gettext_lazy("Days from first look to order"), lambda v: number_format(v, 1)),
    "discount_share": (gettext_lazy("Share given as discount"), lambda v: formatting.percent(v, 1)),
    "breadth": (gettext_lazy("Different products"), lambda v: number_format(v, 1)),
    "experience": (gettext_lazy("Order days"), lambda v: number_format(v, 1)),
}
RULES = {
    "demanding": gettext_lazy("the group with the most complaints and returns per order"),
    "hesitant": gettext_lazy("the group that takes longest from the first look at a product to ordering it"),
    "thrifty": gettext_lazy("the group to which most is given as discount"),
    "sophisticated": gettext_lazy("the group with the most different products and order days"),
    "ordinary": gettext_lazy("every group that stands out in none of these"),
}
WANTS = {
    "demanding": gettext_lazy("Wants no faults, quick answers and somebody who is responsible."),
    "hesitant": gettext_lazy("Wants proof, trials and time; decides with a person at the side."),
    "thrifty": gettext_lazy("Wants a fair price and advantages that grow with the next order."),
    "sophisticated": gettext_lazy("Wants expert advice, what is new, and no beginner's talk."),
    "ordinary": gettext_lazy("Wants what most want: what fits the last order, at the right time."),
}


@dataclass(frozen=True)
class TypeShown:
    """``now`` counts the customers a person may see, as people have set them; ``size`` is the group's as found."""

    code: str
    label: Any
    now: Tally
    worth: Any
    size: int
    centre: list[tuple[str, str]]
    wants: Any
    distinctive: str
    would_be: str


@dataclass(frozen=True)
class TypesPage:
    kept: CustomerGroups | None
    types: list[TypeShown]
    features: list[Any]
    averages: list[str]
    left_out: list[Any]
    rules: list[tuple[Any, Any]]
    least: int
    is_renamed: bool

    @property
    def is_enough(self) -> bool:
        return bool(self.types)


def types_page(user: Any) -> TypesPage:
    kept = CustomerGroups.objects.first()
    groups = kept.groups if kept else {}
    found = groups.get("found", {"features": [], "names": [], "rule_names": []})
    used = found["features"]
    labels = dict(CUSTOMER_TYPES)
    types = _types(user, groups) if groups else []
    return TypesPage(
        kept=kept,
        types=types,
        features=[FEATURES[name][0] for name in used],
        averages=[FEATURES[name][1](groups["averages"][name]) for name in used],
        left_out=[FEATURES[name][0] for name in FEATURES if name not in used] if groups else [],
        rules=[(labels[code], rule) for code, rule in RULES.items()],
        least=LEAST_CUSTOMERS,
        is_renamed=any(each.would_be for each in types),
    )


def _types(user: Any, groups: dict[str, Any]) -> list[TypeShown]:
    found, labels = groups["found"], dict(CUSTOMER_TYPES)
    rows = _counted(user)
    favourites = _favourites(user)
    shown = []
    for code, size, centre, rule_names in _by_name(groups):
        row = rows.get(code, {})
        would_be = [str(labels[name]) for name in rule_names if name != code]
        shown.append(
            TypeShown(
                code,
                labels[code],
                Tally(labels[code], row.get("n", 0), url(f"customer_type:in:{code}")),
                round(row.get("worth") or 0),
                size,
                [(str(FEATURES[each][0]), FEATURES[each][1](centre[each])) for each in found["features"]],
                WANTS[code],
                favourites.get(code, ""),
                enumerated(*dict.fromkeys(would_be)),
            )
        )
    order = [code for code, _label in CUSTOMER_TYPES]
    return sorted(shown, key=lambda each: (order.index(each.code), -each.size))


def _by_name(groups: dict[str, Any]) -> list[tuple[str, int, dict[str, float], list[str]]]:
    """Groups that bear one name as one: its customers, their average centre, what the rule calls each."""
    found = groups["found"]
    rows = list(zip(found["names"], groups["sizes"], groups["centres"], found["rule_names"], strict=True))
    told = []
    for code in dict.fromkeys(found["names"]):
        own = [row for row in rows if row[0] == code]
        size = sum(row[1] for row in own)
        centre = {each: _average([(row[1], row[2][each]) for row in own], each) for each in found["features"]}
        told.append((code, size, centre, [row[3] for row in own]))
    return told


def _average(weighed: list[tuple[int, float]], feature: str) -> float:
    total = sum(size for size, _value in weighed)
    if len(weighed) == 1 or not total:
        return weighed[0][1]
    if feature in LOGGED:
        return math.exp(sum(size * math.log(value) for size, value in weighed) / total)
    return sum(size * value for size, value in weighed) / total


def _counted(user: Any) -> dict[Any, dict[str, Any]]:
    rows = (
        customers(user, "customer_type:filled")
        .values("measures__customer_type")
        .annotate(n=Count("pk"), worth=Sum("measures__value"))
    )
    return {row["measures__customer_type"]: {**row} for row in rows.order_by()}


def _favourites(user: Any) -> dict[str, str]:
    """The categories that customers of a type prefer more often than all of them do."""
    rows = (
        customers(user, "customer_type:filled")
        .exclude(measures__favourite_category=None)
        .values_list("measures__customer_type", "measures__favourite_category")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts: dict[str, dict[str, int]] = {}
    total: dict[str, int] = {}
    for code, category, n in rows:
        counts.setdefault(code, {})[category] = n
        total[category] = total.get(category, 0) + n
    everybody = sum(total.values())
    return {code: _preferred(found, total, everybody) for code, found in counts.items()}


def _preferred(found: dict[str, int], total: dict[str, int], everybody: int) -> str:
    of_type = sum(found.values())
    times = {
        category: (n / of_type) / (total[category] / everybody)
        for category, n in found.items()
        if n >= LEAST_IN_CATEGORY
    }
    best = sorted((each for each in times.items() if each[1] >= OFTEN), key=lambda each: -each[1])[:2]
    words = _("{category} {times} × as often")
    told = [words.format(category=name, times=number_format(many, 1)) for name, many in best]
    return pgettext("between two reasons", "; ").join(told)
