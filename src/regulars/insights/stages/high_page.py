"""High-value customers: the special services they may ask for, the watch list, and who grows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.insights.explaining_stages import joined, watch_in_words
from regulars.insights.models import Entitlement
from regulars.insights.stages.columns import money_column
from regulars.insights.tallying import Asked, Tally, customers, tally_all
from regulars.ui.tables import Cell, Column, Table

MOST = 20
HIGH = "value_class:in:high"


@dataclass(frozen=True)
class HighPage:
    services: list[Entitlement]
    high: Tally
    watched: Tally
    drops: list[Tally]
    watch_list: Table
    growing: Tally
    growing_list: Table
    most: int = MOST


def high_page(user: Any) -> HighPage:
    asked = {
        "high": Asked(_("High value"), (HIGH,)),
        "watched": Asked(_("On the watch list"), ("is_watched:yes",)),
        "contact": Asked(_("Contact dropped"), ("watch_contact:yes",)),
        "spend": Asked(_("Spend dropped"), ("watch_spend:yes",)),
        "satisfaction": Asked(_("Satisfaction dropped"), ("watch_satisfaction:yes",)),
        "growing": Asked(_("Growing"), ("is_growing:yes",)),
    }
    found = tally_all(user, asked)
    return HighPage(
        services=services(),
        high=found["high"],
        watched=found["watched"],
        drops=[found[name] for name in ("contact", "spend", "satisfaction")],
        watch_list=_watch_list(user),
        growing=found["growing"],
        growing_list=_growing_list(user),
    )


def services() -> list[Entitlement]:
    return list(Entitlement.objects.filter(is_offered=True))


def _rows(user: Any, code: str, key: str) -> list[Customer]:
    found = customers(user, code).select_related("owner", "measures")
    return list(found.order_by(f"-measures__{key}", "pk")[:MOST])


def _watch_list(user: Any) -> Table:
    return Table(
        name="watch-list",
        label=_("Watch list"),
        columns=[
            Column(key="name", label=_("Customer"), kind="name", read=_name),
            Column(key="why", label=_("What dropped"), on_phone="whole", read=_why),
            money_column("worth", _("Expected margin"), "expected_margin"),
            Column(key="owner", label=_("Owner"), read=lambda row: row.owner or _("Pool")),
        ],
        records=_rows(user, "is_watched:yes", "expected_margin"),
    )


def _growing_list(user: Any) -> Table:
    return Table(
        name="growing",
        label=_("Candidates for development"),
        columns=[
            Column(key="name", label=_("Customer"), kind="name", read=_name),
            money_column("third", _("A year ago, six months"), "spend_half_3"),
            money_column("second", _("The six months before"), "spend_half_2"),
            money_column("first", _("Last six months"), "spend_half_1"),
            Column(key="likes", label=_("Buys most"), read=lambda row: row.measured("favourite_category") or "–"),
            Column(key="owner", label=_("Owner"), read=lambda row: row.owner or _("Pool")),
        ],
        records=_rows(user, "is_growing:yes", "spend_half_1"),
    )  # fmt: skip


def _name(row: Customer) -> Cell:
    return Cell(str(row), note=row.city, url=f"{row.get_absolute_url()}relation/")


def _why(row: Customer) -> str:
    return joined(watch_in_words(row.measures))
