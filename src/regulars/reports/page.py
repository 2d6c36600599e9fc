"""What the dashboard of one person holds."""

from typing import Any

from regulars.customers.models import Customer
from regulars.insights import asking
from regulars.reports import waiting
from regulars.reports.choosing import Shown
from regulars.reports.sections.cohort_map import cohort_map
from regulars.reports.sections.curve import curve
from regulars.reports.sections.flow import flow
from regulars.reports.sections.keeping import keeping, risk_test
from regulars.reports.sections.next_steps import DAYS_AHEAD, due_to_order, neglected
from regulars.reports.sections.revenue import channels, revenue
from regulars.reports.sections.stages import declining, moves_of, stage_board

FEW_WAITING = 3


def dashboard_of(shown: Shown, *, days: int) -> dict[str, Any]:
    """Promises and requests stand first, whatever has been computed."""
    context: dict[str, Any] = {
        "shown": shown,
        "promises": waiting.promises(shown.user, most=FEW_WAITING),
        "requests": waiting.requests(shown.user, most=FEW_WAITING),
        "neglected": neglected(shown.user),
        "is_running": asking.running() is not None,
        "has_customers": Customer.objects.visible_to(shown.user).exists(),
    }
    if shown.record is None or not context["has_customers"]:
        return context
    moves = moves_of(shown)
    context |= {
        "flow": flow(shown, declining(shown, moves)),
        "board": stage_board(shown, moves),
        "due": due_to_order(shown.user, days),
        "days_ahead": DAYS_AHEAD,
    }
    return context if shown.is_own else context | _charts(shown)


def _charts(shown: Shown) -> dict[str, Any]:
    return {
        "cohorts": cohort_map(shown),
        "curve": curve(shown),
        "revenue": revenue(shown),
        "channels": channels(shown),
        "keeping": keeping(shown),
        "risk": risk_test(shown),
    }
