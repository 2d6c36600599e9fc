"""Plays that watch the customer's own rhythm: overdue orders, decline of the valuable."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.spreading import its_turn, turns, what_turn
from regulars.care.plays.who import greeting, reachable

GONE = Q(measures__status="lost")
OVERDUE_FIELDS = (
    "pk",
    "measures__last_order_on",
    "measures__typical_interval_days",
    "measures__next_order_due_on",
    "measures__expected_margin",
    "measures__risk_score",
)
SHOWN_FIELDS = (
    "measures__interval_borrowed",
    "measures__stage_rule",
    "measures__spend_recent",
    "measures__spend_before",
    "measures__orders_recent",
    "measures__orders_before",
    "measures__trend_months",
)


def find_overdue(look: Day) -> Iterable[Candidate]:
    """Customers with a rhythm of their own who are late against it; the valuable ones have a play of their own."""
    late = F("measures__typical_interval_days") * (look.settings["percent_late"] / 100)
    customers = (
        reachable(look.day)
        .filter(
            measures__interval_borrowed=False, measures__overdue_days__gt=0, measures__overdue_days__gte=late
        )
        .exclude(GONE)
        .exclude(measures__value_class="high", measures__stage="decline")
    )
    yield from _late_orders(customers, look, "overdue")


def find_declining(look: Day) -> Iterable[Candidate]:
    """High-value customers in decline, lost ones included for a while."""
    since = look.day - timedelta(days=look.settings["days_back"])
    customers = reachable(look.day).filter(
        measures__value_class="high", measures__stage="decline", measures__last_order_on__gte=since
    )
    yield from _late_orders(customers, look, "declining")


def _late_orders(customers: Any, look: Day, reason: str) -> Iterable[Candidate]:
    """Who was late already when they came into the books waits for their turn."""
    spread = turns(look)
    rows = customers.values_list(*OVERDUE_FIELDS, *SHOWN_FIELDS).iterator()
    for pk, last, interval, due_on, margin, risk, *shown in rows:
        turn = its_turn(spread.get(pk), due_on if reason == "overdue" else last)
        if turn and turn.on > look.day:
            continue
        late = {
            "last": last.isoformat(),
            "interval": round(interval) if interval else None,
            "late": (look.day - due_on).days if due_on else 0,
        }
        yield Candidate(
            pk,
            f"{reason}:{last.isoformat()}",
            reason,
            late | _shown(*shown) | (turn.figures if turn else {}),
            due_on=due_on or look.day,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def _shown(borrowed: Any, rule: Any, spent: Any, spent_before: Any, *rest: Any) -> dict[str, Any]:
    orders, orders_before, months = rest
    return {
        "borrowed": bool(borrowed),
        "rule": rule,
        "spend_recent": str(spent or 0),
        "spend_before": str(spent_before or 0),
        "orders_recent": orders,
        "orders_before": orders_before,
        "months": months,
    }


def overdue_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import joined

    return joined(_late(figures), what_turn(figures))


def _late(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, strong

    return _("Last order {day}, usually every {interval}, now {late} late.").format(
        day=figures["last"], interval=days(figures["interval"] or 0), late=strong(days(figures["late"]))
    )


def declining_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import joined

    return joined(_decline(figures), what_turn(figures))


def _decline(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, orders, strong
    from regulars.core import clock
    from regulars.insights.wording import amount

    day, months = figures["last"], figures["months"]
    if figures["rule"] == "spend_fell":
        return _(
            "Spent {recent} in the last {months} months, {before} in the same time before; last order {day}."
        ).format(
            recent=strong(amount(figures["spend_recent"])),
            before=amount(figures["spend_before"]),
            months=months,
            day=day,
        )
    if figures["rule"] == "orders_fell":
        return _(
            "{recent} in the last {months} months, {before} in the same time before; last order {day}."
        ).format(
            recent=strong(orders(figures["orders_recent"])),
            before=orders(figures["orders_before"]),
            months=months,
            day=day,
        )
    if figures["late"] > 0 and not figures["borrowed"]:
        return _late(figures)
    since = days((clock.today() - date.fromisoformat(day)).days)
    return _("Valuable, and no order for {since}; the last one was on {day}.").format(
        since=strong(since), day=day
    )


def overdue_words(figures: Mapping[str, Any], who: Any) -> str:
    bought = who.last_bought
    if bought:
        return greeting(who) + _(
            "You usually order around this time. Last time it was the {product}; what can I put aside for you?"
        ).format(product=bought)
    return greeting(who) + _("It has been a while. Is everything all right, and is there anything you need?")


def declining_words(figures: Mapping[str, Any], who: Any) -> str:
    return greeting(who) + _(
        "You have been with us for a long time, and we have not seen much of you lately. Is it something we did? I would really like to know."
    )


add(
    ReadyPlay(
        "order_overdue",
        gettext_lazy("Order overdue"),
        gettext_lazy("The customer usually orders at an interval of their own and is late against it."),
        find_overdue,
        overdue_sentence,
        lambda figures: _("Ask how the last purchase was, then whether they need more."),
        overdue_words,
        numbers=(Number("percent_late", gettext_lazy("Late by … % of the interval"), 50, 10, 500),),
        ends_with_contact=True,
        order=40,
    )
)
add(
    ReadyPlay(
        "high_value_declining",
        gettext_lazy("High-value customer declining"),
        gettext_lazy("A valuable customer orders later, less often or less; somebody should ask why."),
        find_declining,
        declining_sentence,
        lambda figures: _("Call them yourself; ask what is wrong before you offer anything."),
        declining_words,
        numbers=(Number("days_back", gettext_lazy("Last order at most … days ago"), 365, 30, 1095),),
        ends_with_contact=True,
        order=50,
    )
)
