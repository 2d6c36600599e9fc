from typing import ClassVar

from django.db import models


class FirmFigures(models.Model):
    """The figures of the firm, or of one team's customers, as one computation found them."""

    run = models.ForeignKey("insights.ScoreRun", models.CASCADE, related_name="firm_figures")
    scope = models.CharField(max_length=30)  # "all", or "team:7"
    as_of = models.DateField()
    figures = models.JSONField()
    # Who stands behind the moves on the stage board and the back-test: lists of ids, by code.
    members = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["-as_of", "-run_id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "scope"], name="figures_once_per_run_and_scope")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.as_of}"
