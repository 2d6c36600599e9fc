from typing import ClassVar

from django.db import models


class ModelRecord(models.Model):
    """How well the models answered one question on the firm's own past, and which of them speaks since then."""

    question = models.CharField(max_length=20)  # activity, due, value
    chosen = models.CharField(max_length=20, blank=True)  # empty where none could be chosen
    cut_on = models.DateField(null=True)  # what was known on this day …
    until_on = models.DateField(null=True)  # … was compared with what happened up to this one
    record = models.JSONField(default=dict)
    # The customers behind the figures: lists of ids, by code.
    members = models.JSONField(default=dict)
    as_of = models.DateField()  # the day of the figures it was made with; made again when the month changes

    class Meta:
        ordering: ClassVar[list[str]] = ["-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "as_of"], name="one_record_per_question_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.chosen} {self.cut_on}"
