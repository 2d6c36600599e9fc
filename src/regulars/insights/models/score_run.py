from typing import ClassVar

from django.db import models


class ScoreRun(models.Model):
    """One computation of all measures: data up to when, what came out, what changed."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    as_of = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=40, blank=True)
    summary = models.JSONField(default=dict)
    failure = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.as_of} {self.state}"
