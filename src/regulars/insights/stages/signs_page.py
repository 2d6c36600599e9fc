"""Who may jump from growth straight to decline, and where stability shows its first cracks."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.insights.measures.stages import SIGNS
from regulars.insights.stages.sources import SaidFact, missing
from regulars.insights.stages.tallying import Asked, Tally, tally, tally_all

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
    return SignsPage(
        growth=_watched(user, GROWTH, "volatile"),
        restless=tally(user, _("Restless, no rhythm yet"), GROWTH, "volatility:more:0.5"),
        stability=_watched(user, STABILITY, "early_signs"),
        missing=missing(),
    )


def _watched(user: Any, stage: str, warning: str) -> Watched:
    warned = f"stage_warning:in:{warning}"
    asked = {
        "all": Asked(_("All")),
        "warned": Asked(_("With a warning"), (warned,), adding=("expected_margin",)),
        **{code: Asked(label, (warned, f"sign_{code}:yes")) for code, label, _rule in SIGNS},
    }
    found = tally_all(user, asked, stage)
    signs = [(found[code], rule) for code, _label, rule in SIGNS]
    return Watched(found["all"], found["warned"], round(found["warned"].sums["expected_margin"]), signs)
