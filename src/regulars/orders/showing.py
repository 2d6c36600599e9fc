"""What the page of one order shows."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.core.models import AuditEvent
from regulars.core.sentences import sentence
from regulars.orders import amounts, wording
from regulars.orders.forms import DeliveryForm, label_of, opened_of
from regulars.orders.listing import late_words
from regulars.orders.models import Order, OrderLine
from regulars.orders.returning import bought_of
from regulars.ui.formatting import day, moment, money, percent


def order_page(order: Order, user: Any) -> dict[str, Any]:
    bought = bought_of(order) if not order.is_return else []
    lines = list(order.lines.select_related("product").order_by("position"))
    back = {each.line.pk: each.returned for each in bought if each.returned}
    return {
        "order": order,
        "lines": [_line(line, order, back.get(line.pk)) for line in lines],
        "minus_discount": -order.discount,
        "payments": order.payments.order_by("paid_at", "pk"),
        "returns": order.returns.order_by("ordered_at"),
        "facts": facts(order),
        "money_facts": money_facts(order, user),
        "can_return": user.may_write and any(each.left > 0 for each in bought),
        "opened": opened_of(order),
        "delivery_form": DeliveryForm(initial={"delivered_on": order.delivered_on}),
        "flags": flags(order),
        "sees_costs": user.is_manager,
    }


def _line(line: OrderLine, order: Order, returned: Decimal | None) -> dict[str, Any]:
    return {
        "line": line,
        "quantity": wording.quantity(line.quantity),
        "unit_price": wording.unit_price(line.unit_price, order.currency),
        "returned": wording.quantity(returned) if returned else "",
    }


def facts(order: Order) -> list[dict[str, Any]]:
    told = [
        (_("Ordered at"), moment(order.ordered_at)),
        (_("Channel"), order.get_channel_display() if order.channel else ""),
        (_("Outlet"), order.get_outlet_display() if order.outlet else ""),
        (_("Store"), order.store),
        (_("Contact"), order.contact or ""),
        (_("Department"), order.get_department_display() if order.department else ""),
        (_("Remark"), order.remark),
        (_("Recorded by"), order.created_by or (_("import") if order.import_id else "")),
    ]
    found = [{"label": label, "value": value} for label, value in told if value]
    return [*found, *_delivery(order)]


def _delivery(order: Order) -> list[dict[str, Any]]:
    if order.promised_on is None and order.delivered_on is None:
        return []
    late = order.days_late or 0
    told = (
        [{"label": _("Delivery promised for"), "value": day(order.promised_on)}] if order.promised_on else []
    )
    if order.delivered_on:
        words = late_words(late) if late > 0 else (_("in time") if order.promised_on else "")
        told.append({"label": _("Delivered on"), "value": day(order.delivered_on), "note": words})
    elif late > 0:
        told.append(
            {
                "label": _("Delivered on"),
                "value": _("not yet, {late}").format(late=late_words(late)),
                "tone": "late",
            }
        )
    else:
        told.append({"label": _("Delivered on"), "value": _("not yet")})
    return told


def money_facts(order: Order, user: Any) -> list[dict[str, Any]]:
    told = [{"label": _("Amount"), "value": money(order.amount, order.currency)}]
    if order.tax is not None:
        told.append({"label": _("Tax included"), "value": money(order.tax, order.currency)})
    told += _in_base(order)
    told.append(
        {
            "label": _("Paid") if order.amount >= 0 else _("Paid back"),
            "value": money(abs(order.paid), order.currency),
        }
    )
    told += _on_credit(order)
    return told + (_margin(order) if user.is_manager else [])


def _in_base(order: Order) -> list[dict[str, Any]]:
    base = amounts.base_currency()
    if order.currency == base:
        return []
    if order.amount_base is None:
        return [
            {
                "label": _("In {currency}").format(currency=base),
                "value": _("no exchange rate"),
                "tone": "watch",
            }
        ]
    rate = _("at {rate} since {day}").format(rate=f"{order.rate.normalize():f}", day=day(order.rate_on))  # type: ignore[union-attr,arg-type]
    return [
        {
            "label": _("In {currency}").format(currency=base),
            "value": money(order.amount_base, base),
            "note": rate,
        }
    ]


def _on_credit(order: Order) -> list[dict[str, Any]]:
    if not order.on_credit:
        return []
    if order.is_return:
        left = order.open_amount
        return (
            [
                {
                    "label": _("On credit"),
                    "value": _("lessens what is owed by {amount}").format(
                        amount=money(-left, order.currency)
                    ),
                }
            ]
            if left
            else []
        )
    due = day(order.due_on) if order.due_on else _("no day agreed")
    if order.paid >= order.amount:
        return [{"label": _("On credit"), "value": pgettext("order", "paid")}]
    fact = {"label": _("Still open"), "value": money(order.open_amount, order.currency)}
    if order.is_overdue:
        return [
            fact,
            {"label": _("Payment due on"), "value": _("{day}, overdue").format(day=due), "tone": "late"},
        ]
    return [fact, {"label": _("Payment due on"), "value": due}]


def _margin(order: Order) -> list[dict[str, Any]]:
    base = amounts.base_currency()
    if order.margin is None or order.cost_base is None:
        return [{"label": _("Gross profit"), "value": _("not known, a cost is missing")}]
    rate = percent(order.margin / order.amount_base, 1) if order.amount_base else ""
    return [
        {"label": _("Cost of the goods"), "value": money(order.cost_base, base)},
        {"label": _("Gross profit"), "value": money(order.margin, base), "note": rate},
    ]


def flags(order: Order) -> list[str]:
    """What was said against this order when it was taken on credit."""
    if not order.on_credit:
        return []
    said = AuditEvent.objects.filter(verb="order.flagged", subject_type="orders.order", subject_id=order.pk)
    return [sentence(event) for event in said.order_by("pk")]


def lines_to_edit(order: Order) -> list[dict[str, Any]]:
    """The lines as a form shows them."""
    lines = order.lines.select_related("product").order_by("position")
    return [
        {
            "product": label_of(line.product) if line.product else line.description,
            "quantity": line.quantity.normalize(),
            "unit_price": line.unit_price.normalize(),
            "discount": line.discount or None,
        }
        for line in lines
    ]
