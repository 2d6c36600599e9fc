"""Plays that follow up: after an order, and before a customer's next project."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.who import MEASURES, greeting, reachable
from regulars.customers.models import Interaction, ProjectCycle
from regulars.orders.models import Order

OWN_MEASURES = tuple(f"customer__{name}" for name in MEASURES)


def find_orders(look: Day) -> Iterable[Candidate]:
    """The last order of a customer, so many days after it was delivered (or placed), for two weeks."""
    for name in ("first_day", "second_day"):
        if after := look.settings[name]:
            yield from _orders_after(look, after, name)


def _orders_after(look: Day, after: int, name: str) -> Iterable[Candidate]:
    newest, oldest = (
        look.day - timedelta(days=after),
        look.day - timedelta(days=after + look.settings["days_open"]),
    )
    later = Order.objects.filter(
        customer=OuterRef("customer"), kind="order", ordered_at__gt=OuterRef("ordered_at")
    )
    rows = (
        Order.objects.purchases()
        .filter(ordered_on__gte=oldest, ordered_on__lte=newest, customer__in=reachable(look.day).values("pk"))
        .filter(~Exists(later))
        .values_list(
            "pk",
            "customer_id",
            "reference",
            "ordered_on",
            "delivered_on",
            "amount",
            "currency",
            *OWN_MEASURES,
        )
    )
    for pk, customer, reference, ordered_on, delivered_on, amount, currency, margin, risk in rows.iterator():
        yield Candidate(
            customer,
            f"order:{pk}:{name}",
            "order_follow_up",
            {
                "order": reference,
                "ordered_on": ordered_on.isoformat(),
                "delivered_on": delivered_on.isoformat() if delivered_on else None,
                "amount": str(amount),
                "currency": currency,
                "after": after,
            },
            due_on=ordered_on + timedelta(days=after),
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def order_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import countdown, strong
    from regulars.ui import formatting

    amount = formatting.money(Decimal(figures["amount"]), figures["currency"])
    on = date.fromisoformat(figures["ordered_on"])
    if figures["delivered_on"]:
        text = _("Order of {day} over {amount} delivered on {delivered}, not followed up yet.")
        return text.format(day=on.isoformat(), amount=amount, delivered=figures["delivered_on"])
    return _("Ordered on {day} over {amount}, {ago}; not followed up yet.").format(
        day=on.isoformat(), amount=amount, ago=strong(countdown(on))
    )


def order_words(figures: Mapping[str, Any], who: Any) -> str:
    product = who.last_bought or _("your order")
    return greeting(who) + _(
        "Did {product} arrive well, and is it what you hoped for? If something is not right I will see to it."
    ).format(product=product)


def find_projects(look: Day) -> Iterable[Candidate]:
    """Customers whose next project window opens soon."""
    rows = (
        ProjectCycle.objects.filter(
            repurchase_on__isnull=False, customer__in=reachable(look.day).values("pk")
        )
        .filter(repurchase_on__lte=F("remind_days") + Value(look.day))
        .filter(repurchase_on__gte=look.day - timedelta(days=30))
        .values_list("pk", "customer_id", "name", "repurchase_on", "ends_on", *OWN_MEASURES)
    )
    for pk, customer, name, on, ended, margin, risk in rows:
        yield Candidate(
            customer,
            f"project:{pk}:{on.isoformat()}",
            "project_window",
            {"project": name, "on": on.isoformat(), "ended": ended.isoformat() if ended else None},
            due_on=on,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def project_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import countdown, strong

    on = date.fromisoformat(figures["on"])
    return _("The project “{project}” is expected to be followed by a new purchase on {day}, {when}.").format(
        project=figures["project"], day=on.isoformat(), when=strong(countdown(on))
    )


def project_words(figures: Mapping[str, Any], who: Any) -> str:
    return greeting(who) + _(
        "How did “{project}” turn out, and what are you planning next? I would like to prepare something in good time."
    ).format(project=figures["project"])


def find_next_steps(look: Day) -> Iterable[Candidate]:
    """What somebody noted as the next step, on the day noted for it."""
    rows = (
        Interaction.objects.filter(
            next_on__lte=look.day,
            next_on__gte=look.day - timedelta(days=30),
            customer__in=reachable(look.day).values("pk"),
        )
        .exclude(next_step="")
        .values_list("pk", "customer_id", "next_step", "next_on", "happened_at", *OWN_MEASURES)
    )
    for pk, customer, step, on, happened_at, margin, risk in rows:
        yield Candidate(
            customer,
            f"step:{pk}",
            "next_step",
            {"step": step, "on": on.isoformat(), "noted": happened_at.date().isoformat()},
            due_on=on,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def step_sentence(figures: Mapping[str, Any]) -> str:
    return _("On {noted} the next step was set for {day}: {step}").format(
        noted=figures["noted"], day=figures["on"], step=figures["step"]
    )


add(
    ReadyPlay(
        "order_follow_up",
        gettext_lazy("After an order"),
        gettext_lazy("Some days after the last order somebody asks whether all is well, and again later."),
        find_orders,
        order_sentence,
        lambda figures: _("Ask whether everything arrived well and how it is; no selling."),
        order_words,
        numbers=(
            Number("first_day", gettext_lazy("First time after days"), 3, 0, 90),
            Number("second_day", gettext_lazy("Second time after days (0: never)"), 30, 0, 365),
            Number("days_open", gettext_lazy("Still worth doing for days"), 14, 1, 60),
        ),
        ends_with_contact=True,
        order=60,
    )
)
add(
    ReadyPlay(
        "project_window",
        gettext_lazy("Next project"),
        gettext_lazy(
            "Before a project customer is expected to buy again, somebody asks about the next plans."
        ),
        find_projects,
        project_sentence,
        lambda figures: _("Ask about the next project and offer to prepare it."),
        project_words,
        order=70,
    )
)
add(
    ReadyPlay(
        "next_step",
        gettext_lazy("Agreed next step"),
        gettext_lazy("What was noted as the next step with a customer comes back on its day."),
        find_next_steps,
        step_sentence,
        lambda figures: _("Do what was agreed, then note the next step."),
        lambda figures, who: greeting(who) + _("As agreed I am getting back to you."),
        order=80,
    )
)
