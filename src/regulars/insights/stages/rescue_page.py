"""Everybody in decline: what may be recovered, at which cost, what is advised and what was decided."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.core import settings_store
from regulars.customers.keyset import Sort
from regulars.customers.models import Customer
from regulars.customers.wording import enumerated
from regulars.insights.explaining import stage_sentence
from regulars.insights.models import Cause, ChurnCause, DeclineCause, RescueDecision
from regulars.insights.stages.causes import ABOUT, CHURN_OF
from regulars.insights.stages.columns import (
    cause_cell,
    chance,
    ids_of,
    label_of,
    money_column,
    name_cell,
    newest_causes,
    page_of,
    pager,
    records_of,
)
from regulars.insights.tallying import Asked, Tally, customers, tally_all
from regulars.insights.wording import days
from regulars.ui import formatting
from regulars.ui.tables import Cell, Column, Pager, Table

DECLINE = "stage:in:decline"
ADVICE = {
    "invest": gettext_lazy("Invest more and develop again"),
    "let_go": gettext_lazy("Let go step by step"),
}
SUMMED = ("recoverable", "rescue_contact", "rescue_offer", "rescue_net")
MOST_FIRST = Sort("measures__rescue_net", "money", is_descending=True, is_nullable=True)


@dataclass(frozen=True)
class Advised:
    """One advice: who, and the sums of what it is made of."""

    tally: Tally
    recoverable: Any
    cost: Any
    net: Any


@dataclass(frozen=True)
class CauseCount:
    tally: Tally
    about: Any
    counted_as: str


@dataclass(frozen=True)
class RescuePage:
    standing: list[Tally]
    advised: list[Advised]
    undecided: Tally
    causes: list[CauseCount]
    without_cause: Tally
    table: Table
    has_advice: bool
    churn_causes: list[Tally]


def rescue_page(user: Any, query: Any) -> RescuePage:
    """Raises FilterError for a page that does not exist."""
    page = page_of(customers(user, DECLINE), MOST_FIRST, query)
    tallies = tally_all(user, _asked(), DECLINE)
    advised = [_advised(tallies[code]) for code in ADVICE]
    unadvised = tallies["unadvised"]
    return RescuePage(
        standing=[tallies[name] for name in ("all", "not_lost", "lost")],
        advised=[*advised, *([Advised(unadvised, None, None, None)] if unadvised.count else [])],
        undecided=tallies["undecided"],
        causes=[_cause(tallies["decline", cause], cause) for cause in Cause],
        without_cause=tallies["without_cause"],
        table=_table(user, ids_of(page), pager(page, query, tallies["all"].count)),
        has_advice=any(each.tally.count for each in advised),
        churn_causes=[tallies["churn", cause] for cause in ChurnCause],
    )


def _asked() -> dict[Any, Asked]:
    unadvised = _("No advice: never ordered, deceased, or too little is known")
    return {
        "all": Asked(_("In decline")),
        "not_lost": Asked(_("not yet lost"), ("status:not:lost",)),
        "lost": Asked(_("already lost"), ("status:in:lost",)),
        **{code: Asked(label, (f"rescue_advice:in:{code}",), SUMMED) for code, label in ADVICE.items()},
        "unadvised": Asked(unadvised, ("rescue_advice:empty",)),
        "undecided": Asked(_("Not decided yet"), ("rescue_decision:empty",)),
        **{("decline", cause): Asked(cause.label, (f"decline_cause:in:{cause}",)) for cause in Cause},
        "without_cause": Asked(_("No cause noted yet"), ("decline_cause:empty",)),
        **{("churn", cause): Asked(cause.label, (f"churn_cause:in:{cause}",)) for cause in ChurnCause},
    }


def _advised(found: Tally) -> Advised:
    recoverable, contact, offer, net = (found.sums[name] for name in SUMMED)
    return Advised(found, round(recoverable), round(contact + offer), round(net))


def _cause(found: Tally, cause: Cause) -> CauseCount:
    words = enumerated(*(str(each.label) for each in CHURN_OF[cause]))
    return CauseCount(found, ABOUT[cause], words)


def _table(user: Any, ids: list[int], pager: Pager) -> Table:
    in_force = RescueDecision.objects.filter(customer__in=ids, ended_at=None).select_related("decided_by")
    decided = {each.customer_id: each for each in in_force}
    return Table(
        name="rescue",
        label=_("Customers in decline"),
        columns=_columns(user, decided, causes=newest_causes(ids)),
        records=records_of(user, ids),
        pager=pager,
    )


def _columns(
    user: Any, decided: dict[int, RescueDecision], *, causes: dict[int, DeclineCause]
) -> list[Column]:
    currency = settings_store.get("firm.currency")

    return [
        Column(key="name", label=_("Customer"), kind="name", read=name_cell),
        Column(key="silent", label=_("No order for"), kind="figure", read=lambda row: days(row.measured("days_since_last_order")) if row.measured("order_count") else "–"),
        Column(key="why", label=_("Why in decline"), read=lambda row: stage_sentence(row.measures)),
        Column(key="chance", label=_("Chance to come back"), kind="figure", read=chance),
        money_column("recoverable", _("Expected to be recovered"), "recoverable"),
        Column(key="cost", label=_("Cost"), kind="money", read=lambda row: Cell(_cost(row), currency=currency), on_phone="none"),
        money_column("net", _("Recoverable, less cost"), "rescue_net"),
        Column(key="advice", label=_("Advice"), read=lambda row: label_of(row, "rescue_advice") or _("Not enough data yet")),
        Column(key="cause", label=_("Cause"), read=lambda row: cause_cell(user, row, noted=causes.get(row.pk))),
        Column(key="decision", label=_("Decision"), read=lambda row: _decision(user, row, decided=decided.get(row.pk))),
    ]  # fmt: skip


def _cost(row: Customer) -> Any:
    if row.measured("rescue_contact") is None:
        return None
    return round(row.measured("rescue_contact") + (row.measured("rescue_offer") or 0))


def _decision(user: Any, row: Customer, *, decided: RescueDecision | None) -> Cell:
    address = reverse("insights:rescue_one", args=[row.pk]) if user.is_manager else ""
    if decided is None:
        return Cell(_("Decide"), url=address) if address else Cell("–")
    note = f"{decided.decided_by or ''} {formatting.day(decided.decided_at)}"
    return Cell(decided.get_decision_display(), note=note, url=address)
