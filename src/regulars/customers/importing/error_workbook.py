"""The rows that were not taken, as they stand in the file, with the reason beside them."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regulars.core.reading.writing import fitted, write_xlsx
from regulars.customers import sensitive
from regulars.customers.importing import columns, engine, reasons, rights
from regulars.customers.models import Import, ImportRow


def write(run: Import, path: Path, *, user: Any = None) -> int:
    """Write the workbook and say how many rows it has. The file is read once more for them."""
    headers = [*_headers(run), str(columns.ROW), str(columns.REASON)]
    return write_xlsx(path, headers, _rows(run, rights.hidden_places(run, user)), sheet=_("Not taken"))


def _headers(run: Import) -> list[str]:
    names: dict[str, str] = run.options.get("headers", {})
    return [names[place] or f"#{int(place) + 1}" for place in sorted(names, key=int)]


def _rows(run: Import, hidden: frozenset[int]) -> Iterator[list[str | int | None]]:
    refused = _reasons(run, hidden)
    wanted = next(refused, None)
    width = len(_headers(run))
    for batch in engine.rows_of(run):
        for number, cells in batch:
            if wanted and wanted[0] == number:
                told = [cell and fitted(cell) for cell in rights.masked(cells[:width], hidden)]
                yield [*told, *[None] * (width - len(told)), number, fitted(wanted[1])]
                wanted = next(refused, None)
        if not wanted:
            return


def _reasons(run: Import, hidden: frozenset[int]) -> Iterator[tuple[int, str]]:
    rows = run.rows.exclude(verdict="warning").order_by("row_number", "id").iterator(chunk_size=2000)
    for number, same in groupby(rows, key=lambda row: row.row_number):
        yield number, " ".join(_reason(row, hidden) for row in same)


def _reason(row: ImportRow, hidden: frozenset[int]) -> str:
    row.raw = sensitive.MASK if row.params.get("place") in hidden else row.raw
    return f"{row.column}: {reasons.sentence(row)}" if row.column else reasons.sentence(row)
