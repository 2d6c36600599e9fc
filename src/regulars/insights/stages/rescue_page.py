"""Everybody in decline: what may be recovered, at which cost, what is advised and what was decided."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.core import settings_store
from regulars.customers import keyset
from regulars.customers.keyset import Sort
from regulars.customers.models import Customer
from regulars.customers.wording import enumerated
from regulars.insights.models import Cause, ChurnCause, DeclineCause, RescueDecision
from regulars.insights.stages.causes import ABOUT, CHURN_OF
from regulars.insights.stages.tallying import Tally, customers, tally, url
from regulars.insights.wording import days, percent
from regulars.ui import formatting
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
DECLINE = "stage:in:decline"
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
    found = customers(user, DECLINE)
    page = keyset.page(
        found,
        MOST_FIRST,
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    advised = [
        _advised(user, _("Invest more and develop again"), "invest"),
        _advised(user, _("Let go step by step"), "let_go"),
    ]
    unknown = _without_advice(user)
    return RescuePage(
        standing=[
            tally(user, _("In decline"), DECLINE),
            tally(user, _("not yet lost"), DECLINE, "status:not:lost"),
            tally(user, _("already lost"), DECLINE, "status:in:lost"),
        ],
        advised=[*advised, *([unknown] if unknown.tally.count else [])],
        undecided=tally(user, _("Not decided yet"), DECLINE, "rescue_decision:empty"),
        causes=[_cause(user, cause) for cause in Cause],
        without_cause=tally(user, _("No cause noted yet"), DECLINE, "decline_cause:empty"),
        table=_table(user, [row[-2] for row in page.rows], pager(page, query, found.count())),
        has_advice=any(each.tally.count for each in advised),
        churn_causes=[tally(user, each.label, f"churn_cause:in:{each}") for each in ChurnCause],
    )


def _advised(user: Any, label: str, code: str) -> Advised:
    codes = (DECLINE, f"rescue_advice:in:{code}")
    sums = customers(user, *codes).aggregate(
        n=Count("pk"),
        recoverable=Sum("measures__recoverable"),
        contact=Sum("measures__rescue_contact"),
        offer=Sum("measures__rescue_offer"),
        net=Sum("measures__rescue_net"),
    )
    cost = (sums["contact"] or 0) + (sums["offer"] or 0)
    return Advised(
        Tally(label, sums["n"], url(*codes)),
        round(sums["recoverable"] or 0),
        round(cost),
        round(sums["net"] or 0),
    )


def _without_advice(user: Any) -> Advised:
    codes = (DECLINE, "rescue_advice:empty")
    return Advised(
        tally(user, _("No advice: never ordered, deceased, or too little is known"), *codes), None, None, None
    )


def _cause(user: Any, cause: Cause) -> CauseCount:
    words = enumerated(*(str(each.label) for each in CHURN_OF[cause]))
    return CauseCount(tally(user, cause.label, f"decline_cause:in:{cause}"), ABOUT[cause], words)


def _table(user: Any, ids: list[int], pager: Pager) -> Table:
    found = Customer.objects.visible_to(user).select_related("owner", "measures").in_bulk(ids)
    decided = {
        each.customer_id: each
        for each in RescueDecision.objects.filter(customer__in=ids, ended_at=None).select_related(
            "decided_by"
        )
    }
    causes: dict[int, DeclineCause] = {}
    for noted in DeclineCause.objects.filter(customer__in=ids, removed_at=None).order_by("noted_on", "pk"):
        causes[noted.customer_id] = noted
    return Table(
        name="rescue",
        label=_("Customers in decline"),
        columns=_columns(user, decided, causes=causes),
        records=[found[pk] for pk in ids if pk in found],
        pager=pager,
    )


def _columns(
    user: Any, decided: dict[int, RescueDecision], *, causes: dict[int, DeclineCause]
) -> list[Column]:
    currency = settings_store.get("firm.currency")

    def money(name: str) -> Any:
        return lambda row: Cell(whole(row.measured(name)), currency=currency)

    return [
        Column(key="name", label=_("Customer"), kind="name", read=name_cell),
        Column(key="silent", label=_("No order for"), kind="figure", read=lambda row: days(row.measured("days_since_last_order")) if row.measured("order_count") else "–"),
        Column(key="chance", label=_("Chance to come back"), kind="figure", read=chance),
        Column(key="recoverable", label=_("Expected to be recovered"), kind="money", read=money("recoverable")),
        Column(key="cost", label=_("Cost"), kind="money", read=lambda row: Cell(_cost(row), currency=currency), on_phone="none"),
        Column(key="net", label=_("Recoverable, less cost"), kind="money", read=money("rescue_net")),
        Column(key="advice", label=_("Advice"), read=_advice),
        Column(key="cause", label=_("Cause"), read=lambda row: cause_cell(user, row, noted=causes.get(row.pk))),
        Column(key="decision", label=_("Decision"), read=lambda row: _decision(user, row, decided=decided.get(row.pk))),
    ]  # fmt: skip


def whole(amount: Any) -> Any:
    return None if amount is None else round(amount)


def name_cell(row: Customer) -> Cell:
    from regulars.customers import measures

    measure = measures.find("value_class")
    note = str(measure.label_of(row.measured("value_class"))) if measure else ""
    return Cell(str(row), note=note, url=f"{row.get_absolute_url()}relation/")


def chance(row: Customer) -> Any:
    share = row.measured("return_chance")
    if share is None:
        return "–"
    low, high = row.measured("return_low"), row.measured("return_high")
    return Cell(percent(share), note=f"{percent(low)}–{percent(high)}")


def _cost(row: Customer) -> Any:
    if row.measured("rescue_contact") is None:
        return None
    return round(row.measured("rescue_contact") + (row.measured("rescue_offer") or 0))


def _advice(row: Customer) -> str:
    from regulars.customers import measures

    measure, value = measures.find("rescue_advice"), row.measured("rescue_advice")
    return str(measure.label_of(value)) if measure and value else _("Not enough data yet")


def cause_cell(user: Any, row: Customer, *, noted: DeclineCause | None) -> Cell:
    address = reverse("insights:cause", args=[row.pk]) if user.may_write else ""
    if noted is None:
        return Cell(_("Note a cause"), url=address) if address else Cell("–")
    return Cell(noted.get_cause_display(), note=noted.get_churn_cause_display(), url=address)


def _decision(user: Any, row: Customer, *, decided: RescueDecision | None) -> Cell:
    address = reverse("insights:rescue_one", args=[row.pk]) if user.is_manager else ""
    if decided is None:
        return Cell(_("Decide"), url=address) if address else Cell("–")
    note = f"{decided.decided_by or ''} {formatting.day(decided.decided_at)}"
    return Cell(decided.get_decision_display(), note=note, url=address)


def pager(page: keyset.Page, query: Any, total: int) -> Pager:
    words = _("{shown} of {total}").format(shown=formatting.num(len(page.rows)), total=formatting.num(total))
    return Pager(
        words=words,
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
