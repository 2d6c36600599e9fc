"""The rows that were not taken, as they stand in the file, with the reason beside them."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.core.reading.writing import fitted, write_xlsx
from regulars.customers.importing import columns, engine, reasons
from regulars.customers.models import Import


def write(run: Import, path: Path) -> int:
    """Write the workbook and say how many rows it has. The file is read once more for them."""
    headers = [*_headers(run), str(columns.ROW), str(columns.REASON)]
    return write_xlsx(path, headers, _rows(run), sheet=_("Not taken"))


def _headers(run: Import) -> list[str]:
    names: dict[str, str] = run.options.get("headers", {})
    return [names[place] or f"#{int(place) + 1}" for place in sorted(names, key=int)]


def _rows(run: Import) -> Iterator[list[str | int | None]]:
    refused = _reasons(run)
    wanted = next(refused, None)
    width = len(_headers(run))
    for batch in engine.rows_of(run):
        for number, cells in batch:
            if wanted and wanted[0] == number:
                told = [cell and fitted(cell) for cell in cells[:width]]
                yield [*told, *[None] * (width - len(told)), number, fitted(wanted[1])]
                wanted = next(refused, None)
        if not wanted:
            return


def _reasons(run: Import) -> Iterator[tuple[int, str]]:
    rows = run.rows.exclude(verdict="warning").order_by("row_number", "id").iterator(chunk_size=2000)
    for number, same in groupby(rows, key=lambda row: row.row_number):
        told = [
            f"{row.column}: {reasons.sentence(row)}" if row.column else reasons.sentence(row) for row in same
        ]
        yield number, " ".join(told)
