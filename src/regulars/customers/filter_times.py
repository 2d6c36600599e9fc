"""Conditions on how often: a thing, at least so many times, in the last days."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.filter_fields import FilterField
from regulars.customers.filter_values import whole_of

PARTS = {"times": 2, "named_times": 3}  # times and days; a name before them
MOST_TIMES = 1000
MOST_DAYS = 3660


def check(values: Sequence[str]) -> None:
    """Raises FilterError with a sentence."""
    whole_of(values[-2], most=MOST_TIMES)
    whole_of(values[-1], most=MOST_DAYS)


def condition(field: FilterField, operator: str, values: Sequence[str]) -> Q:
    assert field.counts is not None
    name, times, days = values[0] if len(values) > 2 else "", int(values[-2]), int(values[-1])
    if times == 0:
        return Q() if operator == "least" else Q(pk__in=[])
    often = field.counts(name, times, days)
    return often if operator == "least" else ~often


def says(operator: str, values: Sequence[str]) -> str:
    times, days = int(values[-2]), int(values[-1])
    often = (
        ngettext("at least %(count)s time", "at least %(count)s times", times)
        if operator == "least"
        else ngettext("fewer than %(count)s time", "fewer than %(count)s times", times)
    ) % {"count": times}
    within = ngettext("in the last %(count)s day", "in the last %(count)s days", days) % {"count": days}
    if len(values) > 2:
        return _("“{name}” {often} {within}").format(name=values[0], often=often, within=within)
    return _("{often} {within}").format(often=often, within=within)
