from django.db import models


class Play(models.Model):
    """What the firm changed about a ready play: whether it is on, and its settings."""

    code = models.CharField(max_length=40, primary_key=True)
    is_on = models.BooleanField()
    settings = models.JSONField(default=dict)
    segment = models.ForeignKey(
        "segments.Segment", models.PROTECT, null=True, blank=True, related_name="plays"
    )  # only its customers; PROTECT, for without it the play would reach everybody

    def __str__(self) -> str:
        return self.code
