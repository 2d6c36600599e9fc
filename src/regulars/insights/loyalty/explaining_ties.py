"""Habit, stickiness and switching cost of one customer, in words and in figures that add up."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regulars.analytics.loyalty.rules import COMPONENTS
from regulars.core import settings_store
from regulars.customers.measures import Explanation, Line
from regulars.insights.wording import amount, percent

LABELS = {
    "procedural": gettext_lazy("Learning and procedure"),
    "financial": gettext_lazy("Financial"),
    "relational": gettext_lazy("Relation and feeling"),
    "contractual": gettext_lazy("Contract"),
}


def habit(customer: Any, row: Any) -> Explanation:
    lines = (
        Line(_("Regularity of the interval"), percent(row.habit_regularity)),
        Line(
            _("Usual product: {times} of {lines} purchases").format(
                times=row.loyalty_usual_times, lines=row.loyalty_lines
            ),
            percent(row.habit_usual_share),
        ),
        Line(_("Mean, of 100"), row.habit_score, is_total=True),
    )
    sentence = _("How far buying here has become a habit.")
    return Explanation(sentence, lines, _("Still missing: shared values, which only a survey can tell."))


def stickiness(customer: Any, row: Any) -> Explanation:
    lines = (
        Line(_("Active days a month, last three months"), number_format(row.stickiness_days or 0, 1)),
        Line(_("Active days a month, three months before"), number_format(row.stickiness_before or 0, 1)),
        Line(_("Change"), number_format(row.stickiness_change or 0, 1), is_total=True),
        Line(_("Categories bought in the period"), row.loyalty_categories),
    )
    change = row.stickiness_change or 0
    words = _("Active more often than before.") if change > 0 else _("Active less often than before.")
    return Explanation(words if change else _("Active as often as before."), lines)


def switching(customer: Any, row: Any) -> Explanation:
    lines = [
        Line(
            _("{component}, {points} of 100").format(component=LABELS[name], points=_points(row, name)),
            amount(getattr(row, f"switching_{name}")),
        )
        for name in COMPONENTS
    ]
    lines.append(Line(_("Switching cost"), amount(row.switching_cost), is_total=True))
    sentence = _("Nothing was spent in the period to measure it by.")
    if row.switching_score is not None:
        sentence = _(
            "{score} of 100: what leaving costs, measured by the spend in the period of {spend}."
        ).format(score=row.switching_score, spend=amount(row.loyalty_spend))
    return Explanation(sentence, tuple(lines), how_estimated(row))


def how_estimated(row: Any = None) -> str:
    get = settings_store.get
    told = _(
        "Estimated: {product} for each product bought regularly; discounts of the period and {percent}% a year on the payment term; {contact} for each contact so far; and what staff noted. A component worth {full}% of the spend or more has all 100 points. Still missing: points, prepaid cards, contracts."
    ).format(
        product=amount(get("loyalty.product_cost")),
        percent=get("loyalty.credit_percent"),
        contact=amount(get("loyalty.contact_cost")),
        full=get("loyalty.switching_full_percent"),
    )
    if row is None or row.loyalty_regular_products is None:
        return told
    count = row.loyalty_regular_products
    regular = ngettext(
        "{n} product is bought regularly.", "{n} products are bought regularly.", count
    ).format(n=count)
    return f"{regular} {told}"


def _points(row: Any, name: str) -> Any:
    points = getattr(row, f"switching_{name}_score")
    return _("unknown") if points is None else points
