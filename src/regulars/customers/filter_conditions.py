"""What each operator asks of the database, and how it reads."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, GreaterThan, IContains, IsNull, LessThan, Regex

from regulars.core import clock
from regulars.customers import birthdays, filter_times
from regulars.customers.filter_fields import FilterField
from regulars.customers.filter_values import day_of, figure_of, whole_of
from regulars.customers.models import CustomerTag

LISTS = ("in", "not", "empty", "filled")
FIGURES = ("more", "less", "between", "equals", "empty", "filled")
TIMES = ("least", "fewer")
DAYS = ("before", "after", "on", "between", "last", "next", "empty", "filled")
OPERATORS: dict[str, tuple[str, ...]] = {
    "text": ("has", "is", "empty", "filled"),
    "choice": LISTS,
    "several": LISTS,
    "words": LISTS,
    "number": FIGURES,
    "money": FIGURES,
    "percent": FIGURES,
    "age": ("more", "less", "between"),
    "date": DAYS,
    "moment": DAYS,
    "boolean": ("yes", "no"),
    "staff": LISTS,
    "team": LISTS,
    "tag": LISTS,
    "month": LISTS,
    "birthday": ("next", "empty", "filled"),
    "times": TIMES,
    "named_times": TIMES,
}
WITHOUT_VALUE = ("empty", "filled", "yes", "no")
WITH_TWO = ("between",)
Values = Sequence[str]


def condition(field: FilterField, operator: str, values: Values, *, user: Any) -> Q:
    """The condition on customers. Operator and values have been checked to fit the field."""
    if field.code.startswith("custom."):
        return _own(field, operator, values)
    if field.kind == "tag":
        return _tag(operator, values)
    if field.kind == "age":
        return _age(operator, values)
    if field.counts:
        return filter_times.condition(field, operator, values)
    if field.kind == "birthday" and operator == "next":
        return birthdays.kept_between(*_first_and_last(operator, values))
    if field.within:
        return _within(field, operator, values)
    return _direct(field, operator, values, user=user)


def _direct(field: FilterField, operator: str, values: Values, *, user: Any) -> Q:
    if field.kind in ("staff", "team"):
        return _people(field, operator, values, user=user)
    if operator in ("empty", "filled"):
        return _known(field) if operator == "filled" else ~_known(field)
    if field.kind == "boolean":
        return Q(**{field.path: True}) if operator == "yes" else ~Q(**{field.path: True})
    return _compare(field, operator, values)


def _compare(field: FilterField, operator: str, values: Values) -> Q:
    if field.kind == "text":
        return Q(**{f"{field.path}__{'icontains' if operator == 'has' else 'iexact'}": values[0]})
    if field.kind in ("several", "words"):
        overlap = Q(**{f"{field.path}__overlap": list(values)})
        return overlap if operator == "in" else ~overlap
    if field.kind in ("choice", "month"):
        among = Q(**{f"{field.path}__in": list(values)})
        return among if operator == "in" else ~among
    if field.kind == "date":
        return _days(field.path, operator, values)
    if field.kind == "moment":
        return _moments(field.path, operator, values)
    return _figures(field, operator, values)


def _known(field: FilterField) -> Q:
    if field.kind in ("text", "choice") and not field.path.startswith("measures__"):
        return ~Q(**{field.path: ""})
    if field.kind in ("several", "words"):
        return ~Q(**{field.path: []})
    return Q(**{f"{field.path}__isnull": False})


def _figures(field: FilterField, operator: str, values: Values) -> Q:
    share = Decimal("0.01") if field.kind == "percent" else Decimal(1)
    figures = [figure_of(value) * share for value in values]
    path = field.path
    if operator == "between":
        return Q(**{f"{path}__gte": min(figures), f"{path}__lte": max(figures)})
    lookup = {"more": "gt", "less": "lt", "equals": "exact"}[operator]
    return Q(**{f"{path}__{lookup}": figures[0]})


def _days(path: str, operator: str, values: Values) -> Q:
    first, last = _first_and_last(operator, values)
    if operator == "before":
        return Q(**{f"{path}__lt": first})
    if operator == "after":
        return Q(**{f"{path}__gt": last})
    return Q(**{f"{path}__gte": first, f"{path}__lte": last})


def _moments(path: str, operator: str, values: Values) -> Q:
    """Days of the firm's own zone, asked of moments."""
    first, last = _first_and_last(operator, values)
    if operator == "before":
        return Q(**{f"{path}__lt": clock.start_of(first)})
    if operator == "after":
        return Q(**{f"{path}__gte": clock.end_of(last)})
    return Q(**{f"{path}__gte": clock.start_of(first), f"{path}__lt": clock.end_of(last)})


def _first_and_last(operator: str, values: Values) -> tuple[date, date]:
    if operator in ("last", "next"):
        days, today = timedelta(days=whole_of(values[0])), clock.today()
        return (today - days, today) if operator == "last" else (today, today + days)
    named = sorted(day_of(value) for value in values)
    return named[0], named[-1]


def _within(field: FilterField, operator: str, values: Values) -> Q:
    """A condition on rows beside the customer: phones, contacts, interactions."""
    assert field.within is not None
    if operator == "empty":
        return ~field.within(Q())
    if operator == "filled":
        return field.within(Q())
    if field.kind == "moment" and operator in ("before", "on", "between", "last"):
        return _last_moment(field, operator, values)
    if operator == "not":
        return ~field.within(Q(**{f"{field.path}__in": list(values)}))
    return field.within(_compare(field, operator, values))


def _last_moment(field: FilterField, operator: str, values: Values) -> Q:
    """The last contact lies before a day when there is one, and none since."""
    assert field.within is not None
    if operator == "before":
        return field.within(Q()) & ~field.within(
            Q(**{f"{field.path}__gte": clock.start_of(day_of(values[0]))})
        )
    last = clock.today() if operator == "last" else max(day_of(value) for value in values)
    within = field.within(_moments(field.path, operator, values))
    return within & ~field.within(Q(**{f"{field.path}__gte": clock.end_of(last)}))


def _people(field: FilterField, operator: str, values: Values, *, user: Any) -> Q:
    if operator in ("empty", "filled"):
        return Q(**{f"{field.path}__isnull": operator == "empty"})
    mine = {"me": user.pk if field.kind == "staff" else user.team_id}
    ids = [mine[value] if value in mine else whole_of(value, most=2**31) for value in values]
    among = Q(**{f"{field.path}__in": [each for each in ids if each is not None]})
    return among if operator == "in" else ~among


def _tag(operator: str, values: Values) -> Q:
    given = CustomerTag.objects.filter(customer=OuterRef("pk"))
    if operator in ("in", "not"):
        given = given.filter(tag__name__in=list(values))
    return Q(Exists(given)) if operator in ("in", "filled") else ~Q(Exists(given))


def _age(operator: str, values: Values) -> Q:
    years = sorted(whole_of(value, most=150) for value in values)
    if operator == "more":
        return birthdays.aged(years[0] + 1, 150)
    return birthdays.aged(0, years[0] - 1) if operator == "less" else birthdays.aged(years[0], years[-1])


def _own(field: FilterField, operator: str, values: Values) -> Q:
    """Fields of the firm's own stand in one JSON column."""
    key = field.code.removeprefix("custom.")
    if operator in ("empty", "filled"):
        known = Q(custom__has_key=key)
        return known if operator == "filled" else ~known
    if field.kind == "boolean":
        held = Q(custom__contains={key: True})
        return held if operator == "yes" else ~held
    if field.kind in ("choice", "several"):
        return _own_list(key, operator, values, several=field.kind == "several")
    return _own_compared(field.kind, KeyTextTransform(key, "custom"), operator, values)


def _own_list(key: str, operator: str, values: Values, *, several: bool) -> Q:
    held = Q()
    for value in values:
        held |= Q(custom__contains={key: [value] if several else value})
    return held if operator == "in" else ~held


def _own_compared(kind: str, text: KeyTextTransform, operator: str, values: Values) -> Q:
    if kind == "text":
        return Q(IContains(text, values[0])) if operator == "has" else Q(Exact(text, values[0]))
    if kind == "date":
        return _own_days(text, operator, values)
    number = Cast(text, DecimalField(max_digits=30, decimal_places=10))
    is_number = Q(Regex(text, r"^-?[0-9]+(\.[0-9]+)?$"))
    figures = sorted(figure_of(value) for value in values)
    if operator == "more":
        return is_number & Q(GreaterThan(number, figures[0]))
    if operator == "less":
        return is_number & Q(LessThan(number, figures[0]))
    return is_number & ~Q(LessThan(number, figures[0])) & ~Q(GreaterThan(number, figures[-1]))


def _own_days(text: KeyTextTransform, operator: str, values: Values) -> Q:
    """ISO days sort as text."""
    first, last = _first_and_last(operator, values)
    if operator == "before":
        return Q(LessThan(text, first.isoformat()))
    if operator == "after":
        return Q(GreaterThan(text, last.isoformat()))
    return (
        ~Q(LessThan(text, first.isoformat()))
        & ~Q(GreaterThan(text, last.isoformat()))
        & ~Q(IsNull(text, True))
    )
