"""The row of totals a file may end with: left out unless a person keeps it, and said either way."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regulars.core import reading
from regulars.customers.models import Import

KEEP, SKIP = "keep", "skip"


def row_of(run: Import) -> int | None:
    """The number of the row that looks like totals, as it was found when the file was looked at."""
    return next((each["where"]["row"] for each in run.notices if each["code"] == "totals_row"), None)


def is_kept(run: Import) -> bool:
    """Some customer may really be called Total."""
    return bool(run.options.get("totals_row") == KEEP)


def left_out(run: Import) -> int | None:
    return None if is_kept(run) else row_of(run)


def without(run: Import, batches: Iterable[reading.Batch]) -> Iterator[reading.Batch]:
    """The rows that are records. What adds up the others always stands last."""
    number = left_out(run)
    for batch in batches:
        if number is not None and batch.numbers[-1:] == [number]:
            batch = replace(batch, numbers=batch.numbers[:-1], rows=batch.rows[:-1])
        yield batch
