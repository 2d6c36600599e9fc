"""What the worker does for this module."""

from regulars.reports.worth.tasks import score_prospects

__all__ = ["score_prospects"]
