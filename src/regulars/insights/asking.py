"""Somebody wants fresh figures now."""

from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from regulars.core import audit
from regulars.insights import runs, tasks
from regulars.insights.models import ScoreRun


class AlreadyAsked(Exception):
    """A refresh is waiting or at work; nothing was added."""


def ask_for_refresh(by: Any) -> None:
    if running() is not None:
        raise AlreadyAsked
    try:
        with transaction.atomic():
            audit.record(by, "measures.refreshed")
            tasks.refresh_now.defer()
    except AlreadyEnqueued:
        raise AlreadyAsked from None


def running() -> ScoreRun | None:
    """The run at work; one whose process died is none."""
    run = ScoreRun.objects.filter(state=ScoreRun.State.RUNNING).first()
    return run if run is not None and runs.is_at_work() else None


def job() -> str:
    """What the worker makes of it: "todo" until it begins, "doing", or empty where nobody asked."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    asked = ProcrastinateJob.objects.filter(task_name=tasks.refresh_now.name, status__in=("todo", "doing"))
    return asked.order_by("-id").values_list("status", flat=True).first() or ""
