"""Plays of the lifecycle: getting to know a new customer, steadying growth, mending stability, watching the valuable."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.analytics.stakes import Stake
from regulars.care.catalogue import Candidate, Day, Number, ReadyPlay, add
from regulars.care.plays.who import greeting, reachable
from regulars.core import clock
from regulars.insights.explaining_stages import joined, signs_in_words, watch_in_words

STEPS = ("introduce", "consult", "check")
FIGURES_OF_SIGNS = (
    "signs", "recent_interval_days", "earlier_interval_days", "recent_basket", "earlier_basket", "contacts_recent",
    "contacts_before", "competitor_mentions", "competitor_on", "satisfaction", "complaints_open",
)  # fmt: skip
FIGURES_OF_WATCH = (
    "watch_contact", "watch_spend", "watch_satisfaction", "neglected", "days_without_contact", "contact_limit_days",
    "spend_recent", "spend_before", "trend_months",
)  # fmt: skip


class Figures:
    """Figures kept with a card, read as those of the table are."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        self.kept = kept

    def __getattr__(self, name: str) -> Any:
        value = self.kept.get(name)
        return date.fromisoformat(value) if name == "competitor_on" and value else value


def find_new(look: Day) -> Iterable[Candidate]:
    """Customers who entered exploration lately: by their first order, or by coming into the books one by one."""
    longest = max(look.settings[step] for step in STEPS)
    entered = Coalesce("measures__first_order_on", TruncDate("created_at", tzinfo=clock.zone()))
    # A file of prospects is no beginning of a relationship: it would fill the list of a week.
    rows = (
        reachable(look.day)
        .filter(measures__stage="exploration")
        .annotate(entered_on=entered)
        .filter(entered_on__gte=look.day - timedelta(days=longest + look.settings["days_open"]))
        .exclude(measures__first_order_on=None, imported_on__isnull=False)
        .values_list("pk", "entered_on", "measures__order_count", *WORTH)
    )
    for pk, entered_on, orders, margin, risk in rows.iterator():
        for step in STEPS:
            due = entered_on + timedelta(days=look.settings[step])
            if due <= look.day <= due + timedelta(days=look.settings["days_open"]):
                yield Candidate(
                    pk,
                    f"onboarding:{entered_on.isoformat()}:{step}",
                    step,
                    {"step": step, "entered": entered_on.isoformat(), "orders": orders or 0},
                    due_on=due,
                    show_from=look.day,
                    expected_margin=margin or Decimal(0),
                    risk_score=risk,
                )


WORTH = ("measures__expected_margin", "measures__risk_score")


def onboarding_sentence(figures: Mapping[str, Any]) -> str:
    words = (
        _("First order on {day}: still getting to know us.")
        if figures["orders"]
        else _("With us since {day}, nothing ordered yet.")
    )
    return words.format(day=figures["entered"])


def onboarding_advice(figures: Mapping[str, Any]) -> str:
    return {
        "introduce": _("Introduce what else we have, and offer a trial."),
        "consult": _("Ask what they need it for, and advise."),
        "check": _("Find out whether they know what the product can do and how to use it."),
    }[figures["step"]]


def onboarding_words(figures: Mapping[str, Any], who: Any) -> str:
    return (
        greeting(who)
        + {
            "introduce": _("Welcome. May I show you in a few words what we have, and let you try something?"),
            "consult": _("What do you use it for mostly? Then I can tell you what suits you best."),
            "check": _("Do you get along with it? I am happy to show you what else it can do."),
        }[figures["step"]]
    )


def find_volatile(look: Day) -> Iterable[Candidate]:
    """Growing customers whom a drop, a complaint or a low score may take straight to decline."""
    return _warned(look, "volatile", "growth")


def find_early_signs(look: Day) -> Iterable[Candidate]:
    """Stable customers with early signs, from so many signs on; one said in words is always enough."""
    return _warned(look, "early_signs", "stability")


def _warned(look: Day, warning: str, stage: str) -> Iterable[Candidate]:
    rows = (
        reachable(look.day)
        .filter(measures__stage_warning=warning, measures__stage=stage)
        .exclude(measures__overdue_days__gt=F("measures__typical_interval_days") * 0.5)
    )
    return _candidates(rows, look, warning, _enough(look.settings["least_signs"]), FIGURES_OF_SIGNS)


def _enough(least: int) -> Any:
    said = {"competitor", "lower_score", "complaint"}

    def enough(figures: Mapping[str, Any]) -> bool:
        codes = set((figures["signs"] or "").split(","))
        return len(codes) >= least or bool(codes & said)

    return enough


def find_watched(look: Day) -> Iterable[Candidate]:
    """High-value customers of whom spend or satisfaction dropped; those in decline have a play of their own."""
    rows = reachable(look.day).filter(measures__is_watched=True).exclude(measures__stage="decline")
    dropped = lambda figures: bool(figures["watch_spend"] or figures["watch_satisfaction"])  # noqa: E731
    return _candidates(rows, look, "watched", dropped, (*FIGURES_OF_WATCH, *FIGURES_OF_SIGNS))


def _candidates(
    rows: Any, look: Day, reason: str, wanted: Any, names: tuple[str, ...]
) -> Iterable[Candidate]:
    """One card for as long as the same order is the last one."""
    read = [f"measures__{name}" for name in names]
    for pk, last, margin, risk, *values in rows.values_list(
        "pk", "measures__last_order_on", *WORTH, *read
    ).iterator():
        figures = {name: _plain(value) for name, value in zip(names, values, strict=True)}
        if wanted(figures):
            yield Candidate(
                pk,
                f"{reason}:{last.isoformat() if last else ''}",
                reason,
                figures,
                due_on=look.day,
                show_from=look.day,
                expected_margin=margin or Decimal(0),
                risk_score=risk,
            )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def signs_sentence(figures: Mapping[str, Any]) -> str:
    return _said(sentence for _code, sentence in signs_in_words(Figures(figures)))


def watch_sentence(figures: Mapping[str, Any]) -> str:
    return _said(watch_in_words(Figures(figures)))


def _said(parts: Iterable[str]) -> str:
    from django.utils.translation import pgettext

    told = joined(parts)
    return told[:1].upper() + told[1:] + pgettext("end of a sentence", ".")


def asking_words(figures: Mapping[str, Any], who: Any) -> str:
    return greeting(who) + _(
        "How have you been getting on with us lately? Is there anything we should do better?"
    )


add(
    ReadyPlay(
        "onboarding",
        gettext_lazy("Getting to know each other"),
        gettext_lazy(
            "Who enters exploration is introduced to what we have, advised, and asked whether they know what it can do. Prospects of a file are left out."
        ),
        find_new,
        onboarding_sentence,
        onboarding_advice,
        onboarding_words,
        numbers=(
            Number("introduce", gettext_lazy("Introduce after … days"), 2, 0, 90),
            Number("consult", gettext_lazy("Advise after … days"), 14, 0, 180),
            Number("check", gettext_lazy("Check what they know after … days"), 30, 0, 365),
            Number("days_open", gettext_lazy("Each stays open … days"), 7, 1, 60),
        ),
        stake=Stake("fixed", 0.1),
        order=62,
    )
)
add(
    ReadyPlay(
        "growth_volatile",
        gettext_lazy("Growth in danger"),
        gettext_lazy(
            "A growing customer buys restlessly, and a drop, a complaint or a low score threatens a jump straight to decline."
        ),
        find_volatile,
        signs_sentence,
        lambda figures: _("Ask what is wrong, put it right, and agree on the next order."),
        asking_words,
        numbers=(Number("least_signs", gettext_lazy("From … signs on"), 1, 1, 6),),
        stake=Stake("fixed", 0.20),
        ends_with_contact=True,
        order=52,
    )
)
add(
    ReadyPlay(
        "early_signs",
        gettext_lazy("Early signs in stability"),
        gettext_lazy(
            "A stable customer shows signs of leaving: a longer interval, a smaller basket, fewer contacts, a competitor mentioned, a low score."
        ),
        find_early_signs,
        signs_sentence,
        lambda figures: _("Thank them, ask how things are, and look after what changed. Sell nothing today."),
        asking_words,
        numbers=(Number("least_signs", gettext_lazy("From … signs on"), 2, 1, 6),),
        stake=Stake("fixed", 0.15),
        ends_with_contact=True,
        order=54,
    )
)
add(
    ReadyPlay(
        "watch_list",
        gettext_lazy("Watch list"),
        gettext_lazy("A high-value customer spends less or is less content. Neglect has a play of its own."),
        find_watched,
        watch_sentence,
        lambda figures: _("Call in person, and think of the special services they may ask for."),
        asking_words,
        stake=Stake("fixed", 0.20),
        ends_with_contact=True,
        order=51,
    )
)
