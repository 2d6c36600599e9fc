"""How measures are spread over customers, counted in one reading of them."""
# ruff: noqa: S608

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import DateField, F, IntegerField
from django.db.models.functions import Cast, Floor, TruncMonth

from regulars.customers.measures import Measure
from regulars.customers.querysets import CustomerQuerySet

STEPS = 10
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
