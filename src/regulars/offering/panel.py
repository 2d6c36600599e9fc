"""推荐: what to offer one customer, why, how sure, and what not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.offering import profile, records, wording
from regulars.offering.choices import GapKind, OfferKind, Reason
from regulars.offering.models import Gap, NotWanted, Offer
from regulars.orders.models import Product

FEW, FEWER = 4, 2


@dataclass(frozen=True)
class Shown:
    """One offer as the tab shows it."""

    offer: Offer
    why: str
    chance: str
    record: str
    difference: str
    benefit: str

    @property
    def product(self) -> Product:
        return self.offer.product


def tab(customer: Any, user: Any) -> dict[str, Any]:
    offers = list(
        Offer.objects.filter(customer=customer)
        .select_related("product", "because")
        .order_by("kind", F("probability").desc(nulls_last=True), "place", "pk")
    )
    return {
        "as_of": offers[0].as_of if offers else None,
        "horizon": wording.days(wording.horizon()),
        "groups": [group for group in _groups(offers) if group["offers"]],
        "gaps": [_gap(each) for each in Gap.objects.filter(customer=customer).order_by("-worth")],
        "tastes": profile.lines_of(customer),
        "not_wanted": NotWanted.objects.filter(customer=customer).select_related("product", "made_by"),
        "may_write": user.may_write,
        "sees_margin": user.is_manager,
        "records": [records.sentence("next"), records.sentence("new")],
        "missing": _("Reviews and answers to surveys are not recorded yet; they will count once they are."),
    }


def _groups(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    def those(kind: str, *reasons: str, without: tuple[str, ...] = (), few: int = FEW) -> list[Offer]:
        of_kind = [each for each in offers if each.kind == kind and each.reason not in without]
        return [each for each in of_kind if not reasons or each.reason in reasons][:few]

    waiting = (Reason.EARLY, Reason.POPULAR)
    return [
        _group("next", _("For the next order"), those(OfferKind.NEXT, without=waiting)),
        _group("new", _("New for this customer"), those(OfferKind.NEW)),
        _group("up", _("One step up"), those(OfferKind.UP, few=FEWER)),
        _group("early", _("Not yet: it lasts for some time"), those(OfferKind.NEXT, Reason.EARLY, few=FEWER)),
        _group("popular", _("Popular these days"), those(OfferKind.NEXT, Reason.POPULAR, few=FEWER)),
    ]


def _group(code: str, heading: str, offers: list[Offer]) -> dict[str, Any]:
    """Those that are not for today stand aside, folded."""
    is_aside = code in ("early", "popular")
    return {
        "code": code,
        "heading": heading,
        "offers": [shown(each) for each in offers],
        "is_aside": is_aside,
    }


def shown(offer: Offer) -> Shown:
    return Shown(
        offer,
        wording.reason(offer),
        wording.chance(offer),
        wording.record(offer),
        wording.price_difference(offer),
        offer.product.benefit if offer.kind == OfferKind.UP else "",
    )


def _gap(one: Gap) -> dict[str, Any]:
    return {
        "label": GapKind(one.kind).label,
        "worth": one.worth,
        "words": wording.gap(one),
        "compared": wording.gap_compared(one),
        "url": reverse("offering:list", args=["gaps"]) + f"?gap={one.kind}",
    }


# What it is time to offer again: the number beside the tab.
COUNTED = Subquery(
    Offer.objects.filter(customer=OuterRef("pk"), kind=OfferKind.NEXT, reason=Reason.DUE)
    .order_by()
    .values("customer")
    .values(n=Count("pk"))
)
