"""How complete a customer's record is, and which fields are to be collected where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.customers import sensitive
from regulars.customers.choices import Kind
from regulars.customers.editing import label_of
from regulars.customers.models import CollectionRule, Customer, CustomField

PERSON = (
    "name", "gender", "phones", "birthday", "hobbies", "personality", "family", "occupation", "income_band", "city",
    "preferred_channel", "acquisition_source",
)  # fmt: skip
FIRM = ("name", "phones", "contacts", "industry", "city", "address", "credit_grade", "acquisition_source")
BESIDES = {
    "birthday": _("Birthday or age"),
    "family": _("Family"),
    "contacts": _("Contacts"),
    "phones": _("Phone"),
}

Plan = Sequence[tuple[str, str]]  # touchpoint and field


@dataclass(frozen=True)
class Asked:
    """What is still to be asked at one touchpoint."""

    touchpoint: str
    label: Any
    fields: tuple[Any, ...]


@dataclass(frozen=True)
class Completeness:
    """``share`` of the fields that are filled, 0 to 1; ``missing`` by name and label, the sensitive ones only for those who see them."""

    filled: int
    wanted: int
    missing: tuple[tuple[str, Any], ...]
    asked_at: tuple["Asked", ...] = ()

    @property
    def share(self) -> float:
        return self.filled / self.wanted if self.wanted else 1.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def completeness(customer: Customer, user: Any) -> Completeness:
    plan = list(CollectionRule.objects.order_by("pk").values_list("touchpoint", "field"))
    names = [name for name in _wanted(customer, plan) if sensitive.may_see(user, name)]
    missing = {name: label(name) for name in names if not is_filled(customer, name)}
    return Completeness(len(names) - len(missing), len(names), tuple(missing.items()), _asked(plan, missing))


def wanted_fields(customer: Customer) -> list[str]:
    """The usual fields of a person or firm, and those the collection plan names."""
    return _wanted(customer, list(CollectionRule.objects.order_by("pk").values_list("touchpoint", "field")))


def asked_at(touchpoint: str, customer: Customer, user: Any) -> tuple[Any, ...]:
    """What whoever meets the customer at this touchpoint is to ask, in words."""
    if not CollectionRule.objects.filter(touchpoint=touchpoint).exists():
        return ()
    found = {each.touchpoint: each.fields for each in completeness(customer, user).asked_at}
    return found.get(touchpoint, ())


def _wanted(customer: Customer, plan: Plan) -> list[str]:
    usual: Sequence[str] = FIRM if customer.kind == Kind.FIRM else PERSON
    known = {name for name, _label in choices()} if plan else set()
    return list(dict.fromkeys([*usual, *(name for _touchpoint, name in plan if name in known)]))


def _asked(plan: Plan, missing: dict[str, Any]) -> tuple[Asked, ...]:
    found = [
        (each, tuple(missing[name] for touchpoint, name in plan if touchpoint == each and name in missing))
        for each in CollectionRule.Touchpoint
    ]
    return tuple(Asked(str(each), each.label, fields) for each, fields in found if fields)


def is_filled(customer: Customer, name: str) -> bool:
    if name == "birthday":
        return customer.has_day or customer.age_given is not None or bool(customer.age_band)
    if name == "phones":
        return any(each.kind == "phone" and not each.is_dead for each in customer.contact_points.all())
    if name in ("family", "contacts"):
        return bool(getattr(customer, name).exists())
    if name.startswith("custom."):
        return name.removeprefix("custom.") in customer.custom
    return getattr(customer, name) not in (None, "", [])


def label(name: str) -> Any:
    return BESIDES.get(name) or label_of(name)


def choices() -> list[tuple[str, Any]]:
    """Every field a plan can name."""
    plain = [
        "name", "gender", "hobbies", "personality", "occupation", "company", "industry", "income_band", "country", "city",
        "address", "community", "region", "home_town", "association", "preferred_channel", "acquisition_source", "financial_situation",
        "credit_grade", "credit_limit", "payment_term_days",
    ]  # fmt: skip
    own = [(f"custom.{each.key}", str(each)) for each in CustomField.objects.filter(is_active=True)]
    return [*BESIDES.items(), *((name, label_of(name)) for name in plain), *own]
