"""One record of each kind that belongs to a member of staff, for trying it from another team."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import DateField, DateTimeField, Field, Model

from regulars.accounts.models import User
from regulars.core import audit, clock
from regulars.customers.models import Customer, Tag
from regulars.orders.models import Product


def customer_of(owner: User) -> Customer:
    return _filled(Customer, owner, {"name": "Ming Wang", "owner": owner, "team": owner.team})


# What a record needs besides its customer and its dates, which are filled in.
NEEDED: dict[str, Callable[[User], dict[str, Any]]] = {
    "accounts.Team": lambda owner: {"name": "North"},
    "care.CareTask": lambda owner: {
        "play": "birthday",
        "occasion": "birthday:2026",
        "reason_code": "birthday",
        "figures": {
            "on": "2026-09-28",
            "calendar": "solar",
            "month": 9,
            "day": 28,
            "leap": False,
            "rules": [],
        },
    },
    "costs.CareCost": lambda owner: {"kind": "gift", "amount": Decimal("20.00"), "reference": "hand:1"},
    "customers.Consent": lambda owner: {
        "purpose": "marketing",
        "channel": "any",
        "is_granted": True,
        "how": "asked",
    },
    "customers.CustomField": lambda owner: {"key": "size", "label_en": "Size"},
    "customers.UndoStep": lambda owner: {
        "kind": "tag",
        "made_by": owner,
        "expires_at": clock.now() + timedelta(days=1),
    },
    "customers.Contact": lambda owner: {"name": "Hua Li"},
    "customers.ContactPoint": lambda owner: {
        "kind": "phone",
        "value": "138 0013 8000",
        "normalised": "+8613800138000",
    },
    "customers.CustomerTag": lambda owner: {"tag": Tag.objects.create(name="tea")},
    "customers.Fact": lambda owner: {"field": "occupation", "value": "teacher"},
    "customers.FamilyEvent": lambda owner: {"relation": "wedding", "day_month": 5, "day_day": 1},
    "customers.Import": lambda owner: {
        "kind": "customers",
        "file_name": "customers.csv",
        "started_by": owner,
    },
    "customers.Interaction": lambda owner: {"channel": "phone", "summary": "Asked for green tea."},
    "customers.MemoryNote": lambda owner: {"kind": "detail", "text": "Drinks green tea."},
    "customers.Need": lambda owner: {"text": "A gift box"},
    "customers.Notice": lambda owner: {
        "recipient": owner,
        "event": audit.record(owner, "interaction.answered"),
    },
    "customers.ProjectCycle": lambda owner: {"name": "New office"},
    "customers.Promise": lambda owner: {"text": "Send the price list"},
    "customers.SavedView": lambda owner: {"name": "Mine", "owner": owner},
    "insights.ClassChange": lambda owner: {"measure": "value_class", "new": "high"},
    "insights.Override": lambda owner: {"measure": "value_class", "value": "high", "reason": "They told us."},
    "insights.ScoreRun": lambda owner: {},
    "orders.BrowsingEvent": lambda owner: {"product": Product.objects.create(code="tea-1")},
    "orders.Order": lambda owner: {"reference": "A-1", "currency": "CNY", "amount": Decimal("99.00")},
    "orders.Product": lambda owner: {"code": "tea-2"},
    "orders.Payment": lambda owner: {"currency": "CNY", "amount": Decimal("99.00")},
}


def build(label: str, owner: User) -> Any:
    """A record of this model that belongs to this person."""
    if label == "accounts.User":
        return owner
    if label == "customers.Customer":
        return customer_of(owner)
    if label not in NEEDED:
        raise LookupError(f"tests/architecture/records.py does not say what a record of {label} needs.")
    return _filled(apps.get_model(label), owner, NEEDED[label](owner))


def _filled(model: type[Model], owner: User, values: dict[str, Any]) -> Any:
    for field in model._meta.concrete_fields:
        if field.name not in values and not (field.has_default() or field.null or field.primary_key):
            values |= _wanted(field, owner)
    return model._default_manager.create(**values)


def _wanted(field: Field, owner: User) -> dict[str, Any]:
    if isinstance(field, DateTimeField):
        return {field.name: clock.now()}
    if isinstance(field, DateField):
        return {field.name: clock.today()}
    return {field.name: customer_of(owner)} if field.related_model is Customer else {}


def models_with_owners() -> list[str]:
    """Every model whose records are not everybody's."""
    return sorted(
        model._meta.label for model in apps.get_models() if hasattr(model._default_manager, "visible_to")
    )
