"""The tab Potential: selection check, share of wallet, kept lifetime values."""

from typing import Any

from regulars.reports.models import LtvCalculation, ProspectScore
from regulars.reports.worth import judging, ltv, wallets


def context(customer: Any, user: Any) -> dict[str, Any]:
    score = ProspectScore.objects.filter(customer=customer).first()
    shares = wallets.shares_of(customer)
    calculations = LtvCalculation.objects.filter(customer=customer).select_related("made_by")
    return {
        "score": score,
        "verdict": judging.verdict_sentence(score) if score else "",
        "aspects": judging.aspects_of(score, may_see_sensitive=user.may_see_sensitive) if score else [],
        "shares": shares,
        "trend": wallets.trend(shares),
        "calculations": [ltv.kept_in_words(one) for one in calculations],
    }
