"""How a customer differs from the average of a class: buys 2.3 times as often, half the basket."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regulars.customers import measures
from regulars.customers.models import CustomerMeasures
from regulars.insights.wording import amount, days, percent


def _number(value: Any) -> str:
    """Whole for the customer, with a decimal for an average."""
    return number_format(value, 0 if isinstance(value, int) else 1)


LEAST = 5  # customers below which an average says nothing
SHOWN: dict[str, Any] = {
    "orders_12m": _number,
    "average_order_value": amount,
    "spend_12m": amount,
    "typical_interval_days": days,
    "days_since_last_order": days,
    "return_count": _number,
    "discount_share": percent,
    "outgoing_count": _number,
}
CLASSES = ("value_class", "stage", "customer_type")


@dataclass(frozen=True)
class Difference:
    label: str
    own: str
    average: str
    words: str


@dataclass(frozen=True)
class Compared:
    """``customers`` is how many the average is of; no rows below LEAST."""

    label: str
    url: str
    customers: int
    rows: list[Difference]


def compared_of(row: Any) -> list[Compared]:
    """Against the averages of the customer's own value class, stage and type, buyers only."""
    return [_compared(row, name) for name in CLASSES if getattr(row, name, None)]


def _compared(row: Any, name: str) -> Compared:
    measure, value = measures.find(name), getattr(row, name)
    assert measure is not None
    alike = CustomerMeasures.objects.filter(**{name: value}, order_count__gt=0)
    found = alike.aggregate(customers=Count("pk"), **{each: Avg(each) for each in SHOWN})
    enough = found["customers"] >= LEAST
    rows = [_difference(row, each, found[each]) for each in SHOWN] if enough else []
    url = f"{reverse('customers:list')}?f={name}:in:{value}"
    label = _("{label}: {value}").format(label=measure.label, value=measure.label_of(value))
    return Compared(label, url, found["customers"], [each for each in rows if each is not None])


def _difference(row: Any, name: str, average: Any) -> Difference | None:
    own, measure = getattr(row, name, None), measures.find(name)
    if own is None or average is None or measure is None:
        return None
    in_words = SHOWN[name]
    return Difference(
        str(measure.label), in_words(own), in_words(average), _times(float(own), float(average))
    )


def _times(own: float, average: float) -> str:
    if not average:
        return _("the average is 0")
    times = own / average
    if 0.95 <= times <= 1.05:
        return _("as the average")
    if not own:
        return _("none")
    places = 1 if times >= 0.15 else 2
    return _("{times} × the average").format(times=number_format(times, places))
