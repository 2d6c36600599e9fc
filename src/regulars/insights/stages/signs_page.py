"""Who may jump from growth straight to decline, and where stability shows its first cracks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from regulars.insights.measures.stages import SIGNS
from regulars.insights.stages.sources import SaidFact, missing
from regulars.insights.stages.tallying import Tally, customers, tally

GROWTH, STABILITY = "stage:in:growth", "stage:in:stability"


@dataclass(frozen=True)
class Watched:
    """One stage: all its customers, those with a warning and what they are expected to bring, sign by sign."""

    everybody: Tally
    warned: Tally
    at_stake: Any
    signs: list[tuple[Tally, Any]]  # with the rule in words

    @property
    def share(self) -> float | None:
        return self.warned.count / self.everybody.count if self.everybody.count else None


@dataclass(frozen=True)
class SignsPage:
    growth: Watched
    restless: Tally
    stability: Watched
    missing: list[SaidFact]


def signs_page(user: Any) -> SignsPage:
    restless = tally(user, _("Restless, no rhythm yet"), GROWTH, "volatility:more:0.5")
    return SignsPage(
        growth=_watched(user, GROWTH, "volatile"),
        restless=restless,
        stability=_watched(user, STABILITY, "early_signs"),
        missing=missing(),
    )


def _watched(user: Any, stage: str, warning: str) -> Watched:
    warned = (stage, f"stage_warning:in:{warning}")
    worth = customers(user, *warned).aggregate(sum=Sum("measures__expected_margin"))["sum"]
    signs = [(tally(user, label, *warned, f"sign_{code}:yes"), rule) for code, label, rule in SIGNS]
    return Watched(
        tally(user, _("All"), stage), tally(user, _("With a warning"), *warned), round(worth or 0), signs
    )
