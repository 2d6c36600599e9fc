"""The relationship with one customer on a tab: evidence, signs, rescue, and how it differs from others."""

from typing import Any

from regulars.insights import explaining, explaining_stages
from regulars.insights.models import DeclineCause, RescueDecision
from regulars.insights.stages.differing import compared_of
from regulars.insights.stages.evidence import evidence_of
from regulars.insights.stages.high_page import services
from regulars.insights.stages.sources import missing


def relation(customer: Any, user: Any) -> dict[str, Any]:
    row = getattr(customer, "measures", None)
    if row is None or row.as_of is None:
        return {"as_of": None}
    return {
        "row": row,
        "as_of": row.as_of,
        "stage_words": explaining.stage_sentence(row),
        "evidence": evidence_of(row),
        "signs": explaining_stages.signs(customer, row),
        "warning": explaining_stages.warning(customer, row),
        "volatility": explaining_stages.volatility(customer, row),
        "missing": missing(),
        "rescue": explaining_stages.rescue(customer, row),
        "decisions": list(
            RescueDecision.objects.filter(customer=customer).select_related("decided_by", "ended_by")
        ),
        "causes": list(
            DeclineCause.objects.filter(customer=customer, removed_at=None).select_related("noted_by")
        ),
        "is_declining": row.stage == "decline",
        "services": services() if row.value_class == "high" else [],
        "watch": explaining_stages.watch(customer, row),
        "growth": explaining_stages.growth(customer, row) if row.is_growing else None,
        "compared": compared_of(row) if row.order_count else [],
        "may_decide": user.is_manager,
    }
