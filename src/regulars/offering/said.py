"""What staff say by hand about offers: not wanted, wanted again, offered, likes and dislikes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.choices import Channel
from regulars.customers.models import Customer, Interaction
from regulars.customers.recording import record_interaction
from regulars.customers.telling import tell
from regulars.offering.models import NotWanted, Offer, TasteSet
from regulars.orders.models import Product


@transaction.atomic
def not_wanted(customer: Customer, product: Product, *, reason: str, by: Any) -> bool:
    """From now on this product is not offered; False where that was said already."""
    _lock(customer)
    said, is_new = NotWanted.objects.get_or_create(
        customer=customer,
        product=product,
        defaults={"reason": reason, "made_at": clock.now(), "made_by": by},
    )
    Offer.objects.filter(customer=customer, product=product).delete()
    if is_new:
        tell(by, "offer.not_wanted", customer, product=str(product), reason=said.reason or "–")
    return is_new


@transaction.atomic
def wanted_again(customer: Customer, product: Product, *, by: Any) -> bool:
    """It may be offered again, from the next refresh on."""
    gone, _each = NotWanted.objects.filter(customer=customer, product=product).delete()
    if gone:
        tell(by, "offer.wanted_again", customer, product=str(product))
    return bool(gone)


@transaction.atomic
def note_offer(customer: Customer, product: Product, *, by: Any) -> Interaction:
    """Keep on the timeline that it was offered."""
    interaction = Interaction(
        customer=customer,
        channel=Channel.NOTE,
        happened_at=clock.now(),
        summary=_("Offered: {product}").format(product=product),
    )
    recorded = record_interaction(interaction, by=by)
    tell(by, "offer.noted", customer, product=str(product))
    return recorded


@transaction.atomic
def set_taste(customer: Customer, values: dict[str, str], *, by: Any) -> TasteSet:
    """Note a like or dislike; the same one said again is changed."""
    _lock(customer)
    said, _is_new = TasteSet.objects.update_or_create(
        customer=customer,
        aspect=values["aspect"],
        value=values["value"],
        defaults={"stance": values["stance"], "made_at": clock.now(), "made_by": by},
    )
    tell(by, "taste.set", customer, text=f"{said.get_stance_display()} {said.value}")
    return said


@transaction.atomic
def remove_taste(said: TasteSet, *, by: Any) -> None:
    customer, text = said.customer, f"{said.get_stance_display()} {said.value}"
    said.delete()
    tell(by, "taste.removed", customer, text=text)


def _lock(customer: Customer) -> None:
    Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
