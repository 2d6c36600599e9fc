"""Adding and changing customers: what is learnt is kept as facts with source, day and what it was before."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction

from regulars.core import audit, clock
from regulars.customers.contact_points import Point, replace_points
from regulars.customers.models import Customer, CustomField, Fact
from regulars.customers.pinyin import pinyin_key
from regulars.customers.searching import reindex

BIRTHDAY = ("day_calendar", "day_year", "day_month", "day_day", "day_leap")
PROFILE = (
    "code", "kind", "name", "salutation", "gender", "hobbies", "hobby_text", "personality", *BIRTHDAY, "age_given",
    "age_band", "occupation", "company", "industry", "income_band", "country", "city", "address", "community", "region",
    "home_town", "association", "acquisition_source", "department", "remark", "preferred_channel", "preferred_from",
    "preferred_until", "do_not_contact", "do_not_contact_from", "do_not_contact_until", "manner_do", "manner_dont",
    "financial_situation", "credit_grade", "credit_limit", "payment_term_days", "is_deceased", "is_let_go",
)  # fmt: skip
POINTS = {"phones": "phone", "emails": "email", "wechats": "wechat"}


class ChangedMeanwhile(Exception):
    """Somebody saved the record after it was opened. Nothing was written."""

    def __init__(self, customer: Customer) -> None:
        super().__init__()
        self.customer = customer


@transaction.atomic
def add_customer(
    changes: Mapping[str, Any],
    *,
    by: Any,
    owner: Any = None,
    source: str = "",
    collected_on: date | None = None,
) -> Customer:
    customer = Customer(created_by=by, owner=owner, team=getattr(owner or by, "team", None))
    customer.owner_since = clock.now() if owner else None
    customer.created_at = customer.updated_at = clock.now()
    _set(customer, changes)
    customer.save()
    _keep_facts(customer, _written(customer, changes, {}), by=by, source=source, collected_on=collected_on)
    audit.record(by, "customer.created", subject=customer, customer_id=customer.pk)
    reindex([customer.pk])
    return customer


@transaction.atomic
def save_customer(
    customer: Customer,
    changes: Mapping[str, Any],
    *,
    by: Any,
    source: str = "",
    collected_on: date | None = None,
    version: int | None = None,
) -> list[str]:
    """Write fields, phones and own fields; the names of those that changed. See PROFILE and POINTS."""
    stored = Customer.objects.select_for_update().get(pk=customer.pk)
    if version is not None and stored.version != version:
        raise ChangedMeanwhile(stored)
    before = {name: value_of(stored, name) for name in changes if name not in POINTS}
    _set(stored, changes)
    changed = _written(stored, changes, before)
    if changed:
        stored.version += 1
        stored.updated_at = clock.now()
        stored.save()
        _keep_facts(stored, changed, by=by, source=source, collected_on=collected_on)
        fields = [str(label_of(name)) for name in changed]
        audit.record(by, "customer.changed", subject=stored, customer_id=stored.pk, fields=fields)
        reindex([stored.pk])
    customer.refresh_from_db()
    return list(changed)


def value_of(customer: Customer, name: str) -> Any:
    if name.startswith("custom."):
        return customer.custom.get(name.removeprefix("custom."))
    return getattr(customer, name)


def label_of(name: str) -> Any:
    from django.utils.translation import gettext_lazy as _

    if name.startswith("custom."):
        return CustomField.objects.filter(key=name.removeprefix("custom.")).first() or name
    reaching = {"phones": _("Phone"), "emails": _("E-mail"), "wechats": _("WeChat")}
    return reaching.get(name) or Customer._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def plain(value: Any) -> Any:
    """A value as it stands in a fact."""
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _set(customer: Customer, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name.startswith("custom."):
            _set_own(customer, name.removeprefix("custom."), value)
        elif name in PROFILE:
            setattr(customer, name, value)
        elif name not in POINTS:
            raise ValueError(f"{name} is no field of a customer's profile.")
    if "name" in changes:
        customer.pinyin = pinyin_key(customer.name)
    if changes.get("income_band"):
        customer.income_recorded_on = clock.today()
    if "age_given" in changes:
        customer.age_given_on = clock.today() if customer.age_given is not None else None
    if customer.day_year:
        customer.age_given, customer.age_given_on, customer.age_band = None, None, ""


def _set_own(customer: Customer, key: str, value: Any) -> None:
    if value in (None, "", []):
        customer.custom.pop(key, None)
    else:
        customer.custom[key] = plain(value)


def _written(
    customer: Customer, changes: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Before and after of what really changes; phones and the like are written here, once the customer has an id."""
    empty: Sequence[Any] = (None, "", [], False)
    changed: dict[str, tuple[Any, Any]] = {}
    for name in changes:
        if name in POINTS:
            points: Sequence[Point] = changes[name]
            pair = replace_points(customer, POINTS[name], points)
            if pair:
                changed[name] = pair
        else:
            old, new = before.get(name), value_of(customer, name)
            if old != new and not (old in empty and new in empty):
                changed[name] = (old, new)
    return changed


def _keep_facts(
    customer: Customer,
    changed: Mapping[str, tuple[Any, Any]],
    *,
    by: Any,
    source: str,
    collected_on: date | None,
) -> None:
    Fact.objects.bulk_create(
        Fact(
            customer=customer,
            field=name,
            value=plain(after),
            previous=plain(before),
            source=source,
            collected_on=collected_on or clock.today(),
            collected_by=str(by or ""),
            recorded_at=clock.now(),
            recorded_by=by,
        )
        for name, (before, after) in changed.items()
    )
