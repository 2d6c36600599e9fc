"""A file becomes an import: stored, looked at, its columns matched."""

from collections.abc import Iterable
from typing import Any

from regulars.core import clock, files, reading
from regulars.customers.importing import columns
from regulars.customers.importing.fields import Kind
from regulars.customers.models import Import, ImportMapping

KEEP_DAYS = 30  # the file is needed for the list of errors and for running again
LASTING = ("date_orders", "fill_only", "people", "totals_row")  # options that are remembered


def receive(
    chunks: Iterable[bytes],
    name: str,
    *,
    kind: Kind,
    by: Any = None,
    source: str = "",
    options: dict[str, Any] | None = None,
) -> Import:
    """Keep the file and look at it. Raises ReadingRefused, and then keeps nothing."""
    stored = files.store(chunks, name, purpose="import", owner_id=by.pk if by else None, keep_days=KEEP_DAYS)
    run = Import(
        kind=kind.code,
        file=stored,
        file_name=stored.name,
        file_sha256=stored.sha256,
        source=source,
        options=options or {},
        started_by=by,
        created_at=clock.now(),
    )
    try:
        look(run, read_as(run))
        run.save()
    except BaseException:
        files.discard(stored)
        raise
    return run


def look(run: Import, wanted: reading.Options) -> reading.Inspection:
    """See what the file holds, read this way, and match its columns anew."""
    from regulars.customers.importing import fields

    kind = fields.find(run.kind)
    inspection = inspect(run, kind, wanted)
    settled = inspection.options.as_request()
    run.options = run.options | {
        "reading": settled,
        "headers": {str(header.column - 1): header.shown for header in inspection.headers},
        "format": inspection.format,
        "from_1904": inspection.from_1904,
    }
    run.notices = [{"code": notice.code, "where": notice.where} for notice in inspection.notices]
    run.progress_total = inspection.row_count
    remembered = columns.remembered(kind, inspection.headers, run.source)
    run.mapping = columns.guess(kind, inspection.headers)
    if remembered:
        nothing = dict.fromkeys(run.mapping, columns.IGNORED)
        run.mapping = nothing | columns.still_known(kind, remembered.mapping)
        run.options = remembered.options | run.options
    return inspection


def read_alike(run: Import, looked_at: Import) -> None:
    """Take over how the file was just looked at."""
    for name in ("options", "notices", "progress_total", "mapping"):
        setattr(run, name, getattr(looked_at, name))


def read_as(run: Import) -> reading.Options:
    """How the file was read last."""
    return reading.Options(**run.options.get("reading", {}))


def inspect(run: Import, kind: Kind, wanted: reading.Options) -> reading.Inspection:
    from dataclasses import replace

    if run.file is None:
        raise reading.ReadingRefused("not_a_file", file=run.file_name)
    options = replace(wanted, known_headers=columns.known_headers(kind))
    return reading.inspect_file(files.path_of(run.file), options, name=run.file_name)


def remember(run: Import) -> None:
    """Next time columns like these are matched the same way."""
    ImportMapping.objects.update_or_create(
        kind=run.kind,
        source=run.source,
        fingerprint=columns.fingerprint_of(run.options["headers"].values()),
        defaults={"mapping": run.mapping, "options": _lasting(run.options), "used_at": clock.now()},
    )


def _lasting(options: dict[str, Any]) -> dict[str, Any]:
    return {name: options[name] for name in LASTING if name in options}


def discard(run: Import) -> None:
    """Give up an import that has not been applied: its file and all about it go."""
    if run.file is not None:
        files.discard(run.file)
    if run.pk:
        run.delete()
