from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from regulars.segments.choices import Because
from regulars.segments.querysets import StayQuerySet


class Stay(models.Model):
    """One customer's time in a segment, from entering to leaving."""

    segment = models.ForeignKey("segments.Segment", models.CASCADE, related_name="stays")
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="segment_stays")
    entered_at = models.DateTimeField()
    entered_because = models.CharField(max_length=8, choices=Because.choices)
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=8, choices=Because.choices, blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "customer"],
                condition=models.Q(left_at=None),
                name="in_a_segment_once",
            )
        ]
        indexes = [models.Index(fields=["segment", "-left_at"], name="segment_left_latest")]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.segment_id}"


def staying_in(segments: Iterable[int]) -> Q:
    """Customers who are in one of these segments, as they were last counted."""
    staying = Stay.objects.present().filter(customer=OuterRef("pk"), segment__in=list(segments))
    return Q(Exists(staying))
