from django.db import models


class OfferRecord(models.Model):
    """What was chosen in a month, and how well it did on the firm's own past. ``figures`` is what analytics told."""

    as_of = models.DateField()
    run = models.ForeignKey("insights.ScoreRun", models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ["-as_of", "-pk"]

    def __str__(self) -> str:
        return self.as_of.isoformat()
