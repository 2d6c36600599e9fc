"""Everybody in decline: what may be recovered, at which cost, what is advised and what was decided."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.core import settings_store
from regulars.customers import keyset
from regulars.customers.keyset import Sort
from regulars.customers.models import Customer
from regulars.customers.wording import enumerated
from regulars.insights.models import Cause, ChurnCause, DeclineCause, RescueDecision
from regulars.insights.stages.causes import ABOUT, CHURN_OF
from regulars.insights.stages.tallying import Asked, Tally, customers, tally_all
from regulars.insights.wording import days, percent
from regulars.ui import formatting
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
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
    found = customers(user, DECLINE)
    page = keyset.page(
        found,
        MOST_FIRST,
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    tallies = tally_all(user, _asked(), DECLINE)
    advised = [_advised(tallies[code]) for code in ADVICE]
    unadvised = tallies["unadvised"]
    return RescuePage(
        standing=[tallies[name] for name in ("all", "not_lost", "lost")],
        advised=[*advised, *([Advised(unadvised, None, None, None)] if unadvised.count else [])],
        undecided=tallies["undecided"],
        causes=[_cause(tallies["decline", cause], cause) for cause in Cause],
        without_cause=tallies["without_cause"],
        table=_table(user, [row[-2] for row in page.rows], pager(page, query, tallies["all"].count)),
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
