"""One way for a dry run and for the real one: read, parse, judge; and then take over, or not."""

import logging
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils.translation import gettext as _

from regulars.core import audit, clock, files, reading, settings_store
from regulars.customers.importing import columns, fields, problems, staging, starting, totals
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Kind, Ways
from regulars.customers.importing.progress import Cancelled, Listener, Progress
from regulars.customers.importing.rights import hidden_from, owners_for
from regulars.customers.models import Import

logger = logging.getLogger(__name__)

Act = Callable[[Import], None]

AT_WORK = 1_768_714_348  # the first of two numbers of a lock held while an import is at work
ROW_COUNTS = ("new", "changed", "same", "duplicate", "error", "without_customer", "left_out", "totals")


class AlreadyDone(Exception):
    """The same import has been applied meanwhile."""


class DoesNotAddUp(Exception):
    """Rows were lost on the way. Nothing is taken over."""


def check(run: Import, listener: Listener | None = None) -> None:
    """A dry run: counts and problems are kept with the import, nothing else is written."""
    _carry_out(run, listener, is_real=False)


def apply(run: Import, listener: Listener | None = None) -> None:
    """Take the file over, all of it or nothing."""
    _carry_out(run, listener, is_real=True)


def abandon(run: Import) -> None:
    """Its process is being ended by the person who began it; nothing of it was kept."""
    _set_state(run, Import.State.CANCELLED)


def _carry_out(run: Import, listener: Listener | None, *, is_real: bool) -> None:
    _set_state(run, Import.State.RUNNING if is_real else Import.State.CHECKING)
    try:
        with Progress(run, listener) as progress, transaction.atomic():
            _go(run, progress, is_real=is_real)
    except Cancelled:
        _set_state(run, Import.State.CANCELLED)
        raise
    except AlreadyDone:
        run.refresh_from_db()
    except reading.ReadingRefused as refused:
        _set_state(run, Import.State.FAILED, failure=str(refused))
        raise
    except Exception:
        logger.exception("import %s of %s failed", run.pk, run.kind)
        sentence = _("Something went wrong. Nothing was kept; the file can be checked and imported again.")
        _set_state(run, Import.State.FAILED, failure=sentence)
        raise


def _go(run: Import, progress: Progress, *, is_real: bool) -> None:
    kind = fields.find(run.kind)
    with connection.cursor() as cursor:
        batch = Batch(run, kind, cursor, ways_of(run), clock.now(), progress, is_real=is_real)
        batch.clear()
        batch.sql("SELECT pg_advisory_xact_lock(%s, %s)", [AT_WORK, run.pk])
        if is_real:
            progress.step("waiting")
            _wait_for_turn(batch)
            _refuse_twice(run)
        loader = _read(batch)
        kind.judge(batch)
        problems.count(batch)
        _check_sum(batch)
        problems.keep(batch, loader.problems)
        if is_real:
            kind.apply(batch)
        progress.step("finishing")
        _finish(batch, is_real=is_real)


def ways_of(run: Import) -> Ways:
    return Ways(
        zone=ZoneInfo(settings_store.get("firm.timezone")),
        today=clock.today(),
        region=settings_store.get("firm.region"),
        currency=settings_store.get("firm.currency"),
        people=_people(run),
        from_1904=run.options.get("from_1904", False),
    )


def _people(run: Import) -> dict[str, int]:
    """Names of staff as files write them."""
    staff = owners_for(run.started_by)
    names = {name.casefold(): each.pk for each in staff for name in (each.name, each.username) if name}
    chosen = {name.casefold(): int(pk) for name, pk in run.options.get("people", {}).items() if pk}
    return names | {name: pk for name, pk in chosen.items() if pk in set(names.values())}


def _wait_for_turn(batch: Batch) -> None:
    """Two imports of one kind at once: the second waits until the first is done."""
    key = zlib.crc32(f"import {batch.kind.code}".encode())
    batch.sql("SELECT pg_advisory_xact_lock(%s)", [key])
    if batch.kind.code != "customers":
        batch.sql("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(b"import customers")])


def _refuse_twice(run: Import) -> None:
    """A rescued job may find that the first one went on after all."""
    if Import.objects.filter(pk=run.pk, state__in=(Import.State.DONE, Import.State.UNDONE)).exists():
        raise AlreadyDone


def _read(batch: Batch) -> staging.Loader:
    batch.columns = columns_of(batch.run, batch.kind, batch.ways)
    customs = custom_columns_of(batch.run, batch.ways)
    batch.has_custom = bool(customs)
    staging.create(batch, "incoming", batch.kind.fields)
    problems.begin(batch)
    if batch.kind.prepare:
        batch.kind.prepare(batch)
    batch.step("reading")
    loader = staging.Loader(batch, batch.columns, customs)
    loader.load(totals.without(batch.run, rows_of(batch.run)))
    batch.counts["totals"] = int(totals.left_out(batch.run) is not None)
    batch.counts["read"] = loader.read + batch.counts["totals"]
    batch.counts["error"] = loader.bad_rows
    return loader


def rows_of(run: Import) -> Iterator[reading.Batch]:
    if run.file is None:
        raise FileNotFoundError(run.file_name)
    return reading.read_rows(files.path_of(run.file), starting.read_as(run), name=run.file_name)


def columns_of(run: Import, kind: Kind, ways: Ways) -> list[staging.Column]:
    names, hidden = run.options.get("headers", {}), hidden_from(run.started_by)
    return [
        staging.Column(int(place), names.get(place, ""), kind.field(key), ways=_ways_for(run, place, ways))
        for place, key in sorted(run.mapping.items(), key=lambda item: int(item[0]))
        if key and not key.startswith(columns.CUSTOM) and key not in hidden
    ]


def _ways_for(run: Import, place: str, ways: Ways) -> Ways:
    order = run.options.get("date_orders", {}).get(place)
    return replace(ways, date_order=order) if order else ways


def custom_columns_of(run: Import, ways: Ways) -> list[staging.Column]:
    from regulars.customers.importing.kinds.custom_fields import field_for

    names, hidden = run.options.get("headers", {}), hidden_from(run.started_by)
    return [
        staging.CustomColumn(
            int(place),
            names.get(place, ""),
            field_for(key.removeprefix(columns.CUSTOM)),
            ways=_ways_for(run, place, ways),
        )
        for place, key in run.mapping.items()
        if key.startswith(columns.CUSTOM) and key not in hidden
    ]


def _check_sum(batch: Batch) -> None:
    told = sum(batch.counts[name] for name in ROW_COUNTS)
    if told != batch.counts["read"]:
        raise DoesNotAddUp(
            f"{batch.counts['read']} rows were read, {told} accounted for: {dict(batch.counts)}"
        )


def _finish(batch: Batch, *, is_real: bool) -> None:
    run = batch.run
    run.counts = dict(batch.counts) | {"report": batch.kind.report(batch) if batch.kind.report else {}}
    run.examples = batch.figures.get("examples", [])
    run.state = Import.State.DONE if is_real else Import.State.CHECKED
    run.progress_done = run.progress_total = batch.counts["read"]
    run.failure = ""
    if is_real:
        run.applied_at = batch.now
        audit.record(
            run.started_by,
            "import.applied",
            subject=run,
            new=batch.counts["new"],
            changed=batch.counts["changed"],
        )
    run.save()


def _set_state(run: Import, state: str, failure: str = "") -> None:
    run.state = state
    run.failure = failure
    run.cancel_requested = False
    run.save(update_fields=["state", "failure", "cancel_requested"])
