"""What the worker does for this module."""

from procrastinate.contrib.django import app


@app.task(queueing_lock="refresh_now", lock="refresh", name="insights.refresh_now")
def refresh_now() -> None:
    """Somebody asked for fresh figures: in a process of their own, as at night."""
    from regulars.insights.nightly import refresh_in_child

    refresh_in_child()
