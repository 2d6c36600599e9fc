"""转换成本: what leaving costs over all customers a person may see, and who could leave cheaply and is worth much."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.analytics.loyalty.rules import COMPONENTS
from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.insights.loyalty.classes import LEVELS
from regulars.insights.loyalty.explaining_ties import LABELS, how_estimated
from regulars.insights.loyalty_pages.scores import scores_chart, scores_counted
from regulars.insights.stages.columns import money_column
from regulars.insights.tallying import url
from regulars.ui.formatting import num
from regulars.ui.tables import Cell, Column, Table

SHOWN = 20
EXPOSED = ("switching_level:in:low", "value_class:in:high")


@dataclass(frozen=True)
class Component:
    label: Any
    mean: Decimal
    total: Decimal
    score: str


def switching_of(seen: Any) -> dict[str, Any]:
    counts = seen.aggregate(**_counts())
    exposed = seen.filter(measures__switching_level="low", measures__value_class="high")
    rows = list(exposed.select_related("owner", "measures").order_by("-measures__value", "pk")[:SHOWN])
    return {
        "counts": counts,
        "figures": _figures(counts),
        "components": [
            Component(
                LABELS[name],
                Decimal(round(counts[f"mean_{name}"] or 0)),
                counts[f"sum_{name}"] or Decimal(0),
                num(counts[f"score_{name}"] or 0),
            )
            for name in COMPONENTS
        ],
        "distribution": scores_chart(
            "switching",
            counts,
            summary=_("How many customers have how much switching cost"),
            label=_("Switching cost, of 100"),
        )
        if counts["scored"]
        else None,
        "table": _table(rows) if rows else None,
        "exposed_url": url(*EXPOSED),
        "more": counts["exposed"] - len(rows),
        "explained": how_estimated(),
        "low": settings_store.get("loyalty.switching_low"),
    }


def _counts() -> dict[str, Any]:
    found = {
        "scored": Count("measures__switching_score"),
        "mean_score": Avg("measures__switching_score"),
        "exposed": Count("pk", filter=Q(measures__switching_level="low", measures__value_class="high")),
        "exposed_value": Sum(
            "measures__value", filter=Q(measures__switching_level="low", measures__value_class="high")
        ),
    }
    known = Q(measures__switching_score__isnull=False)
    for name in COMPONENTS:
        money = f"measures__switching_{name}"
        found |= {f"mean_{name}": Avg(money, filter=known), f"sum_{name}": Sum(money, filter=known)}
        found[f"score_{name}"] = Avg(f"{money}_score")
    found |= scores_counted("switching")
    return found | {
        f"level_{code}": Count("pk", filter=Q(measures__switching_level=code)) for code, _label in LEVELS
    }


def _figures(counts: dict[str, Any]) -> list[dict[str, Any]]:
    mean = counts["mean_score"]
    return [
        {
            "label": _("Could leave cheaply and are worth much"),
            "value": num(counts["exposed"]),
            "url": url(*EXPOSED, sort="-value_rank"),
            "note": _("high value, low switching cost"),
        },
        {
            "label": _("Switching cost on average"),
            "value": num(mean) if mean is not None else "–",
            "url": url("switching_score:filled", sort="-switching_cost"),
            "note": _("of 100, {n} customers").format(n=num(counts["scored"])),
        },
        *(
            {
                "label": _("{level} switching cost").format(level=label),
                "value": num(counts[f"level_{code}"]),
                "url": url(f"switching_level:in:{code}"),
                "note": "",
            }
            for code, label in LEVELS
            if code != "middle"
        ),
    ]


def _table(rows: list[Customer]) -> Table:
    return Table(
        name="exposed",
        label=_("Low switching cost, high value"),
        columns=[
            Column(key="name", label=gettext_lazy("Customer"), kind="name", read=_name),
            money_column("value", gettext_lazy("Brought so far"), "value"),
            money_column("switching_cost", gettext_lazy("Switching cost"), "switching_cost"),
            Column(key="switching_score", label=gettext_lazy("Of 100"), kind="number", read=lambda row: row.measured("switching_score")),
            Column(key="loyalty_score", label=gettext_lazy("Loyalty"), kind="number", read=lambda row: row.measured("loyalty_score")),
            Column(key="owner", label=gettext_lazy("Owner"), kind="text", read=lambda row: row.owner or _("Pool"), on_phone="none"),
        ],
        records=rows,
    )  # fmt: skip


def _name(customer: Customer) -> Cell:
    return Cell(str(customer), note=customer.city, url=f"{customer.get_absolute_url()}loyalty/")
