"""How measures are spread over customers, counted in one reading of them."""
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import DateField, F, IntegerField
from django.db.models.functions import Cast, Floor, TruncMonth
from django.utils.translation import gettext as _

from regulars.analytics.months import month_end
from regulars.customers.measures import Measure
from regulars.customers.querysets import CustomerQuerySet
from regulars.reports.analyses.asking import Asked

STEPS = 10
MONTHS_AHEAD = 12
HUNDRED = 100


def counted(people: CustomerQuerySet, charted: Sequence[Measure]) -> dict[str, dict[Any, int]]:
    """Of each measure: class, first day of a month, or step of ten → customers. Without those it is unknown of."""
    counts: dict[str, dict[Any, int]] = {each.name: {} for each in charted}
    if not charted:
        return counts
    places = {f"place_{number}": _place(each) for number, each in enumerate(charted)}
    inner, params = people.order_by().values(**places).query.sql_with_params()
    names = ", ".join(places)
    sets = ", ".join(f"({name})" for name in places)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT GROUPING({names}), {names}, count(*) FROM ({inner}) placed GROUP BY GROUPING SETS ({sets})",
            params,
        )
        for bits, *values, count in cursor.fetchall():
            number = _grouped_by(bits, len(charted))
            if values[number] is not None:
                place, found = _within(values[number]), counts[charted[number].name]
                found[place] = found.get(place, 0) + count
    return counts


def _within(place: Any) -> Any:
    """The highest value of all belongs to the last step."""
    return min(place, STEPS - 1) if isinstance(place, int) else place


def _grouped_by(bits: int, length: int) -> int:
    """Of GROUPING's bits, the last of which is that of the last column, one is not set."""
    return next(number for number in range(length) if not bits >> (length - 1 - number) & 1)


def _place(measure: Measure) -> Any:
    column = F(f"measures__{measure.name}")
    if measure.kind == "choice":
        return column
    if measure.kind == "date":
        return Cast(TruncMonth(column), DateField())
    width = (1 if measure.kind == "percent" else HUNDRED) / STEPS
    return Cast(Floor(column / width), IntegerField())


def bars(asked: Asked, measure: Measure, counts: dict[Any, int]) -> list[tuple[str, int, str]]:
    """Label, customers and their list for each class, step of ten or month."""
    if measure.kind == "choice":
        return [
            (str(label), counts.get(code, 0), asked.customers_url(f"{measure.name}:in:{code}"))
            for code, label in measure.choices
        ]
    if measure.kind == "date":
        return _by_month(asked, measure, counts)
    return [
        (_bounds(measure, place), counts.get(place, 0), asked.customers_url(_between(measure, place)))
        for place in range(STEPS)
    ]


def _bounds(measure: Measure, place: int) -> str:
    low, high = place * STEPS, (place + 1) * STEPS
    if measure.kind == "percent":
        return f"{low}–{high}%"
    return f"{low}–{high - 1 if measure.kind == 'integer' and place < STEPS - 1 else high}"


def _between(measure: Measure, place: int) -> str:
    """In a list the upper bound belongs to it, so it ends just below the next step."""
    low, high = place * STEPS, (place + 1) * STEPS
    if place == STEPS - 1:
        return f"{measure.name}:between:{low},{high}"
    return f"{measure.name}:between:{low},{high - 1 if measure.kind == 'integer' else high - 0.0001:g}"


def _by_month(asked: Asked, measure: Measure, counts: dict[Any, int]) -> list[tuple[str, int, str]]:
    """Overdue ones together, then month by month ahead."""
    start = asked.today.replace(day=1)
    overdue = sum(n for month, n in counts.items() if month < start)
    ahead = sorted((month, n) for month, n in counts.items() if month >= start)[:MONTHS_AHEAD]
    before = f"{measure.name}:before:{start.isoformat()}"
    rows = [(_("before {month}").format(month=f"{start:%Y-%m}"), overdue, asked.customers_url(before))]
    return rows + [
        (f"{month:%Y-%m}", n, asked.customers_url(_in_month(measure, month))) for month, n in ahead
    ]


def _in_month(measure: Measure, month: date) -> str:
    return f"{measure.name}:between:{month.isoformat()},{(month_end(month)).isoformat()}"
