"""Taking back a change of the profile: the field is again what it was, and that is a fact too."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import contact_points
from regulars.customers.editing import BIRTHDAY, POINTS, save_customer, value_of
from regulars.customers.models import Customer, Fact

NOTHING: tuple[Any, ...] = (None, "", [])


def may_be_taken_back(fact: Fact, customer: Customer) -> bool:
    """Where something stood before, and what this fact says is what the record says now."""
    return fact.previous not in NOTHING and _is_present(fact, customer)


@transaction.atomic
def take_back(fact: Fact, *, by: Any) -> bool:
    """False where the field was changed since. Raises ValidationError where what was before is somebody else's now."""
    customer = Customer.objects.select_for_update(of=("self",)).get(pk=fact.customer_id)
    if not may_be_taken_back(fact, customer):
        return False
    changes = {each.field: _as_it_was(each, customer, by) for each in _together(fact)}
    save_customer(customer, changes, by=by, source=fact.source)
    if fact.field == "income_band":
        _date_income(customer, fact)
    return True


def _is_present(fact: Fact, customer: Customer) -> bool:
    if fact.field in POINTS:
        own = customer.contact_points.filter(kind=POINTS[fact.field], contact=None).order_by("pk")
        return list(own.values_list("value", flat=True)) == list(fact.value or ())
    present = value_of(customer, fact.field)
    if fact.field.startswith("custom.") or fact.value in NOTHING:
        return (present or None) == (fact.value or None)
    field: Any = Customer._meta.get_field(fact.field)
    return bool(present == field.to_python(fact.value))


def _together(fact: Fact) -> list[Fact]:
    """A birthday changes as a whole: month without day would be none."""
    if fact.field not in BIRTHDAY:
        return [fact]
    same = Fact.objects.filter(customer=fact.customer_id, recorded_at=fact.recorded_at, field__in=BIRTHDAY)
    return list(same)


def _as_it_was(fact: Fact, customer: Customer, by: Any) -> Any:
    if fact.field in POINTS:
        return _points(fact, customer, by)
    if fact.field.startswith("custom."):
        return fact.previous
    field: Any = Customer._meta.get_field(fact.field)
    if fact.previous in NOTHING:
        return field.get_default()
    if fact.field == "code" and Customer.objects.present().filter(code=fact.previous).exists():
        raise ValidationError(_("Another customer has this number already."))
    return field.to_python(fact.previous)


def _points(fact: Fact, customer: Customer, by: Any) -> list[contact_points.Point]:
    points = [contact_points.read(POINTS[fact.field], text) for text in fact.previous or ()]
    for clash in contact_points.clashes(points, by, besides=customer.pk):
        raise ValidationError(clash.sentence)
    return points


def _date_income(customer: Customer, fact: Fact) -> None:
    """The band is as old as it was before the mistake."""
    earlier = Fact.objects.filter(customer=customer, field=fact.field, value=fact.previous, pk__lt=fact.pk)
    day = earlier.order_by("-pk").values_list("collected_on", flat=True).first()
    if day:
        Customer.objects.filter(pk=customer.pk).update(income_recorded_on=day)
