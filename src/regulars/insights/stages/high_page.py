"""High-value customers: the special services they may ask for, the watch list, and who grows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.insights.explaining_stages import watch_in_words
from regulars.insights.models import Entitlement
from regulars.insights.stages.tallying import Asked, Tally, customers, tally_all
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
    currency = settings_store.get("firm.currency")
    return Table(
        name="watch-list",
        label=_("Watch list"),
        columns=[
            Column(key="name", label=_("Customer"), kind="name", read=_name),
            Column(key="why", label=_("What dropped"), on_phone="whole", read=_why),
            Column(
                key="worth",
                label=_("Expected margin"),
                kind="money",
                read=lambda row: Cell(_whole(row.measured("expected_margin")), currency=currency),
            ),
            Column(key="owner", label=_("Owner"), read=lambda row: row.owner or _("Pool")),
        ],
        records=_rows(user, "is_watched:yes", "expected_margin"),
    )


def _growing_list(user: Any) -> Table:
    currency = settings_store.get("firm.currency")

    def money(name: str) -> Any:
        return lambda row: Cell(_whole(row.measured(name)), currency=currency)

    return Table(
        name="growing",
        label=_("Candidates for development"),
        columns=[
            Column(key="name", label=_("Customer"), kind="name", read=_name),
            Column(key="third", label=_("A year ago, six months"), kind="money", read=money("spend_half_3")),
            Column(key="second", label=_("The six months before"), kind="money", read=money("spend_half_2")),
            Column(key="first", label=_("Last six months"), kind="money", read=money("spend_half_1")),
            Column(key="likes", label=_("Buys most"), read=lambda row: row.measured("favourite_category") or "–"),
            Column(key="owner", label=_("Owner"), read=lambda row: row.owner or _("Pool")),
        ],
        records=_rows(user, "is_growing:yes", "spend_half_1"),
    )  # fmt: skip


def _whole(amount: Any) -> Any:
    return None if amount is None else round(amount)


def _name(row: Customer) -> Cell:
    return Cell(str(row), note=row.city, url=f"{row.get_absolute_url()}relation/")


def _why(row: Customer) -> str:
    from regulars.insights.explaining_stages import joined

    return joined(watch_in_words(row.measures))
