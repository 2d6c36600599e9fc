"""One analysis of one subject over one period, and the addresses that narrow it."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from regulars.analytics.months import month_end
from regulars.costs.profit import People
from regulars.insights import sold
from regulars.insights.sold import Sold
from regulars.orders.models import Order
from regulars.orders.querysets import OrderQuerySet
from regulars.reports.analyses.periods import Period
from regulars.reports.analyses.subjects import Subject

READABLE = ":,~-"


@dataclass(frozen=True)
class Asked:
    """``today`` is the day the figures are true for."""

    code: str
    user: Any
    subject: Subject
    period: Period
    today: date
    narrowed: dict[str, str] = field(default_factory=dict)  # what only this analysis knows

    @property
    def people(self) -> People:
        return People.of(self.subject.people)

    def orders(self, period: Period | None = None) -> OrderQuerySet:
        """Orders and returns that have a value in the firm's currency."""
        when = period or self.period
        found = Order.objects.filter(customer__in=self.subject.people.order_by().values("pk"))
        return found.in_period(when.since, when.until).filter(amount_base__isnull=False)

    @cached_property
    def sold(self) -> Sold:
        """Of one customer the orders themselves are asked, of several what the last refresh kept."""
        return sold.LIVE if self.subject.is_one else sold.kept()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Of a statement that asks once for the customers of the subject."""
        with connection.cursor() as cursor:
            cursor.execute(statement, self.people.params)
            return list(cursor.fetchall())

    def pairs(self) -> list[tuple[str, str]]:
        return [*self.subject.pairs, *self.period.pairs]

    def url(self, code: str = "", **more: Any) -> str:
        """This analysis, or another, of the same subject and period."""
        return _address(reverse("reports:seven_analysis", args=[code or self.code]), self.pairs(), more)

    def month_url(self, first: date) -> str:
        """The same analysis of one month."""
        last = min(month_end(first), self.period.until)
        begin = max(first, self.period.since)
        return replace(self, period=Period(begin, last)).url()

    def orders_url(self, *, period: Period | None = None, **narrowed: Any) -> str:
        """The orders behind a figure."""
        asked = replace(self, period=period) if period else self
        return _address(reverse("reports:seven_orders"), asked.pairs(), narrowed)

    def of_customer_url(self, customer_id: int, code: str = "") -> str:
        """The same analysis of one customer."""
        address = reverse("reports:seven_analysis", args=[code or self.code])
        return _address(address, [("customer", str(customer_id)), *self.period.pairs], {})

    def customers_url(self, *codes: str) -> str:
        """The list of customers with further conditions; the page of the customer where it is about one."""
        if self.subject.customer is not None:
            return str(self.subject.customer.get_absolute_url())
        if self.subject.codes is not None:
            pairs = [("f", code) for code in (*self.subject.codes, *codes)]
            return _address(reverse("customers:list"), pairs, {})
        pairs = [*self.subject.pairs, *(("w", code) for code in codes)]
        return _address(reverse("reports:seven_customers"), pairs, {})

    def export_url(self) -> str:
        return _address(reverse("reports:seven_export", args=[self.code]), self.pairs(), {})


def _address(path: str, pairs: list[tuple[str, str]], more: dict[str, Any]) -> str:
    kept = [*pairs, *((name, str(value)) for name, value in more.items() if value not in ("", None))]
    return f"{path}?{urlencode(kept, safe=READABLE)}" if kept else path
