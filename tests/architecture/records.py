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
from regulars.reports.models import StandingDay


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
    "customers.LoyaltySign": lambda owner: {"kind": "mention", "brand": "Another teahouse"},
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
    "insights.LoyaltyMonth": lambda owner: {},
    "insights.DeclineCause": lambda owner: {
        "cause": "needs",
        "churn_cause": "demand",
        "source": "conversation",
    },
    "insights.Entitlement": lambda owner: {"name": "Tasting before the sale"},
    "insights.RescueDecision": lambda owner: {"decision": "invest", "reason": "They told us."},
    "insights.Override": lambda owner: {"measure": "value_class", "value": "high", "reason": "They told us."},
    "insights.ScoreRun": lambda owner: {},
    "segments.Segment": lambda owner: {"name": "Best", "owner": owner},
    "segments.Stay": lambda owner: {"segment": build("segments.Segment", owner)},
    "offering.Offer": lambda owner: {
        "product": Product.objects.create(code="tea-4"),
        "kind": "new",
        "reason": "similar",
        "place": 1,
    },
    "offering.Taste": lambda owner: {
        "aspect": "category",
        "value": "Green tea",
        "share": 0.5,
        "usual": 0.2,
        "confidence": 0.9,
        "baskets": 3,
        "of_baskets": 6,
    },
    "offering.Gap": lambda owner: {
        "kind": "often",
        "own": 2,
        "peers": 4,
        "worth": 100,
        "peer_count": 30,
        "same_category": True,
    },
    "offering.NotWanted": lambda owner: {"product": Product.objects.create(code="tea-3")},
    "offering.TasteSet": lambda owner: {"aspect": "category", "value": "Green tea", "stance": "likes"},
    "orders.BrowsingEvent": lambda owner: {"product": Product.objects.create(code="tea-1")},
    "orders.Order": lambda owner: {"reference": "A-1", "currency": "CNY", "amount": Decimal("99.00")},
    "orders.Product": lambda owner: {"code": "tea-2"},
    "reports.LtvCalculation": lambda owner: {
        "template_name": "Car dealer",
        "basis": "revenue",
        "total": Decimal("1130000.00"),
    },
    "reports.LtvTemplate": lambda owner: {"name": "Tea house"},
    "reports.ProspectScore": lambda owner: {"verdict": "watch"},
    "reports.Standing": lambda owner: {
        "day": StandingDay.objects.create(as_of=clock.today()),
        "tenure_days": 30,
        "profit_12m": Decimal("10.00"),
    },
    "reports.WalletEstimate": lambda owner: {"yearly_total": Decimal("5000.00"), "source": "conversation"},
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
