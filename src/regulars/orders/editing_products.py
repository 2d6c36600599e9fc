"""Adding and changing products."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from regulars.core import audit, clock
from regulars.orders.models import Category, Product

FIELDS = (
    "code", "name", "unit", "price", "cost", "repurchase_days", "brand", "attributes", "benefit", "is_repeatable",
    "is_service", "is_active",
)  # fmt: skip


@transaction.atomic
def save_product(product: Product | None, values: Mapping[str, Any], *, by: Any) -> Product:
    """Write a product; ``category`` is a word, found or made. Orders keep the cost and price of their day."""
    stored = Product.objects.select_for_update().get(pk=product.pk) if product and product.pk else None
    is_new = stored is None
    stored = stored or Product(created_at=clock.now())
    category = _category(values.get("category", ""))
    wanted = {name: values[name] for name in FIELDS if name in values} | {"category": category}
    changed = [name for name, value in wanted.items() if getattr(stored, name) != value]
    if "name" in changed:
        stored.named_at = None  # given by hand: files do not rename it
    for name in changed:
        setattr(stored, name, wanted[name])
    if is_new or changed:
        stored.save()
    if "goes_with" in values and set(stored.goes_with.all()) != set(values["goes_with"]):
        stored.goes_with.set(values["goes_with"])
        changed.append("goes_with")
    if is_new or changed:
        _audit(stored, changed, is_new=is_new, by=by)
    return stored


def _category(word: str) -> Category | None:
    name = word.strip()
    return Category.objects.get_or_create(name=name)[0] if name else None


def _audit(product: Product, changed: list[str], *, is_new: bool, by: Any) -> None:
    if is_new:
        audit.record(by, "product.created", subject=product)
    else:
        fields = [str(Product._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
        audit.record(by, "product.changed", subject=product, fields=fields)
