"""Plays that watch the customer's own rhythm: contact cadence, overdue orders, decline of the valuable."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.who import greeting, reachable
from regulars.core import settings_store

GONE = Q(measures__status="lost")
OVERDUE_FIELDS = (
    "pk",
    "measures__last_order_on",
    "measures__typical_interval_days",
    "measures__next_order_due_on",
    "measures__expected_margin",
    "measures__risk_score",
)


def find_neglected(look: Day) -> Iterable[Candidate]:
    """Customers whose contact is due; those who came with an import wait their turn by value."""
    due = reachable(look.day).filter(measures__next_contact_due_on__isnull=False).exclude(GONE)
    yield from _due_contacts(due.exclude(measures__contact_counted_from="arrival"), look)
    yield from _backlog(due.filter(measures__contact_counted_from="arrival"), look)


def _due_contacts(customers: Any, look: Day) -> Iterable[Candidate]:
    rows = customers.filter(measures__next_contact_due_on__lte=look.day).values_list(
        "pk",
        "measures__contact_since_on",
        "measures__contact_limit_days",
        "measures__value_class",
        "measures__next_contact_due_on",
        "measures__expected_margin",
        "measures__risk_score",
    )
    for pk, since, limit, value_class, due_on, margin, risk in rows.iterator():
        figures = {"since": since.isoformat(), "limit": limit, "value_class": value_class}
        yield Candidate(
            pk,
            f"contact:{since.isoformat()}",
            "neglected",
            figures,
            due_on=due_on,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def _backlog(customers: Any, look: Day) -> Iterable[Candidate]:
    """Never contacted so far: due over the weeks of the setting, the most valuable first."""
    weeks = settings_store.get("care.backlog_weeks")
    place = Window(RowNumber(), order_by=[F("measures__expected_margin").desc(nulls_last=True), F("pk")])
    rows = list(
        customers.annotate(place=place).values_list(
            "pk",
            "place",
            "measures__contact_since_on",
            "measures__first_order_on",
            "measures__expected_margin",
            "measures__risk_score",
        )
    )
    for pk, position, since, first, margin, risk in rows:
        due_on = since + timedelta(days=round(7 * weeks * (position - 1) / len(rows)))
        if due_on <= look.day:
            yield Candidate(
                pk,
                f"contact:{since.isoformat()}",
                "never_contacted",
                {"since": (first or since).isoformat(), "ordered": first is not None},
                due_on=due_on,
                show_from=look.day,
                expected_margin=margin or Decimal(0),
                risk_score=risk,
            )


def contact_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, strong
    from regulars.core import clock

    since = date.fromisoformat(figures["since"])
    if "limit" not in figures:
        text = _("First order {day}; since then nobody has been in touch.")
        if not figures["ordered"]:
            text = _("With us since {day}; nobody has been in touch so far.")
        return text.format(day=since.isoformat())
    return _("Last contacted on {day}, {ago} ago; {limit} are the limit.").format(
        day=since.isoformat(), ago=strong(days((clock.today() - since).days)), limit=days(figures["limit"])
    )


def contact_words(figures: Mapping[str, Any], who: Any) -> str:
    bought = who.last_bought
    if bought:
        return greeting(who) + _("How do you like the {product}? Is there anything we can do better?").format(
            product=bought
        )
    return greeting(who) + _("How are you, and is there anything we can do for you?")


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
    more = (
        "measures__interval_borrowed",
        "measures__stage_rule",
        "measures__spend_recent",
        "measures__spend_before",
        "measures__orders_recent",
        "measures__orders_before",
        "measures__trend_months",
    )
    for pk, last, interval, due_on, margin, risk, *rest in customers.values_list(
        *OVERDUE_FIELDS, *more
    ).iterator():
        borrowed, rule, spent, spent_before, orders, orders_before, months = rest
        figures = {
            "last": last.isoformat(),
            "interval": round(interval) if interval else None,
            "late": (look.day - due_on).days if due_on else 0,
            "borrowed": bool(borrowed),
            "rule": rule,
            "spend_recent": str(spent or 0),
            "spend_before": str(spent_before or 0),
            "orders_recent": orders,
            "orders_before": orders_before,
            "months": months,
        }
        yield Candidate(
            pk,
            f"{reason}:{last.isoformat()}",
            reason,
            figures,
            due_on=due_on or look.day,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def overdue_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, strong

    return _("Last order {day}, usually every {interval}, now {late} late.").format(
        day=figures["last"], interval=days(figures["interval"] or 0), late=strong(days(figures["late"]))
    )


def declining_sentence(figures: Mapping[str, Any]) -> str:
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
        return overdue_sentence(figures)
    since = days((clock.today() - date.fromisoformat(day)).days)
    return _("Valuable, and no order for {since}; the last one was on {day}.").format(
        since=strong(since), day=day
    )


def overdue_words(figures: Mapping[str, Any], who: Any) -> str:
    bought = who.last_bought
    if bought:
        return greeting(who) + _(
            "Your {product} should be running out by now. Shall I put the usual aside for you?"
        ).format(product=bought)
    return greeting(who) + _("It has been a while. Is everything all right, and do you need anything?")


def declining_words(figures: Mapping[str, Any], who: Any) -> str:
    return greeting(who) + _(
        "You have been with us for a long time and we have seen less of you lately. Did we do something wrong? I would like to hear it from you."
    )


add(
    ReadyPlay(
        "contact_cadence",
        gettext_lazy("Regular contact"),
        gettext_lazy(
            "Nobody waits longer for a word from us than the limit of the value class: 30, 60 or 90 days."
        ),
        find_neglected,
        contact_sentence,
        lambda figures: _("Ask how they are and what has changed; note it down."),
        contact_words,
        ends_with_contact=True,
        order=30,
    )
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
        lambda figures: _("Call in person, ask what is wrong before offering anything."),
        declining_words,
        numbers=(Number("days_back", gettext_lazy("Last order at most … days ago"), 365, 30, 1095),),
        ends_with_contact=True,
        order=50,
    )
)
