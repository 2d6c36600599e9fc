"""Whom to win back first: what a year with them is worth, times the chance that they come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.customers.keyset import Sort
from regulars.insights.stages.columns import (
    cause_cell,
    chance,
    ids_of,
    money_column,
    name_cell,
    newest_causes,
    page_of,
    pager,
    records_of,
)
from regulars.insights.stages.rescue_page import DECLINE
from regulars.insights.tallying import Asked, Tally, customers, tally_all
from regulars.insights.wording import days
from regulars.ui.tables import Column, Pager, Table

# Whom a manager let go has left the list; the chance is known.
WAITING = ("rescue_advice:filled", "rescue_decision:not:let_go")
MOST_FIRST = Sort("measures__recoverable", "money", is_descending=True, is_nullable=True)


@dataclass(frozen=True)
class WinBackPage:
    waiting: Tally
    recoverable: int
    let_go: Tally
    table: Table


def win_back_page(user: Any, query: Mapping[str, str]) -> WinBackPage:
    """Raises FilterError for a page that does not exist."""
    page = page_of(customers(user, DECLINE, *WAITING), MOST_FIRST, query)
    asked = {
        "waiting": Asked(_("Win back"), WAITING, adding=("recoverable",)),
        "let_go": Asked(_("Let go and not on this list"), ("rescue_decision:in:let_go",)),
    }
    found = tally_all(user, asked, DECLINE)
    return WinBackPage(
        waiting=found["waiting"],
        recoverable=round(found["waiting"].sums["recoverable"]),
        let_go=found["let_go"],
        table=_table(user, ids_of(page), pager(page, query, found["waiting"].count)),
    )


def _table(user: Any, ids: list[int], pages: Pager) -> Table:
    causes = newest_causes(ids)
    columns = [
        Column(key="name", label=_("Customer"), kind="name", read=name_cell),
        Column(key="silent", label=_("No order for"), kind="figure", read=lambda row: days(row.measured("days_since_last_order"))),
        money_column("year", _("Margin of a year"), "margin_a_year"),
        Column(key="chance", label=_("Chance to come back"), kind="figure", read=chance),
        money_column("recoverable", _("Value × chance"), "recoverable"),
        Column(key="cause", label=_("Cause"), read=lambda row: cause_cell(user, row, noted=causes.get(row.pk))),
        Column(key="owner", label=_("Owner"), read=lambda row: str(row.owner or _("Pool")), on_phone="none"),
    ]  # fmt: skip
    records = records_of(user, ids)
    return Table(name="win-back", label=_("Win back"), columns=columns, records=records, pager=pages)
