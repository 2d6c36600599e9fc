"""The list of customers behind a figure: the words above it, and its pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.analytics.months import months_after
from regulars.core import settings_store
from regulars.customers import keyset
from regulars.customers.counting import Count, count
from regulars.customers.keyset import Sort
from regulars.customers.models import Customer
from regulars.insights.measures.classes import RISK_LEVELS
from regulars.reports import behind
from regulars.reports.behind import Asked
from regulars.reports.sections import keeping, stages
from regulars.reports.sections.revenue import channel_name
from regulars.reports.sections.wording import month
from regulars.ui import formatting
from regulars.ui.tables import Cell, Column, Pager, Table, with_query

PAGE_SIZE = 50
MOST_FIRST = Sort("measures__value", "money", is_descending=True, is_nullable=True)


@dataclass(frozen=True)
class Behind:
    title: str
    found: Count
    table: Table


def listed(asked: Asked, query: Any) -> Behind:
    """One page; raises NoSuchFigure or FilterError for an address that makes no sense."""
    found = behind.customers(asked)
    page = keyset.page(
        found,
        MOST_FIRST,
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    total = count(found)
    ids = [row[-2] for row in page.rows]
    table = people_of_page(asked.shown.user, ids, label=title(asked), pager=_pager(page, query, total))
    return Behind(title(asked), total, table)


def title(asked: Asked) -> str:
    """What the customers of the list have in common."""
    of = month(asked.month.starts_on)
    day = asked.month.ends_on.isoformat()
    words = {
        "active": _("Active customers on {day}").format(day=day),
        "active_before": _("Active customers on {day}").format(day=asked.month.day_before.isoformat()),
        "retained": _("Active at the start and at the end of {month}").format(month=of),
        "churned": _("Lost from the active in {month}").format(month=of),
        "new": _("New customers of {month}").format(month=of),
        "won_back": _("Won back in {month}").format(month=of),
        "ordered": _("Ordered in {month}").format(month=of),
        "ordered_again": _("Ordered in {month} and had bought before").format(month=of),
        "multichannel": _("Bought online and offline"),
        "channel": _("Bought through: {channel}").format(channel=channel_name(asked.code)),
        "best": _best(asked),
    }
    told = words.get(asked.figure) or _of_several(asked, of)
    group = keeping.group_labels().get(asked.group)
    return f"{told}{pgettext('between two short facts', ', ')}{group}" if group else told


def _best(asked: Asked) -> str:
    if asked.top:
        return _("Those who brought most, down to place {n}").format(n=formatting.num(asked.top))
    if asked.code == "value":
        return _("Those who bring 80% of the profit")
    return _("Those who bring 80% of the sales")


def _of_several(asked: Asked, of: str) -> str:
    if asked.figure == "cohort":
        if not asked.later:
            return _("First order in {month}").format(month=of)
        then = month(months_after(asked.month.starts_on, asked.later))
        return _("First order in {month}, ordered again in {then}").format(month=of, then=then)
    if asked.figure == "risk":
        level = dict(RISK_LEVELS).get(asked.code) or _("All levels")
        words = (
            _("Churn risk then: {level}; no order since")
            if asked.outcome == "silent"
            else _("Churn risk then: {level}")
        )
        return words.format(level=level)
    if asked.figure == "tenth":
        words = (
            _("Tenth {n} by the chance foreseen then; ordered since")
            if asked.outcome == "ordered"
            else _("Tenth {n} by the chance foreseen then")
        )
        return words.format(n=int(asked.code) + 1 if asked.code.isdecimal() else "")
    if asked.figure == "value_tenth":
        return _("Tenth {n} by the profit foreseen then").format(n=asked.code)
    return _moved(asked)


def _moved(asked: Asked) -> str:
    labels = stages.labels()
    before, after = labels.get(asked.before), labels.get(asked.after)
    if before and after:
        words = (
            _("From {before} to {after}")
            if asked.before != asked.after
            else _("{before}, as at the start of the month")
        )
        return words.format(before=before, after=after)
    if before:
        return _("{stage} at the start of the month").format(stage=before)
    high = _("{stage}, high value") if asked.figure == "move_high" else _("{stage}")
    return high.format(stage=after or "")


def people_of_page(user: Any, ids: list[int], *, label: str, pager: Pager) -> Table:
    """The customers of one page, in their order."""
    found = Customer.objects.visible_to(user).select_related("owner", "measures").in_bulk(ids)
    return Table(
        name="customers",
        label=label,
        columns=_columns(),
        records=[found[pk] for pk in ids if pk in found],
        pager=pager,
    )


def _columns() -> list[Column]:
    currency = settings_store.get("firm.currency")
    return [
        Column(key="name", label=_("Customer"), kind="name", read=_name),
        Column(key="value_class", label=_("Value class"), kind="text", read=lambda row: _label(row, "value_class")),
        Column(key="stage", label=_("Stage"), kind="stage", read=lambda row: row.measured("stage")),
        Column(key="last_order_on", label=_("Last order"), kind="day", read=lambda row: row.measured("last_order_on")),
        Column(key="order_count", label=_("Orders"), kind="number", read=lambda row: row.measured("order_count"), on_phone="none"),
        Column(key="total_spend", label=_("Total spend"), kind="money", read=lambda row: Cell(row.measured("total_spend"), currency=currency)),
        Column(key="owner", label=_("Owner"), kind="text", read=lambda row: row.owner or _("Pool")),
    ]  # fmt: skip


def _name(customer: Customer) -> Cell:
    return Cell(str(customer), note=customer.city, url=customer.get_absolute_url())


def _label(customer: Customer, name: str) -> str:
    from regulars.customers import measures

    measure, value = measures.find(name), customer.measured(name)
    return str(measure.label_of(value)) if measure and value else ""


def _pager(page: keyset.Page, query: Any, total: Count) -> Pager:
    words = _("{shown} of {total}").format(shown=formatting.num(len(page.rows)), total=total.words)
    return Pager(
        words=words,
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
