"""忠诚度: who is loyal, of what kind, by which indicators, over all customers a person may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.analytics.loyalty.rules import INDICATORS
from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.insights.loyalty import explaining
from regulars.insights.loyalty.classes import SPURIOUS_KINDS, TYPES
from regulars.insights.loyalty.facts_joined import are_joined
from regulars.insights.loyalty.indicators import LABELS
from regulars.insights.loyalty.settings_declared import weights
from regulars.insights.loyalty_pages.scores import scores_chart, scores_counted
from regulars.insights.tallying import Tally, url
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num, percent

ATTENDS, BUYS = Q(measures__attends=True), Q(measures__keeps_buying=True)


@dataclass(frozen=True)
class IndicatorMean:
    """How far an indicator goes on average among those with facts, and how many those are."""

    label: Any
    weight: str
    known: int
    url: str
    mean: str


def customers_seen(user: Any) -> Any:
    return Customer.objects.visible_to(user).filter(is_walk_in=False)


def loyalty_of(seen: Any, trend: list[tuple[date, float]]) -> dict[str, Any]:
    counts = seen.aggregate(**_counts())
    scored = counts["scored"]
    return {
        "counts": counts,
        "figures": _figures(counts),
        "conditions": _conditions(counts),
        "types": _types(counts),
        "kinds": [
            Tally(
                label,
                counts[f"kind_{code}"],
                url("loyalty_type:in:spurious", f"spurious_kind:in:{code}"),
            )
            for code, label in SPURIOUS_KINDS
        ],
        "kind_rules": explaining.rules_of_kinds(),
        "unknown_type": Tally(_("Not known yet"), counts["no_type"], url("loyalty_type:empty")),
        "distribution": scores_chart(
            "loyalty",
            counts,
            summary=_("How many customers have how much loyalty"),
            label=_("Loyalty, of 100"),
        )
        if scored
        else None,
        "indicators": _indicators(counts),
        "trend": _trend(trend),
        "months": settings_store.get("loyalty.months"),
        "least": {name: settings_store.get(f"loyalty.{name}_days") for name in ("attention", "purchase")},
        "emotion_from": settings_store.get("loyalty.emotion_from"),
        "missing": missing_facts(),
    }


def missing_facts() -> list[str]:
    """What would make the picture truer and is not recorded anywhere yet."""
    words = {
        "wallet_share": _("share of wallet"),
        "satisfaction": _("satisfaction from surveys"),
        "referrals": _("referrals"),
    }
    joined = are_joined()
    further = [_("opened messages, events and followers"), _("complaints"), _("shared values from a survey")]
    return [*(words[name] for name, is_there in joined.items() if not is_there), *further]


def _counts() -> dict[str, Any]:
    of = "measures__loyalty_type"
    counted = {
        "all": Count("pk"),
        "scored": Count("measures__loyalty_score"),
        "mean": Avg("measures__loyalty_score"),
        "both": Count("pk", filter=ATTENDS & BUYS),
        "attends": Count("pk", filter=ATTENDS),
        "buys": Count("pk", filter=BUYS),
        "no_type": Count("pk", filter=Q(**{f"{of}__isnull": True})),
    }
    counted |= scores_counted("loyalty")
    counted |= {f"type_{code}": Count("pk", filter=Q(**{of: code})) for code, _label in TYPES}
    for code, _label in SPURIOUS_KINDS:
        counted[f"kind_{code}"] = Count("pk", filter=Q(**{of: "spurious", "measures__spurious_kind": code}))
    for code in INDICATORS:
        points, most = f"measures__loyalty_points_{code}", f"measures__loyalty_most_{code}"
        counted |= {f"points_{code}": Avg(points), f"most_{code}": Avg(most), f"known_{code}": Count(points)}
    return counted


def _figures(counts: dict[str, Any]) -> list[dict[str, Any]]:
    everybody = counts["all"]

    def part(name: str) -> str:
        share = percent(counts[name] / everybody) if everybody else "0%"
        return _("{share} of {n}").format(share=share, n=num(everybody))

    mean = counts["mean"]
    return [
        {"label": _("Loyal customers"), "value": num(counts["both"]), "url": url("loyal:yes"), "note": part("both")},
        {"label": _("Keep turning to us"), "value": num(counts["attends"]), "url": url("attends:yes"), "note": part("attends")},
        {"label": _("Keep buying"), "value": num(counts["buys"]), "url": url("keeps_buying:yes"), "note": part("buys")},
        {
            "label": _("Loyalty on average"),
            "value": num(mean) if mean is not None else "–",
            "url": url("loyalty_score:filled", sort="-loyalty_score"),
            "note": _("of 100, {n} customers").format(n=num(counts["scored"])),
        },
    ]  # fmt: skip


def _conditions(counts: dict[str, Any]) -> list[tuple[str, list[Tally]]]:
    """Two by two: turns to us or not, keeps buying or not."""
    both, attends, buys = counts["both"], counts["attends"], counts["buys"]
    neither = counts["all"] - attends - buys + both
    cells = {
        (True, True): Tally(_("Both: loyal"), both, url("attends:yes", "keeps_buying:yes")),
        (True, False): Tally(_("Attention only"), attends - both, url("attends:yes", "keeps_buying:no")),
        (False, True): Tally(_("Purchases only"), buys - both, url("attends:no", "keeps_buying:yes")),
        (False, False): Tally(_("Neither"), neither, url("attends:no", "keeps_buying:no")),
    }
    rows = ((True, _("Keep turning to us")), (False, _("Do not turn to us")))
    return [(label, [cells[attention, True], cells[attention, False]]) for attention, label in rows]


def _types(counts: dict[str, Any]) -> list[tuple[str, list[Tally]]]:
    labels = dict(TYPES)
    cells = {
        code: Tally(labels[code], counts[f"type_{code}"], url(f"loyalty_type:in:{code}")) for code in labels
    }
    return [
        (_("Strong feeling"), [cells["superior"], cells["latent"]]),
        (_("Weak feeling, or bound from outside"), [cells["spurious"], cells["none"]]),
    ]


def _indicators(counts: dict[str, Any]) -> list[IndicatorMean]:
    given, total = weights(), sum(weights().values())
    return [
        IndicatorMean(
            LABELS[code],
            percent(given[code] / total),
            counts[f"known_{code}"],
            url(f"loyalty_points_{code}:filled", sort=f"-loyalty_points_{code}"),
            percent(counts[f"points_{code}"] / counts[f"most_{code}"]) if counts[f"most_{code}"] else "–",
        )
        for code in INDICATORS
    ]


def _trend(means: list[tuple[date, float]]) -> Chart | None:
    if len(means) < 2:
        return None
    return Chart(
        name="loyalty-trend",
        summary=_("Loyalty on average, at the end of each month"),
        series=[Series(_("Loyalty on average"), [Point(round(mean, 1)) for _month, mean in means])],
        categories=[f"{month:%Y-%m}" for month, _mean in means],
        category_label=pgettext("of a year", "Month"),
        y_max=100,
        height="low",
    )
