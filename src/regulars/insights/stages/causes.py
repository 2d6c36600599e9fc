"""The causes of decline, each with the causes of churn it may stand for, the usual one first."""

from django.utils.translation import gettext_lazy as _

from regulars.insights.models import Cause, ChurnCause

CHURN_OF = {
    Cause.WEARY: (ChurnCause.PRODUCT, ChurnCause.SERVICE),
    Cause.COMPETITOR: (ChurnCause.TECHNOLOGY, ChurnCause.PRICE, ChurnCause.PROMOTION, ChurnCause.PRODUCT),
    Cause.NEEDS: (ChurnCause.DEMAND,),
    Cause.OTHER: (ChurnCause.OTHER, ChurnCause.SERVICE, ChurnCause.MANAGEMENT, ChurnCause.POLITICS, ChurnCause.PRICE),
}  # fmt: skip
ABOUT = {
    Cause.WEARY: _("Uses it less, wants something new, or is no longer content with it."),
    Cause.COMPETITOR: _("Buys elsewhere: better technology, a lower price, a promotion."),
    Cause.NEEDS: _("Moved, changed trade, closed, does not need it any more."),
    Cause.OTHER: _("Service, staff who left, policy and relations, or anything else."),
}


def fits(cause: str, churn_cause: str) -> bool:
    return ChurnCause(churn_cause) in CHURN_OF[Cause(cause)]
