"""The plan after every order: whether it arrived, how it is in use, whether the customer is satisfied."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care import checks
from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.who import OWN_MEASURES, greeting, reachable
from regulars.orders.models import Order, OrderLine


def find_orders(look: Day) -> Iterable[Candidate]:
    """Each check of each order, so many days after its delivery, as long as it is still worth doing."""
    for check in checks.CHECKS.values():
        if after := look.settings[check.setting]:
            yield from _orders_after(look, check, after)


def _orders_after(look: Day, check: checks.Check, after: int) -> Iterable[Candidate]:
    """Of several orders of a customer the same is asked about the newest only, and one order is at stake."""
    newest = look.day - timedelta(days=after)
    rows = (
        Order.objects.purchases()
        .filter(_arrived_between(newest - timedelta(days=look.settings["days_open"]), newest))
        .filter(customer__in=reachable(look.day).values("pk"))
        .annotate(counted_from=ARRIVED, dearest=DEAREST, margin=MARGIN, risk=F(OWN_MEASURES[1]))
        .order_by("customer_id", "-counted_from", "-pk")
        .distinct("customer_id")
    )
    for row in rows.values(*READ).iterator():
        yield Candidate(
            row["customer_id"],
            f"order:{row['pk']}:{check.code}",
            checks.PLAY,
            _figures(row, check),
            due_on=row["counted_from"] + timedelta(days=after),
            show_from=look.day,
            expected_margin=row["margin"] or Decimal(0),
            risk_score=row["risk"],
        )


READ = ("pk", "customer_id", "reference", "ordered_on", "delivered_on", "amount", "currency",
        "counted_from", "dearest", "margin", "risk")  # fmt: skip
# The next order is what a bad one puts at risk, not all that is expected within the horizon.
MARGIN = Least(F(OWN_MEASURES[0]), F("customer__measures__margin_per_order"))
# The day the goods came; else the promised one; else the day of the order.
ARRIVED = Coalesce(F("delivered_on"), Greatest(F("promised_on"), F("ordered_on")))
DEAREST = Subquery(
    OrderLine.objects.filter(order=OuterRef("pk"))
    .order_by("-amount", "pk")
    .values(name=Coalesce(NullIf(F("product__name"), Value("")), F("description")))[:1]
)


def _arrived_between(oldest: date, newest: date) -> Q:
    days = (oldest, newest)
    promised = Q(delivered_on=None, promised_on__range=days, ordered_on__lte=F("promised_on"))
    plain = Q(promised_on=None) | Q(promised_on__lt=F("ordered_on"))
    return Q(delivered_on__range=days) | promised | (Q(delivered_on=None, ordered_on__range=days) & plain)


def _figures(row: Mapping[str, Any], check: checks.Check) -> dict[str, Any]:
    delivered_on = row["delivered_on"]
    return {
        "check": check.code,
        "order": row["reference"],
        "ordered_on": row["ordered_on"].isoformat(),
        "delivered_on": delivered_on.isoformat() if delivered_on else None,
        "amount": str(row["amount"]),
        "currency": row["currency"],
        "product": " ".join((row["dearest"] or "").split()),
    }


def order_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import joined

    questions = {
        "delivery": _("Nobody has asked yet whether everything arrived well."),
        "usage": _("Nobody has asked yet how they are getting on with it."),
        "satisfaction": _("Nobody has asked yet whether they are happy with it."),
    }
    return joined(_what_was_ordered(figures), questions[figures["check"]])


def _what_was_ordered(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import countdown, strong
    from regulars.ui import formatting

    amount = formatting.money(Decimal(figures["amount"]), figures["currency"])
    day, delivered = figures["ordered_on"], figures["delivered_on"]
    if delivered:
        return _("Ordered {amount} on {day}, delivered on {delivered}, {ago}.").format(
            day=day, amount=amount, delivered=delivered, ago=strong(countdown(date.fromisoformat(delivered)))
        )
    return _("Ordered {amount} on {day}, {ago}.").format(
        day=day, amount=amount, ago=strong(countdown(date.fromisoformat(day)))
    )


def order_advice(figures: Mapping[str, Any]) -> str:
    advice = {
        "delivery": _("Ask whether everything arrived well and complete; no selling."),
        "usage": _("Ask how they are getting on with it and help if needed; no selling."),
        "satisfaction": _("Ask whether they are happy with it and what we could do better."),
    }
    return advice[figures["check"]]


def order_words(figures: Mapping[str, Any], who: Any) -> str:
    words = {
        "delivery": _(
            "Did {product} arrive safely, and is everything there? If anything is wrong, I will put it right."
        ),
        "usage": _("How are you getting on with {product}? If anything is unclear, just ask me."),
        "satisfaction": _(
            "You have had {product} for a while now. Are you happy with it, and is there anything we could do better?"
        ),
    }
    product = _("your order")
    if figures["product"]:
        product = _("the {product}").format(product=figures["product"])
    return greeting(who) + words[figures["check"]].format(product=product)


add(
    ReadyPlay(
        checks.PLAY,
        gettext_lazy("After an order"),
        gettext_lazy(
            "After every order somebody asks whether it arrived, then how it is in use, then whether the customer is satisfied, and notes the answer."
        ),
        find_orders,
        order_sentence,
        order_advice,
        order_words,
        numbers=(
            Number("delivery_day", gettext_lazy("Delivery check after days (0: never)"), 3, 0, 90),
            Number("usage_day", gettext_lazy("Usage check after days (0: never)"), 14, 0, 365),
            Number("satisfaction_day", gettext_lazy("Satisfaction after days (0: never)"), 30, 0, 365),
            Number("days_open", gettext_lazy("Still worth doing for days"), 10, 1, 60),
        ),
        asks_result=True,
        order=60,
    )
)
