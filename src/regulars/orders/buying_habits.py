"""购买习惯: what kinds of products, how often, how much, where and when a customer usually buys."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.core import clock
from regulars.orders import amounts
from regulars.orders.choices import Channel
from regulars.orders.models import Order, OrderLine
from regulars.orders.product_sales import BASE_AMOUNT
from regulars.ui.formatting import money, num, percent

LATEST = 500  # habits are what somebody does now; older orders than these say little
ENOUGH = 3
MARKED_SEASON, MARKED_DAY = Decimal("0.4"), Decimal("0.25")  # below, it is chance rather than habit
CATEGORIES_SHOWN = 4
PARTS_OF_DAY = ((5, "morning"), (11, "noon"), (14, "afternoon"), (18, "evening"))


@dataclass(frozen=True)
class Bought:
    at: datetime
    on: date
    amount: Decimal | None
    channel: str


def habits_of(customer: Any) -> list[dict[str, Any]]:
    """As facts with their figures; fewer than three orders are no habit."""
    bought = _latest(customer)
    told: list[dict[str, Any] | None] = [_kinds_of_product(customer)]
    if len(bought) >= ENOUGH:
        told += [
            _frequency(bought),
            _usual_amount(bought),
            _channel(bought),
            _time_of_week(bought),
            _season(bought),
        ]
    return [fact for fact in told if fact]


def mean_interval(days: list[date]) -> Decimal | None:
    """Days between two order days on average."""
    known = sorted(set(days))
    if len(known) < 2:
        return None
    return Decimal((known[-1] - known[0]).days) / (len(known) - 1)


def _latest(customer: Any) -> list[Bought]:
    rows = Order.objects.filter(customer=customer, kind="order").order_by("-ordered_at")
    return [
        Bought(*row)
        for row in rows.values_list("ordered_at", "ordered_on", "amount_base", "channel")[:LATEST]
    ]


def _kinds_of_product(customer: Any) -> dict[str, Any] | None:
    lines = OrderLine.objects.filter(order__customer=customer, product__category__isnull=False)
    rows = list(
        lines.values_list("product__category__name").annotate(value=Sum(BASE_AMOUNT)).order_by("-value")
    )
    worth = [(name, value) for name, value in rows if value and value > 0]
    total = sum((value for _name, value in worth), Decimal(0))
    if not total:
        return None
    shown = [f"{name} {percent(value / total)}" for name, value in worth[:CATEGORIES_SHOWN]]
    return {"label": _("Kinds of product"), "value": str(_(", ")).join(shown), "note": _("by amount")}


def _frequency(bought: list[Bought]) -> dict[str, Any] | None:
    interval = mean_interval([each.on for each in bought])
    if not interval:
        return None
    days = round(interval)
    every = ngettext("every {days} day on average", "every {days} days on average", days).format(
        days=num(days)
    )
    return {"label": _("How often"), "value": every}


def _usual_amount(bought: list[Bought]) -> dict[str, Any] | None:
    known = sorted(each.amount for each in bought if each.amount is not None)
    if len(known) < ENOUGH:
        return None
    base = amounts.base_currency()
    low, high = known[len(known) // 4], known[-1 - len(known) // 4]
    note = _("half of the orders between {low} and {high}").format(
        low=money(low, base), high=money(high, base)
    )
    return {
        "label": _("Usual amount"),
        "value": money(amounts.rounded(median(known), base), base),
        "note": note,
    }


def _channel(bought: list[Bought]) -> dict[str, Any] | None:
    told = Counter(each.channel for each in bought if each.channel)
    if not told:
        return None
    channel, count = told.most_common(1)[0]
    share = percent(Decimal(count) / told.total())
    return {
        "label": _("Channel"),
        "value": Channel(channel).label,
        "note": _("{share} of the orders").format(share=share),
    }


def _time_of_week(bought: list[Bought]) -> dict[str, Any] | None:
    """The most usual day of the week where there is one; the part of the day where times are known."""
    local = [each.at.astimezone(clock.zone()) for each in bought]
    day, count = Counter(moment.weekday() for moment in local).most_common(1)[0]
    is_marked = Decimal(count) / len(local) >= MARKED_DAY
    words = [_weekday(day)] if is_marked else []
    if any((moment.hour, moment.minute) != (0, 0) for moment in local):
        words.append(_part_words(Counter(_part_of_day(moment.hour) for moment in local).most_common(1)[0][0]))
    if not words:
        return None
    share = percent(Decimal(count) / len(local))
    note = _("{share} of the orders on this day of the week").format(share=share) if is_marked else ""
    return {"label": _("Time of the week"), "value": str(_(", ")).join(words), "note": note}


def _season(bought: list[Bought]) -> dict[str, Any] | None:
    """Only of customers who have been buying through a year: before, it would be chance."""
    days = [each.on for each in bought]
    if (max(days) - min(days)).days < 365:
        return None
    season, count = Counter((on.month % 12) // 3 for on in days).most_common(1)[0]
    if Decimal(count) / len(days) < MARKED_SEASON:
        return None
    share = percent(Decimal(count) / len(days))
    words = (
        _("winter, December to February"),
        _("spring, March to May"),
        _("summer, June to August"),
        _("autumn, September to November"),
    )
    return {
        "label": _("Season"),
        "value": words[season],
        "note": _("{share} of the orders").format(share=share),
    }


def _part_of_day(hour: int) -> str:
    return next((part for begins, part in reversed(PARTS_OF_DAY) if hour >= begins), "evening")


def _part_words(part: str) -> str:
    return {
        "morning": pgettext("part of the day", "in the morning"),
        "noon": pgettext("part of the day", "around noon"),
        "afternoon": pgettext("part of the day", "in the afternoon"),
        "evening": pgettext("part of the day", "in the evening"),
    }[part]


def _weekday(day: int) -> str:
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return names[day]
