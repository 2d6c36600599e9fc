"""New-product launch: who would most likely want a product, and which need or preference says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.core import clock
from regulars.customers.choices import NeedStatus
from regulars.customers.models import Customer, Need
from regulars.customers.querysets import resting, visible
from regulars.offering import profile, wording
from regulars.offering.choices import Stance
from regulars.offering.models import NotWanted, Offer, Taste, TasteSet
from regulars.orders.models import OrderLine, Product

MOST = 200
MOST_READ = 50_000
BY_HAND = 0.9
OF_A_GRADE = 0.4  # who buys dear things of another kind may still want none of this
OF_A_NEED = 0.18  # for each step of strength, 1 to 5


@dataclass
class Wish:
    """One customer's match: 1 less the product of what each reason leaves open; at most 1."""

    customer_id: int
    reasons: list[tuple[float, str]] = field(default_factory=list)
    customer: Any = None

    @property
    def match(self) -> float:
        open_ = 1.0
        for weight, _words in self.reasons:
            open_ *= 1 - min(weight, 0.99)
        return 1 - open_

    @property
    def words(self) -> list[str]:
        return [words for _weight, words in sorted(self.reasons, key=lambda each: -each[0])]


@dataclass(frozen=True)
class Launch:
    """What is launched: aspect and value pairs, words of needs, and the product where there is one."""

    product: Product | None
    marks: frozenset[tuple[str, str]]
    words: tuple[str, ...]


def launch_of(values: dict[str, Any]) -> Launch:
    product = values.get("product")
    marks: set[tuple[str, str]] = set()
    category = values.get("category") or (product.category if product else None)
    if category:
        marks.add((profile.CATEGORY, category.name))
    if values.get("grade"):
        marks.add((profile.GRADE, values["grade"]))
    if product:
        marks |= {(str(name), str(value)) for name, value in (product.attributes or {}).items()}
        marks |= {(profile.BRAND, product.brand)} if product.brand else set()
    told = (values.get("marks") or "").strip()
    words = (
        *filter(None, ((values.get("words") or "").strip(), told)),
        *([category.name] if category else []),
    )
    if told:
        marks |= set(Taste.objects.filter(value__iexact=told).values_list("aspect", "value").distinct())
        marks |= set(TasteSet.objects.filter(value__iexact=told).values_list("aspect", "value").distinct())
    return Launch(product, frozenset(marks), words)


def wishes(launch: Launch, user: Any) -> list[Wish]:
    """The best matches first; customers who have it, do not want it or rest are left out."""
    found: dict[int, Wish] = {}
    for customer, weight, words in _reasons(launch, user):
        found.setdefault(customer, Wish(customer)).reasons.append((weight, words))
    for customer in _out(launch, user):
        found.pop(customer, None)
    best = sorted(found.values(), key=lambda each: (-each.match, each.customer_id))[: 2 * MOST]
    seen = Customer.objects.visible_to(user).exclude(resting(clock.today()))
    known = seen.select_related("measures").in_bulk([each.customer_id for each in best])
    kept = [each for each in best if each.customer_id in known][:MOST]
    for each in kept:
        each.customer = known[each.customer_id]
    return kept


def _reasons(launch: Launch, user: Any) -> Iterator[tuple[int, float, str]]:
    if launch.product:
        yield from _offered(launch.product, user)
    yield from _liked(launch, user)
    yield from _said(launch, user)
    yield from _needed(launch, user)


def _offered(product: Product, user: Any) -> Iterator[tuple[int, float, str]]:
    rows = Offer.objects.visible_to(user).filter(product=product, kind="new").select_related("because")
    for offer in rows[:MOST_READ]:
        yield offer.customer_id, offer.probability or 0.05, wording.reason(offer)


def _liked(launch: Launch, user: Any) -> Iterator[tuple[int, float, str]]:
    if not launch.marks:
        return
    rows = Taste.objects.visible_to(user).filter(_any_of(launch.marks)).order_by("-share", "pk")
    for taste in rows[:MOST_READ]:
        words = _("{aspect} {value}: in {n} of {all} orders").format(
            aspect=profile.aspect_label(taste.aspect),
            value=profile.value_label(taste.aspect, taste.value),
            n=taste.baskets,
            all=taste.of_baskets,
        )
        weight = OF_A_GRADE if taste.aspect == profile.GRADE else 1.0
        yield taste.customer_id, weight * taste.share * taste.confidence, words


def _said(launch: Launch, user: Any) -> Iterator[tuple[int, float, str]]:
    if not launch.marks:
        return
    rows = TasteSet.objects.visible_to(user).filter(_any_of(launch.marks), stance=Stance.LIKES)
    for taste in rows[:MOST_READ]:
        words = _("Likes {value}, said by staff").format(value=profile.value_label(taste.aspect, taste.value))
        yield taste.customer_id, BY_HAND, words


def _needed(launch: Launch, user: Any) -> Iterator[tuple[int, float, str]]:
    asked = Q(pk__in=[])
    for words in launch.words:
        asked |= Q(text__icontains=words) | Q(category__iexact=words)
    rows = Need.objects.visible_to(user).filter(asked).exclude(status=NeedStatus.MET)
    for need in rows.order_by("-strength", "pk")[:MOST_READ]:
        words = _("{kind} noted: {text}").format(kind=need.get_kind_display(), text=need.text)
        yield need.customer_id, OF_A_NEED * need.strength, words


def _out(launch: Launch, user: Any) -> Iterator[int]:
    if launch.marks:
        disliked = TasteSet.objects.filter(_any_of(launch.marks), stance=Stance.DISLIKES)
        yield from disliked.values_list("customer", flat=True)
    if launch.product:
        yield from NotWanted.objects.filter(product=launch.product).values_list("customer", flat=True)
        lines = OrderLine.objects.filter(visible(user, "order__customer__"), product=launch.product)
        yield from lines.values_list("order__customer", flat=True).distinct()


def _any_of(marks: frozenset[tuple[str, str]]) -> Q:
    found = Q(pk__in=[])
    for aspect, value in marks:
        found |= Q(aspect=aspect, value=value)
    return found
