"""Plays that follow up: before a customer's next project, and on the day of an agreed next step."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import Candidate, Day, ReadyPlay, add
from regulars.care.plays.who import OWN_MEASURES, greeting, reachable
from regulars.core import clock
from regulars.customers.models import Interaction, ProjectCycle


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
        "How did “{project}” turn out, and what are you planning next? I would like to have something ready for you in good time."
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
            {"step": step, "on": on.isoformat(), "noted": clock.day_of(happened_at).isoformat()},
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
        lambda figures, who: greeting(who) + _("As agreed, I am getting back to you."),
        is_owed=True,
        order=80,
    )
)
