"""Why a customer is on today's list, on the customer page; and putting customers on the list by hand."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.care import worklist
from regulars.care.models import CareTask
from regulars.care.plays.by_hand import CODE
from regulars.core import clock
from regulars.customers.actions import Action
from regulars.customers.page_head import rest_of


def context(customer: Any, user: Any) -> dict[str, Any] | None:
    card = worklist.card_of(customer, me=user)
    return {"card": card} if card else None


def put_on_list(customer: Any, by: Any, data: dict[str, Any]) -> int:
    """Make a card by hand; the token that takes it back comes back."""
    today = clock.today()
    task, _is_new = CareTask.objects.get_or_create(
        customer=customer,
        play=CODE,
        occasion=f"by_hand:{today.isoformat()}",
        defaults={
            "reason_code": CODE,
            "figures": {"by": str(by), "note": str(data.get("note", ""))},
            "at_stake": customer.measured("expected_margin") or Decimal(0),
            "planned_on": today,
            "due_on": today,
            "show_from": today,
            "created_by": by,
        },
    )
    return task.pk


def take_off_list(token: Any, by: Any) -> None:
    CareTask.objects.filter(pk=token, play=CODE, outcome="").delete()


PUT_ON_LIST = Action(
    "put_on_list",
    _("Put on today's list"),
    allowed=lambda user, customer: user.may_write and not (customer and rest_of(customer)),
    do=put_on_list,
    undo=take_off_list,
    order=10,
)
