"""What the refresh computes and replaces as a whole. No constraint to other tables: it is filled by COPY."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.querysets import OfCustomerQuerySet
from regulars.offering.choices import GapKind, OfferKind, Reason


def to(model: str, *, null: bool = False) -> Any:
    return models.ForeignKey(
        model, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", null=null
    )


class Offer(models.Model):
    """One product for one customer: how likely, when, and what speaks for it."""

    customer = to("customers.Customer")
    product = to("orders.Product")
    kind = models.CharField(max_length=4, choices=OfferKind.choices)
    place = models.PositiveSmallIntegerField()
    probability = models.FloatField(_("Probability"), null=True)  # within the horizon of the record
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    past_offers = models.IntegerField(null=True)
    past_bought = models.IntegerField(null=True)
    sales = models.DecimalField(_("Expected sales"), max_digits=14, decimal_places=2, null=True)
    margin = models.DecimalField(_("Expected margin"), max_digits=14, decimal_places=2, null=True)
    reason = models.CharField(_("Why"), max_length=12, choices=Reason.choices)
    because = to("orders.Product", null=True)
    share = models.FloatField(null=True)
    buyers = models.IntegerField(null=True)
    times = models.IntegerField(null=True)
    last_on = models.DateField(null=True)
    interval_days = models.FloatField(null=True)
    not_before = models.DateField(null=True)
    usual_price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    as_of = models.DateField()

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "kind", "place"], name="offer_of_customer"),
            models.Index(fields=["kind", "-margin", "id"], name="offer_by_margin"),
            models.Index(fields=["product", "kind"], name="offer_of_product"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind} {self.product_id}"


class Pair(models.Model):
    """Of baskets with the first product, how many hold the second."""

    product = to("orders.Product")
    other = to("orders.Product")
    baskets = models.IntegerField(_("Orders with both"))
    support = models.FloatField(_("Support"))
    confidence = models.FloatField(_("Confidence"))
    lift = models.FloatField(_("Lift"))
    as_of = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["product", "-lift"], name="pair_of_product"),
            models.Index(fields=["-lift", "id"], name="pair_by_lift"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.other_id}"


class Similar(models.Model):
    """Products bought by the same customers: cosine of who bought what."""

    product = to("orders.Product")
    near = to("orders.Product")
    similarity = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["product", "near"], name="similar_of_product")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.near_id}"


class Taste(models.Model):
    """What a customer likes, learnt from orders. aspect: category, brand, grade, or a mark of products."""

    customer = to("customers.Customer")
    aspect = models.CharField(max_length=60)
    value = models.CharField(max_length=120)
    share = models.FloatField()
    usual = models.FloatField()
    confidence = models.FloatField()
    baskets = models.IntegerField()
    of_baskets = models.IntegerField()
    as_of = models.DateField()

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "aspect"], name="taste_of_customer"),
            models.Index(fields=["aspect", "value"], name="taste_by_value"),
        ]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.value}"


class Gap(models.Model):
    """Where similar, more valuable customers do more, and what closing the gap would bring in a year."""

    customer = to("customers.Customer")
    kind = models.CharField(max_length=10, choices=GapKind.choices)
    own = models.FloatField()
    peers = models.FloatField()
    worth = models.DecimalField(max_digits=14, decimal_places=2)
    peer_count = models.IntegerField()
    same_category = models.BooleanField()
    as_of = models.DateField()

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer"], name="gap_of_customer"),
            models.Index(fields=["kind", "-worth", "id"], name="gap_by_worth"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind}"
