"""Lifetime values as sums of components: ready-made templates, the firm's own, and sums kept for customers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.analytics.components import Component, lifetime_value
from regulars.core import audit, clock
from regulars.customers.models import Customer
from regulars.customers.telling import tell
from regulars.insights.wording import amount
from regulars.reports.models import LtvCalculation, LtvTemplate
from regulars.reports.models.ltv import Basis
from regulars.ui import formatting


@dataclass(frozen=True)
class Row:
    """One component as it stands in a form: units in a lifetime at a price; one unit is an amount."""

    label: str
    quantity: Decimal = Decimal(1)
    amount: Decimal = Decimal(0)
    is_optional: bool = False
    is_counted: bool = True

    @property
    def component(self) -> Component:
        return Component(self.label, self.quantity, int(self.amount * 100), self.is_counted)

    @property
    def total(self) -> Decimal:
        return Decimal(self.component.total_minor) / 100

    @property
    def how(self) -> str:
        """5 × ¥200,000, or that it does not count; nothing for an amount."""
        if not self.is_counted:
            return _("left out")
        if self.quantity == 1:
            return ""
        return f"{_plain_number(self.quantity)} × {amount(self.amount)}"

    def stored(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "quantity": str(self.quantity),
            "amount": str(self.amount),
            "is_optional": self.is_optional,
            "is_counted": self.is_counted,
        }

    @classmethod
    def read(cls, stored: dict[str, Any]) -> "Row":
        numbers = {name: Decimal(stored[name]) for name in ("quantity", "amount")}
        return cls(**{**stored, **numbers})


@dataclass(frozen=True)
class Offered:
    """A template one can begin with; ``record`` is None for the ready-made ones."""

    code: str
    name: str
    basis: str
    rows: tuple[Row, ...]
    record: LtvTemplate | None = None


def ready_made() -> list[Offered]:
    return [
        Offered(
            "car_dealer",
            _("Car dealer"),
            Basis.REVENUE,
            (
                Row(_("Cars bought in a lifetime"), Decimal(5), Decimal(200_000)),
                Row(_("Parts"), amount=Decimal(60_000)),
                Row(_("Repair services"), amount=Decimal(40_000)),
                Row(_("Interest income from the car loan"), amount=Decimal(30_000), is_optional=True),
            ),
        ),
        Offered(
            "shop",
            _("Shop with regulars"),
            Basis.REVENUE,
            (
                Row(_("Orders in all the years"), Decimal(40), Decimal(300)),
                Row(_("Gifts for others"), Decimal(5), Decimal(500), is_optional=True),
                Row(_("Customers they bring along"), Decimal(1), Decimal(2_000), is_optional=True),
            ),
        ),
        Offered(
            "supplier",
            _("Supplier of firms"),
            Basis.PROFIT,
            (
                Row(_("Contracts in all the years"), Decimal(4), Decimal(50_000)),
                Row(_("Maintenance and spare parts"), amount=Decimal(30_000)),
                Row(_("Training and services"), amount=Decimal(10_000), is_optional=True),
                Row(_("Visits and support, as a cost"), Decimal(40), Decimal(-500)),
            ),
        ),
    ]


def offered() -> list[Offered]:
    """The firm's own templates first."""
    own = [_own(record) for record in LtvTemplate.objects.filter(is_active=True)]
    return own + ready_made()


def find(code: str) -> Offered | None:
    return next((one for one in offered() if one.code == code), None)


def _own(record: LtvTemplate) -> Offered:
    rows = tuple(Row.read(stored) for stored in record.components)
    return Offered(str(record.pk), record.name, record.basis, rows, record)


def total_of(rows: list[Row]) -> Decimal:
    return Decimal(lifetime_value([row.component for row in rows])) / 100


@transaction.atomic
def keep_template(record: LtvTemplate, rows: list[Row], *, by: Any) -> LtvTemplate:
    verb = "ltv_template.changed" if record.pk else "ltv_template.created"
    if not record.pk:
        record.created_by = by
    record.components = [row.stored() for row in rows]
    record.save()
    audit.record(by, verb, subject=record)
    return record


@transaction.atomic
def remove_template(record: LtvTemplate, *, by: Any) -> None:
    """Sums kept with it stay as they are."""
    audit.record(by, "ltv_template.removed", subject=record)
    record.delete()


@transaction.atomic
def keep_for(customer: Customer, rows: list[Row], *, template: str, basis: str, by: Any) -> LtvCalculation:
    kept = LtvCalculation.objects.create(
        customer=customer,
        template_name=template,
        basis=basis,
        components=[row.stored() for row in rows],
        total=total_of(rows),
        calculated_on=clock.today(),
        made_by=by,
    )
    tell(by, "ltv.kept", customer, total=amount(kept.total), template=template)
    return kept


@transaction.atomic
def remove(kept: LtvCalculation, *, by: Any) -> None:
    customer, total, template = kept.customer, amount(kept.total), kept.template_name
    kept.delete()
    tell(by, "ltv.removed", customer, total=total, template=template)


def kept_in_words(kept: LtvCalculation) -> dict[str, Any]:
    return {"record": kept, "rows": [Row.read(stored) for stored in kept.components]}


def _plain_number(value: Decimal) -> str:
    exact = value.normalize()
    return formatting.num(value, max(0, -int(exact.as_tuple().exponent)))
