"""Checking and applying as jobs: asked for, stopped, given up."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from regulars.core import audit, reading
from regulars.customers.importing import engine, starting, tasks
from regulars.customers.models import Import

AT_ONCE = 3_000  # rows that are checked while the person waits
AT_ONCE_BYTES = 2 * 1024 * 1024


class NotNow(Exception):
    """The import is not in a state for this."""


def settle(run: Import, decide: Callable[[Import], Any]) -> None:
    """Write down what a person decided, beside what others did; not when the import has gone on meanwhile."""
    with transaction.atomic():
        locked = _locked(run)
        if not locked.may_be_checked:
            raise NotNow
        decide(locked)
        locked.save()
    run.refresh_from_db()


def check(run: Import) -> None:
    """Small files at once, larger ones as a job."""
    with transaction.atomic():
        locked = _locked(run)
        if not locked.may_be_checked:
            raise NotNow
        _enter(run, Import.State.CHECKING)
        size = run.file.size if run.file else 0
        is_small = run.progress_total <= AT_ONCE and size <= AT_ONCE_BYTES
        if not is_small:
            tasks.check_import.defer(import_id=run.pk)
    if is_small:
        with contextlib.suppress(reading.ReadingRefused):  # the import's page tells it
            engine.check(run)


def start(run: Import, *, by: Any) -> None:
    with transaction.atomic():
        if _locked(run).state != Import.State.CHECKED:
            raise NotNow
        _enter(run, Import.State.WAITING)
        tasks.apply_import.defer(import_id=run.pk)


def stop(run: Import, *, by: Any) -> None:
    """One that waits is stopped at once; one at work at its next step, and then nothing of it stays."""
    with transaction.atomic():
        locked = _locked(run)
        if not locked.is_at_work:
            raise NotNow
        audit.record(by, "import.cancelled", subject=run)
        if locked.state == Import.State.WAITING or _is_abandoned(run):
            _enter(run, Import.State.CANCELLED)
        else:
            Import.objects.filter(pk=run.pk).update(cancel_requested=True)


def _is_abandoned(run: Import) -> bool:
    """Its process was killed: nobody holds the lock of one at work, and nothing of it was kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [engine.AT_WORK, run.pk])
        return bool(cursor.fetchone()[0])


def give_up(run: Import) -> None:
    with transaction.atomic():
        if not _locked(run).may_be_checked:
            raise NotNow
        starting.discard(run)


def _locked(run: Import) -> Import:
    return Import.objects.select_for_update().get(pk=run.pk)


def _enter(run: Import, state: str) -> None:
    run.state = state
    run.progress_done, run.step, run.cancel_requested, run.failure = 0, "", False, ""
    run.save(update_fields=["state", "progress_done", "step", "cancel_requested", "failure"])
