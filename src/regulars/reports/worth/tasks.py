"""What the worker does for the pages about value."""

from procrastinate.contrib.django import app


@app.task(queueing_lock="score_prospects", lock="refresh", name="reports.score_prospects")
def score_prospects() -> None:
    """The profile or the rules have changed: every prospect anew, on the day of the last figures."""
    from regulars.core import clock
    from regulars.insights import runs
    from regulars.reports.worth.scoring import score_everybody

    latest = runs.latest()
    score_everybody(latest.as_of if latest else clock.today())
