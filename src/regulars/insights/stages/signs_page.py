"""Who may jump from growth straight to decline, and where stability shows its first cracks."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.insights.measures.stages import SIGNS
from regulars.insights.stages.sources import SaidFact, missing
from regulars.insights.tallying import Asked, Tally, tally_all

GROWTH, STABILITY = "stage:in:growth", "stage:in:stability"


# Signs that cannot show before a module tells their fact.
TOLD_BY = {"lower_score": "satisfaction", "complaint": "complaints_open"}


@dataclass(frozen=True)
class Sign:
    tally: Tally
    rule: Any
    is_told: bool


@dataclass(frozen=True)
class Watched:
    """One stage: all its customers, the restless ones, those with a warning and what these are expected to bring."""

    everybody: Tally
    warned: Tally
    restless: Tally
    at_stake: int
    signs: list[Sign]

    @property
    def share(self) -> float | None:
        return self.warned.count / self.everybody.count if self.everybody.count else None


@dataclass(frozen=True)
class SignsPage:
    growth: Watched
    stability: Watched
    missing: list[SaidFact]


def signs_page(user: Any) -> SignsPage:
    return SignsPage(
        growth=_watched(user, GROWTH, "volatile"),
        stability=_watched(user, STABILITY, "early_signs"),
        missing=missing(),
    )


def _watched(user: Any, stage: str, warning: str) -> Watched:
    warned = f"stage_warning:in:{warning}"
    asked = {
        "all": Asked(_("All")),
        "restless": Asked(_("Restless, no rhythm yet"), ("volatility:more:0.5",)),
        "warned": Asked(_("With a warning"), (warned,), adding=("expected_margin",)),
        **{code: Asked(label, (warned, f"sign_{code}:yes")) for code, label, _rule in SIGNS},
    }
    found = tally_all(user, asked, stage)
    untold = {fact.name for fact in missing()}
    return Watched(
        everybody=found["all"],
        warned=found["warned"],
        restless=found["restless"],
        at_stake=round(found["warned"].sums["expected_margin"]),
        signs=[Sign(found[code], rule, TOLD_BY.get(code) not in untold) for code, _label, rule in SIGNS],
    )
