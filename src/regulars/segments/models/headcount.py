from django.db import models

from regulars.segments.choices import Because


class Headcount(models.Model):
    """One count of a segment: how many were in it, how many had entered and left since the count before."""

    segment = models.ForeignKey("segments.Segment", models.CASCADE, related_name="headcounts")
    counted_at = models.DateTimeField()
    as_of = models.DateField()
    because = models.CharField(max_length=8, choices=Because.choices)
    size = models.PositiveIntegerField()
    entered = models.PositiveIntegerField()
    left = models.PositiveIntegerField()

    class Meta:
        ordering = ["-counted_at", "-id"]
        indexes = [models.Index(fields=["segment", "-counted_at"], name="headcount_latest")]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.as_of} {self.size}"
